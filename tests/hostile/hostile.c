/*
 * Complexity certificates: every parser and the whole pipeline on hostile shapes of size n and 4n, counted in executed edges of the control flow graph
 * (the library is built with -fsanitize-coverage=trace-pc), so the figures are the same on every machine and under any load.
 *
 *   hostile                     own shapes, built here
 *   hostile SMALL MIDDLE LARGE  three files of one shape of HTML, of size n, 2n and 4n; more such threes may follow
 *
 * Law (docs/PROMISES.md): input x 4 costs at most x 4.5 in steps and in memory. HTML is also parsed alone: the same law, and at most 64 bytes of memory
 * at one time for each byte of the page, at every size.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/fail_alloc.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "formats/html/tree.h"

#include <tamis/tamis.h>

static uint64_t steps;
void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void) {
  steps++;
}

/* head, unit repeated, tail */
typedef struct shape {
  const char *format, *name, *head, *unit, *tail;
} shape;

static const shape shapes[] = {
    {"html", "nested div", "", "<div>", "x"},
    {"html", "nested inline", "<p>", "<b><i>", "x"},
    {"html", "attributes", "<p", " a=1 b", ">x"},
    {"html", "classes", "<p class='", "a-b cD ", "'>x"},
    {"html", "cards", "", "<div class=card><a href=/x>more</a><p>Some words of a teaser.</div>", ""},
    {"html", "paragraphs", "<article>", "<p>A sentence that says little. And another one, too!", "</article>"},
    {"html", "same paragraph", "", "<p>Exactly the same words, again and again, in one document.</p>", ""},
    {"html", "list nest", "", "<ul><li>", "x"},
    {"html", "table cells", "<table><tr>", "<td>x", ""},
    {"html", "nested tables", "", "<table><tr><td>", "x"},
    {"html", "meta", "<head>", "<meta property='og:title' content='a title'>", "<p>x"},
    {"html", "json-ld", "<script type=application/ld+json>", "[{\"@type\":\"Article\",\"author\":", "</script><p>x"},
    {"html", "links", "", "<a href='?utm_source=x&a=1'>y</a> ", ""},
    {"html", "breaks", "<p>", "a<br>", ""},
    {"html", "math", "", "<math>", "x"},
    {"html", "math and its parts", "", "<math><mtext><button>", "x"},
    {"html", "math and blank TeX", "", "<math>", "<annotation encoding=tex> </annotation>"},
    {"html", "mojibake", "<p>", "\xC3\x83\xC2\xA9t\xC3\x83\xC2\xA9 ", ""},
    {"text", "lines", "", "A line of text that goes on\n", ""},
    {"text", "blank lines", "x", "\n\n", "y"},
    {"text", "items", "", "- an item\n", ""},
    {"text", "numbers", "", "1. one\n", ""},
    {"text", "labels", "", "Date: yes\n", ""},
    {"text", "one word", "", "a", ""},
    {"text", "tabs", "", "\t", "x"},
    {"text", "brackets", "x. ", "[Some Link] ", ""},
    {"text", "combining marks", "a", "\xCC\x81\xCC\xA3", ""},
    {"markdown", "brackets", "", "[", "x"},
    {"markdown", "bracket pairs", "", "[a](", "x"},
    {"markdown", "emphasis", "", "*a_", "x"},
    {"markdown", "strong", "", "**a ", "x"},
    {"markdown", "quotes", "", ">", " x"},
    {"markdown", "quotes and items", "", "> - ", "x"},
    {"markdown", "backticks", "", "`a``b", ""},
    {"markdown", "definitions", "", "[a]: u\n", "[a]"},
    {"markdown", "reference links", "[a]: u\n\n", "[a] ", ""},
    {"markdown", "entities", "", "&amp", ";"},
    {"markdown", "table", "a|b\n-|-\n", "x|y\n", ""},
    {"markdown", "table columns", "", "a|", "\n-|-\n"},
    {"markdown", "autolinks", "", "<a", ">"},
    {"markdown", "www", "", "www.a.b/( ", ""},
    {"markdown", "mail", "", "a@b.", "c"},
    {"markdown", "html", "", "<b>", "x"},
    {"markdown", "comments", "", "a <!-- ", "x"},
    {"markdown", "footnotes", "", "[^a]", "\n\n[^a]: x\n"},
    {"markdown", "list items", "", "- x\n", ""},
    {"markdown", "tilde", "", "~~a ~", ""},
    {"json", "arrays", "", "[", ""},
    {"json", "objects", "", "{\"a\":", ""},
    {"json", "string", "\"", "\\u0041", "\""},
    {"json", "text", "{\"text\":\"", "words and words\\n\\n", "\"}"},
    {"json", "keys", "{\"text\":\"a\",", "\"k\":1,", "\"z\":1}"},
    {"json", "footnotes of a comment", "{\"tamis\":1,\"blocks\":[],\"comments\":[{\"kind\":\"comment\",\"blocks\":[",
     "{\"kind\":\"footnote\",\"label\":\"a\",\"blocks\":[{\"kind\":\"paragraph\",\"inlines\":[\"x\"]}]},",
     "{\"kind\":\"comment\",\"blocks\":[{\"kind\":\"paragraph\",\"inlines\":[\"y\"]}]}]}]}"},
    {"jsonl", "lines", "", "{\"text\":\"a\"}\n", ""},
    {"tei", "nest", "<TEI>", "<p>", ""},
    {"tei", "closed nest", "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>", "<p>x</p>", "</body></text></TEI>"},
    {"tei", "attributes", "<TEI", " a='1'", "/>"},
    {"tei", "references", "<TEI><text><body><p>", "&amp;&#65;", "</p></body></text></TEI>"},
    {"tei", "namespaces", "<TEI", " xmlns:a='u'", "/>"},
    {"canonical", "lines", "---\ntamis: 1\n---\n\n", "word ", "\n"},
    {"canonical", "items", "---\ntamis: 1\n---\n\n", "- item\n", ""},
    {"url", "host of letters", "https://", "a", "/"},
    {"url", "host of labels", "https://", "a.", "/"},
    {"url", "host of rules", "https://", "google.com.", "/url?q=https://e.example/"},
    {"url", "host to encode", "https://", "\xC3\xA4.", "/"},
    {"url", "punycode", "https://", "xn--4ca.", "/"},
    {"url", "users", "https://", "a@", "e.example/"},
    {"url", "dots", "https://e.example/", "../a/", ""},
    {"url", "pieces", "https://e.example", "/a", ""},
    {"url", "sessions in the path", "https://e.example", "/a;jsessionid=1", ""},
    {"url", "matrix", "https://e.example/a", ";b=1", ""},
    {"url", "words in the path", "https://e.example", "/unsub-oauth", ""},
    {"url", "parameters", "https://e.example/?a=1", "&b=2", ""},
    {"url", "parameters that go", "https://e.example/?a=1", "&utm_source=1&amp;gclid=2;b=3", ""},
    {"url", "parameters of a site", "https://www.amazon.com/dp/B0?a=1", "&b=2&th=1", ""},
    {"url", "one long name", "https://e.example/?", "utm_", "=1"},
    {"url", "escapes", "https://e.example/?a=", "%41%", ""},
    {"url", "fragment", "https://e.example/#a", "&utm_source=1?b", ""},
    {"url", "directives", "https://e.example/#a", ":~:text=b", ""},
    {"url", "wrapped plainly", "", "https://href.li/?", "https://e.example/"},
    {"url", "wrapped in paths", "https://www.anrdoezrs.net", "/links/https%3A", "/x"},
    {"url", "wrapped in a parameter", "https://www.google.com/url?", "q=&url=x&", "q=https://e.example/"},
    {"url", "base64", "https://www.bing.com/ck/a?u=a1aHR0cHM6Ly9lLmV4YW1wbGUv", "YWFh", ""},
    {"url", "base64 pieces", "https://link.e.example/click", "/aHR0c", ""},
    {"url", "proofpoint v3", "https://urldefense.com/v3/__https://e.example/", "*", "__;Iw!!x!y$"},
    {"url", "proofpoint v2", "https://urldefense.proofpoint.com/v2/url?u=https-3A__e.example_", "-2D_", ""},
    {"url+rules", "user's rules", "https://www.shop.example/?a=1", "&track=1&b=2/ref=x", ""},
    {"url+rules", "user's patterns", "https://", "aa-", "b"},
};

