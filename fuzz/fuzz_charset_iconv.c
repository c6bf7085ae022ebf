/*
 * A second opinion: the first byte chooses an encoding, and each sequence of the rest, alone, is decoded by us and by glibc's iconv. Both know it and agree, or
 * both don't know it, but for the differences listed here, which are all there are (measured over every sequence; glibc 2.36). Then the sequences together
 * are what they are alone. The encodings that we leave to iconv, byte by byte, are the same at once.
 */
#include "base/alloc.h"
#include "base/utf8.h"
#include "charset/charset.h"

#include <iconv.h>
#include <string.h>

/* First and last of ranges of sequences, as big-endian numbers. */
typedef uint32_t range[2];

static const range big5[] = {{0x80, 0x80},     {0x8E69, 0x8E69}, {0x8E6F, 0x8E6F},
                             {0x8E7E, 0x8E7E}, {0x8EAB, 0x8EAB}, {0x8EB4, 0x8EB4},
                             {0x8ECD, 0x8ECD}, {0x8ED0, 0x8ED0}, {0x8F57, 0x8F57},
                             {0x8F69, 0x8F69}, {0x8F6E, 0x8F6E}, {0x8FCB, 0x8FCC},
                             {0x8FFE, 0x8FFE}, {0x906D, 0x906D}, {0x907A, 0x907A},
                             {0x90DC, 0x90DC}, {0x90F1, 0x90F1}, {0x91BF, 0x91BF},
                             {0x9244, 0x9244}, {0x92AF, 0x92B2}, {0x92C8, 0x92C8},
                             {0x92D1, 0x92D1}, {0x9447, 0x9447}, {0x94CA, 0x94CA},
                             {0x95D9, 0x95D9}, {0x9644, 0x9644}, {0x96ED, 0x96ED},
                             {0x96FC, 0x96FC}, {0x9B76, 0x9B76}, {0x9B78, 0x9B78},
                             {0x9B7B, 0x9B7B}, {0x9BC6, 0x9BC6}, {0x9BDE, 0x9BDE},
                             {0x9BEC, 0x9BEC}, {0x9BF6, 0x9BF6}, {0x9C42, 0x9C42},
                             {0x9C53, 0x9C53}, {0x9C62, 0x9C62}, {0x9C68, 0x9C68},
                             {0x9C6B, 0x9C6B}, {0x9C77, 0x9C77}, {0x9CBC, 0x9CBD},
                             {0x9CD0, 0x9CD0}, {0x9D57, 0x9D57}, {0x9D5A, 0x9D5A},
                             {0x9DC4, 0x9DC4}, {0x9EA9, 0x9EA9}, {0x9EEF, 0x9EEF},
                             {0x9EFD, 0x9EFD}, {0x9F60, 0x9F60}, {0x9F66, 0x9F66},
                             {0x9FCB, 0x9FCB}, {0x9FD8, 0x9FD8}, {0xA063, 0xA063},
                             {0xA077, 0xA077}, {0xA0D5, 0xA0D5}, {0xA0DF, 0xA0DF},
                             {0xA0E4, 0xA0E4}, {0xA145, 0xA145}, {0xA14E, 0xA14E},
                             {0xA15A, 0xA15A}, {0xA1C2, 0xA1C3}, {0xA1C5, 0xA1C5},
                             {0xA1E3, 0xA1E3}, {0xA1F2, 0xA1F3}, {0xA1FE, 0xA1FE},
                             {0xA240, 0xA242}, {0xA244, 0xA244}, {0xA246, 0xA247},
                             {0xA2CC, 0xA2CC}, {0xA2CE, 0xA2CE}, {0xA3C0, 0xA3E1},
                             {0xC6CF, 0xC6CF}, {0xC6D3, 0xC6D3}, {0xC6D5, 0xC6D5},
                             {0xC6D7, 0xC6D7}, {0xC6DE, 0xC6DF}, {0xFA5F, 0xFA5F},
                             {0xFA66, 0xFA66}, {0xFABD, 0xFABD}, {0xFAC5, 0xFAC5},
                             {0xFAD5, 0xFAD5}, {0xFB48, 0xFB48}, {0xFBB8, 0xFBB8},
                             {0xFBF3, 0xFBF3}, {0xFBF9, 0xFBF9}, {0xFC4F, 0xFC4F},
                             {0xFC6C, 0xFC6C}, {0xFCB9, 0xFCB9}, {0xFCE2, 0xFCE2},
                             {0xFCF1, 0xFCF1}, {0xFDB7, 0xFDB8}, {0xFDBB, 0xFDBB},
                             {0xFDF1, 0xFDF1}, {0xFE52, 0xFE52}, {0xFE6F, 0xFE6F},
                             {0xFEAA, 0xFEAA}, {0xFEDD, 0xFEDD}, {0}};
