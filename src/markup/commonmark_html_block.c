/*
 * HTML blocks in the document: the tags that canonical-format.md uses for structure, and the commonest others, open and close nodes; the rest is
 * syntax, and the text between tags is kept. One pass over the block: every tag, comment and script is passed over where it is met.
 */
#include "markup/charref.h"
#include "markup/commonmark_build.h"

/* One bit an element, so that a set of them is a mask. */
enum {
  TAG_TABLE = 1u << 0,
  TAG_CAPTION = 1u << 1,
  TAG_TR = 1u << 2,
  TAG_CELL = 1u << 3,
  TAG_DL = 1u << 4,
  TAG_DT = 1u << 5,
  TAG_DD = 1u << 6,
  TAG_FIGURE = 1u << 7,
  TAG_SECTION = 1u << 8,
  TAG_ARTICLE = 1u << 9,
  TAG_P = 1u << 10,
  TAG_HEADING = 1u << 11,
  TAG_LIST = 1u << 12,
  TAG_LI = 1u << 13,
  TAG_QUOTE = 1u << 14,
  TAG_BREAKS = 1u << 15 /* means nothing, but ends a line of text */
};

typedef struct element {
  const char *name;
  uint16_t tag;
  uint8_t kind;
  uint8_t level;
  uint16_t ends; /* elements that this one ends where they are innermost, as their omitted end tags would (HTML 13.1.2.4) */
} element;

static const element elements[] = {
    {"table", TAG_TABLE, TMS_KIND_TABLE, 0, TAG_P},
    {"caption", TAG_CAPTION, TMS_KIND_CAPTION, 0, 0},
    {"tr", TAG_TR, TMS_KIND_ROW, 0, TAG_P | TAG_CELL | TAG_TR},
    {"td", TAG_CELL, TMS_KIND_CELL, 0, TAG_P | TAG_CELL},
    {"th", TAG_CELL, TMS_KIND_CELL, 1, TAG_P | TAG_CELL},
    {"dl", TAG_DL, TMS_KIND_DEFINITION_LIST, 0, TAG_P},
    {"dt", TAG_DT, TMS_KIND_TERM, 0, TAG_P | TAG_DT | TAG_DD},
    {"dd", TAG_DD, TMS_KIND_DEFINITION, 0, TAG_P | TAG_DT | TAG_DD},
    {"figure", TAG_FIGURE, TMS_KIND_FIGURE, 0, TAG_P},
    {"figcaption", TAG_CAPTION, TMS_KIND_CAPTION, 0, 0},
    {"section", TAG_SECTION, TMS_KIND_COMMENTS, 0, TAG_P},
    {"article", TAG_ARTICLE, TMS_KIND_COMMENT, 0, TAG_P},
    {"p", TAG_P, TMS_KIND_PARAGRAPH, 0, TAG_P},
    {"h1", TAG_HEADING, TMS_KIND_HEADING, 1, TAG_P},
    {"h2", TAG_HEADING, TMS_KIND_HEADING, 2, TAG_P},
    {"h3", TAG_HEADING, TMS_KIND_HEADING, 3, TAG_P},
    {"h4", TAG_HEADING, TMS_KIND_HEADING, 4, TAG_P},
    {"h5", TAG_HEADING, TMS_KIND_HEADING, 5, TAG_P},
    {"h6", TAG_HEADING, TMS_KIND_HEADING, 6, TAG_P},
    {"ul", TAG_LIST, TMS_KIND_LIST, 0, TAG_P},
    {"ol", TAG_LIST, TMS_KIND_LIST, 1, TAG_P},
    {"li", TAG_LI, TMS_KIND_ITEM, 0, TAG_P | TAG_LI},
    {"blockquote", TAG_QUOTE, TMS_KIND_QUOTE, 0, TAG_P},
    {"hr", TAG_BREAKS, TMS_KIND_RULE, 0, TAG_P},
    {"div", TAG_BREAKS, 0, 0, TAG_P},
    {"center", TAG_BREAKS, 0, 0, TAG_P},
    {"details", TAG_BREAKS, 0, 0, TAG_P},
    {"summary", TAG_BREAKS, 0, 0, TAG_P},
    {"header", TAG_BREAKS, 0, 0, TAG_P},
    {"footer", TAG_BREAKS, 0, 0, TAG_P},
    {"main", TAG_BREAKS, 0, 0, TAG_P},
    {"nav", TAG_BREAKS, 0, 0, TAG_P},
    {"aside", TAG_BREAKS, 0, 0, TAG_P},
    {"address", TAG_BREAKS, 0, 0, TAG_P},
    {"form", TAG_BREAKS, 0, 0, TAG_P},
    {"fieldset", TAG_BREAKS, 0, 0, TAG_P},
    {"thead", TAG_BREAKS, 0, 0, TAG_P | TAG_CELL | TAG_TR},
    {"tbody", TAG_BREAKS, 0, 0, TAG_P | TAG_CELL | TAG_TR},
    {"tfoot", TAG_BREAKS, 0, 0, TAG_P | TAG_CELL | TAG_TR},
};

