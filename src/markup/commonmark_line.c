/* The cursor of a line: columns and tabs (CommonMark 2.2). A tab that is taken apart leaves `tab_rest` columns behind. */
#include "markup/commonmark_block.h"

void tms_md_line_begin(tms_md_reader *reader, size_t begin, size_t end) {
  reader->at = reader->next = begin;
  reader->line_end = end;
  reader->column = reader->next_column = reader->tab_rest = 0;
  tms_md_find_next(reader);
}

/* `next` only ever grows, so that the white space of a line is gone through once, however many containers ask. */
void tms_md_find_next(tms_md_reader *reader) {
  if (reader->next < reader->at || (reader->next == reader->at && !reader->tab_rest)) {
    reader->next = reader->at;
    reader->next_column = reader->column;
  }
  for (; reader->next < reader->line_end; reader->next++) {
    char c = reader->text.ptr[reader->next];
    if (c == ' ') {
      reader->next_column++;
    } else if (c == '\t') {
      reader->next_column += TMS_MD_TAB - reader->next_column % TMS_MD_TAB;
    } else {
      break;
    }
  }
  reader->indent = reader->next_column - reader->column;
  reader->blank = reader->next >= reader->line_end;
}

void tms_md_skip_columns(tms_md_reader *reader, uint32_t columns) {
  while (columns > 0 && reader->at < reader->line_end) {
    uint32_t width = 1;
    if (reader->text.ptr[reader->at] == '\t') width = reader->tab_rest ? reader->tab_rest : TMS_MD_TAB - reader->column % TMS_MD_TAB;
    if (width > columns) {
      reader->tab_rest = width - columns;
      reader->column += columns;
      break;
    }
    reader->tab_rest = 0;
    reader->column += width;
    reader->at++;
    columns -= width;
  }
  reader->indent = reader->next_column > reader->column ? reader->next_column - reader->column : 0;
}

void tms_md_skip_to(tms_md_reader *reader, size_t at) {
  if (at == reader->next) {
    reader->column = reader->next_column;
  } else {
    reader->column += (uint32_t)(at - reader->at);
  }
  reader->at = at;
  reader->tab_rest = 0;
  tms_md_find_next(reader);
}

/* The rest of the line is the leaf's next line. */
void tms_md_add_line(tms_md_reader *reader, tms_md_block *block) {
  if (!tms_arena_grow(&reader->arena, (void **)&reader->lines, &reader->line_room, reader->line_count + 1, sizeof *reader->lines)) return;
  size_t begin = reader->at < reader->line_end ? reader->at : reader->line_end;
  if (reader->tab_rest && begin < reader->line_end) begin++;
  if (block->lines == 0) block->line = (uint32_t)reader->line_count;
  reader->lines[reader->line_count++] = (tms_md_line){(uint32_t)begin, (uint32_t)reader->line_end, reader->tab_rest};
  block->lines++;
}
