/*
 * The document formats: MB/s of every reader and writer over the pages named, converted to each format beforehand.
 *
 *   formats [-n ROUNDS] FILE...
 *
 * The works and their peers run in alternate rounds over the same bytes; medians of CPU time are printed, and the ratio to the peer. tools/bench builds it with those of
 * -DWITH_YYJSON, -DWITH_JANSSON, -DWITH_EXPAT and -DWITH_MD4C whose libraries are there. "Written" is measured by the bytes that come out.
 */
#include "base/alloc.h"
#include "base/arena.h"
#include "doc/normalize.h"
#include "formats/bundle/write.h"
#include "formats/canonical/canonical.h"
#include "formats/registry.h"
#include "markup/commonmark.h"
#include "markup/json.h"
#include "markup/lossless.h"
#include "markup/xml.h"

#include "tests/bench/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef TMS_HAVE_LIBDEFLATE
#include <libdeflate.h>
#else
#include <zlib.h>
#endif

#ifdef WITH_YYJSON
#include <yyjson.h>
#endif
#ifdef WITH_JANSSON
#include <jansson.h>
#endif
#ifdef WITH_EXPAT
#include <expat.h>
#endif
#ifdef WITH_MD4C
#include <md4c.h>
#endif

enum { CANONICAL, JSON, TEI, MARKDOWN, HTML, TEXT, FORMATS, MOST_ROUNDS = 99 };
static const char *const format_names[FORMATS] = {"canonical", "json", "tei", "markdown", "html", "text"};

/* One page in every format, and as a document in normal form for the writers. */
typedef struct page {
  tms_bytes as[FORMATS];
  tms_document *doc;
  size_t line_end; /* of its line among all lines */
#ifdef WITH_YYJSON
  yyjson_doc *peer;
  yyjson_mut_doc *peer_made; /* as a program makes one: nobody has looked at its strings before they are written */
#endif
} page;

typedef struct bench {
  page *pages;
  size_t count;
  tms_buf out; /* of the writers; emptied before each page */
  tms_buf lines;
} bench;

/* A work goes through all pages and adds up what it did, so that nothing is optimized away; the result counts only against its peer's. */
typedef size_t work(bench *b);

static void check(bool good, const char *what) {
  if (good) return;
  fprintf(stderr, "bench-formats: %s failed\n", what);
  exit(1);
}

static tms_slice bytes_of(const page *p, int format) {
  return tms_slice_of(p->as[format].data, p->as[format].size);
}

/* ---- ours ---- */

static tms_document *read_as(const page *p, int format) {
  const tms_limits limits = {0};
  tms_options options;
  tms_error error;
  tms_options_init(&options);
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 0);
  check(doc != NULL, "a document");
  const tms_format *reader = tms_registry_find(tms_slice_cstr(format_names[format]));
  check(reader->read(bytes_of(p, format), &options, doc, &error) == TMS_OK, format_names[format]);
  check(tms_doc_normalize(doc) == TMS_OK, "normal form");
  return doc;
}

static size_t read_all(bench *b, int format) {
  size_t nodes = 0;
  for (size_t i = 0; i < b->count; i++) {
    tms_document *doc = read_as(&b->pages[i], format);
    nodes += doc->node_count;
    tms_doc_free(doc);
  }
  return nodes;
}

static size_t write_all(bench *b, int format) {
  size_t written = 0;
  tms_options options;
  tms_options_init(&options);
  const tms_format *writer = tms_registry_find(tms_slice_cstr(format_names[format]));
  for (size_t i = 0; i < b->count; i++) {
    tms_buf_reset(&b->out);
    check(writer->write(b->pages[i].doc, &options, &b->out, NULL) == TMS_OK && b->out.status == TMS_OK, format_names[format]);
    written += b->out.len;
  }
  return written;
}

