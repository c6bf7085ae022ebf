/* What the characters of a block say, in one look. Linear: every byte is seen once. */
#include "clean/boilerplate/page.h"

#include "doc/kind.h"
#include "doc/walk.h"

/* What a letter or digit of ASCII counts as in a word: case folded, digits as 0; 0 for what is neither. */
static const unsigned char folded[256] = {
    ['0'] = '0', ['1'] = '0', ['2'] = '0', ['3'] = '0', ['4'] = '0', ['5'] = '0', ['6'] = '0', ['7'] = '0', ['8'] = '0', ['9'] = '0', ['A'] = 'a',
    ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l',
    ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w',
    ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h',
    ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's',
    ['t'] = 't', ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z'};

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

static void add_to_word(scanner *s, unsigned char byte) {
  if (!s->word) s->word = 2166136261u; /* FNV-1a, with its standard constants */
  s->word = (s->word ^ byte) * 16777619u;
  if (!s->word) s->word = 1;
  s->m->hash = (s->m->hash ^ byte) * 1099511628211u;
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

/* A run of ASCII letters and digits; where it ends. Of a block the first two words are hashed apart. */
static size_t see_run(scanner *s, const unsigned char *c, size_t i, size_t end) {
  uint32_t word = s->word;
  uint64_t hash = s->m->hash;
  size_t from = i;
  unsigned char fold;
  if (!word) s->m->capitals += tms_is_upper(c[i]);
  for (; i < end && (fold = folded[c[i]]) != 0; i++) {
    hash = (hash ^ fold) * 1099511628211u;
    if (fold != '0') continue;
    s->m->digits++;
    hash = (hash ^ c[i]) * 1099511628211u; /* copies must have the same numbers */
  }
  s->m->hash = hash;
  if (s->m->words > 1) {
    s->word = 1;
    return i;
  }
  if (!word) word = 2166136261u; /* FNV-1a, with its standard constants */
  for (; from < i; from++) {
    word = (word ^ folded[c[from]]) * 16777619u;
    if (!word) word = 1;
  }
  s->word = word;
  return i;
}

static void see_text(scanner *s, tms_slice text) {
  const unsigned char *c = (const unsigned char *)text.ptr;
  s->m->bytes += (uint32_t)text.len;
  for (size_t i = text.len; i-- > 0;) {
    if (tms_is_space(c[i])) continue;
    s->m->last = c[i];
    break;
  }
  for (size_t i = 0; i < text.len;) {
    if (folded[c[i]]) {
      i = see_run(s, c, i, text.len);
    } else if (c[i] >= 0xE2) {
      i += see_lead(s, c + i, text.len - i);
    } else if (c[i] >= 0x80) {
      see_high(s, c + i, text.len - i);
      i++;
    } else if (tms_is_space(c[i])) {
      end_word(s);
      i++;
    } else {
      see_other(s, c[i], i + 1 < text.len ? c[i + 1] : 0);
      i++;
    }
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
