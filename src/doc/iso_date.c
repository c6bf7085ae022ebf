#include "doc/iso_date.h"

unsigned tms_days_in_month(unsigned year, unsigned month) {
  static const unsigned char days[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month == 0 || month > 12) return 0;
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month];
}

/* Takes `count` digits off the front. */
static bool take_number(tms_slice *s, size_t count, unsigned *out) {
  uint64_t value;
  if (s->len < count || !tms_slice_to_u64(tms_slice_head(*s, count), 9999, &value)) return false;
  *s = tms_slice_from(*s, count);
  *out = (unsigned)value;
  return true;
}

static bool take_byte(tms_slice *s, char byte) {
  if (s->len == 0 || s->ptr[0] != byte) return false;
  *s = tms_slice_from(*s, 1);
  return true;
}

static bool take_clock(tms_slice *s) {
  unsigned hour, minute;
  return take_number(s, 2, &hour) && take_byte(s, ':') && take_number(s, 2, &minute) && hour < 24 && minute < 60;
}

/* [:ss[.fraction]] */
static bool take_seconds(tms_slice *s) {
  unsigned second;
  if (!take_byte(s, ':')) return true;
  if (!take_number(s, 2, &second) || second > 59) return false;
  if (!take_byte(s, '.')) return true;
  size_t digits = 0;
  while (digits < s->len && tms_is_digit((unsigned char)s->ptr[digits])) digits++;
  *s = tms_slice_from(*s, digits);
  return digits > 0 && digits <= 9;
}

static bool is_zone(tms_slice s) {
  if (s.len == 0 || (s.len == 1 && s.ptr[0] == 'Z')) return true;
  if (s.ptr[0] != '+' && s.ptr[0] != '-') return false;
  unsigned hour, minute;
  s = tms_slice_from(s, 1);
  /* XML Schema allows zones up to 14:00; TEI's @when is checked against it. */
  return take_number(&s, 2, &hour) && take_byte(&s, ':') && take_number(&s, 2, &minute) && s.len == 0 && minute < 60 &&
         (hour < 14 || (hour == 14 && minute == 0));
}

bool tms_iso_date_is_valid(tms_slice date) {
  unsigned year, month, day;
  if (!take_number(&date, 4, &year) || year == 0) return false;
  if (date.len == 0) return true;
  if (!take_byte(&date, '-') || !take_number(&date, 2, &month) || month < 1 || month > 12) return false;
  if (date.len == 0) return true;
  if (!take_byte(&date, '-') || !take_number(&date, 2, &day) || day < 1 || day > tms_days_in_month(year, month)) return false;
  if (date.len == 0) return true;
  return take_byte(&date, 'T') && take_clock(&date) && take_seconds(&date) && is_zone(date);
}
