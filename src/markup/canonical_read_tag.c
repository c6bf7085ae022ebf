/* Blocks that are said with tags, each alone on its line. */
#include "doc/iso_date.h"
#include "doc/kind.h"
#include "doc/normal.h"
#include "markup/canonical_reader.h"

typedef struct tag {
  tms_slice text; /* up to where attributes may stand */
  uint8_t kind;
  uint8_t level;
} tag;

static const tag start_tags[] = {
    {TMS_SLICE_INIT("<tr>\n"), TMS_KIND_ROW, 0},
    {TMS_SLICE_INIT("<td"), TMS_KIND_CELL, 0},
    {TMS_SLICE_INIT("<th"), TMS_KIND_CELL, 1},
    {TMS_SLICE_INIT("<table>\n"), TMS_KIND_TABLE, 0},
    {TMS_SLICE_INIT("<caption>\n"), TMS_KIND_CAPTION, 0},
    {TMS_SLICE_INIT("<dl>\n"), TMS_KIND_DEFINITION_LIST, 0},
    {TMS_SLICE_INIT("<dt>\n"), TMS_KIND_TERM, 0},
    {TMS_SLICE_INIT("<dd>\n"), TMS_KIND_DEFINITION, 0},
    {TMS_SLICE_INIT("<figure>\n"), TMS_KIND_FIGURE, 0},
    {TMS_SLICE_INIT("<figcaption>\n"), TMS_KIND_CAPTION, 0},
    {TMS_SLICE_INIT("<article class=\"comment\""), TMS_KIND_COMMENT, 0},
    {TMS_SLICE_INIT("<section class=\"comments\">\n"), TMS_KIND_COMMENTS, 0},
};

static const tag end_tags[] = {
    {TMS_SLICE_INIT("</tr>\n"), TMS_KIND_ROW, 0},          {TMS_SLICE_INIT("</td>\n"), TMS_KIND_CELL, 0},
    {TMS_SLICE_INIT("</th>\n"), TMS_KIND_CELL, 1},         {TMS_SLICE_INIT("</table>\n"), TMS_KIND_TABLE, 0},
    {TMS_SLICE_INIT("</caption>\n"), TMS_KIND_CAPTION, 0}, {TMS_SLICE_INIT("</dl>\n"), TMS_KIND_DEFINITION_LIST, 0},
    {TMS_SLICE_INIT("</dt>\n"), TMS_KIND_TERM, 0},         {TMS_SLICE_INIT("</dd>\n"), TMS_KIND_DEFINITION, 0},
    {TMS_SLICE_INIT("</figure>\n"), TMS_KIND_FIGURE, 0},   {TMS_SLICE_INIT("</figcaption>\n"), TMS_KIND_CAPTION, 0},
    {TMS_SLICE_INIT("</article>\n"), TMS_KIND_COMMENT, 0}, {TMS_SLICE_INIT("</section>\n"), TMS_KIND_COMMENTS, 0},
};

static const tag *find_tag(const tms_canonical_reader *reader) {
  const bool end = reader->at[1] == '/';
  const tag *tags = end ? end_tags : start_tags;
  const size_t count = end ? sizeof end_tags / sizeof end_tags[0] : sizeof start_tags / sizeof start_tags[0];
  for (size_t i = 0; i < count; i++) {
    if (tms_canonical_starts(reader, tags[i].text)) return &tags[i];
  }
  return NULL;
}

static bool skip(tms_canonical_reader *reader, tms_slice text) {
  if (!tms_canonical_starts(reader, text)) return false;
  reader->at += text.len;
  return true;
}

/* ` name="number"`, which is left out for 1. */
static bool read_span(tms_canonical_reader *reader, tms_slice name, uint32_t *number) {
  if (!skip(reader, name)) return true;
  const char *begin = reader->at;
  uint64_t value;
  while (tms_is_digit((unsigned char)*reader->at)) reader->at++;
  if (!tms_slice_to_u64(tms_slice_of(begin, (size_t)(reader->at - begin)), 1000, &value) || value < 1) return false;
  *number = (uint32_t)value;
  return skip(reader, TMS_SLICE("\""));
}

