/*
 * Pages that are drawn by scripts often carry their text whole where people don't see it: for search engines in JSON-LD, for their own scripts in embedded state
 * (__NEXT_DATA__, __NUXT__, window.__INITIAL_STATE__, Discourse's data-preloaded). It stands in where the visible page has next to nothing, so a page never says a
 * thing twice. Of 1,310 development pages one has true text there alone, a product; a description says what the page shows in other words (606 times) or has its
 * words (129 times), so it joins only a product that shows a little, and less than three quarters as much. Without that limit word F1 was 0.876 for 0.879.
 * One look over the tokens of each block that is long enough to matter, and one over JSON that a string of it holds.
 */
#include "clean/boilerplate/alternatives.h"

#include "base/map.h"
#include "clean/boilerplate/decide.h"
#include "markup/charref.h"
#include "markup/json.h"

enum {
  LEAST_BODY = 50,        /* words: a shorter body is a teaser */
  LEAST_STATE = 150,      /* state holds texts of buttons and of other pages, too */
  LEAST_PIECE = 15,       /* words of one string of it */
  LEAST_DESCRIPTION = 20, /* of a product */
  LEAST_SHOWN = 10,       /* a page that shows nothing is mostly one that has nothing to say */
  TIMES = 4,              /* a body must say so much more than what is seen */
  LEAST_BYTES = 2,        /* of a word: shorter scripts than that can't say enough and are not read */
  INNER = 4               /* Discourse packs JSON into strings of JSON; so many are looked into */
};

typedef struct found {
  tms_slice text;
  tms_span span;
  uint64_t words;
} found;

typedef struct finder {
  tms_document *doc;
  found body, description;
  tms_buf state; /* pieces, a line each */
  tms_span state_span;
  tms_map seen; /* pieces: state says things twice */
  tms_slice inner[INNER];
  size_t inner_count;
} finder;

static uint64_t words_of(tms_slice text) {
  tms_measure m;
  tms_measure_slice(text, &m);
  return m.words;
}

static void offer(found *best, tms_slice text, tms_span span) {
  uint64_t words = words_of(text);
  if (words > best->words) *best = (found){text, span, words};
}

static bool is_one_of(const tms_json_token *key, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (tms_slice_eq(key->raw, tms_slice_cstr(names[i]))) return true;
  }
  return false;
}

/* ---------------------------------------------------------------- JSON-LD ---- */

/* The longest body of a JSON-LD block, and the longest description of a product. */
static void look_into(finder *f, const tms_hint *hint) {
  static const char *const bodies[] = {"articleBody", "reviewBody"};
  bool product = tms_slice_find(hint->value, TMS_SLICE("\"Product\""), 0) != SIZE_MAX, body = false, description = false;
  tms_json_reader reader;
  tms_json_token token;
  tms_json_reader_init(&reader, hint->value, TMS_JSON_LENIENT | TMS_JSON_UTF8);
  while (tms_json_next(&reader, &token) == TMS_OK) {
    bool string = token.kind == TMS_JSON_STRING, key = token.kind == TMS_JSON_KEY;
    if (body && string) offer(&f->body, tms_json_string(&token, &f->doc->arena), hint->span);
    if (description && string) offer(&f->description, tms_json_string(&token, &f->doc->arena), hint->span);
    body = key && is_one_of(&token, bodies, sizeof bodies / sizeof bodies[0]);
    description = key && product && tms_slice_eq(token.raw, TMS_SLICE("description"));
  }
}

/* ---------------------------------------------------------------- state ---- */

/* What stands for a tag: an end of line where it parts blocks, nothing where it doesn't. */
static char border(tms_slice tag) {
  static const char *const blocks[] = {"p",  "br", "div", "li", "ul",         "ol",  "h1",      "h2",    "h3",
                                       "h4", "h5", "h6",  "tr", "blockquote", "pre", "section", "figure"};
  size_t from = tag.len && tag.ptr[0] == '/' ? 1 : 0, to = from;
  while (to < tag.len && tms_is_alnum((unsigned char)tag.ptr[to])) to++;
  for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
    if (tms_slice_eq_nocase(tms_slice_of(tag.ptr + from, to - from), tms_slice_cstr(blocks[i]))) return '\n';
  }
  return '\0';
}

/* The text of a piece of HTML: no tree, since what stands here was written by a program. */
static void add_html(tms_buf *out, tms_slice html) {
  bool tags = true; /* there may be a '>' ahead: it is looked for in vain once */
  for (size_t i = 0; i < html.len;) {
    char c = html.ptr[i];
    bool tag = tags && c == '<' && i + 1 < html.len && !tms_is_space((unsigned char)html.ptr[i + 1]);
    size_t end = tag ? tms_slice_find_byte(html, '>', i) : SIZE_MAX;
    if (tag && end == SIZE_MAX) tags = false;
    tms_charref reference = {0};
    if (c == '&') reference = tms_charref_read(html, i, false);
    if (end != SIZE_MAX) {
      char mark = border(tms_slice_of(html.ptr + i + 1, end - i - 1));
      if (mark) tms_buf_add_byte(out, mark);
      i = end + 1;
    } else if (reference.length) {
      for (int k = 0; k < 2 && reference.code[k]; k++) tms_buf_add_char(out, reference.code[k]);
      i += reference.length;
    } else {
      tms_buf_add_byte(out, c);
      i++;
    }
  }
  tms_buf_add_byte(out, '\n');
}

static bool add_piece(finder *f, tms_slice text) {
  bool is_new;
  if (text.len < LEAST_PIECE * LEAST_BYTES || words_of(text) < LEAST_PIECE) return true;
  if (!tms_map_put(&f->seen, text, 1, &is_new)) return false;
  if (is_new) add_html(&f->state, text);
  return true;
}