/* 80 to 9F pass through iconv; wave dash and friends are others; NEC's row 13 and IBM's extensions are missing. */
static const range euc_jp[] = {{0x80, 0x8D},     {0x90, 0x9F},     {0xA1C1, 0xA1C2}, {0xA1DD, 0xA1DD}, {0xA1F1, 0xA1F2},
                               {0xA2CC, 0xA2CC}, {0xADA1, 0xADBE}, {0xADC0, 0xADD6}, {0xADDF, 0xADFC}, {0xF9A1, 0xF9FE},
                               {0xFAA1, 0xFAFE}, {0xFBA1, 0xFBFE}, {0xFCA1, 0xFCEE}, {0xFCF1, 0xFCFE}, {0}};
/* The euro of one byte, a space of full width, and what the edition of 2022 moved. */
static const range gb18030[] = {{0x80, 0x80},
                                {0xA3A0, 0xA3A0},
                                {0xFE51, 0xFE53},
                                {0xFE6C, 0xFE6C},
                                {0xFE76, 0xFE76},
                                {0xFE91, 0xFE91},
                                {0x82359037, 0x82359039},
                                {0x82359130, 0x82359134},
                                {0x84318236, 0x84318239},
                                {0x84318330, 0x84318335},
                                {0}};
static const range shift_jis[] = {{0x80, 0x80}, {0}};
/* In the code pages of Windows browsers let bytes without a character pass as C1 controls; so much is asked of the bytes here. */
static const range c1[] = {{0x81, 0x9F}, {0}};
static const range windows_1255[] = {{0x81, 0x9F}, {0xCA, 0xCA}, {0}};
static const range koi8_u[] = {{0xAE, 0xAE}, {0xBE, 0xBE}, {0}};
static const range macintosh[] = {{0xC6, 0xC6}, {0xF0, 0xF0}, {0}};
static const range x_mac_cyrillic[] = {{0xFF, 0xFF}, {0}};

/* How long a sequence is. */
typedef enum shape { WHOLE, BYTES, PAIRS, SHIFT_JIS, EUC_JP, GB18030 } shape;

typedef struct peer {
  const char *name, *iconv_name;
  shape shape;
  const range *known;
} peer;

