/*
 * The detection of encodings on files whose encoding is known: files laid out as ENCODING[-LANGUAGE]/NAME.
 *
 *   detect as-is LIST ROOT [FLOOR]      one line a file: path, TAB, encoding, TAB, milliseconds: what score_encodings.py takes as predictions
 *   detect blank LIST ROOT [FLOOR]      the same on bytes whose declarations in the first 4096 bytes are overwritten, as score_encodings.py does it
 *   detect snippets LIST ROOT [FLOOR]   cuts of 100 bytes, several of each file; prints how many decode as with the true encoding
 *
 * The last line on standard error is the percentage of equivalent answers: decoding with the answer gives the same text as with the truth. Exits 1 where
 * that is less than FLOOR.
 */
#include "base/alloc.h"
#include "charset/charset.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SNIPPET = 100, CUTS = 8, LEAST_HIGH = 4, BLANKED = 4096 };

static tms_slice read_file(const char *root, tms_slice path, tms_buf *into) {
  char block[65536], name[4096];
  size_t got;
  snprintf(name, sizeof name, "%s/%.*s", root, (int)path.len, path.ptr);
  FILE *file = fopen(name, "rb");
  tms_buf_reset(into);
  if (!file) return TMS_SLICE_NONE;
  while ((got = fread(block, 1, sizeof block, file)) > 0) tms_buf_add_bytes(into, block, got);
  fclose(file);
  return tms_buf_slice(into);
}

/* Overwrites labels behind "encoding=" and "charset=". */
static void blank(tms_buf *bytes) {
  static const tms_slice words[] = {TMS_SLICE_INIT("encoding"), TMS_SLICE_INIT("charset")};
  tms_slice head = tms_slice_head(tms_buf_slice(bytes), BLANKED);
  char *p = bytes->data;
  for (size_t w = 0; w < 2; w++) {
    for (size_t at = 0; (at = tms_slice_find_nocase(head, words[w], at)) != SIZE_MAX;) {
      at += words[w].len;
      size_t i = at;
      while (i < head.len && tms_is_space((unsigned char)p[i])) i++;
      if (i >= head.len || p[i] != '=') continue;
      for (i++; i < head.len && tms_is_space((unsigned char)p[i]);) i++;
      if (i < head.len && (p[i] == '"' || p[i] == '\'')) i++;
      while (i < head.len && tms_is_space((unsigned char)p[i])) i++;
      for (; i < head.len && (tms_is_alnum((unsigned char)p[i]) || strchr("_.:-", p[i])); i++) p[i] = 'x';
    }
  }
}

/* The folder's encoding: "iso-8859-2-croatian", "utf-8-sig", "MacCyrillic". */
static const tms_encoding *truth(tms_slice path, tms_slice bytes) {
  static const char *others[][2] = {
      {"utf-8-sig", "utf-8"},    {"cp932", "shift_jis"},           {"cp949", "euc-kr"}, {"maccyrillic", "x-mac-cyrillic"},
      {"macroman", "macintosh"}, {"iso-2022-kr", "x-iso-2022-kr"}, {"utf-7", "utf-7"}};
  size_t bom;
  tms_slice label = tms_slice_head(path, tms_slice_find_byte(path, '/', 0));
  const tms_encoding *marked = tms_charset_bom(bytes, &bom);
  if (marked) return marked;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    if (tms_slice_eq_nocase(label, tms_slice_cstr(others[i][0]))) return tms_encoding_of_any_label(tms_slice_cstr(others[i][1]));
  }
  const tms_encoding *found = tms_encoding_of_any_label(label);
  while (!found && label.len) {
    label.len--;
    if (label.ptr[label.len] == '-') found = tms_encoding_of_any_label(label);
  }
  return found;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static tms_slice decode(const tms_encoding *encoding, tms_slice bytes, tms_buf *out) {
  tms_charset_choice choice = {.encoding = encoding};
  tms_charset_result result;
  tms_buf_reset(out);
  if (tms_charset_bom(bytes, &choice.bom) != encoding) choice.bom = 0;
  if (tms_charset_decode(&choice, bytes, NULL, out, &result) != TMS_OK) return TMS_SLICE("");
  return result.same ? result.text : tms_buf_slice(out);
}

