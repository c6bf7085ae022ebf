/* One line by its characters: every one is decoded once. */
#include "clean/boilerplate/lines_measure.h"

#include "base/utf8.h"
#include "clean/boilerplate/lines.h"
#include "unicode/class.h"

enum { FNV = 16777619u, FNV_BEGIN = 2166136261u, WIDE_WORD = 3 };

/* What a line may begin and end with. */
enum { IS_LETTER, IS_UPPER, IS_PLAIN, IS_DIGIT, IS_ENDER, IS_COLON, IS_COMMA, IS_CLOSER, IS_DOTS, IS_ARROW, IS_BAR, IS_OTHER };

typedef struct scanner {
  tms_line *line;
  uint32_t word, word_letters; /* the open word */
  uint32_t before, wide;       /* the word before; characters of scripts without spaces */
  uint32_t digits;             /* digits in a row */
  uint32_t run_value;
  bool after_ender;
} scanner;

static bool is_wide(uint32_t c) {
  if (c < 0xE00) return false;
  switch (tms_char_script(c)) {
    case TMS_SCRIPT_THAI:
    case TMS_SCRIPT_LAO:
    case TMS_SCRIPT_MYANMAR:
    case TMS_SCRIPT_KHMER:
    case TMS_SCRIPT_TIBETAN:
    case TMS_SCRIPT_HIRAGANA:
    case TMS_SCRIPT_KATAKANA:
    case TMS_SCRIPT_BOPOMOFO:
    case TMS_SCRIPT_HAN: return true;
    default: return false;
  }
}

static void add_hash(tms_line *line, uint32_t hash, uint32_t salt) {
  hash = (hash ^ salt) * FNV;
  hash ^= hash >> 15;
  if (line->hash_count < TMS_LINE_HASHES) line->hashes[line->hash_count++] = (uint16_t)(hash & ((1u << TMS_LINE_WORD_BITS) - 1));
}

static void end_word(scanner *s) {
  tms_line *line = s->line;
  if (!s->word) return;
  line->words++;
  line->word_letters += s->word_letters;
  line->text = (line->text ^ s->word) * 1099511628211u;
  if (line->words <= TMS_LINE_WORDS_MOST) add_hash(line, s->word, 1);
  if (line->words == 2) s->before = s->before * FNV ^ s->word;
  if (line->words == 1) s->before = s->word;
  s->word = 0;
  s->word_letters = 0;
}

static void add_letter(scanner *s, uint32_t c) {
  s->word = ((s->word ? s->word : FNV_BEGIN) ^ c) * FNV;
  if (!s->word) s->word = 1;
  s->word_letters++;
}

/* Years and times of day, by the digits that just ended. */
static void end_digits(scanner *s, uint32_t c) {
  if (s->digits == 4 && s->run_value >= 1900 && s->run_value < 2100) s->line->year = 1;
  if ((s->digits == 1 || s->digits == 2) && c == ':' && s->run_value < 24) s->line->clock = 1;
  s->digits = s->run_value = 0;
}

static bool is_ender(uint32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x0964 || c == 0x061F || c == 0x06D4 || c == 0xFF0E ||
         c == 0x104B || c == 0x17D4 || c == 0x1362 || c == 0x0589;
}

static bool is_comma(uint32_t c) {
  return c == ',' || c == ';' || c == 0x3001 || c == 0xFF0C || c == 0x060C || c == 0x061B || c == 0xFF1B;
}

static bool is_closer(uint32_t c) {
  return c == ')' || c == ']' || c == '"' || c == '\'' || c == 0x201D || c == 0x2019 || c == 0x300D || c == 0x300F || c == 0xFF09 || c == 0x201C;
}

static uint8_t shape_of(uint32_t c) {
  if (tms_char_is_upper(c)) return IS_UPPER;
  if (tms_char_is_lower(c)) return IS_LETTER;
  if (tms_char_is_letter(c) || tms_char_is_mark(c)) return IS_PLAIN;
  if (tms_char_is_digit(c)) return IS_DIGIT;
  if (is_ender(c)) return IS_ENDER;
  if (is_comma(c)) return IS_COMMA;
  if (is_closer(c)) return IS_CLOSER;
  if (c == ':' || c == 0xFF1A) return IS_COLON;
  if (c == 0x2026) return IS_DOTS;
  if (c == '|' || c == '/' || c == 0xB7 || c == 0x2022) return IS_BAR;
  if (c == 0xBB || c == '>' || (c >= 0x2190 && c < 0x2200) || c == 0x203A || (c >= 0x25A0 && c < 0x2600)) return IS_ARROW;
  return IS_OTHER;
}