static const peer peers[] = {
    {"UTF-8", "UTF-8", WHOLE, NULL},
    {"UTF-16LE", "UTF-16LE", WHOLE, NULL},
    {"UTF-16BE", "UTF-16BE", WHOLE, NULL},
    {"UTF-32LE", "UTF-32LE", WHOLE, NULL},
    {"UTF-32BE", "UTF-32BE", WHOLE, NULL},
    {"IBM866", "IBM866", BYTES, NULL},
    {"ISO-8859-2", "ISO-8859-2", BYTES, NULL},
    {"ISO-8859-3", "ISO-8859-3", BYTES, NULL},
    {"ISO-8859-4", "ISO-8859-4", BYTES, NULL},
    {"ISO-8859-5", "ISO-8859-5", BYTES, NULL},
    {"ISO-8859-6", "ISO-8859-6", BYTES, NULL},
    {"ISO-8859-7", "ISO-8859-7", BYTES, NULL},
    {"ISO-8859-8", "ISO-8859-8", BYTES, NULL},
    {"ISO-8859-8-I", "ISO-8859-8", BYTES, NULL},
    {"ISO-8859-10", "ISO-8859-10", BYTES, NULL},
    {"ISO-8859-13", "ISO-8859-13", BYTES, NULL},
    {"ISO-8859-14", "ISO-8859-14", BYTES, NULL},
    {"ISO-8859-15", "ISO-8859-15", BYTES, NULL},
    {"ISO-8859-16", "ISO-8859-16", BYTES, NULL},
    {"KOI8-R", "KOI8-R", BYTES, NULL},
    {"KOI8-U", "KOI8-U", BYTES, koi8_u},
    {"macintosh", "MACINTOSH", BYTES, macintosh},
    {"x-mac-cyrillic", "MAC-UK", BYTES, x_mac_cyrillic},
    {"windows-874", "CP874", BYTES, c1},
    {"windows-1250", "CP1250", BYTES, c1},
    {"windows-1251", "CP1251", BYTES, c1},
    {"windows-1252", "CP1252", BYTES, c1},
    {"windows-1253", "CP1253", BYTES, c1},
    {"windows-1254", "CP1254", BYTES, c1},
    {"windows-1255", "CP1255", BYTES, windows_1255},
    {"windows-1256", "CP1256", BYTES, NULL},
    {"windows-1257", "CP1257", BYTES, c1},
    {"windows-1258", "CP1258", BYTES, c1},
    {"Shift_JIS", "CP932", SHIFT_JIS, shift_jis},
    {"EUC-JP", "EUC-JP", EUC_JP, euc_jp},
    {"GBK", "GB18030", GB18030, gb18030},
    {"gb18030", "GB18030", GB18030, gb18030},
    {"Big5", "BIG5-HKSCS", PAIRS, big5},
    {"EUC-KR", "CP949", PAIRS, NULL},
};

static bool is_known(const peer *p, tms_slice sequence, tms_slice ours) {
  uint32_t number = 0;
  for (size_t i = 0; i < sequence.len && i < 4; i++) number = number << 8 | (unsigned char)sequence.ptr[i];
  for (const range *r = p->known; r && (*r)[0]; r++) {
    if (number < (*r)[0] || number > (*r)[1]) continue;
    if ((*r)[0] != 0x81) return true;
    return ours.len == 2 && ours.ptr[0] == '\xC2' && ours.ptr[1] == sequence.ptr[0];
  }
  return false;
}

static size_t sequence_length(shape kind, tms_slice s, size_t at) {
  unsigned char lead = (unsigned char)s.ptr[at], second = at + 1 < s.len ? (unsigned char)s.ptr[at + 1] : 0;
  if (kind == WHOLE) return s.len - at;
  if (kind == BYTES || lead < 0x81 || lead == 0xFF) return 1;
  if (kind == SHIFT_JIS) return (lead >= 0xA0 && lead <= 0xDF) || lead > 0xFC ? 1 : 2;
  if (kind == GB18030) return tms_is_digit(second) ? 4 : 2;
  if (kind == EUC_JP) return lead == 0x8F ? 3 : lead < 0xA1 && lead != 0x8E ? 1 : 2;
  return 2;
}

/* By iconv; false where it can't do all of it, or what comes out is no UTF-8: from UTF-8 to UTF-8 glibc lets up to six bytes pass, beyond U+10FFFF. */
static bool ask_iconv(iconv_t converter, tms_slice bytes, tms_buf *out) {
  char *from = (char *)(uintptr_t)bytes.ptr;
  size_t left = bytes.len, result = 0;
  tms_buf_reset(out);
  (void)iconv(converter, NULL, NULL, NULL, NULL);
  for (bool flushing = false;; flushing = true) {
    if (!tms_buf_reserve(out, bytes.len * 4 + 16)) __builtin_trap();
    char *to = out->data + out->len;
    size_t room = bytes.len * 4 + 16;
    result = flushing ? iconv(converter, NULL, NULL, &to, &room) : iconv(converter, &from, &left, &to, &room);
    out->len = (size_t)(to - out->data);
    if (flushing || result == (size_t)-1) break;
  }
  return result != (size_t)-1 && left == 0 && tms_utf8_is_valid(tms_buf_slice(out));
}

