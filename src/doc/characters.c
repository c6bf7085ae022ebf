#include "doc/characters.h"

#include "base/block.h"
#include "base/utf8.h"
#include "unicode/nfc.h"

/* What a character is to normal form. */
typedef enum char_class { PLAIN, SPACE, LINE_FEED, REMOVED, REPLACED } char_class;

/* C0 and C1 controls and U+007F go, but white space; U+FFFE and the like become U+FFFD (XML 1.0 production 2, Unicode section 23.7). */
static char_class classify(uint32_t c) {
  if (c == ' ' || c == '\t' || c == '\f') return SPACE;
  if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) return LINE_FEED;
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return REMOVED;
  if ((c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF)) return REPLACED;
  return PLAIN;
}

/* Lead bytes that may begin a character which isn't PLAIN: C0 controls, U+007F, C2 (C1 controls), E2 (U+2028), EF and F0 to F4 (noncharacters). The space too. */
#define EIGHT(n) [n] = 1, [(n) + 1] = 1, [(n) + 2] = 1, [(n) + 3] = 1, [(n) + 4] = 1, [(n) + 5] = 1, [(n) + 6] = 1, [(n) + 7] = 1
static const unsigned char may_matter[256] = {
    EIGHT(0), EIGHT(8), EIGHT(16), EIGHT(24), [' '] = 1, [0x7F] = 1, [0xC2] = 1, [0xE2] = 1, [0xEF] = 1, EIGHT(0xF0), EIGHT(0xF8)};

/* The bytes of the block that are among may_matter, and no spaces. */
static tms_block what_matters(tms_block block) {
  const tms_block ends = tms_block_or(tms_block_below(block, ' '), tms_block_from(block, 0xEF));
  const tms_block leads = tms_block_or(tms_block_is(block, (char)0xC2), tms_block_is(block, (char)0xE2));
  return tms_block_or(ends, tms_block_or(leads, tms_block_is(block, 0x7F)));
}

/* Skips blocks that hold nothing but plain characters, and spaces that stand alone (or any number of them, in text that keeps white space). */
static size_t skip_plain(tms_slice s, size_t at, tms_white white) {
  enum { FIRST_BYTE = (1 << TMS_MASK_BITS) - 1 };
  for (; s.len - at > TMS_BLOCK; at += TMS_BLOCK) { /* one byte is left over, so that the last space of all is looked at below */
    const tms_block block = tms_block_load(s.ptr + at);
    const uint64_t spaces = tms_block_mask(tms_block_is(block, ' '));
    const bool before = at > 0 ? s.ptr[at - 1] == ' ' : white == TMS_WHITE_LINE;
    if (white != TMS_WHITE_KEEP && (spaces & (spaces << TMS_MASK_BITS | (before ? FIRST_BYTE : 0)))) break;
    if (tms_block_mask(what_matters(block))) break;
  }
  return tms_slice_find_class(s, at, may_matter);
}

/* Is the white space character at `at` what this mode allows there? */
static bool white_is_normal(tms_slice s, size_t at, tms_white white) {
  char c = s.ptr[at];
  if (white == TMS_WHITE_KEEP) return c == ' ' || c == '\t' || (c == '\n' && at + 1 < s.len);
  if (c != ' ' || (at > 0 && s.ptr[at - 1] == ' ')) return false;
  return white == TMS_WHITE_FLOW || (at > 0 && at + 1 < s.len);
}

static bool characters_are_normal(tms_slice s, tms_white white) {
  for (size_t at = 0; (at = skip_plain(s, at, white)) < s.len;) {
    size_t size;
    char_class class = classify(tms_utf8_decode(s, at, &size, NULL));
    if (class == REMOVED || class == REPLACED) return false;
    if (class != PLAIN && !white_is_normal(s, at, white)) return false;
    at += size;
  }
  return true;
}

