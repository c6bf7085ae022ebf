#include "repair/mojibake.h"

#include "base/utf8.h"
#include "repair/mojibake_tables.h"
#include "repair/oddness.h"
#include "unicode/class.h"

static unsigned row_of(uint32_t c) {
  if (c > 0xFFFF) return 0;
  uint32_t block = mojibake_index_blocks[c >> MOJIBAKE_INDEX_SHIFT];
  return mojibake_index_values[block << MOJIBAKE_INDEX_SHIFT | (c & ((1u << MOJIBAKE_INDEX_SHIFT) - 1))];
}

/* The row of the character at `at` of valid UTF-8. No encoding has one between U+3000 and U+EFFF: East Asian text is passed over. */
static unsigned row_at(tms_slice text, size_t at, size_t *size) {
  const unsigned char *p = (const unsigned char *)text.ptr + at;
  if (p[0] < 0xE0) {
    *size = 2;
    return row_of((p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu));
  }
  *size = p[0] < 0xF0 ? 3 : 4;
  if (p[0] >= 0xE3 && p[0] != 0xEF) return 0;
  return row_of((p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu));
}

static bool is_replacement(tms_slice text, size_t at) {
  return text.len - at >= 3 && memcmp(text.ptr + at, "\xEF\xBF\xBD", 3) == 0;
}

/* The encodings (bits) in which two neighbours are a lead and a trail byte somewhere. */
static unsigned candidates_of(tms_slice text) {
  unsigned leads = 0, pairs = 0, found = 0;
  for (size_t at = 0, size; at < text.len; at += size) {
    if ((unsigned char)text.ptr[at] < 0x80) {
      if (text.ptr[at] == ' ') found |= pairs & MOJIBAKE_SPACED; /* it may have been U+00A0 */
      leads = pairs = 0;
      at = tms_ascii_end(text, at);
      if (at == text.len) break;
    }
    unsigned row = row_at(text, at, &size);
    if (leads) found |= is_replacement(text, at) ? leads : leads & mojibake_trails[row];
    leads = mojibake_leads[row];
    pairs = mojibake_pairs[row];
  }
  return found;
}

/* One sequence of misread UTF-8. */
typedef struct sequence {
  uint32_t c;        /* what it stands for; U+FFFD where a byte of it was lost */
  size_t size;       /* bytes of the line that it takes; 0 = there is none here */
  bool lost, spaced; /* a trail byte was U+FFFD; a trail byte A0 had become a space */
  bool sign;         /* one of its characters is no letter */
} sequence;

typedef struct reader {
  tms_slice line;
  unsigned encoding;
} reader;

/* No letter. The currency sign is half of Big5's Chinese where that was read as Latin-1. */
static bool is_sign(uint32_t c) {
  return !tms_char_is_letter(c) && c != 0xA4;
}

/* The trail byte that the character at `at` is, or 0. A "?" may be a lost one where general punctuation has begun: the closing quote's last byte is
 * undefined in windows-1252. */
static unsigned trail_at(const reader *r, size_t at, size_t *size, sequence *s) {
  if (at >= r->line.len) return 0;
  uint32_t c = tms_utf8_decode(r->line, at, size, NULL);
  if (c == '?' && s->c == 0x80) {
    s->lost = true;
    return 0x9D;
  }
  if (c == ' ' && MOJIBAKE_SPACED >> r->encoding & 1) {
    s->spaced = true;
    return 0xA0;
  }
  if (c == TMS_REPLACEMENT) {
    s->lost = true;
    return 0x80;
  }
  if (c < 0x80) return 0;
  s->sign |= is_sign(c);
  unsigned byte = mojibake_bytes[row_of(c)][r->encoding];
  return byte >= 0x80 && byte <= 0xBF ? byte : 0;
}

/* General punctuation: three bytes that nothing else looks like. */
static bool is_mark(uint32_t c) {
  return c >= 0x2010 && c <= 0x203A;
}

/* Not a character that anybody misreads: too long a form, a noncharacter, unassigned. Surrogates pass: CESU-8 is joined later. */
static bool is_plausible(uint32_t c, unsigned trails) {
  static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
  if (c < least[trails] || c > 0x10FFFF) return false;
  return (c >= 0xD800 && c < 0xE000) || !tms_char_is_unassigned(c);
}

static sequence read_sequence(const reader *r, size_t at) {
  sequence s = {0}, none = {0};
  size_t size;
  uint32_t first = tms_utf8_decode(r->line, at, &size, NULL);
  unsigned lead = mojibake_bytes[row_of(first)][r->encoding];
  if (lead < 0xC2 || lead > 0xF4) return none;
  unsigned trails = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  s.c = lead & (0x3Fu >> trails);
  s.size = size;
  s.sign = is_sign(first);
  for (unsigned i = 0; i < trails; i++) {
    unsigned byte = trail_at(r, at + s.size, &size, &s);
    if (byte == 0) return none;
    s.c = s.c << 6 | (byte & 0x3F);
    s.size += size;
  }
  /* East Asian text is seldom read as another encoding than windows-1252, and three letters with a space in them are much else. */
  bool guessed = s.spaced && trails > 1 && !is_mark(s.c) && r->encoding != MOJIBAKE_WINDOWS1252;
  if (guessed || (!s.lost && !is_plausible(s.c, trails))) return none;
  if (s.lost) s.c = TMS_REPLACEMENT;
  return s;
}

