/* What the characters of a block say, in one look. Linear: every byte is seen once. */
#include "clean/boilerplate/page.h"

#include "doc/kind.h"
#include "doc/walk.h"

/* Classes of bytes. Letters of other scripts are bytes >= 0x80: their punctuation is told apart where it matters below. */
enum { C_OTHER = 0, C_SPACE, C_LOWER, C_UPPER, C_DIGIT, C_HIGH, C_LEAD3 };

static unsigned byte_class(unsigned char c) {
  if (tms_is_lower(c)) return C_LOWER;
  if (tms_is_space(c)) return C_SPACE;
  if (c >= 0x80) return c >= 0xE2 ? C_LEAD3 : C_HIGH;
  if (tms_is_upper(c)) return C_UPPER;
  return tms_is_digit(c) ? C_DIGIT : C_OTHER;
}

/* Where the measuring stands, across the leaves of one block. */
typedef struct scanner {
  tms_measure *m;
  uint32_t word;   /* running hash of the open word, 0 between words */
  uint32_t halves; /* characters of scripts without spaces, counted in halves of a word */
  unsigned links;  /* links open around */
  bool after_ender;
} scanner;

static void end_word(scanner *s) {
  if (!s->word) return;
  if (s->m->words == 0) s->m->first_word = s->word;
  if (s->m->words == 1) s->m->second_word = s->word;
  s->m->words++;
  s->m->link_words += s->links > 0;
  s->word = 0;
}

static void add_to_word(scanner *s, unsigned char folded) {
  if (!s->word) s->word = 2166136261u;
  s->word = (s->word ^ folded) * 16777619u; /* FNV-1a, with its standard constants */
  if (!s->word) s->word = 1;
  s->m->hash = (s->m->hash ^ folded) * 1099511628211u;
}

/* Two characters of Han, kana, hangul or Thai count as one word. */
static void add_wide(scanner *s) {
  s->halves++;
  if (s->halves & 1) return;
  s->m->words++;
  s->m->link_words += s->links > 0;
}

/* Characters of three bytes that mean something here; true where it was punctuation. */
static bool see_three(scanner *s, const unsigned char *c) {
  if (c[0] == 0xE2 && c[1] == 0x82 && c[2] == 0xAC) return s->m->flags |= TMS_MEASURE_MONEY, true;    /* euro */
  if (c[0] == 0xE2 && c[1] == 0x80 && c[2] == 0xA6) return s->m->flags |= TMS_MEASURE_ELLIPSIS, true; /* ... */
  if (c[0] == 0xE2 && (c[1] == 0x80 || c[1] == 0x81)) return true;                                    /* general punctuation */
  if (c[0] == 0xE2 && (c[1] == 0x86 || c[1] == 0x87)) return s->m->flags |= TMS_MEASURE_ARROW, true;
  if (c[0] == 0xE3 && c[1] == 0x80) { /* ideographic punctuation */
    s->m->enders += c[2] == 0x82;
    s->m->commas += c[2] == 0x81;
    return c[2] < 0x85;
  }
  if (c[0] == 0xEF && c[1] == 0xBC) { /* full-width forms */
    s->m->enders += c[2] == 0x81 || c[2] == 0x9F;
    s->m->commas += c[2] == 0x8C;
    return c[2] <= 0x8F || c[2] >= 0x9A;
  }
  return false;
}

static size_t see_lead(scanner *s, const unsigned char *c, size_t left) {
  size_t size = c[0] < 0xF0 ? 3 : 4;
  if (left < size) size = left;
  if (size < 3) return size;
  if (c[0] < 0xF0 && see_three(s, c)) {
    end_word(s);
    return size;
  }
  for (size_t i = 0; i < size; i++) s->m->hash = (s->m->hash ^ c[i]) * 1099511628211u;
  add_wide(s);
  return size;
}

