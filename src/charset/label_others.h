/* The encodings that the WHATWG Encoding Standard doesn't have, for label.c alone. Labels that the standard sends to "replacement" (hz-gb-2312, iso-2022-kr,
 * iso-2022-cn) stay there; the same with "x-" in front are these. */
#ifndef TMS_CHARSET_LABEL_OTHERS_H
#define TMS_CHARSET_LABEL_OTHERS_H

#include "charset/label.h"

typedef struct other_row {
  tms_encoding encoding;
  const char *labels; /* in small letters, a space between */
} other_row;

/* IBM864 has an Arabic percent sign at 25, VISCII and TCVN letters among the controls: a byte is a character, but ASCII is not quite ASCII. */
#define OTHER_BYTES(name, glibc, gnu) \
  { name, TMS_DECODER_ICONV, NULL, {glibc, gnu}, true }
#define OTHER_ICONV(name, glibc, gnu) \
  { name, TMS_DECODER_ICONV, NULL, {glibc, gnu}, false }

static const other_row others[] = {
    {{"UTF-32LE", TMS_DECODER_UTF32LE, NULL, {NULL, NULL}, false}, "utf-32le utf-32 utf32 ucs-4 ucs-4le"},
    {{"UTF-32BE", TMS_DECODER_UTF32BE, NULL, {NULL, NULL}, false}, "utf-32be ucs-4be"},
    {OTHER_ICONV("UTF-7", "UTF-7", NULL), "utf-7 utf7 unicode-1-1-utf-7"},
    {OTHER_ICONV("HZ", "HZ", NULL), "hz x-hz-gb-2312"},
    {OTHER_ICONV("ISO-2022-KR", "ISO-2022-KR", NULL), "x-iso-2022-kr"},
    {OTHER_ICONV("ISO-2022-CN", "ISO-2022-CN", NULL), "x-iso-2022-cn"},
    {OTHER_ICONV("EUC-TW", "EUC-TW", NULL), "euc-tw x-euc-tw"},
    {OTHER_ICONV("Johab", "JOHAB", NULL), "johab cp1361 windows-1361"},
    {OTHER_ICONV("VISCII", "VISCII", NULL), "viscii"},
    {OTHER_ICONV("TCVN", "TCVN5712-1", "TCVN"), "tcvn tcvn-5712"},
    {OTHER_BYTES("KOI8-T", "KOI8-T", NULL), "koi8-t"},
    {OTHER_BYTES("ARMSCII-8", "ARMSCII-8", NULL), "armscii-8 armscii8"},
    {OTHER_BYTES("Georgian-PS", "GEORGIAN-PS", NULL), "georgian-ps"},
    {OTHER_BYTES("hp-roman8", "HP-ROMAN8", NULL), "hp-roman8 roman8"},
    {OTHER_BYTES("IBM437", "IBM437", "CP437"), "ibm437 cp437 437"},
    {OTHER_BYTES("IBM737", "CP737", NULL), "ibm737 cp737 737"},
    {OTHER_BYTES("IBM775", "IBM775", "CP775"), "ibm775 cp775 775"},
    {OTHER_BYTES("IBM850", "IBM850", "CP850"), "ibm850 cp850 850"},
    {OTHER_BYTES("IBM852", "IBM852", "CP852"), "ibm852 cp852 852"},
    {OTHER_BYTES("IBM855", "IBM855", "CP855"), "ibm855 cp855 855"},
    {OTHER_BYTES("IBM857", "IBM857", "CP857"), "ibm857 cp857 857"},
    {OTHER_BYTES("IBM858", "IBM858", "CP858"), "ibm858 cp858 858 ibm00858"},
    {OTHER_BYTES("IBM860", "IBM860", "CP860"), "ibm860 cp860 860"},
    {OTHER_BYTES("IBM861", "IBM861", "CP861"), "ibm861 cp861 861"},
    {OTHER_BYTES("IBM862", "IBM862", "CP862"), "ibm862 cp862 862"},
    {OTHER_BYTES("IBM863", "IBM863", "CP863"), "ibm863 cp863 863"},
    {OTHER_ICONV("IBM864", "IBM864", "CP864"), "ibm864 cp864 864"},
    {OTHER_BYTES("IBM865", "IBM865", "CP865"), "ibm865 cp865 865"},
    {OTHER_BYTES("IBM869", "IBM869", "CP869"), "ibm869 cp869 869"},
    {OTHER_BYTES("x-mac-ce", "MAC-CENTRALEUROPE", "MACCENTRALEUROPE"), "x-mac-ce x-mac-centraleurroman mac-centraleurope maclatin2"},
    {OTHER_BYTES("x-mac-icelandic", "MAC-IS", "MACICELAND"), "x-mac-icelandic maciceland"},
    {OTHER_BYTES("x-mac-croatian", "MACCROATIAN", NULL), "x-mac-croatian maccroatian"},
    {OTHER_BYTES("x-mac-romanian", "MACROMANIA", NULL), "x-mac-romanian macromania"},
    {OTHER_BYTES("x-mac-greek", "MACGREEK", NULL), "x-mac-greek macgreek"},
    {OTHER_BYTES("x-mac-turkish", "MACTURKISH", NULL), "x-mac-turkish macturkish"},
};

#undef OTHER_BYTES
#undef OTHER_ICONV

#endif
