#include "tests/support/make_doc.h"

#include "doc/kind.h"

static tms_kind kind_of(tms_slice name) {
  for (int kind = TMS_KIND_DOCUMENT; kind <= TMS_KIND_SPAN; kind++) {
    if (tms_slice_eq(name, tms_slice_cstr(tms_kind_name((tms_kind)kind)))) return (tms_kind)kind;
  }
  __builtin_trap(); /* a typing error in a test */
}

static void set_value(tms_node *node, tms_slice value) {
  tms_kind kind = (tms_kind)node->kind;
  bool is_text =
      kind == TMS_KIND_TEXT || kind == TMS_KIND_CODE || kind == TMS_KIND_CODE_BLOCK || kind == TMS_KIND_FORMULA || kind == TMS_KIND_FORMULA_BLOCK;
  *(is_text ? &node->text : &node->target) = value;
}

tms_document *make_doc(const char *p, const tms_allocator *allocator) {
  tms_limits limits = {0};
  tms_document *doc = tms_doc_new(allocator, &limits, 1);
  tms_node *at = doc ? doc->root : NULL, *last = NULL;
  uint8_t dropped = 0;
  if (!doc) return NULL;
  while (*p) {
    if (*p == '(') {
      at = last ? last : at;
      p++;
    } else if (*p == ')') {
      if (dropped == 2 && at == doc->main)
        dropped = 0; /* end of dropped(...) */
      else
        at = at->parent;
      p++;
    } else if (*p == '\'') {
      const char *end = p + 1;
      while (*end != '\'') end++;
      set_value(last, tms_slice_of(p + 1, (size_t)(end - p - 1)));
      p = end + 1;
    } else if (tms_is_alpha((unsigned char)*p)) {
      const char *end = p;
      while (tms_is_alpha((unsigned char)*end) || *end == '-') end++;
      tms_slice name = tms_slice_of(p, (size_t)(end - p));
      p = end;
      if (tms_slice_eq(name, TMS_SLICE("main"))) {
        last = doc->main;
      } else if (tms_slice_eq(name, TMS_SLICE("dropped"))) {
        dropped = 2;
        last = NULL;
      } else {
        last = tms_doc_node(doc, kind_of(name));
        if (!last) break;
        last->level = last->kind == TMS_KIND_HEADING;
        last->dropped = dropped && at == doc->main ? TMS_REASON_LOW_SCORE : 0;
        tms_node_append(at, last);
      }
    } else {
      p++;
    }
  }
  if (tms_doc_status(doc) == TMS_OK) return doc;
  tms_doc_free(doc);
  return NULL;
}

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u; /* Numerical Recipes, chapter 7.1 */
  return *state >> 8;
}

static const char *const words[] = {"a", " ",      " b ", "c\n",   "\xC3\xA9",      "e\xCC\x81", "\xCC\x81",  "1",
                                    "",  "x\x01y", "en",  "de-CH", "http://x.org/", "  d",       "2020-01-01"};

static tms_slice random_word(uint32_t *state) {
  return tms_slice_cstr(words[next_random(state) % (sizeof words / sizeof words[0])]);
}

static tms_kind random_kind(uint32_t *state) {
  /* Blocks 10 to 28 and inlines 40 to 54; sometimes a section where none may stand. */
  uint32_t r = next_random(state) % 37;
  if (r < 19) return (tms_kind)(TMS_KIND_HEADING + r);
  if (r < 34) return (tms_kind)(TMS_KIND_TEXT + (r - 19));
  return r == 34 ? TMS_KIND_COMMENTS : TMS_KIND_TEXT;
}

tms_document *make_random_doc(uint32_t seed, uint32_t nodes, const tms_allocator *allocator) {
  tms_limits limits = {0};
  tms_document *doc = tms_doc_new(allocator, &limits, seed);
  if (!doc) return NULL;
  tms_node *at = doc->main;
  for (uint32_t i = 0; i < nodes; i++) {
    uint32_t climb = next_random(&seed) % 3;
    while (climb-- > 1 && at->parent) at = at->parent;
    tms_node *node = tms_doc_node(doc, random_kind(&seed));
    if (!node) break;
    node->level = (uint8_t)(next_random(&seed) % 9);
    node->number = next_random(&seed) % 2000;
    node->number2 = next_random(&seed) % 3;
    node->text = random_word(&seed);
    node->target = random_word(&seed);
    node->title = random_word(&seed);
    if (next_random(&seed) % 40 == 0) node->dropped = TMS_REASON_TWIN;
    tms_node_append(at, node);
    if (next_random(&seed) % 3) at = node;
  }
  if (tms_doc_status(doc) == TMS_OK) return doc;
  tms_doc_free(doc);
  return NULL;
}
