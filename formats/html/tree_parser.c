/*
 * A parser that keeps its memory from page to page: an allocator of its own, under the tree, that keeps a few freed blocks and hands them out again.
 *
 * So a page is parsed exactly as by tms_html_parse(), ceilings and all, whatever came before it; only where the bytes come from differs.
 */
#include "base/alloc.h"
#include "base/size.h"
#include "formats/html/tree.h"

#include <stdalign.h>

/* A page needs at most as many blocks at one time: tree, builder, and their eight arrays. */
enum { KEPT = 10 };

typedef struct block {
  size_t room;
  unsigned number; /* of the page's allocations this is the one so numbered */
  alignas(16) char bytes[];
} block;

struct tms_html_parser {
  const tms_allocator *allocator; /* the caller's */
  tms_allocator keeper;           /* what the tree is given; its user is this parser */
  tms_html_tree *tree;
  block *kept[KEPT]; /* by the number of the allocation that had them last; NULL where there is none */
  unsigned number;   /* of the page's next allocation */
};

static block *block_of(void *bytes) {
  return (block *)(void *)((char *)bytes - offsetof(block, bytes));
}

/* Pages ask for their blocks in nearly the same order, so what the same allocation of the page before left behind is what is wanted. Where it is too small, or
 * gone, any other will do that is large enough, but none so large that it is wanted elsewhere. */
static block *take_kept(tms_html_parser *parser, size_t size, unsigned number) {
  unsigned best = number;
  block **kept = parser->kept;
  if (number >= KEPT || !kept[number] || kept[number]->room < size) {
    size_t most = size < SIZE_MAX / 16 ? size * 8 + 4096 : SIZE_MAX;
    best = KEPT;
    for (unsigned i = 0; i < KEPT; i++) {
      if (!kept[i] || kept[i]->room < size || kept[i]->room > most) continue;
      if (best == KEPT || kept[i]->room < kept[best]->room) best = i;
    }
    if (best == KEPT) return NULL;
  }
  block *found = kept[best];
  kept[best] = NULL;
  return found;
}

static void *keeper_alloc(void *user, size_t size) {
  tms_html_parser *parser = user;
  unsigned number = parser->number++;
  block *found = take_kept(parser, size, number);
  if (!found) {
    size_t whole;
    if (!tms_size_add(size, sizeof(block), &whole)) return NULL;
    found = tms_alloc(parser->allocator, whole);
    if (!found) return NULL;
    found->room = size;
  }
  found->number = number;
  return found->bytes;
}

static void release(tms_html_parser *parser, block *freed) {
  tms_free(parser->allocator, freed, sizeof *freed + freed->room);
}

/* Back to its own place. Of two that want it the larger one stays, and the other takes a place that is free or that of one yet smaller. */
static void keeper_free(void *user, void *bytes, size_t size) {
  tms_html_parser *parser = user;
  block *freed = block_of(bytes), **kept = parser->kept;
  (void)size;
  if (freed->number < KEPT && !kept[freed->number]) {
    kept[freed->number] = freed;
    return;
  }
  for (unsigned i = 0; i < KEPT && freed; i++) {
    if (kept[i] && kept[i]->room >= freed->room) continue;
    block *smaller = kept[i];
    kept[i] = freed;
    freed = smaller;
  }
  if (freed) release(parser, freed);
}

static void *keeper_realloc(void *user, void *bytes, size_t old_size, size_t size) {
  if (block_of(bytes)->room >= size) return bytes;
  void *larger = keeper_alloc(user, size);
  if (!larger) return NULL;
  memcpy(larger, bytes, old_size);
  keeper_free(user, bytes, old_size);
  return larger;
}

tms_html_parser *tms_html_parser_new(const tms_allocator *allocator) {
  tms_html_parser *parser = tms_alloc_zero(allocator, sizeof *parser);
  if (!parser) return NULL;
  parser->allocator = allocator;
  parser->keeper = (tms_allocator){keeper_alloc, keeper_realloc, keeper_free, parser};
  return parser;
}

void tms_html_parser_free(tms_html_parser *parser) {
  if (!parser) return;
  tms_html_free(parser->tree);
  for (unsigned i = 0; i < KEPT; i++) {
    if (parser->kept[i]) release(parser, parser->kept[i]);
  }
  tms_free(parser->allocator, parser, sizeof *parser);
}

tms_status tms_html_parser_read(tms_html_parser *parser, tms_slice input, const tms_html_options *options, const tms_html_tree **tree,
                                tms_error *error) {
  tms_html_free(parser->tree);
  parser->number = 0;
  tms_status status = tms_html_parse(input, options, &parser->keeper, &parser->tree, error);
  *tree = parser->tree;
  return status;
}
