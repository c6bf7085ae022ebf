/*
 * The law: markup made of a tree parses to a tree of which the same markup is made.
 *
 * The standard names cases where one round changes the tree (13.3: foster parenting and adoption put elements where no tag could have put them, so the
 * next round moves them once more). So rounds go on until the markup settles, which must be soon; and pages without tables, links, forms and the other
 * sources of such trees must settle at once.
 * A first byte below 0x20 chooses scripting.
 */
#include "base/alloc.h"
#include "base/utf8.h"
#include "html_serialize.h"
#include "markup_holds.h"

#include <stdint.h>

enum { ROUNDS = 6 };

static void round_trip(tms_slice markup, bool scripting, tms_buf *out) {
  tms_html_options options = {.scripting = scripting, .conformance = true};
  tms_html_tree *tree = NULL;
  if (tms_html_parse(markup, &options, tms_allocator_libc(), &tree, NULL) != TMS_OK) __builtin_trap();
  html_serialize(tree, scripting, out);
  tms_html_free(tree);
}

/* No tag ends a plaintext, and behind "<!--" in a script (13.2.5.17 ff.) not every end tag ends it. */
static bool never_settles(tms_slice markup) {
  return holds(markup, "<plaintext") || (holds(markup, "<script") && holds(markup, "<!--"));
}

static bool holds_heading(tms_slice input, size_t at) {
  return at + 3 <= input.len && tms_slice_starts_nocase(tms_slice_from(input, at), TMS_SLICE("<h")) && input.ptr[at + 2] >= '1' &&
         input.ptr[at + 2] <= '6';
}

/*
 * 13.2.6.4.7: a heading ends the heading that is the current node, but not one around a formatting element; where that element's end tag takes it out
 * from between them (the adoption agency), <h1><b><h1></b>, a heading is the child of a heading, as no tag could have put it.
 */
static bool may_nest_headings(tms_slice input) {
  static const char *const ends[] = {"</b", "</code", "</em", "</font", "</i", "</s", "</tt", "</u", NULL};
  int headings = 0;
  for (size_t at = 0; at < input.len && headings < 2; at++) headings += holds_heading(input, at);
  return headings == 2 && holds_any(input, ends);
}

/* Nothing that the parser moves, closes early or refuses to nest: then the first round says it all. */
static bool settles_at_once(tms_slice markup) {
  static const char *const movers[] = {"<table", "<a", "<nobr", "<form", "<button", "<select", NULL};
  static const char *const parts[] = {"<caption", "<td", "<th", "<tr", "<tbody", "<tfoot", NULL};
  if (holds_any(markup, movers)) return false;
  /* A row or a cell can also stand in a template: formatting leaves the row, and the marker of the cell outlives </template> instead of its own. */
  if (holds(markup, "<template") && holds_any(markup, parts)) return false;
  return !may_nest_headings(markup);
}

/*
 * A form in a form is dropped by the next round, which puts the one inside that one into a form: each may cost a round. The adoption agency goes eight steps
 * (13.2.6.4.7) and leaves deeper elements to the next round.
 */
static int rounds_for(tms_slice markup) {
  int forms = 0, tags = 0;
  for (size_t at = 0; at < markup.len; at++) {
    tags += markup.ptr[at] == '<';
    forms += tms_slice_starts_nocase(tms_slice_from(markup, at), TMS_SLICE("<form"));
  }
  return ROUNDS + forms + tags / 8;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  bool chosen = size && data[0] < 0x20, scripting = chosen && (data[0] & 1);
  tms_buf texts[2];
  for (int i = 0; i < 2; i++) tms_buf_init(&texts[i], tms_allocator_libc(), (size_t)1 << 29);
  tms_buf *before = &texts[0], *after = &texts[1];
  tms_utf8_repair(tms_slice_of((const char *)data + chosen, size - chosen), before);
  if (!never_settles(tms_buf_slice(before))) {
    round_trip(tms_buf_slice(before), scripting, after);
    int rounds = settles_at_once(tms_buf_slice(before)) ? 1 : rounds_for(tms_buf_slice(before));
    do {
      tms_buf *spare = before;
      before = after;
      after = spare;
      tms_buf_reset(after);
      if (rounds-- == 0) __builtin_trap();
      round_trip(tms_buf_slice(before), scripting, after);
    } while (!tms_slice_eq(tms_buf_slice(before), tms_buf_slice(after)));
  }
  for (int i = 0; i < 2; i++) tms_buf_release(&texts[i]);
  return 0;
}