static size_t read_canonical(bench *b) {
  return read_all(b, CANONICAL);
}
static size_t read_json(bench *b) {
  return read_all(b, JSON);
}
static size_t read_tei(bench *b) {
  return read_all(b, TEI);
}
static size_t read_markdown(bench *b) {
  return read_all(b, MARKDOWN);
}
static size_t write_canonical(bench *b) {
  return write_all(b, CANONICAL);
}
/* With the canonical form, whose digest the content_id is. */
static size_t write_json(bench *b) {
  for (size_t i = 0; i < b->count; i++) b->pages[i].doc->content_id[0] = '\0';
  return write_all(b, JSON);
}
/* On one line, the content_id known: what a writer of JSON does, and no more. */
static size_t write_json_line(bench *b) {
  size_t written = 0;
  for (size_t i = 0; i < b->count; i++) {
    tms_buf_reset(&b->out);
    check(tms_lossless_write(b->pages[i].doc, 0, &b->out, NULL) == TMS_OK, "json");
    written += b->out.len;
  }
  return written;
}
static size_t write_tei(bench *b) {
  return write_all(b, TEI);
}
static size_t write_markdown(bench *b) {
  return write_all(b, MARKDOWN);
}
static size_t write_html(bench *b) {
  return write_all(b, HTML);
}
static size_t write_text(bench *b) {
  return write_all(b, TEXT);
}

/* All tokens of the JSON, with the values of the strings. */
static size_t json_values(bench *b) {
  size_t sum = 0;
  tms_arena arena;
  tms_arena_init(&arena, tms_allocator_libc(), (size_t)1 << 30);
  for (size_t i = 0; i < b->count; i++) {
    tms_json_reader reader;
    tms_json_token token;
    tms_json_reader_init(&reader, bytes_of(&b->pages[i], JSON), 0);
    while (tms_json_next(&reader, &token) == TMS_OK) {
      if (token.kind == TMS_JSON_STRING) sum += tms_json_string(&token, &arena).len;
    }
    tms_arena_reset(&arena);
  }
  tms_arena_release(&arena);
  return sum;
}

static size_t xml_events(bench *b) {
  size_t events = 0;
  tms_arena arena;
  tms_arena_init(&arena, tms_allocator_libc(), (size_t)1 << 30);
  for (size_t i = 0; i < b->count; i++) {
    tms_xml xml;
    tms_error error;
    tms_xml_init(&xml, bytes_of(&b->pages[i], TEI), NULL, &arena);
    while (tms_xml_next(&xml, &error) == TMS_OK) events++;
    tms_arena_reset(&arena);
  }
  tms_arena_release(&arena);
  return events;
}

/* What the strict reader does where its direct way declines. */
static size_t read_canonical_as_markdown(bench *b) {
  size_t nodes = 0;
  const tms_limits limits = {0};
  for (size_t i = 0; i < b->count; i++) {
    tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 0);
    check(doc && tms_canonical_read_as_markdown(bytes_of(&b->pages[i], CANONICAL), doc, NULL) == TMS_OK, "canonical by way of Markdown");
    nodes += doc->node_count;
    tms_doc_free(doc);
  }
  return nodes;
}

/* Blocks and inlines as a tree, before normal form: what md4c's events are. */
static size_t commonmark(bench *b) {
  size_t nodes = 0;
  const tms_limits limits = {0};
  for (size_t i = 0; i < b->count; i++) {
    tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 0);
    check(doc && tms_commonmark_read(bytes_of(&b->pages[i], MARKDOWN), 0, TMS_COMMONMARK_AUTOLINKS, doc) == TMS_OK, "commonmark");
    nodes += doc->node_count;
    tms_doc_free(doc);
  }
  return nodes;
}

static size_t write_bundle(bench *b) {
  tms_bundle_writer writer = {0};
  tms_options options;
  size_t written = 0;
  tms_options_init(&options);
  tms_buf_reset(&b->out);
  check(tms_bundle_begin(&writer, &options, tms_allocator_libc(), &b->out, NULL) == TMS_OK, "bundle");
  for (size_t i = 0; i < b->count; i++) {
    b->pages[i].doc->content_id[0] = '\0';
    check(tms_bundle_add(&writer, b->pages[i].doc, &options, &b->out, NULL) == TMS_OK, "bundle");
    written += b->out.len;
    tms_buf_reset(&b->out);
  }
  check(tms_bundle_end(&writer, &options, &b->out, NULL) == TMS_OK, "bundle");
  tms_bundle_release(&writer);
  return written + b->out.len;
}

/* ---- bare deflate: the lines of the bundle in the same pieces, with the same library and level, and nothing around them ---- */

enum { LEVEL = 6 };

