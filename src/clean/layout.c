/*
 * The layout pass: what only laid the text out. No-break spaces become spaces (French readers may keep them), no-break hyphens become hyphens, soft
 * hyphens go, and in plain text a word that was hyphenated at a line end is put together again. Runs of white space are folded by normalize.
 *
 * Linear: every leaf is read twice at most, and the words of the document once where a hyphen stands at a line end.
 */
#include "base/error.h"
#include "base/map.h"
#include "base/utf8.h"
#include "clean/pass.h"
#include "doc/walk.h"
#include "unicode/class.h"

enum { MAX_WORD = 64 }; /* bytes of a word that the list of words holds; the longest in dictionaries have 45 letters */

typedef struct layouter {
  tms_document *doc;
  tms_buf out;
  tms_map words; /* of the document, folded; filled when the first hyphen at a line end is met */
  bool words_known, keep_spaces, plain;
} layouter;

/* ---- words ---- */

static bool is_word_char(uint32_t c) {
  return tms_char_is_letter(c) || tms_char_is_mark(c);
}

/* Puts a folded word into the map. Its key is copied only when it is new. */
static void learn(layouter *l, tms_slice word) {
  char folded[MAX_WORD * 2];
  size_t used = 0, size;
  if (word.len == 0 || word.len > MAX_WORD) return;
  for (size_t at = 0; at < word.len; at += size) {
    char bytes[4];
    size_t coded = tms_utf8_encode(tms_char_lower(tms_utf8_decode(word, at, &size, NULL)), bytes);
    memcpy(folded + used, bytes, coded);
    used += coded;
  }
  if (tms_map_get(&l->words, tms_slice_of(folded, used))) return;
  tms_map_put(&l->words, tms_doc_copy(l->doc, tms_slice_of(folded, used)), 1, NULL);
}

/* Words, and compounds with a hyphen inside, of one text. */
static void learn_text(layouter *l, tms_slice text) {
  size_t begin = 0, size;
  for (size_t at = 0; at <= text.len; at += size) {
    size = 1;
    bool inside = false;
    if (at < text.len) {
      uint32_t c = tms_utf8_decode(text, at, &size, NULL);
      bool hyphen = c == '-' && at > begin && at + 1 < text.len && is_word_char(tms_utf8_decode(text, at + 1, &(size_t){0}, NULL));
      inside = is_word_char(c) || hyphen;
    }
    if (inside) continue;
    learn(l, tms_slice_of(text.ptr + begin, at - begin));
    begin = at + size;
  }
}

static void learn_words(layouter *l) {
  tms_walk walk = tms_walk_of(l->doc->root);
  l->words_known = true;
  tms_map_init(&l->words, &l->doc->arena, l->doc->seed);
  while (tms_walk_next(&walk)) {
    if (walk.enter && walk.node->kind == TMS_KIND_TEXT) learn_text(l, walk.node->text);
  }
}

/* ---- hyphens at line ends ---- */

/* A hyphen, a line end, and the rest of a word. */
typedef struct line_end {
  size_t before, after; /* begin of the first half, begin of the second */
  size_t end;           /* of the second half */
} line_end;

static size_t skip_blanks(tms_slice text, size_t at) {
  while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t')) at++;
  return at;
}

/* Where the line break behind `at` ends, or 0. */
static size_t break_end(tms_slice text, size_t at) {
  at = skip_blanks(text, at);
  if (at < text.len && text.ptr[at] == '\r') at++;
  if (at >= text.len || text.ptr[at] != '\n') return 0;
  return skip_blanks(text, at + 1);
}

/* At least two letters before the hyphen, small letters behind the line end: anything else is a dash, a list mark or a name. */
static bool find_halves(tms_slice text, size_t hyphen, size_t hyphen_size, line_end *found) {
  size_t size, letters = 0;
  found->before = hyphen;
  while (found->before > 0) {
    uint32_t c = tms_utf8_decode_back(text, found->before, &size);
    if (!is_word_char(c)) break;
    found->before -= size;
    if (++letters > MAX_WORD) return false;
  }
  found->after = break_end(text, hyphen + hyphen_size);
  if (letters < 2 || found->after == 0 || found->after >= text.len) return false;
  found->end = found->after;
  if (!tms_char_is_lower(tms_utf8_decode(text, found->after, &size, NULL))) return false;
  while (found->end < text.len && found->end - found->after <= MAX_WORD && is_word_char(tms_utf8_decode(text, found->end, &size, NULL))) {
    found->end += size;
  }
  return true;
}

static bool knows(layouter *l, tms_slice first, const char *between, tms_slice second) {
  char folded[2 * (MAX_WORD + 8)];
  size_t used = 0, size;
  tms_slice parts[3] = {first, tms_slice_cstr(between), second};
  for (size_t i = 0; i < 3; i++) {
    for (size_t at = 0; at < parts[i].len; at += size) {
      char bytes[4];
      size_t coded = tms_utf8_encode(tms_char_lower(tms_utf8_decode(parts[i], at, &size, NULL)), bytes);
      if (used + coded > sizeof folded) return false;
      memcpy(folded + used, bytes, coded);
      used += coded;
    }
  }
  return tms_map_get(&l->words, tms_slice_of(folded, used)) != NULL;
}

