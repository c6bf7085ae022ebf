/* Tables of the canonical form: pipe tables (GFM 4.10) where they can say it all; canonical_write.c writes the others as tags. */
#include "markup/canonical_writer.h"

/* Some readers of pipe tables hold the number of columns in 16 bits; nobody reads a table of a thousand columns as pipes. */
enum { MAX_PIPE_COLUMNS = 1000 };

/* At most one paragraph, no spans, and the header flag that its row must have. */
static bool is_pipe_cell(const tms_node *cell, bool header) {
  if ((cell->level != 0) != header || cell->number > 1 || cell->number2 > 1) return false;
  return !cell->first || (cell->first->kind == TMS_KIND_PARAGRAPH && !cell->first->next);
}

/* Looks at rows and cells, never deeper: linear over all tables of a document, nested ones too. */
bool tms_canonical_is_pipe_table(const tms_node *table) {
  size_t width = 0;
  for (const tms_node *row = table->first; row; row = row->next) {
    if (row->kind != TMS_KIND_ROW) return false;
    size_t count = 0;
    for (const tms_node *cell = row->first; cell; cell = cell->next, count++) {
      if (!is_pipe_cell(cell, row == table->first)) return false;
    }
    if (row == table->first) width = count;
    if (count != width || count > MAX_PIPE_COLUMNS) return false;
  }
  return width > 0;
}

static void write_row(tms_canonical_writer *writer, tms_node *row) {
  tms_buf_add_byte(writer->out, '|');
  for (tms_node *cell = row->first; cell; cell = cell->next) {
    tms_buf_add_byte(writer->out, ' ');
    if (cell->first) {
      tms_canonical_inlines(writer, cell->first);
      tms_buf_add_byte(writer->out, ' ');
    }
    tms_buf_add_byte(writer->out, '|');
  }
  tms_buf_add_byte(writer->out, '\n');
}

void tms_canonical_pipe_table(tms_canonical_writer *writer, tms_node *table) {
  tms_canonical_begin(writer, false);
  writer->in_cell = true;
  write_row(writer, table->first);
  tms_buf_add(writer->out, tms_buf_slice(&writer->prefix));
  tms_buf_add_byte(writer->out, '|');
  for (const tms_node *cell = table->first->first; cell; cell = cell->next) tms_buf_add_cstr(writer->out, " --- |");
  tms_buf_add_byte(writer->out, '\n');
  for (tms_node *row = table->first->next; row; row = row->next) {
    tms_buf_add(writer->out, tms_buf_slice(&writer->prefix));
    write_row(writer, row);
  }
  writer->in_cell = false;
  writer->above = TMS_ABOVE_BLOCK;
}