/* CESU-8: a surrogate pair in two sequences. */
static sequence read_joined(const reader *r, size_t at) {
  sequence s = read_sequence(r, at), none = {0};
  if (s.c < 0xD800 || s.c >= 0xE000) return s;
  if (s.c >= 0xDC00 || at + s.size >= r->line.len) return none;
  sequence low = read_sequence(r, at + s.size);
  if (low.c < 0xDC00 || low.c >= 0xE000) return none;
  s.c = 0x10000 + ((s.c - 0xD800) << 10) + (low.c - 0xDC00);
  s.size += low.size;
  return s;
}

/* Portuguese words that begin with "à": àquele, àquela, àquilo, às. */
static bool continues_grave(tms_slice rest) {
  if (tms_slice_starts(rest, TMS_SLICE("quel")) || tms_slice_starts(rest, TMS_SLICE("quilo"))) return true;
  return rest.ptr[0] == 's' && (rest.len == 1 || !tms_is_alnum((unsigned char)rest.ptr[1])) && (rest.len == 1 || (unsigned char)rest.ptr[1] < 0x80);
}

/*
 * A space that stands for U+00A0 is the trail byte of "à" more often than of all others together. There the A0 may also have been swallowed by the
 * space behind the word: then the space stays, so that words don't grow together.
 */
static bool keeps_space(const reader *r, size_t at, const sequence *s) {
  if (!s->spaced || s->c != 0xE0) return false;
  tms_slice rest = tms_slice_from(r->line, at + s->size);
  return rest.len && rest.ptr[0] != ' ' && (unsigned char)rest.ptr[0] != 0xC2 && !continues_grave(rest);
}

typedef struct reading {
  size_t sequences;
  size_t certain; /* without a lost or guessed byte */
  size_t marks;   /* of these, general punctuation */
  size_t graves;  /* "à" whose second byte became a space */
  size_t rare;    /* characters that hardly anybody writes */
  size_t armenian;
  size_t latin;   /* Latin-1's letters, but for U+00F9, which is a root of pi in Mac Roman */
  size_t signs;   /* sequences that hold a sign, or stand for one */
  size_t wide;    /* sequences of three bytes and more that are no punctuation */
  size_t rest;    /* characters outside ASCII in no sequence */
  size_t misfits; /* letters that the language which writes most of them doesn't write */
  tms_oddness oddness;
} reading;

/* Phonetic letters, historic and minority extensions, modifier letters, combining marks: one of them alone proves nothing. Azeri has U+0259, Uzbek and
 * Hawaiian U+02BB, Ukrainian U+02BC. */
static bool is_rare(uint32_t c) {
  if (c == 0x18F || c == 0x259 || c == 0x2BB || c == 0x2BC) return false;
  if (c < 0x180 || is_mark(c) || c == 0x20AC || c == 0x2122 || c == TMS_REPLACEMENT) return c >= 0x80 && c < 0xA0;
  if (c < 0x370) return !(c == 0x192 || (c >= 0x218 && c <= 0x21B) || c == 0x1A0 || c == 0x1A1 || c == 0x1AF || c == 0x1B0);
  if (c >= 0x460 && c < 0x530) return c < 0x490 || c > 0x4FF;
  if ((c >= 0x700 && c < 0x900) || (c >= 0x1680 && c < 0x1780) || (c >= 0x1800 && c < 0x1E00) || (c >= 0x3400 && c < 0x4DC0)) return true;
  return tms_char_is_mark(c) && tms_char_script(c) == TMS_SCRIPT_COMMON;
}

static void count_sequence(reading *result, const sequence *s) {
  bool certain = !s->lost && !s->spaced, mark = certain && is_mark(s->c);
  result->sequences++;
  result->certain += certain;
  result->marks += mark;
  result->latin += certain && s->c >= 0xA0 && s->c < 0x100 && s->c != 0xF9;
  result->signs += s->sign || mark;
  result->graves += s->spaced && s->c == 0xE0;
  result->rare += is_rare(s->c);
  result->armenian += s->c >= 0x530 && s->c < 0x590;
  result->wide += s->c >= 0x800 && !is_mark(s->c) && s->c != TMS_REPLACEMENT;
}

/* Which language's letters are these? Some encodings differ in a few bytes alone, and each of them makes a word: then "dejará" is likelier than "dejarå". */
typedef struct letters {
  size_t total, of[TMS_ODDNESS_LANGUAGES];
} letters;

