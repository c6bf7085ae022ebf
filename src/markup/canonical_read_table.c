/* Pipe tables: a line a row, a header row first and dashes below it. */
#include "markup/canonical_reader.h"

/* The line below decides: a paragraph may begin with a bar, too. Looks at this line once. */
bool tms_canonical_is_table(const tms_canonical_reader *reader) {
  tms_slice rest = tms_canonical_rest(reader), prefix = tms_canonical_prefix(reader);
  size_t end = tms_slice_find_byte(rest, '\n', 0);
  tms_slice below = tms_slice_from(rest, end == SIZE_MAX ? rest.len : end + 1);
  return tms_slice_starts(below, prefix) && tms_slice_starts(tms_slice_from(below, prefix.len), TMS_SLICE("| --- |"));
}

/* Behind "| ": a cell is empty where the next bar follows at once. */
static bool read_cell(tms_canonical_reader *reader, tms_node *row, bool header) {
  tms_node *cell = tms_canonical_add(reader, row, TMS_KIND_CELL);
  if (!cell) return false;
  cell->level = header;
  if (*reader->at == '|') return true;
  tms_node *paragraph = tms_canonical_add(reader, cell, TMS_KIND_PARAGRAPH);
  return paragraph && tms_canonical_read_inlines(reader, paragraph, reader->depth + 6);
}

static bool read_row(tms_canonical_reader *reader, tms_node *table, bool header) {
  tms_node *row = tms_canonical_add(reader, table, TMS_KIND_ROW);
  if (!row) return false;
  while (tms_canonical_starts(reader, TMS_SLICE("| "))) {
    reader->at += 2;
    if (!read_cell(reader, row, header)) return false;
  }
  if (!row->first || !tms_canonical_starts(reader, TMS_SLICE("|\n"))) return false;
  reader->at += 2;
  return true;
}

static bool read_rows(tms_canonical_reader *reader, tms_node *table) {
  const tms_slice prefix = tms_canonical_prefix(reader);
  if (!read_row(reader, table, true)) return false;
  const char *end = memchr(reader->at, '\n', (size_t)(reader->end - reader->at));
  if (!end) return false;
  reader->at = end + 1;
  while (tms_canonical_starts(reader, prefix) && tms_slice_starts(tms_slice_from(tms_canonical_rest(reader), prefix.len), TMS_SLICE("|"))) {
    reader->at += prefix.len;
    if (!read_row(reader, table, false)) return false;
  }
  return true;
}

bool tms_canonical_read_table(tms_canonical_reader *reader) {
  tms_node *table = tms_canonical_add(reader, reader->open[reader->depth].node, TMS_KIND_TABLE);
  if (!table) return false;
  reader->in_cell = true;
  bool done = read_rows(reader, table);
  reader->in_cell = false;
  return done;
}