#ifdef TMS_HAVE_LIBDEFLATE
static size_t deflate_piece(bench *b, tms_slice piece) {
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
  size_t bound = libdeflate_deflate_compress_bound(compressor, piece.len);
  tms_buf_reset(&b->out);
  check(tms_buf_reserve(&b->out, bound), "memory");
  size_t size = libdeflate_deflate_compress(compressor, piece.ptr, piece.len, b->out.data, bound);
  libdeflate_free_compressor(compressor);
  return size;
}
#else
static size_t deflate_piece(bench *b, tms_slice piece) {
  z_stream stream = {0};
  check(deflateInit2(&stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK, "deflate");
  uLong bound = deflateBound(&stream, (uLong)piece.len);
  tms_buf_reset(&b->out);
  check(tms_buf_reserve(&b->out, bound), "memory");
  stream.next_in = (unsigned char *)(uintptr_t)piece.ptr;
  stream.avail_in = (uInt)piece.len;
  stream.next_out = (unsigned char *)b->out.data;
  stream.avail_out = (uInt)bound;
  check(deflate(&stream, Z_FINISH) == Z_STREAM_END, "deflate");
  (void)deflateEnd(&stream);
  return stream.total_out;
}
#endif

/* The lines are there already. */
static size_t bare_deflate(bench *b) {
  size_t written = 0, begin = 0;
  for (size_t i = 0; i < b->count; i++) {
    bool last = i + 1 == b->count;
    if (!last && b->pages[i].line_end - begin < TMS_BUNDLE_TARGET) continue;
    written += deflate_piece(b, tms_slice_of(b->lines.data + begin, b->pages[i].line_end - begin));
    begin = b->pages[i].line_end;
  }
  return written;
}

/* The lines are written first, as whoever has documents must. */
static size_t lines_and_deflate(bench *b) {
  tms_buf_reset(&b->lines);
  for (size_t i = 0; i < b->count; i++) {
    b->pages[i].doc->content_id[0] = '\0';
    check(tms_lossless_write(b->pages[i].doc, 0, &b->lines, NULL) == TMS_OK, "json");
    tms_buf_add_byte(&b->lines, '\n');
    b->pages[i].line_end = b->lines.len;
  }
  return bare_deflate(b);
}

/* ---- peers ---- */

#ifdef WITH_YYJSON
static size_t yyjson_values(bench *b) {
  size_t values = 0;
  for (size_t i = 0; i < b->count; i++) {
    yyjson_doc *doc = yyjson_read(b->pages[i].as[JSON].data, b->pages[i].as[JSON].size, 0);
    values += yyjson_doc_get_val_count(doc);
    yyjson_doc_free(doc);
  }
  return values;
}
static size_t yyjson_round(bench *b) {
  size_t written = 0;
  for (size_t i = 0; i < b->count; i++) {
    size_t length;
    yyjson_doc *doc = yyjson_read(b->pages[i].as[JSON].data, b->pages[i].as[JSON].size, 0);
    char *text = yyjson_write(doc, 0, &length);
    written += length;
    free(text);
    yyjson_doc_free(doc);
  }
  return written;
}
/* What was read: yyjson has noted which strings need no escape, and copies those. */
static size_t yyjson_writes(bench *b) {
  size_t written = 0;
  for (size_t i = 0; i < b->count; i++) {
    size_t length;
    char *text = yyjson_write(b->pages[i].peer, 0, &length);
    written += length;
    free(text);
  }
  return written;
}
static size_t yyjson_writes_made(bench *b) {
  size_t written = 0;
  for (size_t i = 0; i < b->count; i++) {
    size_t length;
    char *text = yyjson_mut_write(b->pages[i].peer_made, 0, &length);
    written += length;
    free(text);
  }
  return written;
}

/* A copy whose strings are new ones. */
static yyjson_mut_val *make_again(yyjson_mut_doc *doc, yyjson_val *value) {
  size_t at, most;
  yyjson_val *key, *item;
  if (yyjson_is_str(value)) return yyjson_mut_strncpy(doc, yyjson_get_str(value), yyjson_get_len(value));
  if (!yyjson_is_ctn(value)) return yyjson_val_mut_copy(doc, value);
  yyjson_mut_val *made = yyjson_is_arr(value) ? yyjson_mut_arr(doc) : yyjson_mut_obj(doc);
  if (yyjson_is_arr(value)) {
    yyjson_arr_foreach(value, at, most, item) yyjson_mut_arr_add_val(made, make_again(doc, item));
  } else {
    yyjson_obj_foreach(value, at, most, key, item) yyjson_mut_obj_add(made, make_again(doc, key), make_again(doc, item));
  }
  return made;
}

/* The peer's documents, which have to give the bytes that ours give. */
static void load_peers(page *p, tms_buf *out) {
  size_t length;
  p->peer = yyjson_read(p->as[JSON].data, p->as[JSON].size, 0);
  p->peer_made = yyjson_mut_doc_new(NULL);
  yyjson_mut_doc_set_root(p->peer_made, make_again(p->peer_made, yyjson_doc_get_root(p->peer)));
  char *text = yyjson_mut_write(p->peer_made, 0, &length);
  tms_buf_reset(out);
  check(tms_lossless_write(p->doc, 0, out, NULL) == TMS_OK, "json");
  check(tms_slice_eq(tms_buf_slice(out), tms_slice_of(text, length)), "the same bytes from yyjson");
  free(text);
}
static void free_peers(page *p) {
  yyjson_doc_free(p->peer);
  yyjson_mut_doc_free(p->peer_made);
}
#else
#define yyjson_values NULL
#define yyjson_round NULL
#define yyjson_writes NULL
#define yyjson_writes_made NULL
#define load_peers(p, out) (void)(p), (void)(out)
#define free_peers(p) (void)(p)
#endif

#ifdef WITH_JANSSON
static size_t jansson_values(bench *b) {
  size_t values = 0;
  for (size_t i = 0; i < b->count; i++) {
    json_t *doc = json_loadb(b->pages[i].as[JSON].data, b->pages[i].as[JSON].size, 0, NULL);
    values += json_object_size(doc);
    json_decref(doc);
  }
  return values;
}
#else
#define jansson_values NULL
#endif

#ifdef WITH_EXPAT
static void on_start(void *data, const XML_Char *name, const XML_Char **attributes) {
  (void)name;
  (void)attributes;
  ++*(size_t *)data;
}
static void on_end(void *data, const XML_Char *name) {
  (void)name;
  ++*(size_t *)data;
}
static void on_text(void *data, const XML_Char *text, int length) {
  (void)text;
  (void)length;
  ++*(size_t *)data;
}
static size_t expat_events(bench *b) {
  size_t events = 0;
  for (size_t i = 0; i < b->count; i++) {
    XML_Parser parser = XML_ParserCreateNS(NULL, ' ');
    XML_SetUserData(parser, &events);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    check(XML_Parse(parser, b->pages[i].as[TEI].data, (int)b->pages[i].as[TEI].size, 1) == XML_STATUS_OK, "expat");
    XML_ParserFree(parser);
  }
  return events;
}
#else
#define expat_events NULL
#endif

#ifdef WITH_MD4C
static int md_enter(MD_BLOCKTYPE type, void *detail, void *data) {
  (void)type;
  (void)detail;
  ++*(size_t *)data;
  return 0;
}
static int md_span(MD_SPANTYPE type, void *detail, void *data) {
  (void)type;
  (void)detail;
  ++*(size_t *)data;
  return 0;
}
static int md_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data) {
  (void)type;
  (void)text;
  *(size_t *)data += size;
  return 0;
}
static size_t md4c_events(bench *b) {
  size_t events = 0;
  const MD_PARSER parser = {0, MD_DIALECT_GITHUB, md_enter, md_enter, md_span, md_span, md_text, NULL, NULL};
  for (size_t i = 0; i < b->count; i++) {
    check(md_parse(b->pages[i].as[MARKDOWN].data, (MD_SIZE)b->pages[i].as[MARKDOWN].size, &parser, &events) == 0, "md4c");
  }
  return events;
}
#else
#define md4c_events NULL
#endif

