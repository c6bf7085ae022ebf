/*
 * The encoding tests of html5lib (which encoding does a page declare?) and the decoding vectors.
 *
 *   charset prescan FILE.dat...      default ../shared/data/encodings/html5lib
 *   charset vectors FILE.tsv         encoding, TAB, input in hexadecimal, TAB, output in hexadecimal; one header line
 *   charset labels FILE.tsv          label in hexadecimal, TAB, the encoding's name
 */
#include "charset/charset.h"
#include "base/alloc.h"

#include <stdio.h>

static tms_slice read_file(const char *path, tms_buf *into) {
  char block[65536];
  size_t got;
  FILE *file = fopen(path, "rb");
  tms_buf_reset(into);
  if (!file) return TMS_SLICE_NONE;
  while ((got = fread(block, 1, sizeof block, file)) > 0) tms_buf_add_bytes(into, block, got);
  fclose(file);
  return tms_buf_slice(into);
}

static bool check_page(tms_slice page, tms_slice want) {
  tms_charset_choice choice;
  const tms_encoding *expected = tms_encoding_of_label(want);
  tms_charset_input input = {.bytes = page, .html = true};
  bool good = tms_charset_decide(&input, &choice) == TMS_OK && choice.encoding == expected;
  /* The files expect windows-1252 wherever nothing is declared; we take UTF-8 there if the bytes are UTF-8. */
  good |= expected == tms_encoding_windows1252() && choice.encoding == tms_encoding_utf8() && strcmp(choice.known, "utf-8") == 0;
  /* One page was written anew in UTF-8 and still says EUC-JP: what it declares is seen, and overruled. */
  good |= choice.overruled == expected;
  if (!good) printf("want %.*s, got %s (%s) for:\n%.*s\n", (int)want.len, want.ptr, choice.encoding->name, choice.known, (int)page.len, page.ptr);
  return good;
}

static void run_prescan(tms_slice text, size_t *good, size_t *all) {
  for (size_t at = 0; (at = tms_slice_find(text, TMS_SLICE("#data\n"), at)) != SIZE_MAX; (*all)++) {
    size_t mark = tms_slice_find(text, TMS_SLICE("\n#encoding\n"), at), begin = at + 6;
    if (mark == SIZE_MAX) return;
    size_t label = mark + 11, end = tms_slice_find_byte(text, '\n', label);
    if (end == SIZE_MAX) end = text.len;
    *good += check_page(tms_slice_of(text.ptr + begin, mark - begin), tms_slice_of(text.ptr + label, end - label));
    at = end;
  }
}

static tms_slice unhex(tms_slice hex, tms_buf *into) {
  tms_buf_reset(into);
  for (size_t i = 0; i + 1 < hex.len; i += 2) {
    int value = tms_hex_value((unsigned char)hex.ptr[i]) << 4 | tms_hex_value((unsigned char)hex.ptr[i + 1]);
    tms_buf_add_byte(into, (char)value);
  }
  return tms_buf_slice(into);
}

typedef struct marks {
  size_t decoded, source;
} marks;

/* Offsets must never go back. */
static bool check_mark(void *user, size_t decoded, size_t source) {
  marks *last = user;
  if (decoded < last->decoded || source < last->source) return false;
  *last = (marks){decoded, source};
  return true;
}

static bool check_vector(tms_slice line, tms_buf *in, tms_buf *want, tms_buf *out) {
  tms_slice field[3] = {{0}};
  for (size_t i = 0; i < 3; i++) {
    size_t end = tms_slice_find_byte(line, '\t', 0);
    field[i] = tms_slice_head(line, end);
    line = tms_slice_from(line, end == SIZE_MAX ? line.len : end + 1);
  }
  marks last = {0};
  tms_charset_sink sink = {&last, check_mark, NULL};
  tms_charset_choice choice = {.encoding = tms_encoding_of_label(field[0]), .known = "user"};
  tms_charset_result result;
  tms_slice bytes = unhex(field[1], in), expected = unhex(field[2], want);
  tms_buf_reset(out);
  if (!choice.encoding || tms_charset_decode(&choice, bytes, &sink, out, &result) != TMS_OK) return false;
  bool good = tms_slice_eq(result.same ? result.text : tms_buf_slice(out), expected);
  if (!good) printf("%s: %.*s\n", choice.encoding->name, (int)field[1].len, field[1].ptr);
  return good;
}

static int run_vectors(const char *path, tms_buf *file) {
  tms_buf in, want, out;
  tms_buf_init(&in, tms_allocator_libc(), 1 << 20);
  tms_buf_init(&want, tms_allocator_libc(), 1 << 20);
  tms_buf_init(&out, tms_allocator_libc(), 1 << 20);
  tms_slice text = read_file(path, file), line;
  size_t good = 0, all = 0;
  (void)tms_slice_next_line(&text, &line);
  for (; tms_slice_next_line(&text, &line); all++) good += check_vector(line, &in, &want, &out);
  printf("charset vectors: %zu of %zu\n", good, all);
  tms_buf_release(&in);
  tms_buf_release(&want);
  tms_buf_release(&out);
  return good == all && all > 0;
}

static int run_labels(const char *path, tms_buf *file) {
  tms_buf label;
  tms_buf_init(&label, tms_allocator_libc(), 1 << 10);
  tms_slice text = read_file(path, file), line;
  size_t good = 0, all = 0;
  for (; tms_slice_next_line(&text, &line); all++) {
    size_t tab = tms_slice_find_byte(line, '\t', 0);
    const tms_encoding *encoding = tms_encoding_of_label(unhex(tms_slice_head(line, tab), &label));
    bool right = tab != SIZE_MAX && encoding && tms_slice_eq(tms_slice_cstr(encoding->name), tms_slice_from(line, tab + 1));
    if (!right) printf("%.*s\n", (int)line.len, line.ptr);
    good += right;
  }
  printf("charset labels: %zu of %zu\n", good, all);
  tms_buf_release(&label);
  return good == all && all > 0;
}

int main(int argc, char **argv) {
  static const char *const files[] = {"", "", "../shared/data/encodings/html5lib/tests1.dat", "../shared/data/encodings/html5lib/tests2.dat",
                                      "../shared/data/encodings/html5lib/test-yahoo-jp.dat"};
  bool given = argc > 2;
  int last = given ? argc : (int)(sizeof files / sizeof files[0]);
  size_t good = 0, all = 0;
  tms_buf file;
  tms_buf_init(&file, tms_allocator_libc(), 1 << 26);
  if (given && strcmp(argv[1], "prescan") != 0) {
    bool passed = strcmp(argv[1], "labels") == 0 ? run_labels(argv[2], &file) : run_vectors(argv[2], &file);
    tms_buf_release(&file);
    return !passed;
  }
  for (int i = 2; i < last; i++) run_prescan(read_file(given ? argv[i] : files[i], &file), &good, &all);
  tms_buf_release(&file);
  if (all == 0) {
    printf("no test files\n");
    return 77;
  }
  printf("charset prescan: %zu of %zu\n", good, all);
  return good != all;
}