static tms_buf want_text, got_text;

static bool is_equivalent(const tms_encoding *want, const tms_encoding *got, tms_slice bytes) {
  return want && (want == got || tms_slice_eq(decode(want, bytes, &want_text), decode(got, bytes, &got_text)));
}

static bool html_of(tms_slice path) {
  return tms_slice_ends(path, TMS_SLICE(".html"));
}

static bool check_file(tms_slice path, tms_slice bytes) {
  tms_charset_choice choice;
  tms_charset_input input = {.bytes = bytes, .html = html_of(path)};
  double best = 1e9;
  for (int i = 0; i < 3; i++) {
    double begin = now();
    if (tms_charset_decide(&input, &choice) != TMS_OK) return false;
    double took = now() - begin;
    if (took < best) best = took;
  }
  const tms_encoding *want = truth(path, bytes);
  bool good = is_equivalent(want, choice.encoding, bytes);
  printf("%.*s\t%s\t%.3f\t%s%s\n", (int)path.len, path.ptr, choice.encoding->name, best, choice.known, good ? "" : "\tMISS");
  return good;
}

static size_t count_high(tms_slice bytes) {
  size_t high = 0;
  for (size_t i = 0; i < bytes.len; i++) high += (unsigned char)bytes.ptr[i] >= 0x80;
  return high;
}

/* Cuts without regard to anything but that there is something to see. */
static void check_snippets(tms_slice path, tms_slice bytes, size_t *good, size_t *all) {
  const tms_encoding *want = truth(path, bytes);
  if (!want || bytes.len < SNIPPET || memchr(bytes.ptr, 0, bytes.len) || memchr(bytes.ptr, 0x1B, bytes.len)) return;
  for (size_t i = 0; i < CUTS; i++) {
    size_t at = (bytes.len - SNIPPET) / CUTS * i;
    while (at + SNIPPET < bytes.len && count_high(tms_slice_of(bytes.ptr + at, SNIPPET)) < LEAST_HIGH) at += SNIPPET / 4;
    if (at + SNIPPET > bytes.len) return;
    tms_slice cut = tms_slice_of(bytes.ptr + at, SNIPPET);
    if (count_high(cut) < LEAST_HIGH) return;
    tms_charset_choice choice;
    tms_charset_input input = {.bytes = cut};
    if (tms_charset_decide(&input, &choice) != TMS_OK) return;
    bool right = is_equivalent(want, choice.encoding, cut);
    if (!right) printf("%.*s\t%zu\t%s\n", (int)path.len, path.ptr, at, choice.encoding->name);
    *good += right;
    ++*all;
  }
}

int main(int count, char **arguments) {
  tms_buf list, bytes;
  if (count != 4 && count != 5) return 2;
  tms_buf *all_bufs[] = {&list, &bytes, &want_text, &got_text};
  for (size_t i = 0; i < 4; i++) tms_buf_init(all_bufs[i], tms_allocator_libc(), (size_t)1 << 28);
  tms_slice files = read_file(".", tms_slice_cstr(arguments[2]), &list), path;
  if (arguments[2][0] == '/') files = read_file("", tms_slice_cstr(arguments[2]), &list);
  size_t good = 0, all = 0;
  while (tms_slice_next_line(&files, &path)) {
    if (path.len == 0 || path.ptr[0] == '#') continue;
    (void)read_file(arguments[3], path, &bytes);
    if (strcmp(arguments[1], "as-is") != 0) blank(&bytes);
    if (strcmp(arguments[1], "snippets") == 0) {
      check_snippets(path, tms_buf_slice(&bytes), &good, &all);
    } else {
      good += check_file(path, tms_buf_slice(&bytes));
      all++;
    }
  }
  double share = all ? 100.0 * (double)good / (double)all : 0.0, floor = count == 5 ? strtod(arguments[4], NULL) : 0.0;
  fprintf(stderr, "detection %s: %zu of %zu equivalent, %.2f %%\n", arguments[1], good, all, share);
  for (size_t i = 0; i < 4; i++) tms_buf_release(all_bufs[i]);
  return share < floor;
}
