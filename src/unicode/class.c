#include "unicode/class.h"

#include "unicode/class_tables.h"

/* What no code point is reads as U+10FFFF, a noncharacter: unassigned, of no script. */
static uint32_t record_of(uint32_t c) {
  if (c > 0x10FFFF) c = 0x10FFFF;
  uint32_t block = class_index_blocks[c >> CLASS_INDEX_SHIFT];
  return class_records[class_index_values[block << CLASS_INDEX_SHIFT | (c & ((1u << CLASS_INDEX_SHIFT) - 1))]];
}

tms_category tms_char_category(uint32_t c) {
  return (tms_category)(record_of(c) & 0xFF);
}

tms_script tms_char_script(uint32_t c) {
  return (tms_script)(record_of(c) >> 8 & 0xFF);
}

static bool category_between(uint32_t c, tms_category first, tms_category last) {
  tms_category category = tms_char_category(c);
  return category >= first && category <= last;
}

bool tms_char_is_letter(uint32_t c) {
  return category_between(c, TMS_CATEGORY_LU, TMS_CATEGORY_LO);
}

bool tms_char_is_mark(uint32_t c) {
  return category_between(c, TMS_CATEGORY_MN, TMS_CATEGORY_ME);
}

bool tms_char_is_digit(uint32_t c) {
  return tms_char_category(c) == TMS_CATEGORY_ND;
}

bool tms_char_is_number(uint32_t c) {
  return category_between(c, TMS_CATEGORY_ND, TMS_CATEGORY_NO);
}

bool tms_char_is_upper(uint32_t c) {
  tms_category category = tms_char_category(c);
  return category == TMS_CATEGORY_LU || category == TMS_CATEGORY_LT;
}

bool tms_char_is_lower(uint32_t c) {
  return tms_char_category(c) == TMS_CATEGORY_LL;
}

bool tms_char_is_punct(uint32_t c) {
  return category_between(c, TMS_CATEGORY_PC, TMS_CATEGORY_PO);
}

bool tms_char_is_symbol(uint32_t c) {
  return category_between(c, TMS_CATEGORY_SM, TMS_CATEGORY_SO);
}

bool tms_char_is_control(uint32_t c) {
  return tms_char_category(c) == TMS_CATEGORY_CC;
}

bool tms_char_is_unassigned(uint32_t c) {
  return tms_char_category(c) == TMS_CATEGORY_CN;
}

bool tms_char_is_space(uint32_t c) {
  return (record_of(c) & CLASS_SPACE) != 0;
}

bool tms_char_is_ignorable(uint32_t c) {
  return (record_of(c) & CLASS_IGNORABLE) != 0;
}

bool tms_char_is_joining(uint32_t c) {
  return (record_of(c) & CLASS_JOINING) != 0;
}

bool tms_char_is_pictograph(uint32_t c) {
  return (record_of(c) & CLASS_PICTOGRAPH) != 0;
}

uint32_t tms_char_lower(uint32_t c) {
  if (c > 0x10FFFF) return c;
  uint32_t block = lower_index_blocks[c >> LOWER_INDEX_SHIFT];
  uint32_t index = lower_index_values[block << LOWER_INDEX_SHIFT | (c & ((1u << LOWER_INDEX_SHIFT) - 1))];
  return (uint32_t)((int32_t)c + lower_deltas[index]);
}
