#include "repair/repair.h"

#include "base/utf8.h"
#include "repair/characters.h"
#include "repair/mojibake.h"
#include "repair/oddness.h"
#include "repair/references.h"

/*
 * A line is repaired until it stands still, in at most so many rounds: each costs a constant number of looks at every byte. Text that was misread once or
 * twice takes three. What isn't still after twelve was made to be strange, and is left as its characters alone are repaired.
 */
enum { MAX_ROUNDS = 12 };

typedef struct repairer {
  uint32_t flags;
  tms_buf *work; /* two halves of the current line, one behind the other: what it was and what it becomes */
  tms_buf *out;
  tms_repair_counts *counts;
} repairer;

/* Appends `line`, repaired once, to work: mojibake needs its C1 controls, so it goes first. Returns the new line, the same if nothing changed. */
static tms_slice repair_round(repairer *r, tms_slice line, tms_repair_counts *counts) {
  size_t begin = r->work->len;
  tms_buf *work = r->work;
  if (tms_mojibake_undo(line, work, &counts->of[TMS_REPAIR_MOJIBAKE])) {
    return tms_slice_from(tms_buf_slice(work), begin);
  }
  bool markup = tms_slice_find_byte(line, '<', 0) != SIZE_MAX;
  if (!(r->flags & TMS_REPAIR_KEEP_REFERENCES) && !markup && tms_slice_find_byte(line, '&', 0) != SIZE_MAX) {
    uint64_t undone = tms_references_undo(line, r->flags, work);
    counts->of[TMS_REPAIR_REFERENCE] += undone;
    if (undone) return tms_slice_from(tms_buf_slice(work), begin);
    tms_buf_cut(work, begin);
  }
  tms_characters_repair(line, r->flags, work, counts);
  return tms_slice_from(tms_buf_slice(work), begin);
}

/* Moves the newest line in work to its front, so that work never holds more than two. */
static tms_slice settle(tms_buf *work, tms_slice line) {
  memmove(work->data, line.ptr, line.len);
  tms_buf_cut(work, line.len);
  return tms_buf_slice(work);
}

/* Repairs one line until it stands still. `work` must have room before a round, so that the line in it doesn't move while it is read. */
static bool repair_rounds(repairer *r, tms_slice line, tms_repair_counts *counts) {
  tms_buf_reset(r->work);
  tms_buf_add(r->work, line);
  line = tms_buf_slice(r->work);
  for (size_t round = 0; round < MAX_ROUNDS; round++) {
    /* C1 controls grow from two bytes to three at most; everything else shrinks. */
    if (!tms_buf_reserve(r->work, line.len + line.len / 2 + 4)) return true;
    line = tms_slice_of(r->work->data, line.len);
    tms_slice next = repair_round(r, line, counts);
    if (r->work->status != TMS_OK) return true;
    bool still = tms_slice_eq(line, next);
    line = settle(r->work, next);
    if (still) return true;
  }
  return false;
}

static void repair_line(repairer *r, tms_slice line) {
  tms_repair_counts counts = {{0}};
  if (repair_rounds(r, line, &counts)) {
    tms_buf_add(r->out, tms_buf_slice(r->work));
  } else {
    counts = (tms_repair_counts){{0}};
    tms_characters_repair(line, r->flags, r->out, &counts);
  }
  for (size_t i = 0; i < TMS_REPAIR_KINDS; i++) r->counts->of[i] += counts.of[i];
}

/* U+2028 or U+2029 at `at`. */
static bool is_separator(tms_slice text, size_t at) {
  return text.len - at >= 3 && text.ptr[at + 1] == '\x80' && (text.ptr[at + 2] == '\xA8' || text.ptr[at + 2] == '\xA9');
}

/* Where the line that begins at `at` ends, with its line end. All that becomes a line end is one, so that a second run sees the same lines. */
static size_t line_end(tms_slice text, size_t at) {
  static const unsigned char stops[256] = {['\n'] = 1, ['\r'] = 1, [0xE2] = 1};
  for (; (at = tms_slice_find_class(text, at, stops)) < text.len; at++) {
    char c = text.ptr[at];
    if (c == '\n') return at + 1;
    if (c == '\r') return at + 1 < text.len && text.ptr[at + 1] == '\n' ? at + 2 : at + 1;
    if (c == '\xE2' && is_separator(text, at)) return at + 3;
  }
  return text.len;
}