/* The strings under keys that hold texts of pages in common systems. */
static bool look_into_state(finder *f, tms_slice json, bool outer) {
  static const char *const bodies[] = {"articleBody", "reviewBody",   "body",   "bodyHtml", "body_html", "content",
                                       "contentHtml", "content_html", "cooked", "richText", "html"};
  tms_json_reader reader;
  tms_json_token token;
  bool body = false;
  tms_json_reader_init(&reader, json, TMS_JSON_LENIENT | TMS_JSON_UTF8);
  while (tms_json_next(&reader, &token) == TMS_OK) {
    if (token.kind == TMS_JSON_STRING && body && !add_piece(f, tms_json_string(&token, &f->doc->arena))) return false;
    bool packed = outer && token.kind == TMS_JSON_STRING && tms_slice_starts(token.raw, TMS_SLICE("{\\\""));
    if (packed && f->inner_count < INNER) f->inner[f->inner_count++] = tms_json_string(&token, &f->doc->arena);
    body = token.kind == TMS_JSON_KEY && is_one_of(&token, bodies, sizeof bodies / sizeof bodies[0]);
  }
  return true;
}

static bool look_into_states(finder *f, uint64_t enough) {
  for (const tms_hint *hint = f->doc->hints; hint; hint = hint->next) {
    if (hint->from != TMS_FROM_JSON_LD || !tms_slice_eq(hint->key, TMS_SLICE("state")) || hint->value.len < enough * LEAST_BYTES) continue;
    if (!f->state_span.end) f->state_span = hint->span;
    f->inner_count = 0;
    if (!look_into_state(f, hint->value, true)) return false;
    for (size_t i = 0; i < f->inner_count; i++) {
      if (!look_into_state(f, f->inner[i], false)) return false;
    }
  }
  if (f->state.status != TMS_OK) return false;
  tms_slice text = tms_doc_copy(f->doc, tms_buf_slice(&f->state));
  f->body = (found){text, f->state_span, words_of(text)};
  return true;
}

/* ---------------------------------------------------------------- use ---- */

/* One paragraph for each line. */
static bool add(tms_document *doc, const found *what) {
  tms_node *group = tms_doc_node(doc, TMS_KIND_GROUP);
  tms_evidence *evidence = tms_arena_zero(&doc->arena, sizeof *evidence);
  if (!group || !evidence) return false;
  evidence->role = TMS_ROLE_ALTERNATIVE;
  group->evidence = evidence;
  tms_node_append(doc->main, group);
  for (size_t at = 0; at < what->text.len;) {
    size_t end = tms_slice_find_byte(what->text, '\n', at);
    if (end == SIZE_MAX) end = what->text.len;
    tms_slice line = tms_slice_trim(tms_slice_of(what->text.ptr + at, end - at));
    at = end + 1;
    if (!line.len) continue;
    tms_node *paragraph = tms_doc_node(doc, TMS_KIND_PARAGRAPH), *text = tms_doc_node(doc, TMS_KIND_TEXT);
    if (!paragraph || !text) return false;
    text->text = line;
    text->span = what->span;
    text->derived = 1;
    tms_node_append(paragraph, text);
    tms_node_append(group, paragraph);
  }
  return true;
}

static uint64_t kept_words(const tms_page *page) {
  uint64_t words = 0;
  for (size_t i = 0; i < page->unit_count; i++) words += page->units[i].node->dropped ? 0 : page->units[i].m.words;
  return words;
}

static void drop_unlikely(tms_page *page) {
  for (size_t i = 0; i < page->unit_count; i++) {
    const tms_unit *u = &page->units[i];
    if (u->score < 0 && !u->node->dropped) u->node->dropped = TMS_REASON_LOW_SCORE;
  }
  tms_decide_boxes(page);
}

/* What is to be added; NULL for nothing. False on failed allocation. */
static bool choose(finder *f, tms_page *page, const found **what) {
  uint64_t kept = kept_words(page), enough = kept * TIMES + 1;
  for (const tms_hint *hint = f->doc->hints; hint; hint = hint->next) {
    bool linked = hint->from == TMS_FROM_JSON_LD && tms_slice_eq(hint->key, TMS_SLICE("json-ld"));
    if (linked && hint->value.len >= kept * LEAST_BYTES) look_into(f, hint);
  }
  *what = &f->body;
  if (f->body.words >= LEAST_BODY && f->body.words >= enough) return true;
  *what = &f->description;
  if (f->description.words >= LEAST_DESCRIPTION && kept >= LEAST_SHOWN && kept < LEAST_BODY && kept * 4 < f->description.words * 3) return true;
  if (!look_into_states(f, enough > LEAST_STATE ? enough : LEAST_STATE)) return false;
  *what = f->body.words >= LEAST_STATE && f->body.words >= enough ? &f->body : NULL;
  return true;
}

tms_status tms_alternatives_settle(tms_page *page) {
  tms_document *doc = page->doc;
  finder f = {.doc = doc};
  const found *what = NULL;
  tms_buf_init(&f.state, doc->allocator, doc->limits.max_memory);
  tms_map_init(&f.seen, page->arena, doc->seed);
  bool good = choose(&f, page, &what);
  if (good && what == &f.body) drop_unlikely(page);
  if (good && what) good = add(doc, what);
  tms_status status = f.state.status;
  tms_buf_release(&f.state);
  if (good) return tms_doc_status(doc);
  if (tms_doc_status(doc) != TMS_OK) return tms_doc_status(doc);
  if (status == TMS_OK) status = page->arena->status;
  return status != TMS_OK ? status : TMS_ERR_MEMORY;
}