/* The hyphen stays where the document writes the word with one elsewhere, and doesn't write it without, or where the word has another hyphen before. */
static bool hyphen_stays(layouter *l, tms_slice text, size_t hyphen, const line_end *found) {
  tms_slice first = tms_slice_of(text.ptr + found->before, hyphen - found->before);
  tms_slice second = tms_slice_of(text.ptr + found->after, found->end - found->after);
  if (found->before > 0 && text.ptr[found->before - 1] == '-') return true;
  if (!l->words_known) learn_words(l);
  return knows(l, first, "-", second) && !knows(l, first, "", second);
}

/* ---- one text ---- */

/* Appends what stands for the character at `at`; the bytes taken. */
static size_t lay_character(layouter *l, tms_slice text, size_t at, bool prose, uint64_t counts[2]) {
  size_t size;
  line_end halves;
  uint32_t c = tms_utf8_decode(text, at, &size, NULL);
  if ((c == 0xA0 || c == 0x202F) && !l->keep_spaces) {
    tms_buf_add_byte(&l->out, ' ');
    counts[0]++;
    return size;
  }
  if (prose && (c == '-' || c == 0x2010 || c == 0xAD) && l->plain && find_halves(text, at, size, &halves)) {
    if (c != 0xAD && hyphen_stays(l, text, at, &halves)) tms_buf_add_byte(&l->out, '-');
    counts[1]++;
    return halves.after - at;
  }
  if (prose && (c == 0x2011 || c == 0xAD)) {
    if (c == 0x2011) tms_buf_add_byte(&l->out, '-');
    counts[1]++;
    return size;
  }
  tms_buf_add_bytes(&l->out, text.ptr + at, size);
  return size;
}

/* Where the first character that asks for a look stands: C2 A0, C2 AD, E2 80 90, E2 80 91, E2 80 AF, and in plain text a hyphen. */
static size_t next_candidate(const layouter *l, tms_slice text, size_t at) {
  static const unsigned char leads[256] = {[0xC2] = 1, [0xE2] = 1}, hyphens[256] = {[0xC2] = 1, [0xE2] = 1, ['-'] = 1};
  return l->plain ? tms_slice_find_class(text, at, hyphens) : tms_slice_find_class(text, tms_ascii_end(text, at), leads);
}

static void lay_text(layouter *l, tms_slice *text, bool prose, tms_span span) {
  size_t at = next_candidate(l, *text, 0);
  uint64_t counts[2] = {0, 0};
  if (at == text->len || l->out.status != TMS_OK) return;
  tms_buf_reset(&l->out);
  tms_buf_add(&l->out, tms_slice_head(*text, at));
  while (at < text->len) {
    at += lay_character(l, *text, at, prose, counts);
    size_t next = next_candidate(l, *text, at);
    tms_buf_add_bytes(&l->out, text->ptr + at, next - at);
    at = next;
  }
  if (l->out.status != TMS_OK || counts[0] + counts[1] == 0) return;
  *text = tms_doc_copy(l->doc, tms_buf_slice(&l->out));
  tms_ledger_repair(&l->doc->ledger, TMS_REASON_SPACES, span, counts[0]);
  tms_ledger_repair(&l->doc->ledger, TMS_REASON_HYPHEN, span, counts[1]);
}

static void lay_node(layouter *l, tms_node *node) {
  switch (node->kind) {
    case TMS_KIND_TEXT: lay_text(l, &node->text, true, node->span); break;
    case TMS_KIND_CODE:
    case TMS_KIND_CODE_BLOCK: lay_text(l, &node->text, false, node->span); break;
    case TMS_KIND_IMAGE:
    case TMS_KIND_LINK: lay_text(l, &node->title, true, TMS_SPAN_NONE); break;
    case TMS_KIND_COMMENT: lay_text(l, &node->target, true, TMS_SPAN_NONE); break;
    default: break;
  }
}

static void lay_hints(layouter *l) {
  l->plain = false;
  for (tms_hint *hint = l->doc->hints; hint; hint = hint->next) {
    if (hint->from != TMS_FROM_JSON_LD) lay_text(l, &hint->value, true, TMS_SPAN_NONE);
  }
}

tms_status tms_pass_layout(tms_document *doc, const tms_options *options, tms_error *error) {
  layouter l = {.doc = doc, .keep_spaces = options->keep_spaces, .plain = doc->format && strcmp(doc->format, "text") == 0};
  tms_buf_init(&l.out, doc->allocator, doc->limits.max_memory);
  for (tms_node *node = doc->root; node && l.out.status == TMS_OK; node = tms_walk_on(doc->root, node)) lay_node(&l, node);
  lay_hints(&l);
  tms_status status = l.out.status != TMS_OK ? l.out.status : tms_doc_status(doc);
  tms_buf_release(&l.out);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "layout");
}