static bool read_text_attribute(tms_canonical_reader *reader, tms_slice name, tms_slice *value) {
  if (!skip(reader, name)) return true;
  const char *end = tms_canonical_read_attribute(reader, reader->at, value);
  if (!end) return false;
  reader->at = end;
  return true;
}

static bool read_attributes(tms_canonical_reader *reader, tms_node *node) {
  if (node->kind == TMS_KIND_CELL) {
    return read_span(reader, TMS_SLICE(" colspan=\""), &node->number) && read_span(reader, TMS_SLICE(" rowspan=\""), &node->number2) &&
           skip(reader, TMS_SLICE(">\n"));
  }
  if (node->kind == TMS_KIND_COMMENT) {
    return read_text_attribute(reader, TMS_SLICE(" data-author=\""), &node->target) &&
           read_text_attribute(reader, TMS_SLICE(" data-date=\""), &node->text) && (node->text.len == 0 || tms_iso_date_is_valid(node->text)) &&
           skip(reader, TMS_SLICE(">\n"));
  }
  return true;
}

/* May a node of that kind stand behind what its parent has already? */
static bool fits(const tms_node *parent, tms_kind kind) {
  if (!tms_kind_allows((tms_kind)parent->kind, kind)) return false;
  const tms_node *last = parent->last;
  switch (parent->kind) {
    case TMS_KIND_TABLE: return kind != TMS_KIND_CAPTION || !last;
    case TMS_KIND_FIGURE: return last && last->kind != TMS_KIND_CAPTION;
    case TMS_KIND_COMMENT: return kind == TMS_KIND_COMMENT ? last != NULL : !last || last->kind != TMS_KIND_COMMENT;
    case TMS_KIND_MAIN: return !last || last->kind != TMS_KIND_FOOTNOTE;
    default: return true;
  }
}

/* The comments stand beside main, and take its place as the outermost open block. */
static bool open_comments(tms_canonical_reader *reader) {
  if (reader->depth > 0 || reader->ended || reader->open[0].node != reader->doc->main) return false;
  reader->open[0].node = tms_doc_comments(reader->doc);
  return reader->open[0].node != NULL;
}

static bool close_comments(tms_canonical_reader *reader) {
  bool some = reader->depth == 0 && reader->open[0].node->first;
  reader->open[0].node = reader->doc->main;
  reader->ended = true;
  return some;
}

static bool open_tag(tms_canonical_reader *reader, const tag *found) {
  const tms_node *parent = reader->open[reader->depth].node;
  reader->at += found->text.len;
  if (found->kind == TMS_KIND_COMMENTS) return open_comments(reader);
  if (!fits(parent, (tms_kind)found->kind)) return false;
  if (tms_normal_is_container((tms_kind)found->kind) && reader->depth + 3 > TMS_DEEPEST_CONTAINER) return false;
  if (!tms_canonical_push(reader, (tms_kind)found->kind, TMS_SLICE_NONE)) return false;
  tms_node *node = reader->open[reader->depth].node;
  node->level = found->level;
  return read_attributes(reader, node);
}

static bool close_tag(tms_canonical_reader *reader, const tag *found) {
  const tms_node *node = reader->open[reader->depth].node;
  reader->at += found->text.len;
  if (node->kind != found->kind || node->level != found->level) return false;
  return found->kind == TMS_KIND_COMMENTS ? close_comments(reader) : tms_canonical_pop(reader);
}

bool tms_canonical_read_tag(tms_canonical_reader *reader, bool *is_tag) {
  const tag *found = find_tag(reader);
  *is_tag = found != NULL;
  if (!found) return true;
  return reader->at[1] == '/' ? close_tag(reader, found) : open_tag(reader, found);
}