static void count_letter(letters *l, uint32_t c) {
  uint32_t languages = tms_oddness_languages(c);
  if (languages == 0 && !(c >= 0xC0 && c < 0x250)) return;
  l->total++;
  for (size_t i = 0; i < TMS_ODDNESS_LANGUAGES; i++) l->of[i] += languages >> i & 1;
}

static size_t misfits_of(const letters *l) {
  size_t most = 0;
  for (size_t i = 0; i < TMS_ODDNESS_LANGUAGES; i++) most = l->of[i] > most ? l->of[i] : most;
  return l->total - most;
}

/* Reads the line in one encoding; writes it where `out` isn't NULL. */
static reading read_line(const reader *r, tms_buf *out) {
  reading result = {0};
  letters found = {0};
  size_t size;
  for (size_t at = 0; at < r->line.len; at += size) {
    uint32_t c = tms_utf8_decode(r->line, at, &size, NULL);
    if (c >= 0x80) {
      sequence s = read_joined(r, at);
      if (s.size) {
        count_sequence(&result, &s);
        size = s.size - keeps_space(r, at, &s);
        c = s.c;
        count_letter(&found, c);
      } else {
        result.rest += c != TMS_REPLACEMENT;
      }
    }
    tms_oddness_add(&result.oddness, c);
    if (out) tms_buf_add_char(out, c);
  }
  result.misfits = misfits_of(&found);
  return result;
}

static size_t oddness_of(tms_slice line) {
  tms_oddness oddness = {0};
  size_t size;
  for (size_t at = 0; at < line.len; at += size) tms_oddness_add(&oddness, tms_utf8_decode(line, at, &size, NULL));
  return oddness.count;
}

/* KOI8-R and the code pages of DOS have letters for lead and trail bytes alike: words of theirs may be UTF-8 by chance, but not their signs. */
static bool is_signed(const reading *result, unsigned encoding) {
  if (!(MOJIBAKE_BOXED >> encoding & 1) || result->signs * 2 >= result->sequences) return true;
  return MOJIBAKE_CYRILLIC >> encoding & 1 ? result->certain >= 6 && result->rest == 0 : result->certain >= 4;
}

/* Something else outside ASCII remains: the line was put together from parts. Then more must speak for the reading, the less the rarer the misreading is. */
static bool is_convincing_part(const reading *result, unsigned encoding, size_t odd) {
  if (result->oddness.count * 8 > odd) return false;
  if (result->certain >= 6 && odd >= 6) return true;
  if (encoding == MOJIBAKE_WINDOWS1252) return result->certain >= 2 || result->marks;
  return result->certain >= 2 && result->wide * 2 < result->sequences;
}

/*
 * Is this reading better, and is there evidence enough? `odd` is the oddness of the line as it stands. Guessed bytes alone prove nothing, but for
 * "voilÃ  ". Armenian is read from Hungarian capitals before quotes, too, but not four times. Mac Roman's symbols stand in formulas.
 */
static bool is_convincing(const reading *result, unsigned encoding, size_t odd) {
  if (result->sequences == 0 || result->oddness.count >= odd) return false;
  if (result->certain == 0 && (encoding != MOJIBAKE_WINDOWS1252 || result->graves < result->sequences)) return false;
  size_t rare = result->rare + (result->armenian < 4 ? result->armenian : 0);
  if ((rare && rare * 2 > result->sequences) || !is_signed(result, encoding)) return false;
  if (result->rest) return is_convincing_part(result, encoding, odd);
  return encoding != MOJIBAKE_MACROMAN || odd >= 2 || result->marks || result->latin;
}

/* Less odd and less left over first, then the letters of one language; of two that are equal the first stays. */
static bool is_better(const reading *a, const reading *b) {
  size_t left = a->oddness.count + a->rest, other = b->oddness.count + b->rest;
  return left != other ? left < other : a->misfits < b->misfits;
}

bool tms_mojibake_undo(tms_slice line, tms_buf *out, uint64_t *repairs) {
  unsigned candidates = candidates_of(line), best_encoding = MOJIBAKE_ENCODINGS;
  size_t odd = candidates ? oddness_of(line) : 0;
  reading best = {0};
  if (odd == 0) return false;
  for (unsigned encoding = 0; encoding < MOJIBAKE_ENCODINGS; encoding++) {
    if (!(candidates >> encoding & 1)) continue;
    reader r = {line, encoding};
    reading result = read_line(&r, NULL);
    if (!is_convincing(&result, encoding, odd) || (best_encoding < MOJIBAKE_ENCODINGS && !is_better(&result, &best))) continue;
    best = result;
    best_encoding = encoding;
  }
  if (best_encoding == MOJIBAKE_ENCODINGS) return false;
  reader r = {line, best_encoding};
  *repairs += read_line(&r, out).sequences;
  return true;
}