static const element *find_element(tms_slice name) {
  for (size_t i = 0; name.len <= 10 && i < sizeof elements / sizeof elements[0]; i++) {
    if (tms_slice_eq_nocase(name, tms_slice_cstr(elements[i].name))) return &elements[i];
  }
  return NULL;
}

static uint32_t number_attribute(tms_md_reader *reader, const tms_md_tag *tag, const char *name, uint32_t otherwise, uint64_t most) {
  tms_slice value;
  uint64_t number;
  if (!tms_md_attribute(reader, tag, name, &value) || !tms_slice_to_u64(value, UINT32_MAX, &number)) return otherwise;
  return (uint32_t)(number > most ? most : number);
}

static bool has_class(tms_md_reader *reader, const tms_md_tag *tag, tms_slice wanted) {
  tms_slice class;
  return tms_md_attribute(reader, tag, "class", &class) && tms_slice_eq(class, wanted);
}

static void set_attributes(tms_md_reader *reader, const tms_md_tag *tag, const element *found, tms_node *node) {
  node->level = found->level;
  switch (found->kind) {
    case TMS_KIND_CELL:
      node->number = number_attribute(reader, tag, "colspan", 1, 1000);
      node->number2 = number_attribute(reader, tag, "rowspan", 1, 1000);
      break;
    case TMS_KIND_LIST:
      if (node->level) node->number = number_attribute(reader, tag, "start", 1, 999999999);
      break;
    case TMS_KIND_COMMENT:
      tms_md_attribute(reader, tag, "data-author", &node->target);
      tms_md_attribute(reader, tag, "data-date", &node->text);
      break;
    default: break;
  }
}

/* The section of comments is no child of main: the builder goes there and comes back. */
static void open_comments(tms_md_build_state *state) {
  tms_node *comments = state->to.at == state->reader->doc->main && state->to.flat == 0 ? tms_doc_comments(state->reader->doc) : NULL;
  if (!comments) return;
  state->nest[state->nest_count++] = (tms_md_nest){.tag = TAG_SECTION, .section = true, .before = state->to};
  state->to.at = comments;
}

static void open_element(tms_md_build_state *state, const tms_md_tag *tag, const element *found) {
  tms_md_reader *reader = state->reader;
  while (state->nest_count > 0 && (state->nest[state->nest_count - 1].tag & found->ends)) tms_md_close_nest(state);
  if (found->kind == TMS_KIND_RULE) {
    tms_leaf(&state->to, TMS_KIND_RULE);
    return;
  }
  if (found->tag == TAG_BREAKS || state->nest_count >= TMS_MD_DEEPEST_TAG) return;
  if (found->kind == TMS_KIND_COMMENTS) {
    if (has_class(reader, tag, TMS_SLICE("comments"))) open_comments(state);
    return;
  }
  if (found->kind == TMS_KIND_COMMENT && !has_class(reader, tag, TMS_SLICE("comment"))) return;
  set_attributes(reader, tag, found, tms_open(&state->to, (tms_kind)found->kind));
  state->nest[state->nest_count++] = (tms_md_nest){.tag = found->tag, .node = true};
}

/* Closes the innermost element of that name, and what is open in it, inside the container at hand. At most TMS_MD_DEEPEST_TAG steps. */
static void close_element(tms_md_build_state *state, const element *found) {
  size_t at = state->nest_count;
  while (at > 0 && state->nest[at - 1].tag && state->nest[at - 1].tag != found->tag) at--;
  if (at == 0 || state->nest[at - 1].tag != found->tag || found->tag == TAG_BREAKS) return;
  while (state->nest_count >= at) tms_md_close_nest(state);
}