static void see_high(scanner *s, const unsigned char *c, size_t left) {
  if (c[0] == 0xC2 && left > 1) {
    if (c[1] == 0xA9) s->m->flags |= TMS_MEASURE_COPYRIGHT;
    if (c[1] == 0xA3 || c[1] == 0xA5) s->m->flags |= TMS_MEASURE_MONEY;
    if (c[1] == 0xB7) s->m->flags |= TMS_MEASURE_PIPE;
    if (c[1] == 0xBB || c[1] == 0xAB) s->m->flags |= TMS_MEASURE_ARROW;
  }
  add_to_word(s, c[0]);
}

static void see_other(scanner *s, unsigned char c, unsigned char next) {
  end_word(s);
  if ((c == '.' || c == '!' || c == '?') && (next == 0 || tms_is_space(next) || next == '"' || next == ')' || next >= 0x80)) s->m->enders++;
  if (c == ',' || c == ';') s->m->commas++;
  if (c == '$') s->m->flags |= TMS_MEASURE_MONEY;
  if (c == '|') s->m->flags |= TMS_MEASURE_PIPE;
  if (c == '@') s->m->flags |= TMS_MEASURE_AT;
}

static void see_text(scanner *s, tms_slice text) {
  const unsigned char *c = (const unsigned char *)text.ptr;
  s->m->bytes += (uint32_t)text.len;
  for (size_t i = 0; i < text.len;) {
    unsigned kind = byte_class(c[i]);
    size_t size = 1;
    if (kind != C_SPACE) s->m->last = c[i];
    switch (kind) {
      case C_SPACE: end_word(s); break;
      case C_UPPER:
        if (!s->word) s->m->capitals++;
        add_to_word(s, (unsigned char)(c[i] + 32));
        break;
      case C_LOWER: add_to_word(s, c[i]); break;
      case C_DIGIT:
        s->m->digits++;
        add_to_word(s, '0');
        s->m->hash = (s->m->hash ^ c[i]) * 1099511628211u; /* copies must have the same numbers */
        break;
      case C_HIGH: see_high(s, c + i, text.len - i); break;
      case C_LEAD3:
        size = see_lead(s, c + i, text.len - i);
        s->m->last = c[i + size - 1];
        break;
      default: see_other(s, c[i], i + 1 < text.len ? c[i + 1] : 0); break;
    }
    i += size;
  }
}

static void finish(scanner *s) {
  end_word(s);
  if (s->halves == 1) s->m->words++; /* one character alone */
}

void tms_measure_slice(tms_slice text, tms_measure *out) {
  *out = (tms_measure){.hash = 14695981039346656037u};
  scanner s = {.m = out};
  see_text(&s, text);
  finish(&s);
}

void tms_measure_node(const tms_node *node, tms_measure *out) {
  *out = (tms_measure){.hash = 14695981039346656037u};
  scanner s = {.m = out};
  union {
    const tms_node *from;
    tms_node *to;
  } unqualified = {node}; /* the walk changes nothing by itself */
  tms_walk walk = tms_walk_of(unqualified.to);
  while (tms_walk_next(&walk)) {
    const tms_node *at = walk.node;
    switch (at->kind) {
      case TMS_KIND_LINK:
        if (walk.enter) out->links++;
        s.links = walk.enter ? s.links + 1 : s.links - 1;
        break;
      case TMS_KIND_TEXT:
      case TMS_KIND_CODE:
      case TMS_KIND_CODE_BLOCK:
      case TMS_KIND_FORMULA:
      case TMS_KIND_FORMULA_BLOCK:
        if (walk.enter) see_text(&s, at->text);
        break;
      case TMS_KIND_BREAK:
        if (walk.enter) end_word(&s);
        out->breaks += walk.enter;
        break;
      case TMS_KIND_IMAGE: out->images += walk.enter; break;
      default:
        if (tms_kind_is_block((tms_kind)at->kind)) end_word(&s);
        break;
    }
  }
  finish(&s);
}
