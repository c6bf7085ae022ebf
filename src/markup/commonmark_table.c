/* Tables (GFM 4.10): a '|' separates cells unless a backslash stands right before it, inside code too. Each function goes over its line once. */
#include "markup/commonmark_block.h"

static tms_slice trim(tms_slice s) {
  while (s.len && tms_md_is_blank(s.ptr[0])) s = tms_slice_from(s, 1);
  while (s.len && tms_md_is_blank(s.ptr[s.len - 1])) s.len--;
  return s;
}

static bool is_escaped(tms_slice s, size_t at) {
  return at > 0 && s.ptr[at - 1] == '\\';
}

/* Without the pipes at both ends, which no cell owns. */
tms_slice tms_md_trim_row(tms_slice line) {
  line = trim(line);
  if (line.len && line.ptr[0] == '|') line = tms_slice_from(line, 1);
  if (line.len && line.ptr[line.len - 1] == '|' && !is_escaped(line, line.len - 1)) {
    line.len--;
  } else {
    line.ptr = line.ptr ? line.ptr : "";
  }
  return line;
}

/* *row is what is left of a trimmed row; its ptr is NULL past the last cell. */
bool tms_md_next_cell(tms_slice *row, tms_slice *cell) {
  if (!row->ptr) return false;
  size_t end = 0;
  while ((end = tms_slice_find_byte(*row, '|', end)) != SIZE_MAX && is_escaped(*row, end)) end++;
  if (end == SIZE_MAX) {
    *cell = trim(*row);
    *row = TMS_SLICE_NONE;
  } else {
    *cell = trim(tms_slice_head(*row, end));
    *row = tms_slice_from(*row, end + 1);
  }
  return true;
}

size_t tms_md_count_cells(tms_slice line) {
  tms_slice row = tms_md_trim_row(line), cell;
  size_t count = 0;
  while (tms_md_next_cell(&row, &cell)) count++;
  return count;
}

static bool is_delimiter(tms_slice cell) {
  if (cell.len && cell.ptr[0] == ':') cell = tms_slice_from(cell, 1);
  if (cell.len && cell.ptr[cell.len - 1] == ':') cell.len--;
  for (size_t i = 0; i < cell.len; i++) {
    if (cell.ptr[i] != '-') return false;
  }
  return cell.len > 0;
}

size_t tms_md_delimiter_columns(tms_slice line) {
  size_t count = 0;
  tms_slice cell, row = trim(line);
  /* One column needs a pipe, else every setext underline were a table. */
  bool pipe = tms_slice_find_byte(row, '|', 0) != SIZE_MAX;
  for (row = tms_md_trim_row(line); tms_md_next_cell(&row, &cell); count++) {
    if (!is_delimiter(cell)) return 0;
  }
  return count > 1 || pipe ? count : 0;
}