/* For the parser alone: what makes most nodes, records, clones or decoded bytes of the fewest bytes, and what its ceilings are for. */
static const shape parser_shapes[] = {
    {"html", "text and tags", "", "x<p>", ""},
    {"html", "implied parts of a table", "<table>", "<col><td>x", ""},
    {"html", "unknown elements", "", "<z>x", ""},
    {"html", "unknown elements with attributes", "", "<z a>", ""},
    {"html", "comments", "", "x<!>", ""},
    {"html", "end tags that open", "", "</p>x", ""},
    {"html", "formatting made again", "<p><b><i><u><s>", "<p>x", ""},
    {"html", "adoption", "", "<b><p>x</b>", ""},
    {"html", "adoption of a link", "", "<a><p>", ""},
    {"html", "adoption over a nest", "<b><i><u><s><a>", "<p></b>x", ""},
    {"html", "foster parents", "<table>", "<b>x<tr>", ""},
    {"html", "many attributes", "<p", " a b c d", ">"},
    {"html", "body again", "", "<body a b=1 c>", ""},
    {"html", "NUL in foreign text", "<svg>", "\xEF\xBF\xBD&#0;", ""},
    {"html", "references that grow", "", "&nGt;", ""},
    {"html", "references in attributes", "", "<p a='&nGt;'>", ""},
    {"html", "carriage returns", "<pre>", "\rx", ""},
    {"html", "templates", "", "<template>", ""},
    {"html", "math", "", "<math>", "x"},
    {"html", "depth and end tags", "", "<div><i></div>", ""},
    {"html", "selects", "", "<select><option>x", ""},
    {"html", "doctypes", "", "<!doctype a>", ""},
    {"html", "instructions", "", "<?a b?>", ""},
};

