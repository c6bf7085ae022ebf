/*
 * Pages that are drawn by scripts often carry their text for search engines, whole, in JSON-LD. It stands in where the visible page has next to nothing, so a page never
 * says a thing twice. The description alone never stands in: a page that shows nothing is mostly one that has nothing to say (word F1 0.876 for 0.879). One look over the
 * tokens of each JSON-LD block.
 */
#include "clean/boilerplate/alternatives.h"

#include "clean/boilerplate/decide.h"

#include "markup/json.h"

enum {
  LEAST_BODY = 50, /* words: a shorter body is a teaser */
  TIMES = 4        /* it must say so much more than what is seen */
};

typedef struct found {
  tms_slice text;
  tms_span span;
  uint64_t words;
} found;

static void offer(found *best, tms_slice text, tms_span span) {
  tms_measure m;
  tms_measure_slice(text, &m);
  if (m.words > best->words) *best = (found){text, span, m.words};
}

/* The longest body of a JSON-LD block. */
static void look_into(tms_document *doc, const tms_hint *hint, found *best) {
  tms_json_reader reader;
  tms_json_token token;
  bool body = false;
  tms_json_reader_init(&reader, hint->value, TMS_JSON_LENIENT | TMS_JSON_UTF8);
  while (tms_json_next(&reader, &token) == TMS_OK) {
    if (body && token.kind == TMS_JSON_STRING) offer(best, tms_json_string(&token, &doc->arena), hint->span);
    body = token.kind == TMS_JSON_KEY && (tms_slice_eq(token.raw, TMS_SLICE("articleBody")) || tms_slice_eq(token.raw, TMS_SLICE("reviewBody")));
  }
}

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

tms_status tms_alternatives_settle(tms_page *page) {
  tms_document *doc = page->doc;
  found body = {.words = 0};
  for (const tms_hint *hint = doc->hints; hint; hint = hint->next) {
    if (hint->from == TMS_FROM_JSON_LD && tms_slice_eq(hint->key, TMS_SLICE("json-ld"))) look_into(doc, hint, &body);
  }
  if (body.words < LEAST_BODY || kept_words(page) * TIMES >= body.words) return tms_doc_status(doc);
  drop_unlikely(page);
  if (!add(doc, &body)) return tms_doc_status(doc) != TMS_OK ? tms_doc_status(doc) : TMS_ERR_MEMORY;
  return tms_doc_status(doc);
}