/* Where the line of `at` begins. `from` begins a line. */
static size_t line_begin(tms_slice text, size_t from, size_t at) {
  size_t begin = from;
  for (size_t end = from; end <= at && end < text.len; end = line_end(text, end)) begin = end;
  return begin;
}

/* Lines that nothing in speaks against are copied as they are. */
static void repair_valid(repairer *r, tms_slice text, size_t suspect) {
  size_t at = 0;
  while (suspect < text.len && r->out->status == TMS_OK) {
    size_t begin = line_begin(text, at, suspect), end = line_end(text, begin);
    tms_buf_add_bytes(r->out, text.ptr + at, begin - at);
    repair_line(r, tms_slice_of(text.ptr + begin, end - begin));
    if (r->work->status != TMS_OK) {
      tms_buf_fail(r->out, r->work->status); /* a cut text must never be taken for whole */
      return;
    }
    at = end;
    suspect = tms_oddness_suspect(text, at);
  }
  tms_buf_add_bytes(r->out, text.ptr + at, text.len - at);
}

/* A surrogate that stands in UTF-8 for itself, as JSON's "\\ud83d" leaves it in careless programs: 0 where there is none at `at`. */
static uint32_t surrogate_at(tms_slice s, size_t at) {
  const unsigned char *p = (const unsigned char *)s.ptr + at;
  if (s.len - at < 3 || p[0] != 0xED || p[1] < 0xA0 || p[1] > 0xBF || (p[2] & 0xC0) != 0x80) return 0;
  return 0xD000u | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
}

/* Appends what is not UTF-8 at `at` mended: pairs of surrogates are joined (CESU-8), all else is U+FFFD. Returns the bytes taken. */
static size_t repair_bad(tms_slice s, size_t at, tms_buf *out) {
  size_t size;
  uint32_t high = surrogate_at(s, at), low = high && high < 0xDC00 ? surrogate_at(s, at + 3) : 0;
  if (low >= 0xDC00) {
    tms_buf_add_char(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
    return 6;
  }
  tms_buf_add_char(out, TMS_REPLACEMENT);
  if (high) return 3;
  (void)tms_utf8_decode(s, at, &size, NULL);
  return size;
}

/* Appends the text as valid UTF-8; returns the repairs. */
static uint64_t repair_bytes(tms_slice s, tms_buf *out) {
  uint64_t repairs = 0;
  for (size_t at = 0; at < s.len && out->status == TMS_OK;) {
    size_t valid = tms_utf8_valid_prefix(tms_slice_from(s, at));
    tms_buf_add_bytes(out, s.ptr + at, valid);
    at += valid;
    if (at == s.len) break;
    at += repair_bad(s, at, out);
    repairs++;
  }
  return repairs;
}

bool tms_repair_text(tms_slice text, uint32_t flags, tms_buf *work, tms_buf *out, tms_repair_counts *counts) {
  repairer r = {.flags = flags, .work = work, .out = out, .counts = counts};
  if ((flags & TMS_REPAIR_VALID) || tms_utf8_is_valid(text)) {
    size_t suspect = tms_oddness_suspect(text, 0), begin = out->len;
    if (suspect == text.len) return false;
    repair_valid(&r, text, suspect);
    bool same = out->status == TMS_OK && tms_slice_eq(tms_slice_from(tms_buf_slice(out), begin), text);
    if (same) tms_buf_cut(out, begin);
    return !same;
  }
  tms_buf valid;
  tms_buf_init(&valid, out->allocator, SIZE_MAX / 2);
  counts->of[TMS_REPAIR_BYTES] += repair_bytes(text, &valid);
  if (valid.status == TMS_OK) {
    repair_valid(&r, tms_buf_slice(&valid), tms_oddness_suspect(tms_buf_slice(&valid), 0));
  } else {
    tms_buf_fail(out, valid.status);
  }
  tms_buf_release(&valid);
  return true;
}