/* ---- rounds ---- */

typedef struct line {
  const char *name;
  work *ours;
  int format; /* whose bytes count */
  const char *peer_name;
  work *peer;
} line;

static const line lines[] = {
    {"canonical read (strict)", read_canonical, CANONICAL, "by way of Markdown", read_canonical_as_markdown},
    {"canonical write", write_canonical, CANONICAL, "", NULL},
    {"json tokens and values", json_values, JSON, "yyjson_read", yyjson_values},
    {"json tokens and values", json_values, JSON, "jansson", jansson_values},
    {"json read (documents)", read_json, JSON, "", NULL},
    {"json write (content_id known)", write_json_line, JSON, "yyjson_write", yyjson_writes},
    {"json write (content_id known)", write_json_line, JSON, "yyjson_mut_write", yyjson_writes_made},
    {"json write (with content_id)", write_json, JSON, "yyjson read and write", yyjson_round},
    {"xml events", xml_events, TEI, "expat with namespaces", expat_events},
    {"tei read (documents)", read_tei, TEI, "", NULL},
    {"tei write (with content_id)", write_tei, TEI, "", NULL},
    {"commonmark parse", commonmark, MARKDOWN, "md4c", md4c_events},
    {"markdown read (documents)", read_markdown, MARKDOWN, "", NULL},
    {"markdown write", write_markdown, MARKDOWN, "", NULL},
    {"html write", write_html, HTML, "", NULL},
    {"text write", write_text, TEXT, "", NULL},
    {"bundle write (level 6)", write_bundle, JSON, "json write, bare deflate", lines_and_deflate},
    {"bundle write (level 6)", write_bundle, JSON, "bare deflate of ready lines", bare_deflate},
};
enum { LINES = sizeof lines / sizeof lines[0] };

