/*
 * The 40 encodings of the WHATWG Encoding Standard and their 228 labels (https://encoding.spec.whatwg.org/#names-and-labels), and some that it does not have:
 * files of old machines are written in them. A page can't ask for those: no browser knows them.
 */
#ifndef TMS_CHARSET_LABEL_H
#define TMS_CHARSET_LABEL_H

#include "base/slice.h"

/* Where the bytes of an encoding are turned into characters. */
typedef enum tms_decoder {
  TMS_DECODER_UTF8,
  TMS_DECODER_UTF16LE,
  TMS_DECODER_UTF16BE,
  TMS_DECODER_UTF32LE,
  TMS_DECODER_UTF32BE,
  TMS_DECODER_SINGLE_BYTE,
  TMS_DECODER_GB18030,
  TMS_DECODER_BIG5,
  TMS_DECODER_EUC_JP,
  TMS_DECODER_ISO_2022_JP,
  TMS_DECODER_SHIFT_JIS,
  TMS_DECODER_EUC_KR,
  TMS_DECODER_USER_DEFINED,
  TMS_DECODER_REPLACEMENT,
  TMS_DECODER_ICONV /* none of the standard's: by the converter that the table names */
} tms_decoder;

typedef struct tms_encoding {
  const char *name; /* "windows-1252": as the standard spells it */
  tms_decoder decoder;
  const uint16_t *upper;      /* single byte: the code points of 80 to FF; 0 = undefined */
  const char *iconv_names[2]; /* the only names that iconv_open may see: glibc's, and another's where that differs */
  bool bytes;                 /* iconv: one byte is one character, and ASCII is ASCII */
} tms_encoding;

/* By label, after trimming ASCII white space and without regard to ASCII case; NULL where the standard has no such label:
 * what a page or a header says. */
const tms_encoding *tms_encoding_of_label(tms_slice label);
/* The same, and the labels of the encodings that the standard doesn't have: what a user says, or what the bytes show. */
const tms_encoding *tms_encoding_of_any_label(tms_slice label);
/* All of them, the standard's TMS_ENCODINGS_STANDARD in its order, then the others; NULL past the last. */
enum { TMS_ENCODINGS_STANDARD = 40 };
const tms_encoding *tms_encoding_at(size_t index);
/* Can this machine decode it? Asks iconv about those that are not the standard's. */
bool tms_encoding_is_here(const tms_encoding *encoding);
/* UTF-8 and windows-1252: what detection falls back on. */
const tms_encoding *tms_encoding_utf8(void);
const tms_encoding *tms_encoding_windows1252(void);

enum { TMS_LABELS_NEAREST = 3 };
/* For a message about an unknown label: up to TMS_LABELS_NEAREST labels that differ least from it (at most 2 edits, or it is a beginning of them),
 * the standard's; where it has none, names of the others. Returns how many. A label longer than 64 bytes is near to none. */
size_t tms_label_nearest(tms_slice label, const char *nearest[TMS_LABELS_NEAREST]);

#endif