/* As skip_plain(), past LF and TAB too. */
static size_t skip_clean(tms_slice s, size_t at) {
  for (; s.len - at >= TMS_BLOCK; at += TMS_BLOCK) {
    const tms_block block = tms_block_load(s.ptr + at);
    const tms_block lines = tms_block_or(tms_block_is(block, '\n'), tms_block_is(block, '\t'));
    const uint64_t found = tms_block_mask(what_matters(block));
    const uint64_t others = TMS_MASK_EXACT ? found & ~tms_block_mask(lines) : found; /* a mark too many among the lines would hide a control */
    if (others) return at + tms_mask_first(others);
  }
  return tms_slice_find_class(s, at, may_matter);
}

bool tms_text_is_plain(tms_slice text) {
  for (size_t at = 0, size; (at = skip_clean(text, at)) < text.len; at += size) {
    uint32_t c = tms_utf8_decode(text, at, &size, NULL);
    if (classify(c) != PLAIN && c != ' ' && c != '\n' && c != '\t') return false;
  }
  return tms_nfc_is(text);
}

bool tms_text_is_normal(tms_slice text, tms_white white) {
  return characters_are_normal(text, white) && tms_nfc_is(text);
}

static void add_white(tms_buf *out, tms_slice s, size_t at, char_class class, tms_white white) {
  if (white == TMS_WHITE_KEEP) {
    if (class == LINE_FEED && s.ptr[at] == '\r' && at + 1 < s.len && s.ptr[at + 1] == '\n') return; /* its LF follows */
    tms_buf_add_byte(out, class == LINE_FEED ? '\n' : s.ptr[at] == '\t' ? '\t' : ' ');
    return;
  }
  bool leading = white == TMS_WHITE_LINE && out->len == 0;
  if (!leading && !(out->len > 0 && out->data[out->len - 1] == ' ')) tms_buf_add_byte(out, ' ');
}

static void trim_end(tms_buf *out, tms_white white) {
  char last = white == TMS_WHITE_KEEP ? '\n' : ' ';
  if (white == TMS_WHITE_FLOW) return;
  while (out->len > 0 && out->data[out->len - 1] == last) tms_buf_cut(out, out->len - 1);
}

/* Appends the text with its characters put right; composition comes after. */
static void add_characters(tms_document *doc, tms_slice s, tms_white white, tms_span span, tms_buf *out) {
  uint64_t removed = 0, replaced = 0;
  for (size_t at = 0, size; at < s.len; at += size) {
    uint32_t c = tms_utf8_decode(s, at, &size, NULL);
    switch (classify(c)) {
      case PLAIN: tms_buf_add_bytes(out, s.ptr + at, size); break;
      case REMOVED: removed++; break;
      case REPLACED:
        tms_buf_add_char(out, TMS_REPLACEMENT);
        replaced++;
        break;
      case SPACE: add_white(out, s, at, SPACE, white); break;
      case LINE_FEED: add_white(out, s, at, LINE_FEED, white); break;
    }
  }
  trim_end(out, white);
  tms_ledger_repair(&doc->ledger, TMS_REASON_CONTROL, span, removed);
  tms_ledger_repair(&doc->ledger, TMS_REASON_BAD_BYTES, span, replaced);
}

static tms_slice copy_or_fail(tms_document *doc, tms_buf *scratch, tms_slice part) {
  if (scratch->status != TMS_OK) {
    if (doc->arena.status == TMS_OK) doc->arena.status = scratch->status;
    return TMS_SLICE_NONE;
  }
  return tms_doc_copy(doc, part);
}

tms_slice tms_text_normal(tms_document *doc, tms_buf *scratch, tms_slice text, tms_white white, tms_span span) {
  bool characters = characters_are_normal(text, white);
  if (characters && tms_nfc_is(text)) return text;
  tms_buf_reset(scratch);
  if (!characters) {
    add_characters(doc, text, white, span, scratch);
    text = tms_buf_slice(scratch);
    if (scratch->status != TMS_OK || tms_nfc_is(text)) return copy_or_fail(doc, scratch, text);
  }
  /* Composition reads one part of the buffer's memory and writes another: it gets a copy of its own first. */
  text = copy_or_fail(doc, scratch, text);
  tms_buf_reset(scratch);
  tms_nfc_append(text, scratch);
  tms_ledger_repair(&doc->ledger, TMS_REASON_COMPOSED, span, 1);
  return copy_or_fail(doc, scratch, tms_buf_slice(scratch));
}
