#include "base/utf8.h"
#include "charset/detect.h"

enum {
  WINDOWS = 8, /* a long input is looked at in so many places */
  BEFORE = 40, /* ASCII that goes along in front of a piece, */
  BEHIND = 40, /* and behind it: words around it tell the language */
  LONGEST_SKIP = 256,
};

/* No multi-byte encoding has such a byte inside a character. */
static bool is_border(char c) {
  return (unsigned char)c < 0x30;
}

/* Where the piece that holds the byte at `at` ends: behind a longer stretch of ASCII. */
static size_t piece_end(tms_slice bytes, size_t at, size_t limit) {
  size_t end = at;
  while (end < limit && end - at < TMS_SAMPLE_BYTES) {
    if ((unsigned char)bytes.ptr[end] >= 0x80) {
      end++;
      continue;
    }
    size_t next = tms_ascii_end(tms_slice_head(bytes, limit), end);
    if (next - end > BEHIND + BEFORE || next == limit) return next - end > BEHIND ? end + BEHIND : next;
    end = next;
  }
  return end;
}

static void add(tms_sample *sample, tms_slice piece) {
  memcpy(sample->bytes + sample->size, piece.ptr, piece.len);
  sample->size += piece.len;
  sample->bytes[sample->size++] = '\n';
}

/* The pieces from `at` to `limit`, at most `room` bytes of them. */
static void take_window(tms_sample *sample, tms_slice bytes, size_t at, size_t limit, size_t room) {
  size_t floor = at;
  while (room > 1) {
    size_t high = tms_ascii_end(tms_slice_head(bytes, limit), at);
    if (high >= limit) return;
    size_t begin = high - floor > BEFORE ? high - BEFORE : floor, end = piece_end(bytes, high, limit);
    if (end - begin > room - 1) end = begin + room - 1;
    if (end <= high) return;
    add(sample, tms_slice_of(bytes.ptr + begin, end - begin));
    room -= end - begin + 1;
    at = floor = end;
  }
}

/* Twice as many ASCII letters as bytes that aren't ASCII. */
static bool is_latin(const tms_sample *sample) {
  size_t letters = 0, high = 0;
  for (size_t i = 0; i < sample->size; i++) {
    unsigned char c = (unsigned char)sample->bytes[i];
    letters += tms_is_alpha(c);
    high += c >= 0x80;
  }
  return letters > 2 * high;
}

void tms_sample_take(tms_sample *sample, tms_slice bytes) {
  sample->size = 0;
  sample->headless = bytes.len > 0 && (unsigned char)bytes.ptr[0] >= 0x80;
  size_t windows = bytes.len <= TMS_SAMPLE_BYTES ? 1 : WINDOWS, at = 0;
  for (size_t i = 0; i < windows; i++) {
    size_t limit = bytes.len / windows * (i + 1), room = (TMS_SAMPLE_BYTES - sample->size) / (windows - i);
    if (i + 1 == windows) limit = bytes.len;
    /* A window begins at a border, where no character is cut in two. */
    for (size_t skipped = 0; i > 0 && at < limit && skipped < LONGEST_SKIP && !is_border(bytes.ptr[at]); skipped++) at++;
    take_window(sample, bytes, at, limit, room);
    at = limit;
  }
  sample->is_latin = is_latin(sample);
}
