/* The language detector: a sentence or two of each language. */
#include "tests/support/cmocka.h"

#include "clean/language.h"

static void test_sentences(void **state) {
  (void)state;
  static const struct {
    const char *tag, *text;
  } rows[] = {
      {"en", "The council has decided that the bridge will be closed until the end of the month because of repairs."},
      {"de", "Der Rat hat beschlossen, dass die Brücke wegen der Arbeiten bis zum Ende des Monats geschlossen bleibt."},
      {"fr", "Le conseil a décidé que le pont restera fermé jusqu'à la fin du mois en raison des travaux."},
      {"es", "El ayuntamiento ha decidido que el puente permanecerá cerrado hasta finales de mes por las obras."},
      {"it", "Il consiglio ha deciso che il ponte resterà chiuso fino alla fine del mese a causa dei lavori."},
      {"pt", "A câmara decidiu que a ponte ficará fechada até ao fim do mês por causa das obras, disse o presidente."},
      {"nl", "De gemeenteraad heeft besloten dat de brug tot het einde van de maand gesloten blijft vanwege werkzaamheden."},
      {"pl", "Rada zdecydowała, że most pozostanie zamknięty do końca miesiąca z powodu prac remontowych w mieście."},
      {"cs", "Rada rozhodla, že most zůstane kvůli opravám uzavřen až do konce měsíce, a lidé musí jezdit jinudy."},
      {"sk", "Rada rozhodla, že most zostane pre opravy zatvorený až do konca mesiaca a ľudia musia jazdiť inokadiaľ."},
      {"sv", "Rådet har beslutat att bron ska vara stängd till slutet av månaden på grund av arbeten, och det är inte bra."},
      {"da", "Rådet har besluttet, at broen skal være lukket indtil slutningen af måneden på grund af arbejde, og det er ikke godt."},
      {"nb", "Rådet har bestemt at broen skal være stengt ut måneden på grunn av arbeid, og det er ikke bra for dem som bor her."},
      {"fi", "Valtuusto on päättänyt, että silta pysyy suljettuna kuukauden loppuun asti töiden vuoksi."},
      {"hu", "A tanács úgy döntött, hogy a híd a hónap végéig zárva marad a munkálatok miatt, ezért kerülni kell."},
      {"ro", "Consiliul a decis că podul va rămâne închis până la sfârșitul lunii din cauza lucrărilor de reparație."},
      {"tr", "Belediye meclisi, köprünün çalışmalar nedeniyle ay sonuna kadar kapalı kalacağına karar verdi."},
      {"id", "Dewan kota telah memutuskan bahwa jembatan itu akan ditutup sampai akhir bulan karena perbaikan."},
      {"vi",
       "Hội đồng thành phố đã quyết định rằng cây cầu sẽ bị đóng cửa cho đến cuối "
       "tháng vì công việc sửa chữa."},
      {"hr", "Vijeće je odlučilo da će most ostati zatvoren do kraja mjeseca zbog radova, što nije dobro za građane."},
      {"lt", "Taryba nusprendė, kad tiltas dėl remonto darbų liks uždarytas iki mėnesio pabaigos, todėl reikia važiuoti kitur."},
      {"ru",
       "Совет решил, что мост будет закрыт до конца месяца из-за "
       "ремонтных работ, сообщил мэр города."},
      {"uk",
       "Рада вирішила, що міст буде закритий до кінця місяця через "
       "ремонтні роботи, повідомив міський голова."},
      {"bg",
       "Съветът реши, че мостът ще остане затворен до края на месеца "
       "заради ремонтните работи в града."},
      {"ar",
       "قرر المجلس أن يبقى الجسر مغلقا حتى نهاية الشهر بسبب أعمال "
       "الصيانة في المدينة القديمة"},
      {"fa",
       "شورای شهر تصمیم گرفته است که این پل تا پایان ماه به دلیل "
       "تعمیرات بسته بماند و مردم از راه دیگری بروند"},
      {"hi",
       "परिषद ने तय किया है कि मरम्मत के कारण पुल "
       "महीने के अंत तक बंद रहेगा और लोगों को "
       "दूसरे रास्ते से जाना होगा।"},
      {"el",
       "Το συμβούλιο αποφάσισε ότι η γέφυρα θα παραμείνει κλειστή "
       "μέχρι το τέλος του μήνα."},
      {"he", "המועצה החליטה שהגשר יישאר סגור עד סוף החודש בגלל עבודות התיקון"},
      {"th",
       ""
       "สภาเมืองตัดสินใจว่าสะพานจะปิดจนถึงสิ้นเดือนเนื่องจากงานซ่อมแซม"},
      {"zh", "市议会决定，由于维修工程，大桥将关闭到月底，居民需要绕行。"},
      {"ja", "市議会は、補修工事のため橋を月末まで閉鎖することを決めました。"},
      {"ko", "시의회는 보수 공사 때문에 다리를 월말까지 폐쇄하기로 결정했습니다."},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    tms_language language;
    tms_language_init(&language);
    tms_language_feed(&language, tms_slice_cstr(rows[i].text));
    tms_slice answer = tms_language_answer(&language);
    if (!tms_slice_eq(answer, tms_slice_cstr(rows[i].tag)))
      fail_msg("%s is read as %.*s", rows[i].tag, (int)answer.len, answer.ptr ? answer.ptr : "");
  }
}

/* No answer is better than a wrong one. */
static void test_silence(void **state) {
  (void)state;
  static const char *const texts[] = {
      "", "Berlin", "12.10.2017 - 14:30", "Home | News | Contact", "ABC GmbH & Co. KG", "xqzt wvkj hgfd qwrt zxcv bnmq plkj hgfd sdfg hjkl qwrt"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    tms_language language;
    tms_language_init(&language);
    tms_language_feed(&language, tms_slice_cstr(texts[i]));
    tms_slice answer = tms_language_answer(&language);
    if (answer.len) fail_msg("%s is read as %.*s", texts[i], (int)answer.len, answer.ptr);
  }
}

/* The answer doesn't depend on how the text is cut. */
static void test_cuts(void **state) {
  (void)state;
  tms_slice text = TMS_SLICE("The council has decided that the bridge will be closed until the end of the month.");
  tms_language whole, parts;
  tms_language_init(&whole);
  tms_language_init(&parts);
  tms_language_feed(&whole, text);
  tms_slice word;
  while (tms_slice_next_word(&text, &word)) tms_language_feed(&parts, word);
  assert_memory_equal(whole.votes, parts.votes, sizeof whole.votes);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_sentences), cmocka_unit_test(test_silence), cmocka_unit_test(test_cuts)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