typedef struct cost {
  uint64_t steps;
  size_t peak, size;
  tms_status status;
} cost;

static cost run(const char *bytes, size_t size, const char *format, const char *to) {
  fail_alloc memory = {0};
  tms_allocator allocator = fail_allocator(&memory);
  tms_options options;
  tms_bytes out;
  tms_options_init(&options);
  options.from = format;
  options.to = to;
  options.limits.max_work = UINT64_MAX;
  steps = 0;
  tms_status status = tms_convert(bytes, size, &options, &allocator, &out, NULL);
  cost spent = {steps, memory.peak_bytes, size, status};
  tms_bytes_release(&out);
  if (memory.live_bytes) {
    printf("leak\n");
    exit(1);
  }
  return spent;
}

/* The parser alone, on text that is valid UTF-8 already, as it always is there. */
static cost parse(const char *bytes, size_t size) {
  fail_alloc memory = {0};
  tms_allocator allocator = fail_allocator(&memory);
  const tms_html_options options = {0};
  tms_html_tree *tree = NULL;
  tms_buf text;
  tms_buf_init(&text, tms_allocator_libc(), SIZE_MAX / 4);
  tms_utf8_repair(tms_slice_of(bytes, size), &text);
  steps = 0;
  tms_status status = tms_html_parse(tms_buf_slice(&text), &options, &allocator, &tree, NULL);
  cost spent = {steps, memory.peak_bytes, text.len, status};
  tms_html_free(tree);
  tms_buf_release(&text);
  if (memory.live_bytes) {
    printf("leak\n");
    exit(1);
  }
  return spent;
}

/* One address, cleaned; with "+rules" by rules of the kind that backtracking can't stand, too. */
static cost run_url(const char *bytes, size_t size, bool rules) {
  static const char json[] =
      "{\"providers\":{\"a\":{\"urlPattern\":\"^https?:\\/\\/(?:[a-z0-9-]+[.])*?shop[.]example\",\"rules\":[\"track\"],\"rawRules\":[\"\\/ref=[^\\/"
      "?&]*\"]},"
      "\"b\":{\"urlPattern\":\"(?:a|aa|a-)*?(a*)*b$\",\"redirections\":[\"(?:a*)*-(x*)*=([^&]*)y\"]}}}";
  fail_alloc memory = {0};
  tms_allocator allocator = fail_allocator(&memory);
  tms_options options;
  tms_bytes out = {0};
  tms_url_rules *loaded = NULL;
  tms_options_init(&options);
  if (rules && tms_url_rules_load(json, sizeof json - 1, &allocator, &loaded, NULL) != TMS_OK) exit(1);
  options.url_rules = loaded;
  tms_context *context = tms_context_new(&allocator);
  steps = 0;
  tms_status status = tms_url_clean(context, bytes, size, &options, &out, NULL);
  cost spent = {steps, memory.peak_bytes, size, status};
  tms_bytes_release(&out);
  tms_context_free(context);
  tms_url_rules_free(loaded);
  if (memory.live_bytes) {
    printf("leak\n");
    exit(1);
  }
  return spent;
}

static bool is_small(const char *name, cost spent) {
  enum { BYTES_A_BYTE = 64 };
  bool fine = spent.peak <= spent.size * BYTES_A_BYTE && spent.status == TMS_OK;
  if (!fine) printf("FAILED  %-34s %zu bytes: %zu of memory, %.1f a byte\n", name, spent.size, spent.peak, (double)spent.peak / (double)spent.size);
  return fine;
}

