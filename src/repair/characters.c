#include "repair/characters.h"

#include "base/utf8.h"
#include "charset/label.h"
#include "unicode/class.h"

/* Which bytes ask for a look: of ASCII the controls and "&", which may begin a reference; TAB and LF are text. */
#define EIGHT(value) value, value, value, value, value, value, value, value
static const unsigned char looks[256] = {1,        1,        1,        1,        1,         1,          1,
                                         1,        1,        0,        0,        1,         1,          1,
                                         1,        1,        EIGHT(1), EIGHT(1), ['&'] = 1, [0x7F] = 1, [0x80] = EIGHT(1),
                                         EIGHT(1), EIGHT(1), EIGHT(1), EIGHT(1), EIGHT(1),  EIGHT(1),   EIGHT(1),
                                         EIGHT(1), EIGHT(1), EIGHT(1), EIGHT(1), EIGHT(1),  EIGHT(1),   EIGHT(1),
                                         EIGHT(1)};
#undef EIGHT

static bool is_noncharacter(uint32_t c) {
  return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* Removed wherever they stand: byte order marks in the middle, annotations, deprecated formatting. */
static bool is_never_text(uint32_t c) {
  return c == 0xFEFF || c == 0x2060 || (c >= 0x206A && c <= 0x206F) || (c >= 0xFFF9 && c <= 0xFFFC);
}

/* Embeddings, overrides and isolates. */
static bool is_bidi_control(uint32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_bidi_mark(uint32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x61C;
}

/* Needed beside some characters, and noise elsewhere. */
static bool is_invisible(uint32_t c) {
  return is_never_text(c) || is_bidi_control(c) || (c >= 0x200B && c <= 0x200F) || c == 0x61C || (c >= 0x2061 && c <= 0x2065) || c == 0x180E ||
         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE007F);
}

static bool needs_look(uint32_t c) {
  if (c < 0xA0 || c == 0x2028 || c == 0x2029 || (c >= 0xFB00 && c <= 0xFB06)) return true;
  return is_invisible(c) || is_noncharacter(c);
}

size_t tms_characters_clean_prefix(tms_slice text) {
  for (size_t at = 0; at < text.len;) {
    unsigned char c = (unsigned char)text.ptr[at];
    if (c < 0x80) {
      at = tms_slice_find_class(text, at, looks);
      if (at < text.len && (unsigned char)text.ptr[at] < 0x80) return at;
      continue;
    }
    /* Nothing to look at between U+00A0 and U+05FF, nor in the East Asian blocks: lead bytes C3 to D7 and E3 to ED (but for the marks in E3). */
    if (c >= 0xC3 && c <= 0xD7 && at + 1 < text.len) {
      at += 2;
      continue;
    }
    if (c >= 0xE3 && c <= 0xED && at + 2 < text.len) {
      at += 3;
      continue;
    }
    size_t size;
    if (needs_look(tms_utf8_decode(text, at, &size, NULL))) return at;
    at += size;
  }
  return text.len;
}

static bool is_emoji_part(uint32_t c) {
  return tms_char_is_pictograph(c) || c == 0xFE0F;
}

static bool is_selector(uint32_t c) {
  return c >= 0xFE00 && c <= 0xFE0F;
}

/* May a variation selector stand behind this character? */
static bool selects(uint32_t before) {
  return before > ' ' && !is_selector(before) && !tms_char_is_space(before);
}

bool tms_characters_stay(tms_slice text, size_t from, size_t at) {
  size_t size, length;
  uint32_t c = tms_utf8_decode(text, at, &size, NULL);
  uint32_t before = at > from ? tms_utf8_decode_back(text, at, &length) : 0;
  uint32_t after = at + size < text.len ? tms_utf8_decode(text, at + size, &length, NULL) : 0;
  if (c == 0x200C) return tms_char_is_joining(before) && tms_char_is_joining(after);
  if (c == 0x200D) return tms_char_is_joining(before) || (is_emoji_part(before) && tms_char_is_pictograph(after));
  return is_selector(c) && selects(before);
}

typedef struct cursor {
  tms_slice text;
  size_t at;
  uint32_t flags;
  uint32_t before;                          /* the last character that was written; 0 at the beginning */
  bool flag_tags;                           /* inside an emoji flag sequence */
  bool looked;                              /* the next three are known */
  bool line_rtl, line_joins, line_unspaced; /* the line has characters of scripts that need these invisible ones */
  tms_buf *out;
  tms_repair_counts *counts;
} cursor;

static void put(cursor *k, uint32_t c) {
  tms_buf_add_char(k->out, c);
  k->before = c;
}

static void count(cursor *k, tms_repair_kind kind) {
  k->counts->of[kind]++;
}

static bool is_rtl(uint32_t c) {
  tms_script script = tms_char_script(c);
  if (script == TMS_SCRIPT_HEBREW || script == TMS_SCRIPT_ARABIC || script == TMS_SCRIPT_SYRIAC) return true;
  return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDCF) || (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

/* Scripts that are written without spaces, where U+200B says where a word ends. */
static bool has_no_spaces(uint32_t c) {
  switch (tms_char_script(c)) {
    case TMS_SCRIPT_THAI:
    case TMS_SCRIPT_LAO:
    case TMS_SCRIPT_KHMER:
    case TMS_SCRIPT_MYANMAR:
    case TMS_SCRIPT_TIBETAN: return true;
    default: return c >= 0x1950 && c <= 0x1AAD; /* Tai Le, New Tai Lue, Tai Tham */
  }
}

/* What the scripts of the line need. */
static void look_at_line(cursor *k) {
  size_t size;
  if (k->looked) return;
  k->looked = true;
  for (size_t at = tms_ascii_end(k->text, 0); at < k->text.len; at = tms_ascii_end(k->text, at + size)) {
    uint32_t c = tms_utf8_decode(k->text, at, &size, NULL);
    k->line_rtl |= is_rtl(c);
    k->line_joins |= tms_char_is_joining(c);
    k->line_unspaced |= has_no_spaces(c);
  }
}

/* In profile "full": does an invisible character do anything between these two? `after` is the next visible character, 0 at the end. */
static bool is_needed(const cursor *k, uint32_t c, uint32_t after) {
  uint32_t before = k->before;
  if (c == 0x200B) return has_no_spaces(before) && has_no_spaces(after);
  if (c == 0x200C) return tms_char_is_joining(before) && tms_char_is_joining(after);
  if (c == 0x200D) return tms_char_is_joining(before) || (is_emoji_part(before) && tms_char_is_pictograph(after));
  if (is_bidi_mark(c)) return before != c && (is_rtl(before) || is_rtl(after));
  return false;
}

/* Does an invisible character belong there? Profile "safe" keeps those that the scripts of the line know: whoever writes these knows them, too. */
static bool belongs(cursor *k, uint32_t c, uint32_t after) {
  uint32_t before = k->before;
  if (is_selector(c)) return selects(before);
  if (c == 0x180E) return tms_char_script(before) == TMS_SCRIPT_MONGOLIAN;
  if (c >= 0xE0000) return k->flag_tags;
  if (is_needed(k, c, after)) return true;
  if (k->flags & TMS_REPAIR_FULL) return false;
  look_at_line(k);
  if (is_bidi_mark(c) || is_bidi_control(c)) return k->line_rtl;
  if (c == 0x200B) return k->line_unspaced;
  return (c == 0x200C || c == 0x200D) && k->line_joins;
}

/* The next character that is not invisible; looked for once a run. */
static uint32_t next_visible(const cursor *k, size_t *end) {
  size_t size;
  for (*end = k->at; *end < k->text.len; *end += size) {
    uint32_t c = tms_utf8_decode(k->text, *end, &size, NULL);
    if (!is_invisible(c)) return c;
  }
  return 0;
}

/* A run of invisible characters. Black flag (1F3F4), tags, cancel tag (E007F) are the flags of England, Scotland, Wales (UTS #51, annex C). */
static void repair_invisible(cursor *k) {
  size_t end, size;
  uint32_t after = next_visible(k, &end);
  k->flag_tags = k->before == 0x1F3F4;
  for (; k->at < end; k->at += size) {
    uint32_t c = tms_utf8_decode(k->text, k->at, &size, NULL);
    bool keep = !is_never_text(c) && belongs(k, c, after);
    if (c == 0xE007F || c < 0xE0000) k->flag_tags = false;
    if (keep) {
      put(k, c);
    } else {
      count(k, TMS_REPAIR_INVISIBLE);
    }
  }
}

/* A terminal's escape sequence (ECMA-48: ESC [ parameters final), or the ESC alone. */
static size_t escape_length(tms_slice s, size_t at) {
  enum { MAX_SEQUENCE = 32 };
  size_t end = at + 2;
  if (at + 1 >= s.len || s.ptr[at + 1] != '[') return 1;
  while (end < s.len && end - at < MAX_SEQUENCE && s.ptr[end] >= ' ' && s.ptr[end] < '@') end++;
  return end < s.len && s.ptr[end] >= '@' && s.ptr[end] <= '~' ? end + 1 - at : 1;
}

/* CR LF and CR. */
static void repair_return(cursor *k) {
  bool pair = k->at + 1 < k->text.len && k->text.ptr[k->at + 1] == '\n';
  k->at++;
  if (k->flags & TMS_REPAIR_KEEP_LINE_ENDS) {
    put(k, '\r');
    return;
  }
  count(k, TMS_REPAIR_LINE_END);
  if (!pair) put(k, '\n');
}

/* Form feed and vertical tab part words like a space. */
static void repair_feed(cursor *k) {
  bool parted = k->before <= ' ' || k->at + 1 >= k->text.len || (unsigned char)k->text.ptr[k->at + 1] <= ' ';
  k->at++;
  count(k, TMS_REPAIR_CONTROL);
  if (!parted) put(k, ' ');
}

static void repair_c1(cursor *k, uint32_t c) {
  uint32_t meant = tms_encoding_windows1252()->upper[c - 0x80];
  count(k, TMS_REPAIR_CONTROL);
  if (meant >= 0xA0) put(k, meant);
}

/* Ligatures of fonts, which come from typeset pages: their letters, as Unicode decomposes them (U+FB05 is a long s and t). */
static void repair_ligature(cursor *k, uint32_t c) {
  static const char *const letters[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  tms_slice word = tms_slice_cstr(letters[c - 0xFB00]);
  count(k, TMS_REPAIR_CONTROL);
  tms_buf_add(k->out, word);
  k->before = (unsigned char)word.ptr[word.len - 1];
}

static void repair_one(cursor *k) {
  size_t size;
  uint32_t c = tms_utf8_decode(k->text, k->at, &size, NULL);
  if (c == '\r') {
    repair_return(k);
  } else if (c == '\f' || c == '\v') {
    repair_feed(k);
  } else if (c == 0x1B) {
    k->at += escape_length(k->text, k->at);
    count(k, TMS_REPAIR_CONTROL);
  } else if (is_invisible(c)) {
    repair_invisible(k);
  } else {
    k->at += size;
    if (c >= 0x80 && c < 0xA0) {
      repair_c1(k, c);
    } else if ((c == 0x2028 || c == 0x2029) && !(k->flags & TMS_REPAIR_KEEP_LINE_ENDS)) {
      count(k, TMS_REPAIR_LINE_END);
      put(k, '\n');
    } else if ((c < ' ' && c != '\t' && c != '\n') || c == 0x7F || is_noncharacter(c)) {
      count(k, TMS_REPAIR_CONTROL);
    } else if (k->flags & TMS_REPAIR_FULL && c >= 0xFB00 && c <= 0xFB06) {
      repair_ligature(k, c);
    } else {
      put(k, c);
    }
  }
}

void tms_characters_repair(tms_slice text, uint32_t flags, tms_buf *out, tms_repair_counts *counts) {
  cursor k = {.text = text, .flags = flags, .out = out, .counts = counts};
  while (k.at < text.len && out->status == TMS_OK) {
    tms_slice rest = tms_slice_from(text, k.at);
    size_t clean = tms_characters_clean_prefix(rest), size;
    if (clean) {
      tms_buf_add(out, tms_slice_head(rest, clean));
      k.at += clean;
      k.before = tms_utf8_decode_back(text, k.at, &size);
    }
    if (k.at < text.len) repair_one(&k);
  }
}
