#include "meta.h"

#include <stdlib.h>
#include <string.h>

#include "intake.h"

enum {
  MAX_COLUMNS = 64,  /* there are 27 keys; lists may repeat */
  MAX_META = 1 << 30 /* bytes of the table */
};

struct cli_meta {
  char *bytes; /* the file; tabs and line ends have become NUL */
  const char *keys[MAX_COLUMNS];
  size_t columns;
  bool by_url;
  const char **rows; /* first cell of each row, sorted by it; the other cells follow in memory */
  size_t count;
};

static tms_status fail(tms_error *error, const char *message) {
  *error = (tms_error){TMS_ERR_ARGUMENT, message, TMS_NO_OFFSET, "--meta"};
  return TMS_ERR_ARGUMENT;
}

/* Cuts a line into cells by putting NULs; missing cells point to the line's end. Returns the number of cells. */
static size_t cut_cells(char *line) {
  size_t cells = 1;
  for (char *at = line; *at; at++) {
    if (*at != '\t') continue;
    *at = '\0';
    cells++;
  }
  return cells;
}

/* Ends the line at `at` with a NUL; returns where the next begins, or NULL at the end of the file. */
static char *cut_line(char *at) {
  char *end = strchr(at, '\n');
  char *last = end ? end : at + strlen(at);
  if (last > at && last[-1] == '\r') last[-1] = '\0';
  if (!end) return NULL;
  *end = '\0';
  return end + 1;
}

static bool is_key(const char *name) {
  const char *key;
  for (size_t i = 0; (key = tms_metadata_key(i)); i++) {
    if (strcmp(key, name) == 0) return true;
  }
  return false;
}

static tms_status read_header(cli_meta *meta, char *line, tms_error *error) {
  meta->columns = cut_cells(line);
  if (meta->columns > MAX_COLUMNS) return fail(error, "the first line names more than 64 columns");
  for (size_t i = 0; i < meta->columns; i++) {
    meta->keys[i] = line;
    if (i > 0 && !is_key(line)) return fail(error, "a column of the first line is no key of the metadata (docs/document.md lists them)");
    line += strlen(line) + 1;
  }
  meta->by_url = strcmp(meta->keys[0], "url") == 0;
  if (!meta->by_url && strcmp(meta->keys[0], "path") != 0) return fail(error, "the first column has to be path or url");
  return TMS_OK;
}

/* Rows compare by their first cell; of equals the one that stands first counts. */
static int by_key(const void *a, const void *b) {
  const char *const *left = a, *const *right = b;
  int order = strcmp(*left, *right);
  return order ? order : (*left > *right) - (*left < *right);
}

static size_t count_lines(const char *text) {
  size_t lines = 1;
  for (; *text; text++) lines += *text == '\n';
  return lines;
}

static tms_status read_rows(cli_meta *meta, char *next, tms_error *error) {
  meta->rows = malloc((next ? count_lines(next) : 1) * sizeof *meta->rows);
  if (!meta->rows) {
    *error = (tms_error){TMS_ERR_MEMORY, "out of memory", TMS_NO_OFFSET, "--meta"};
    return TMS_ERR_MEMORY;
  }
  while (next && *next) {
    char *line = next;
    next = cut_line(line);
    size_t cells = cut_cells(line);
    if (*line == '\0' && cells == 1) continue;
    if (cells != meta->columns) return fail(error, "a line has another number of columns than the first");
    meta->rows[meta->count++] = line;
  }
  qsort(meta->rows, meta->count, sizeof *meta->rows, by_key);
  return TMS_OK;
}

static tms_status parse(cli_meta *meta, size_t size, tms_error *error) {
  if (memchr(meta->bytes, '\0', size)) return fail(error, "this is no table of text");
  char *begin = meta->bytes;
  if (strncmp(begin, "\xEF\xBB\xBF", 3) == 0) begin += 3;
  char *next = cut_line(begin);
  tms_status status = read_header(meta, begin, error);
  return status == TMS_OK ? read_rows(meta, next, error) : status;
}

tms_status cli_meta_load(const char *path, cli_meta **out, tms_error *error) {
  *out = NULL;
  char *bytes;
  size_t size;
  tms_status status = cli_read_all(path, MAX_META, &bytes, &size, error);
  if (status != TMS_OK) return status;
  cli_meta *meta = calloc(1, sizeof *meta);
  char *ended = realloc(bytes, size + 1);
  if (!meta || !ended) {
    free(meta);
    free(ended ? ended : bytes);
    *error = (tms_error){TMS_ERR_MEMORY, "out of memory", TMS_NO_OFFSET, "--meta"};
    return TMS_ERR_MEMORY;
  }
  ended[size] = '\0';
  meta->bytes = ended;
  status = parse(meta, size, error);
  if (status != TMS_OK) {
    cli_meta_free(meta);
    return status;
  }
  *out = meta;
  return TMS_OK;
}

void cli_meta_free(cli_meta *meta) {
  if (!meta) return;
  free(meta->rows);
  free(meta->bytes);
  free(meta);
}

/* ---- looking up ---- */

/* The first row whose key is `key`, or NULL. */
static const char *find(const cli_meta *meta, const char *key) {
  size_t low = 0, high = meta->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(meta->rows[middle], key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < meta->count && strcmp(meta->rows[low], key) == 0 ? meta->rows[low] : NULL;
}

const char *cli_meta_url(const cli_meta *meta, const char *path) {
  const char *row = meta && !meta->by_url ? find(meta, path) : NULL;
  for (size_t i = 0; row && i < meta->columns; i++) {
    if (i > 0 && *row && strcmp(meta->keys[i], "url") == 0) return row;
    row += strlen(row) + 1;
  }
  return NULL;
}

static bool is_repeat(const cli_meta *meta, size_t column) {
  for (size_t i = 1; i < column; i++) {
    if (strcmp(meta->keys[i], meta->keys[column]) == 0) return true;
  }
  return false;
}

tms_status cli_meta_apply(const cli_meta *meta, const char *path, tms_document *document, tms_error *error) {
  if (!meta) return TMS_OK;
  const char *key = meta->by_url ? tms_document_metadata(document, "url", 0, NULL) : path;
  const char *row = key ? find(meta, key) : NULL;
  if (!row) return TMS_OK;
  for (size_t i = 1; i < meta->columns; i++) {
    row += strlen(row) + 1;
    size_t size = strlen(row);
    if (!size) continue;
    tms_status status = is_repeat(meta, i) ? tms_document_add_metadata(document, meta->keys[i], row, size)
                                           : tms_document_set_metadata(document, meta->keys[i], row, size);
    if (status == TMS_OK) continue;
    *error = (tms_error){status, status == TMS_ERR_ENCODING ? "the metadata are not UTF-8" : "setting metadata failed", TMS_NO_OFFSET, "--meta"};
    return status;
  }
  return TMS_OK;
}