static double measure(work *each, bench *b) {
  static volatile size_t sum;
  double begin = bench_seconds();
  sum = sum + each(b);
  return bench_seconds() - begin;
}

static void run(bench *b, const size_t *bytes, size_t rounds) {
  static double ours[LINES][MOST_ROUNDS], peers[LINES][MOST_ROUNDS];
  for (size_t round = 0; round < rounds; round++) {
    for (size_t i = 0; i < LINES; i++) {
      ours[i][round] = measure(lines[i].ours, b);
      if (lines[i].peer) peers[i][round] = measure(lines[i].peer, b);
    }
  }
  for (size_t i = 0; i < LINES; i++) {
    double megabytes = (double)bytes[lines[i].format] / 1e6, took = bench_median(ours[i], rounds);
    printf("%-30s %8.1f MB/s", lines[i].name, megabytes / took);
    if (lines[i].peer) {
      double theirs = bench_median(peers[i], rounds);
      printf("   %s %.1f MB/s, ratio %.2f", lines[i].peer_name, megabytes / theirs, theirs / took);
    }
    printf("\n");
  }
}

/* A page of HTML, or anything else that tamis reads, in every format. */
static void load(page *p, const char *path) {
  tms_options options;
  static char bytes[1 << 26];
  FILE *file = fopen(path, "rb");
  check(file != NULL, path);
  size_t size = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  for (int format = 0; format < FORMATS; format++) {
    tms_options_init(&options);
    options.to = format_names[format];
    check(tms_convert(bytes, size, &options, NULL, &p->as[format], NULL) == TMS_OK, path);
  }
  p->doc = read_as(p, JSON);
}

int main(int argc, char **argv) {
  size_t rounds = 5, bytes[FORMATS] = {0};
  int first = 1;
  if (argc > 2 && strcmp(argv[1], "-n") == 0) {
    rounds = (size_t)strtoul(argv[2], NULL, 10);
    first = 3;
  }
  if (first >= argc || rounds == 0 || rounds > MOST_ROUNDS) {
    fprintf(stderr, "usage: formats [-n ROUNDS] FILE...\n");
    return 2;
  }
  bench b = {.pages = calloc((size_t)(argc - first), sizeof(page))};
  tms_buf_init(&b.out, tms_allocator_libc(), (size_t)1 << 32);
  tms_buf_init(&b.lines, tms_allocator_libc(), (size_t)1 << 32);
  for (int i = first; i < argc; i++) {
    page *p = &b.pages[b.count++];
    load(p, argv[i]);
    load_peers(p, &b.out);
    for (int format = 0; format < FORMATS; format++) bytes[format] += p->as[format].size;
  }
  printf("%zu pages:", b.count);
  for (int format = 0; format < FORMATS; format++) printf(" %s %.1f MB", format_names[format], (double)bytes[format] / 1e6);
  printf("\n");
  run(&b, bytes, rounds);
  for (size_t i = 0; i < b.count; i++) {
    for (int format = 0; format < FORMATS; format++) tms_bytes_release(&b.pages[i].as[format]);
    tms_doc_free(b.pages[i].doc);
    free_peers(&b.pages[i]);
  }
  tms_buf_release(&b.lines);
  tms_buf_release(&b.out);
  free(b.pages);
  return 0;
}