/* Text and inline tags between the tags of blocks. */
static void add_line(tms_md_build_state *state, tms_slice text, const tms_md_block *block) {
  if (tms_slice_trim(text).len == 0) return;
  bool opened = tms_md_open_line(state);
  /* A part of a copy can't tell where it stood. */
  bool in_place = text.ptr >= state->reader->text.ptr && text.ptr < state->reader->text.ptr + state->reader->text.len;
  tms_md_inlines(&state->in, text, in_place ? block : NULL, true);
  if (opened) tms_close(&state->to);
}

static size_t find_after(tms_slice s, const char *mark, size_t from) {
  size_t found = tms_slice_find_nocase(s, tms_slice_cstr(mark), from);
  return found == SIZE_MAX ? s.len : found + strlen(mark);
}

/* <pre>: its text line by line, without tags, references decoded. */
static void add_preformatted(tms_md_build_state *state, tms_slice text) {
  tms_buf *out = &state->reader->scratch;
  tms_buf_reset(out);
  for (size_t i = 0; i < text.len;) {
    size_t tag = text.ptr[i] == '<' ? tms_md_html_tag_length(tms_slice_from(text, i)) : 0;
    tms_charref reference = {0};
    if (text.ptr[i] == '&') reference = tms_charref_read(text, i, false);
    if (reference.length) {
      tms_buf_add_char(out, reference.code[0]);
      if (reference.code[1]) tms_buf_add_char(out, reference.code[1]);
    } else if (!tag) {
      tms_buf_add_byte(out, text.ptr[i]);
    }
    i += tag ? tag : reference.length ? reference.length : 1;
  }
  tms_leaf(&state->to, TMS_KIND_CODE_BLOCK)->text = tms_md_keep_scratch(state->reader);
}

/* Comments, scripts and the like at '<': the position behind them, or `at`. Preformatted text is added. */
static size_t skip_opaque(tms_md_build_state *state, tms_slice text, size_t at, const tms_md_tag *tag, size_t length) {
  tms_slice rest = tms_slice_from(text, at);
  if (tms_slice_starts(rest, TMS_SLICE("<!--"))) return find_after(text, "-->", at + 4);
  if (tms_slice_starts(rest, TMS_SLICE("<?"))) return find_after(text, "?>", at + 2);
  if (tms_slice_starts(rest, TMS_SLICE("<!"))) return find_after(text, ">", at + 2);
  if (!length || tag->end) return at;
  if (tms_slice_eq_nocase(tag->name, TMS_SLICE("script"))) return find_after(text, "</script>", at);
  if (tms_slice_eq_nocase(tag->name, TMS_SLICE("style"))) return find_after(text, "</style>", at);
  if (!tms_slice_eq_nocase(tag->name, TMS_SLICE("pre"))) return at;
  size_t end = tms_slice_find_nocase(text, TMS_SLICE("</pre>"), at);
  if (end == SIZE_MAX) end = text.len;
  add_preformatted(state, tms_slice_of(text.ptr + at + length, end - at - length));
  return end;
}

void tms_md_build_html(tms_md_build_state *state, const tms_md_block *block) {
  tms_slice text = tms_md_join_lines(state->reader, block);
  size_t done = 0;
  for (size_t at = 0; (at = tms_slice_find_byte(text, '<', at)) != SIZE_MAX;) {
    tms_slice rest = tms_slice_from(text, at);
    size_t length = tms_md_html_tag_length(rest);
    tms_md_tag tag = {0};
    if (length) tag = tms_md_read_tag(tms_slice_head(rest, length));
    const element *found = length ? find_element(tag.name) : NULL;
    bool opaque = rest.len > 1 && (rest.ptr[1] == '!' || rest.ptr[1] == '?');
    opaque = opaque || tms_slice_eq_nocase(tag.name, TMS_SLICE("script")) || tms_slice_eq_nocase(tag.name, TMS_SLICE("style")) ||
             tms_slice_eq_nocase(tag.name, TMS_SLICE("pre"));
    if (!found && !opaque) {
      at += length ? length : 1;
      continue;
    }
    add_line(state, tms_slice_of(text.ptr + done, at - done), block);
    if (found && tag.end) close_element(state, found);
    if (found && !tag.end) open_element(state, &tag, found);
    size_t after = found ? at : skip_opaque(state, text, at, &tag, length);
    done = at = after > at ? after : at + (length ? length : 1);
    if (tms_doc_status(state->reader->doc) != TMS_OK) return;
  }
  add_line(state, tms_slice_from(text, done), block);
}