static bool ask_us(const tms_encoding *encoding, tms_slice bytes, tms_buf *out) {
  tms_charset_choice choice = {.encoding = encoding};
  tms_charset_result result;
  tms_buf_reset(out);
  if (tms_charset_decode(&choice, bytes, NULL, out, &result) != TMS_OK) __builtin_trap();
  if (result.same) tms_buf_add(out, result.text);
  return result.bad == 0;
}

enum { OURS, THEIRS, TOGETHER, BUFS };

static void check_sequences(const tms_encoding *encoding, const peer *p, tms_slice bytes, tms_buf bufs[BUFS]) {
  iconv_t converter = iconv_open("UTF-8", p->iconv_name);
  if (converter == (iconv_t)-1) return;
  bool all_good = true;
  size_t at = 0;
  while (at < bytes.len) {
    size_t length = sequence_length(p->shape, bytes, at);
    if (length > bytes.len - at) break;
    tms_slice sequence = tms_slice_of(bytes.ptr + at, length);
    bool good = ask_us(encoding, sequence, &bufs[OURS]);
    if (!is_known(p, sequence, tms_buf_slice(&bufs[OURS]))) {
      if (good != ask_iconv(converter, sequence, &bufs[THEIRS])) __builtin_trap();
      if (good && !tms_slice_eq(tms_buf_slice(&bufs[OURS]), tms_buf_slice(&bufs[THEIRS]))) __builtin_trap();
    }
    all_good &= good;
    tms_buf_add(&bufs[TOGETHER], tms_buf_slice(&bufs[OURS]));
    at += length;
  }
  (void)iconv_close(converter);
  if (!all_good) return;
  if (!ask_us(encoding, tms_slice_head(bytes, at), &bufs[OURS])) __builtin_trap();
  if (!tms_slice_eq(tms_buf_slice(&bufs[OURS]), tms_buf_slice(&bufs[TOGETHER]))) __builtin_trap();
}

/* TCVN's iconv composes letters and marks, which we leave as they are. */
static void check_other(const tms_encoding *encoding, tms_slice bytes, tms_buf bufs[BUFS]) {
  iconv_t converter = iconv_open("UTF-8", encoding->iconv_names[0]);
  if (converter == (iconv_t)-1) return;
  if (strcmp(encoding->name, "TCVN") != 0 && ask_iconv(converter, bytes, &bufs[THEIRS])) {
    if (!ask_us(encoding, bytes, &bufs[OURS])) __builtin_trap();
    if (!tms_slice_eq(tms_buf_slice(&bufs[OURS]), tms_buf_slice(&bufs[THEIRS]))) __builtin_trap();
  }
  (void)iconv_close(converter);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
#ifdef __GLIBC__
  const tms_encoding *encoding = size ? tms_encoding_at(data[0]) : NULL;
  if (!encoding || size < 2) return 0;
  tms_slice bytes = tms_slice_of((const char *)data + 1, size - 1);
  tms_buf bufs[BUFS];
  for (size_t i = 0; i < BUFS; i++) tms_buf_init(&bufs[i], tms_allocator_libc(), 1 << 26);
  if (encoding->decoder == TMS_DECODER_ICONV) check_other(encoding, bytes, bufs);
  for (size_t i = 0; i < sizeof peers / sizeof peers[0]; i++) {
    if (strcmp(peers[i].name, encoding->name) == 0) check_sequences(encoding, &peers[i], bytes, bufs);
  }
  for (size_t i = 0; i < BUFS; i++) tms_buf_release(&bufs[i]);
#else
  (void)data; /* GNU libiconv differs elsewhere, from release to release */
  (void)size;
#endif
  return 0;
}
