#include "charset/label.h"

#include "charset/label_others.h"
#include "charset/label_tables.h"

enum { MAX_LABEL = 64, MAX_EDITS = 2, OTHERS = sizeof others / sizeof others[0] };

/* Compares a label, ASCII folded, with a row: <0, 0, >0. */
static int compare_row(tms_slice label, const label_row *row) {
  for (size_t i = 0; i < label.len && i < row->size; i++) {
    int difference = (unsigned char)tms_lower(label.ptr[i]) - (unsigned char)row->label[i];
    if (difference) return difference;
  }
  return (label.len > row->size) - (label.len < row->size);
}

const tms_encoding *tms_encoding_of_label(tms_slice label) {
  label = tms_slice_trim(label);
  size_t low = 0, high = sizeof labels / sizeof labels[0];
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = compare_row(label, &labels[middle]);
    if (order == 0) return &encodings[labels[middle].encoding];
    if (order < 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return NULL;
}

const tms_encoding *tms_encoding_of_any_label(tms_slice label) {
  const tms_encoding *standard = tms_encoding_of_label(label);
  label = tms_slice_trim(label);
  for (size_t i = 0; !standard && i < OTHERS; i++) {
    tms_slice list = tms_slice_cstr(others[i].labels), word;
    while (tms_slice_next_word(&list, &word)) {
      if (tms_slice_eq_nocase(word, label)) return &others[i].encoding;
    }
  }
  return standard;
}

const tms_encoding *tms_encoding_at(size_t index) {
  if (index < TMS_ENCODINGS_STANDARD) return &encodings[index];
  index -= TMS_ENCODINGS_STANDARD;
  return index < OTHERS ? &others[index].encoding : NULL;
}

const tms_encoding *tms_encoding_utf8(void) {
  return &encodings[ENCODING_UTF8];
}

const tms_encoding *tms_encoding_windows1252(void) {
  return &encodings[ENCODING_WINDOWS1252];
}

/* Levenshtein distance on folded bytes, by one row of the matrix. Both are at most MAX_LABEL long. */
static size_t edit_distance(tms_slice a, tms_slice b) {
  size_t row[MAX_LABEL + 1];
  for (size_t j = 0; j <= b.len; j++) row[j] = j;
  for (size_t i = 1; i <= a.len; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.len; j++) {
      size_t change = diagonal + (tms_lower(a.ptr[i - 1]) != tms_lower(b.ptr[j - 1]));
      size_t remove = row[j] + 1, insert = row[j - 1] + 1;
      diagonal = row[j];
      row[j] = change < remove ? change : remove;
      if (insert < row[j]) row[j] = insert;
    }
  }
  return row[b.len];
}

/* 0 is best; SIZE_MAX is no neighbour. What only lacks its end ("utf") counts as one edit more than MAX_EDITS. */
static size_t distance_of(tms_slice label, tms_slice known) {
  size_t edits = edit_distance(label, known);
  if (edits <= MAX_EDITS) return edits;
  return label.len >= 3 && tms_slice_starts_nocase(known, label) ? MAX_EDITS + 1 : SIZE_MAX;
}

typedef struct neighbours {
  const char **labels;
  size_t distances[TMS_LABELS_NEAREST], count;
} neighbours;

/* Nearest first; of two that are as near the one that came first. */
static void consider(neighbours *n, tms_slice label, const char *known, size_t size) {
  size_t distance = distance_of(label, tms_slice_of(known, size)), at = n->count;
  if (distance == SIZE_MAX) return;
  while (at > 0 && n->distances[at - 1] > distance) at--;
  if (at == TMS_LABELS_NEAREST) return;
  if (n->count < TMS_LABELS_NEAREST) n->count++;
  for (size_t i = n->count - 1; i > at; i--) {
    n->distances[i] = n->distances[i - 1];
    n->labels[i] = n->labels[i - 1];
  }
  n->distances[at] = distance;
  n->labels[at] = known;
}

size_t tms_label_nearest(tms_slice label, const char *nearest[TMS_LABELS_NEAREST]) {
  neighbours n = {.labels = nearest};
  label = tms_slice_trim(label);
  if (label.len == 0 || label.len > MAX_LABEL) return 0;
  for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) consider(&n, label, labels[i].label, labels[i].size);
  /* Where the standard has none, the others, each by its name alone: messages hold constant strings that end with a NUL. */
  for (size_t i = 0, none = n.count == 0; none && i < OTHERS; i++) consider(&n, label, others[i].encoding.name, strlen(others[i].encoding.name));
  return n.count;
}