static void see_sign(scanner *s, uint32_t c, uint32_t next) {
  tms_line *line = s->line;
  bool apart = next == 0 || tms_char_is_space(next) || is_closer(next) || next >= 0x300;
  end_word(s);
  if (is_ender(c) && (c >= 0x80 || apart)) line->enders += !s->after_ender;
  s->after_ender = is_ender(c);
  if (is_comma(c)) line->commas++;
  if (c == '|' || c == 0xB7 || c == 0x2022 || c == '>' || c == 0x203A || c == 0xBB || c == '/')
    line->separators = (uint8_t)(line->separators < 20 ? line->separators + 1 : 20);
  if (c == '@' || c == '#') line->address |= 1;
  if (c == 0xA9) line->address |= 8;
  if (c == '$' || c == 0x20AC || c == 0xA3 || c == 0xA5 || c == 0x20B9) line->address |= 4;
  if ((c == ':' || c == 0xFF1A) && line->words > 0 && line->words <= 4) line->colon = 1;
}

static void see_char(scanner *s, uint32_t c, uint32_t next) {
  tms_line *line = s->line;
  bool digit = tms_char_is_digit(c);
  if (s->digits && !digit) end_digits(s, c);
  if (digit) {
    line->digits++;
    line->letters++;
    s->digits++;
    if (s->run_value < 10000 && c < 0x80) s->run_value = s->run_value * 10 + (c - '0');
    add_letter(s, '0');
  } else if (is_wide(c)) {
    line->letters++;
    add_letter(s, c);
    s->wide++;
    if (s->wide % WIDE_WORD == 0) line->words++;
  } else if (tms_char_is_letter(c) || tms_char_is_mark(c)) {
    bool upper = tms_char_is_upper(c);
    if (!s->word && (upper || tms_char_is_lower(c))) {
      line->cased++;
      line->capitals += upper;
    }
    line->letters++;
    add_letter(s, tms_char_lower(c));
  } else if (tms_char_is_space(c)) {
    end_word(s);
  } else {
    see_sign(s, c, next);
    return;
  }
  if (!tms_char_is_space(c)) s->after_ender = false;
}

static bool holds_address(tms_slice text) {
  return tms_slice_find_nocase(text, TMS_SLICE("http"), 0) != SIZE_MAX || tms_slice_find_nocase(text, TMS_SLICE("www."), 0) != SIZE_MAX;
}

/* Sentences say so by their signs; of writings that have few of those, the length says it. */
static bool is_running(const tms_line *line, uint32_t wide) {
  if (line->words >= 10 && line->enders > 0) return true;
  return line->words >= 25 || (wide >= 60);
}

void tms_line_measure(tms_slice text, tms_line *line) {
  scanner s = {.line = line};
  bool begun = false;
  for (size_t i = 0, size; i < text.len; i += size) {
    uint32_t c = tms_utf8_decode(text, i, &size, NULL), next = 0;
    size_t next_size;
    if (i + size < text.len && !tms_char_is_letter(c)) next = tms_utf8_decode(text, i + size, &next_size, NULL);
    see_char(&s, c, next);
    if (tms_char_is_space(c)) continue;
    line->last = c == '.' && s.after_ender && line->last == IS_ENDER ? IS_DOTS : shape_of(c);
    if (!begun) line->first = line->last;
    begun = true;
  }
  if (s.digits) end_digits(&s, 0);
  end_word(&s);
  if (text.len < 400 && holds_address(text)) line->address |= 2;
  line->running = is_running(line, s.wide);
  if (line->words <= TMS_LINE_WORDS_MOST) add_hash(line, (uint32_t)(line->text ^ line->text >> 32), 3);
  add_hash(line, s.before, 2);
}
