/* Tables of the canonical form: pipe tables (GFM 4.10) where they can say it all; canonical_write.c writes the others as tags. */
#include "markup/canonical_write.h"
#include "markup/canonical_writer.h"

/* Some readers of pipe tables hold the number of columns in 16 bits; nobody reads a table of a thousand columns as pipes. */
enum { MAX_PIPE_COLUMNS = 1000 };
/* Filling up short rows may at most double a table of some size: one wide row above many short ones must not make the output explode. */
enum { FEW_CELLS = 64 };

/* At most one paragraph, no spans. */
static bool is_pipe_cell(const tms_node *cell) {
  if (cell->number > 1 || cell->number2 > 1) return false;
  return !cell->first || (cell->first->kind == TMS_KIND_PARAGRAPH && !cell->first->next);
}

/* The cells of a row that has nothing else; false in *fits where one can't stand between bars, or is a header where it shouldn't be. */
static size_t count_cells(const tms_node *row, bool header, bool any_header, bool *fits) {
  size_t count = 0;
  for (const tms_node *cell = row->first; cell; cell = cell->next, count++) {
    *fits &= is_pipe_cell(cell) && (any_header || (cell->level != 0) == header);
  }
  return count;
}

/*
 * Columns of the pipes that say the table; 0: none can. Exactly, a header row of header cells, then rows of the same width without any, no caption. People
 * get pipes for whatever stands in a grid: short rows are filled up, a caption stands before, and a missing header is an empty one.
 * Looks at rows and cells, never deeper: linear over all tables of a document, nested ones too.
 */
size_t tms_canonical_pipe_columns(const tms_canonical_writer *writer, const tms_node *table) {
  bool people = writer->flags & TMS_CANONICAL_PEOPLE, fits = true;
  size_t width = 0, rows = 0, cells = 0;
  for (const tms_node *row = table->first; row && fits; row = row->next) {
    if (row->kind != TMS_KIND_ROW) {
      fits = people;
      continue;
    }
    size_t count = count_cells(row, row == table->first, people, &fits);
    if (!people && width > 0 && count != width) fits = false;
    if (count > width) width = count;
    cells += count;
    rows++;
  }
  if (width > MAX_PIPE_COLUMNS || width * rows > 2 * cells + FEW_CELLS) fits = false;
  return fits ? width : 0;
}

/* One row of `columns` cells; NULL or a short row leaves the rest empty. */
static void write_row(tms_canonical_writer *writer, const tms_node *row, size_t columns) {
  const tms_node *cell = row ? row->first : NULL;
  tms_buf_add_byte(writer->out, '|');
  for (size_t i = 0; i < columns; i++) {
    tms_buf_add_byte(writer->out, ' ');
    if (cell && cell->first) {
      tms_canonical_inlines(writer, cell->first);
      tms_buf_add_byte(writer->out, ' ');
    }
    tms_buf_add_byte(writer->out, '|');
    cell = cell ? cell->next : NULL;
  }
  tms_buf_add_byte(writer->out, '\n');
}

static bool is_header_row(const tms_node *row) {
  for (const tms_node *cell = row->first; cell; cell = cell->next) {
    if (!cell->level) return false;
  }
  return true;
}

void tms_canonical_pipe_table(tms_canonical_writer *writer, const tms_node *table, size_t columns) {
  const tms_node *row = table->first;
  if (row->kind == TMS_KIND_CAPTION) row = row->next; /* the caller has written it */
  tms_canonical_begin(writer, false);
  writer->in_cell = true;
  const tms_node *header = is_header_row(row) ? row : NULL;
  write_row(writer, header, columns);
  tms_buf_add(writer->out, tms_buf_slice(&writer->prefix));
  tms_buf_add_byte(writer->out, '|');
  for (size_t i = 0; i < columns; i++) tms_buf_add_cstr(writer->out, " --- |");
  tms_buf_add_byte(writer->out, '\n');
  for (row = header ? row->next : row; row; row = row->next) {
    tms_buf_add(writer->out, tms_buf_slice(&writer->prefix));
    write_row(writer, row, columns);
  }
  writer->in_cell = false;
  writer->above = TMS_ABOVE_BLOCK;
}
