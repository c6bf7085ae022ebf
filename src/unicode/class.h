/* Character classes of Unicode 17.0, by two-stage tables: no locale, O(1). A value that is no code point has no class. */
#ifndef TMS_UNICODE_CLASS_H
#define TMS_UNICODE_CLASS_H

#include <stdbool.h>
#include <stdint.h>

/* General category (Unicode Standard 4.5), in the order of the standard's table 4-4. */
typedef enum tms_category {
  TMS_CATEGORY_LU,
  TMS_CATEGORY_LL,
  TMS_CATEGORY_LT,
  TMS_CATEGORY_LM,
  TMS_CATEGORY_LO,
  TMS_CATEGORY_MN,
  TMS_CATEGORY_MC,
  TMS_CATEGORY_ME,
  TMS_CATEGORY_ND,
  TMS_CATEGORY_NL,
  TMS_CATEGORY_NO,
  TMS_CATEGORY_PC,
  TMS_CATEGORY_PD,
  TMS_CATEGORY_PS,
  TMS_CATEGORY_PE,
  TMS_CATEGORY_PI,
  TMS_CATEGORY_PF,
  TMS_CATEGORY_PO,
  TMS_CATEGORY_SM,
  TMS_CATEGORY_SC,
  TMS_CATEGORY_SK,
  TMS_CATEGORY_SO,
  TMS_CATEGORY_ZS,
  TMS_CATEGORY_ZL,
  TMS_CATEGORY_ZP,
  TMS_CATEGORY_CC,
  TMS_CATEGORY_CF,
  TMS_CATEGORY_CS,
  TMS_CATEGORY_CO,
  TMS_CATEGORY_CN
} tms_category;

/* Scripts (UAX #24) that some part of the library asks for; all others are OTHER, Common and Inherited are COMMON. */
typedef enum tms_script {
  TMS_SCRIPT_COMMON,
  TMS_SCRIPT_OTHER,
  TMS_SCRIPT_LATIN,
  TMS_SCRIPT_GREEK,
  TMS_SCRIPT_CYRILLIC,
  TMS_SCRIPT_ARMENIAN,
  TMS_SCRIPT_HEBREW,
  TMS_SCRIPT_ARABIC,
  TMS_SCRIPT_SYRIAC,
  TMS_SCRIPT_DEVANAGARI,
  TMS_SCRIPT_BENGALI,
  TMS_SCRIPT_GURMUKHI,
  TMS_SCRIPT_GUJARATI,
  TMS_SCRIPT_ORIYA,
  TMS_SCRIPT_TAMIL,
  TMS_SCRIPT_TELUGU,
  TMS_SCRIPT_KANNADA,
  TMS_SCRIPT_MALAYALAM,
  TMS_SCRIPT_SINHALA,
  TMS_SCRIPT_THAI,
  TMS_SCRIPT_LAO,
  TMS_SCRIPT_TIBETAN,
  TMS_SCRIPT_MYANMAR,
  TMS_SCRIPT_GEORGIAN,
  TMS_SCRIPT_ETHIOPIC,
  TMS_SCRIPT_KHMER,
  TMS_SCRIPT_MONGOLIAN,
  TMS_SCRIPT_HANGUL,
  TMS_SCRIPT_HIRAGANA,
  TMS_SCRIPT_KATAKANA,
  TMS_SCRIPT_BOPOMOFO,
  TMS_SCRIPT_HAN,
  TMS_SCRIPT_COUNT
} tms_script;

tms_category tms_char_category(uint32_t c);
tms_script tms_char_script(uint32_t c);

bool tms_char_is_letter(uint32_t c);     /* L* */
bool tms_char_is_mark(uint32_t c);       /* M* */
bool tms_char_is_digit(uint32_t c);      /* Nd */
bool tms_char_is_number(uint32_t c);     /* N* */
bool tms_char_is_space(uint32_t c);      /* White_Space */
bool tms_char_is_upper(uint32_t c);      /* Lu and Lt */
bool tms_char_is_lower(uint32_t c);      /* Ll */
bool tms_char_is_punct(uint32_t c);      /* P* */
bool tms_char_is_symbol(uint32_t c);     /* S* */
bool tms_char_is_control(uint32_t c);    /* Cc */
bool tms_char_is_unassigned(uint32_t c); /* Cn: not assigned, or a noncharacter */
bool tms_char_is_ignorable(uint32_t c);  /* Default_Ignorable_Code_Point: shows nothing by itself */
/* Of a writing in which U+200C and U+200D are orthography: cursive scripts (Joining_Type D, R, L) and Brahmic ones. */
bool tms_char_is_joining(uint32_t c);
/* Extended_Pictographic, or an emoji modifier, keycap base or regional indicator: what an emoji sequence is made of. */
bool tms_char_is_pictograph(uint32_t c);
/* Simple lower-case mapping; c itself where it has none. */
uint32_t tms_char_lower(uint32_t c);

#endif