/* A constant for what every run costs, so that tiny shapes aren't judged by their start-up. */
static bool is_linear(const char *name, cost small, cost large) {
  double s = (double)large.steps / ((double)small.steps + 20000), m = (double)large.peak / ((double)small.peak + 262144);
  double by = (double)large.size / (double)small.size;
  bool fine = s <= by * 1.125 && m <= by * 1.125 && small.status == large.status;
  printf("%-7s %-34s %9zu -> %9zu bytes, steps x %.2f (%.0f a byte), memory x %.2f (%.0f a byte)%s\n", fine ? "ok" : "FAILED", name, small.size,
         large.size, s, (double)large.steps / (double)large.size, m, (double)large.peak / (double)large.size,
         small.status == large.status ? "" : ", other status");
  return fine;
}

static char *build(const shape *s, size_t repeats, size_t *size) {
  size_t head = strlen(s->head), unit = strlen(s->unit), tail = strlen(s->tail);
  char *bytes = malloc(head + unit * repeats + tail + 1);
  memcpy(bytes, s->head, head);
  for (size_t i = 0; i < repeats; i++) memcpy(bytes + head + i * unit, s->unit, unit);
  memcpy(bytes + head + unit * repeats, s->tail, tail);
  *size = head + unit * repeats + tail;
  return bytes;
}

/* The parser on one shape at three sizes. */
static bool is_parsed_well(const char *name, const char *const bytes[3], const size_t sizes[3]) {
  char full[160];
  cost spent[3];
  bool fine = true;
  snprintf(full, sizeof full, "parser: %s", name);
  for (int i = 0; i < 3; i++) {
    spent[i] = parse(bytes[i], sizes[i]);
    fine = is_small(full, spent[i]) && fine;
  }
  return is_linear(full, spent[0], spent[2]) && fine;
}

/* Small pages too: there what is free of charge counts most. */
static bool run_parser(const shape *s) {
  static const size_t smallest[] = {1000, 40000};
  bool fine = true;
  for (int i = 0; i < 2; i++) {
    char *bytes[3];
    size_t sizes[3];
    for (int k = 0; k < 3; k++) bytes[k] = build(s, (smallest[i] << k) / strlen(s->unit), &sizes[k]);
    fine = is_parsed_well(s->name, (const char *const *)bytes, sizes) && fine;
    for (int k = 0; k < 3; k++) free(bytes[k]);
  }
  return fine;
}

static bool run_shape(const shape *s) {
  enum { SMALL = 40000 }; /* bytes: large enough for a quadratic term to show, small enough for a second in all */
  size_t repeats = SMALL / strlen(s->unit), small_size, large_size;
  char name[128], *small = build(s, repeats, &small_size), *large = build(s, repeats * 4, &large_size);
  snprintf(name, sizeof name, "%s: %s", s->format, s->name);
  bool url = strncmp(s->format, "url", 3) == 0, rules = strcmp(s->format, "url+rules") == 0, fine;
  if (url) {
    fine = is_linear(name, run_url(small, small_size, rules), run_url(large, large_size, rules));
  } else {
    fine = is_linear(name, run(small, small_size, s->format, "canonical"), run(large, large_size, s->format, "canonical"));
  }
  free(small);
  free(large);
  return fine;
}

static char *load(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    exit(2);
  }
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*size + 1);
  if (fread(bytes, 1, *size, file) != *size) exit(2);
  fclose(file);
  return bytes;
}

/* Three files of one shape. */
static bool run_files(char **paths) {
  char *bytes[3];
  size_t sizes[3];
  for (int i = 0; i < 3; i++) bytes[i] = load(paths[i], &sizes[i]);
  const char *name = strrchr(paths[0], '/') ? strrchr(paths[0], '/') + 1 : paths[0];
  bool fine = is_linear(name, run(bytes[0], sizes[0], "html", "text"), run(bytes[2], sizes[2], "html", "text"));
  fine = is_parsed_well(name, (const char *const *)bytes, sizes) && fine;
  for (int i = 0; i < 3; i++) free(bytes[i]);
  return fine;
}

int main(int argc, char **argv) {
  size_t failed = 0, count = 0;
  if (argc == 1) {
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++, count++) failed += !run_shape(&shapes[i]);
    for (size_t i = 0; i < sizeof parser_shapes / sizeof parser_shapes[0]; i++, count++) failed += !run_parser(&parser_shapes[i]);
  }
  for (int i = 1; i + 2 < argc; i += 3, count++) failed += !run_files(&argv[i]);
  printf("%zu shapes: %zu passed, %zu failed\n", count, count - failed, failed);
  return failed != 0;
}
