/* Lines of plain text: what goes and what stays, by itself. */
#include "tests/support/cmocka.h"

#include "clean/boilerplate/lines.h"

static tms_reason reason_of(const char *text) {
  tms_measure m;
  tms_measure_slice(tms_slice_cstr(text), &m);
  tms_phrases phrases;
  tms_phrases_init(&phrases);
  return tms_line_reason(&phrases, tms_slice_cstr(text), &m);
}

static void test_goes(void **state) {
  (void)state;
  static const struct {
    const char *text;
    tms_reason reason;
  } rows[] = {
      {"Skip to main content", TMS_REASON_NAVIGATION},
      {"Zum Inhalt springen", TMS_REASON_NAVIGATION},
      {"Перейти к содержимому", TMS_REASON_NAVIGATION},
      {"Home | News | About | Contact", TMS_REASON_NAVIGATION},
      {"Home > News > Bridges", TMS_REASON_NAVIGATION},
      {", ,", TMS_REASON_PUNCTUATION},
      {"***", TMS_REASON_PUNCTUATION},
      {"https://www.googletagmanager.com/gtag/js?id=UA-4803886-1", TMS_REASON_TRACKER},
      {"https://example.org/static/app.js?v=3", TMS_REASON_TRACKER},
      {"Photo by IISD/ENB | Kiara Worth", TMS_REASON_CREDIT},
      {"Foto: dpa / Jens Büttner", TMS_REASON_CREDIT},
      {"Crédit photo : Marie Curie", TMS_REASON_CREDIT},
      {"story highlights", TMS_REASON_LABEL},
      {"Related Events:", TMS_REASON_LABEL},
      {"関連記事", TMS_REASON_LABEL},
      {"Share this article", TMS_REASON_SHARE},
      {"Subscribe to our weekly newsletter", TMS_REASON_SHARE},
      {"Поделиться", TMS_REASON_SHARE},
      {"ADVERTISEMENT", TMS_REASON_ADVERTISING},
      {"Read also: The bridge is closed", TMS_REASON_RELATED},
      {"For information media. Not an official record.", TMS_REASON_FOOTER},
      {"© 2021 The Daily Hive. All rights reserved.", TMS_REASON_FOOTER},
      {"Copyright 2019 Example Ltd", TMS_REASON_FOOTER},
      {"We use cookies to give you the best experience on our website.", TMS_REASON_COOKIE},
      {"Сообщения: 3107", TMS_REASON_LABEL},
      {"Messages : 12", TMS_REASON_LABEL},
      {"Comments (12)", TMS_REASON_COMMENTS},
      {"Start » Forum » Garten", TMS_REASON_NAVIGATION},
      {"von Bergziege » Mo 8. Apr 2019, 18:02", TMS_REASON_LABEL},
      {"Posted 3 days ago", TMS_REASON_LABEL},
      {"منذ 3 ساعات", TMS_REASON_LABEL},
      {"Mit Zitat antworten", TMS_REASON_LABEL},
      {"只看该作者", TMS_REASON_LABEL},
      {"Dodaj do koszyka", TMS_REASON_FORM},
      {"Customers also viewed", TMS_REASON_RELATED},
      {"Leave a comment", TMS_REASON_COMMENTS},
      {"Bu sitede çerezler kullanılmaktadır.", TMS_REASON_COOKIE},
      {"当サイトではクッキーを使用しています。", TMS_REASON_COOKIE},
      {"관련 기사: 새 여객선 다음 달 취항", TMS_REASON_RELATED},
      {"Bài viết liên quan: Mùa cam bắt đầu sớm", TMS_REASON_RELATED},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    tms_reason reason = reason_of(rows[i].text);
    if (reason != rows[i].reason) fail_msg("%s: %s", rows[i].text, tms_reason_name(reason));
  }
}

/* A phrase that isn't folded as lines are would never be found. */
static void test_phrases_are_folded(void **state) {
  (void)state;
  static const char *const rows[] = {
#define PHRASE(text, reason) text,
#define BEGIN(text, reason) text " x",
#define COLON(text, reason) text ": x",
#include "clean/boilerplate/phrases.inc"
#undef PHRASE
#undef BEGIN
#undef COLON
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (reason_of(rows[i]) == TMS_REASON_NONE) fail_msg("%s", rows[i]);
  }
}

static void test_stays(void **state) {
  (void)state;
  static const char *const rows[] = {
      "",
      "As delivered",
      "The bridge fell 40 years ago.",
      "Vor 3 Jahren zog die Familie in das Haus am See, und seither blieb es leer",
      "I thank you.",
      "The photo by the door was taken in May, and nobody knows by whom, though many have asked over the years.",
      "He said: share what you have.",
      "Cookies are baked at 180 degrees.",
      "https://example.org/report-2017",
      "See https://www.googletagmanager.com/ for how tags are loaded.",
      "Copyright was first granted to authors in 1710.",
      "a | b",
      "27-28 September 2017",
      "Next, we went home.",
      "Comments by the chair were brief.",
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    tms_reason reason = reason_of(rows[i]);
    if (reason) fail_msg("%s: %s", rows[i], tms_reason_name(reason));
  }
}

static size_t captions(const char *text) {
  return tms_line_captions(tms_slice_cstr(text));
}

static void test_captions(void **state) {
  (void)state;
  assert_int_equal(captions("It ends. [Press Release] [Meeting Website]"), 9);
  assert_int_equal(captions("[Press Release] [Meeting Website]"), 0);
  assert_int_equal(captions("Es endet. [Zur Meldung][Zur Seite des Treffens]"), 10);
  static const char *const whole[] = {"It ends [Press Release].",
                                      "It ends. [Press Release]",
                                      "As shown before. [1] [2]",
                                      "He [the mayor] said no. [sic] [...]",
                                      "",
                                      "]",
                                      "[]]]",
                                      "a ] ]"};
  for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) assert_int_equal(captions(whole[i]), strlen(whole[i]));
}

static void test_salutation(void **state) {
  (void)state;
  tms_slice title = TMS_SLICE("Closing remarks at Meeting to Review the Global Plan of Action to Combat Trafficking in Persons");
  assert_int_equal(tms_line_salutation(TMS_SLICE("PGA closing trafficking in persons Excellencies,"), title), 35);
  assert_int_equal(tms_line_salutation(TMS_SLICE("Opening of the library Friends,"), TMS_SLICE("Opening of the Harbour Library")), 23);
  static const char *const whole[] = {"Excellencies,",
                                      "Ladies and Gentlemen,",
                                      "Dear Colleagues,",
                                      "Mr. President, Excellencies,",
                                      "In the review of the plan of Action,",
                                      "remarks at the meeting we heard Excellencies"};
  for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
    if (i != 4) assert_int_equal(tms_line_salutation(tms_slice_cstr(whole[i]), title), 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_goes), cmocka_unit_test(test_phrases_are_folded), cmocka_unit_test(test_stays),
                                     cmocka_unit_test(test_captions), cmocka_unit_test(test_salutation)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
