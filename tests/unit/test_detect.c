/* Detection on texts of our own, in the encodings that their languages were written in. The encoder is the decoder, asked backwards. */
#include "tests/support/cmocka.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "charset/charset.h"
#include "charset/detect.h"

typedef struct language_row {
  const char *text;
  const char *labels;
} language_row;

static const language_row rows[] = {
    {"Der Bäcker an der Ecke verkauft schöne große Brötchen für fünfzig Cent, und am Sonntag natürlich auch süße Kuchen.",
     "windows-1252 macintosh ibm850 ibm437"},
    {"L'été dernier, nous avons passé deux semaines à la campagne où le père de Hélène possède une très vieille "
     "maison près de la forêt.",
     "windows-1252 macintosh ibm850"},
    {"El niño pequeño comió una manzana en el jardín; mañana irá con su mamá al médico, según dijo la señora Peña.", "windows-1252 macintosh ibm850"},
    {"A avó contou histórias de reis e não pôde terminar: às três da manhã a televisão já não tinha programação.", "windows-1252 ibm850"},
    {"På bryggan låg ännu en öl och några smörgåsar kvar, men båten hade redan gått över fjärden när vi äntligen kom.",
     "windows-1252 macintosh ibm850"},
    {"Viime kesänä kävimme järvellä, jossa äitini syntyi; vesi oli lämmintä ja yöt olivat valoisia.", "windows-1252 macintosh"},
    {"Zażółć gęślą jaźń, powiedział chłopiec, który właśnie wrócił ze szkoły i zjadł jeszcze ciepłą zupę.",
     "windows-1250 iso-8859-2 ibm852 x-mac-ce"},
    {"Příliš žluťoučký kůň úpěl ďábelské ódy, ale nikdo ve městě už neposlouchal, protože pršelo a bylo zima.",
     "windows-1250 iso-8859-2 ibm852 x-mac-ce"},
    {"Az őszi erdőben a gyerekek gyűjtötték a leveleket, az idősebbek pedig a tűz körül ültek és történeteket meséltek.",
     "windows-1250 iso-8859-2 ibm852"},
    {"Djeca su jučer išla u šumu s učiteljicom, a poslije ručka pisala su pismo svojoj baki koja živi na otoku Braču.", "windows-1250 iso-8859-2"},
    {"Öğrenciler bugün okula gitmedi; çünkü dışarıda çok yağmur yağıyordu ve köprü su altında kalmıştı.", "windows-1254 ibm857"},
    {"Vanaema küpsetas pühapäeval õunakooki ja rääkis lastele, kuidas ta väiksena üle jää kõrvalkülla kõndis.", "windows-1257 iso-8859-13"},
    {"Šiandien į mokyklą atėjo žmogus, kuris papasakojo apie jūrą ir laivus, plaukiančius į tolimus kraštus.", "windows-1257 iso-8859-13 iso-8859-4"},
    {"Vecāmāte stāstīja bērniem par savu jaunību, kad viņa ar māsām gāja pa mežu uz skolu vēl pirms saullēkta.", "windows-1257 iso-8859-13"},
    {"Вчера вечером мы долго гуляли по набережной, а потом сидели в "
     "маленьком кафе и говорили о старых книгах.",
     "windows-1251 koi8-r iso-8859-5 ibm866 ibm855 x-mac-cyrillic"},
    {"Сьогодні вранці її брат приїхав із села і привіз цілий кошик "
     "яблук, які щойно зібрали в їхньому саду.",
     "windows-1251 koi8-u iso-8859-5"},
    {"Баба разказваше на децата за времето, когато в селото още нямаше "
     "ток и всички се събираха край огнището.",
     "windows-1251 iso-8859-5"},
    {"Το παιδί έτρεξε στην παραλία για να δει τα καράβια που έφευγαν "
     "για τα νησιά, αλλά ήταν ήδη αργά.",
     "windows-1253 iso-8859-7 ibm737"},
    {"הילד הלך אתמול עם סבתא לשוק וקנה שם תפוחים, לחם טרי וקצת גבינה "
     "לארוחת הערב.",
     "windows-1255 iso-8859-8 ibm862"},
    {"ذهب الولد مع جده إلى السوق في الصباح واشترى الخبز والفواكه ثم عاد "
     "إلى البيت قبل الظهر.",
     "windows-1256 iso-8859-6"},
    {"เมื่อวานนี้ฉันไปตลาดกับแม่ "
     "เราซื้อผลไม้และปลาหลายอย่างแล้วกลับบ้านตอนเย็น",
     "windows-874"},
    {"昨日は友達と一緒に海へ行きました。天気がよくて、とても楽しかったです。また来年も"
     "行きたいと思います。",
     "shift_jis euc-jp"},
    {"昨天我和朋友一起去了海边，天气很好，我们玩得非常高兴，希望明年还能再去一次。", "gb18030"},
    {"昨天我和朋友一起去了海邊，天氣很好，我們玩得非常高興，希望明年還能再去一次。", "big5 euc-tw"},
    {"어제 친구와 함께 바다에 갔습니다. 날씨가 좋아서 정말 즐거웠고 내년에도 다시 가고 "
     "싶습니다.",
     "euc-kr johab"},
};

/* ---- the encoder ---- */

typedef struct code {
  uint32_t character;
  char bytes[2];
  size_t size;
} code;

enum { CODES = 126 * 192 + 128 };
static code codes[CODES];

static tms_slice decoded(const tms_encoding *encoding, tms_slice bytes, tms_buf *out) {
  tms_charset_choice choice = {.encoding = encoding};
  tms_charset_result result;
  tms_buf_reset(out);
  assert_int_equal(tms_charset_decode(&choice, bytes, NULL, out, &result), TMS_OK);
  return result.same ? result.text : tms_buf_slice(out);
}

/* Every byte, or every pair, with a line feed behind; what decodes as one character is its code. */
static size_t list_codes(const tms_encoding *encoding, bool pairs, tms_buf *bytes, tms_buf *out) {
  tms_buf_reset(bytes);
  for (unsigned lead = 0x80; lead < (pairs ? 0xFFu : 0x100u); lead++) {
    for (unsigned trail = 0x40; trail < (pairs ? 0xFFu : 0x41u); trail++) {
      tms_buf_add_byte(bytes, (char)lead);
      if (pairs) tms_buf_add_byte(bytes, (char)trail);
      tms_buf_add_byte(bytes, '\n');
    }
  }
  tms_slice text = decoded(encoding, tms_buf_slice(bytes), out), line;
  size_t count = 0, step = pairs ? 3 : 2;
  for (size_t i = 0; tms_slice_next_line(&text, &line); i++) {
    size_t size = 0;
    uint32_t c = line.len ? tms_utf8_decode(line, 0, &size, NULL) : 0;
    if (c < 0x80 || c == TMS_REPLACEMENT || size != line.len || count == CODES) continue;
    codes[count].character = c;
    codes[count].size = step - 1;
    memcpy(codes[count++].bytes, bytes->data + i * step, step - 1);
  }
  return count;
}

static void encode(const char *utf8, size_t count, tms_buf *out) {
  tms_slice text = tms_slice_cstr(utf8);
  size_t step;
  tms_buf_reset(out);
  for (size_t at = 0; at < text.len; at += step) {
    uint32_t c = tms_utf8_decode(text, at, &step, NULL);
    size_t i = 0;
    while (c >= 0x80 && i < count && codes[i].character != c) i++;
    if (c < 0x80) {
      tms_buf_add_byte(out, (char)c);
    } else {
      assert_true(i < count);
      tms_buf_add_bytes(out, codes[i].bytes, codes[i].size);
    }
  }
}

/* ---- */

static const tms_encoding *detect(tms_slice bytes) {
  tms_charset_choice choice;
  assert_int_equal(tms_charset_decide(&(tms_charset_input){.bytes = bytes}, &choice), TMS_OK);
  return choice.encoding;
}

static void detects_languages(void **state) {
  (void)state;
  tms_buf bytes, list, text;
  tms_buf *bufs[] = {&bytes, &list, &text};
  for (size_t i = 0; i < 3; i++) tms_buf_init(bufs[i], tms_allocator_libc(), 1 << 20);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    tms_slice labels = tms_slice_cstr(rows[i].labels), label;
    while (tms_slice_next_word(&labels, &label)) {
      const tms_encoding *encoding = tms_encoding_of_any_label(label);
      assert_non_null(encoding);
      if (!tms_encoding_is_here(encoding)) continue;
      bool pairs = encoding->decoder != TMS_DECODER_SINGLE_BYTE && !encoding->bytes;
      encode(rows[i].text, list_codes(encoding, pairs, &list, &text), &bytes);
      const tms_encoding *found = detect(tms_buf_slice(&bytes));
      tms_slice read = decoded(found, tms_buf_slice(&bytes), &text);
      if (!tms_slice_eq(read, tms_slice_cstr(rows[i].text))) fail_msg("%s was taken for %s: %s", encoding->name, found->name, rows[i].text);
    }
  }
  for (size_t i = 0; i < 3; i++) tms_buf_release(bufs[i]);
}

typedef struct said {
  const char *want, *known, *overruled; /* overruled: NULL = nothing */
} said;

static void check(tms_charset_input input, said want) {
  tms_charset_choice choice;
  assert_int_equal(tms_charset_decide(&input, &choice), TMS_OK);
  assert_string_equal(choice.encoding->name, want.want);
  assert_string_equal(choice.known, want.known);
  if (want.overruled) {
    assert_non_null(choice.overruled);
    assert_string_equal(choice.overruled->name, want.overruled);
  } else {
    assert_null(choice.overruled);
  }
}

#define BYTES(literal)               \
  (tms_charset_input) {              \
    .bytes = TMS_SLICE_INIT(literal) \
  }
#define PAGE(literal)                              \
  (tms_charset_input) {                            \
    .bytes = TMS_SLICE_INIT(literal), .html = true \
  }

/* "Привет, мир! Как дела?" */
#define RUSSIAN_1251 "\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0! \xCA\xE0\xEA \xE4\xE5\xEB\xE0?"
#define RUSSIAN_UTF8 "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82, \xD0\xBC\xD0\xB8\xD1\x80!"

static void judges_declarations(void **state) {
  (void)state;
  check(PAGE("<meta charset=windows-1251>" RUSSIAN_1251), (said){"windows-1251", "meta", NULL});
  check(PAGE("<meta charset=utf-8>" RUSSIAN_1251), (said){"windows-1251", "statistics", "UTF-8"});
  check(PAGE("<meta charset=windows-1251>" RUSSIAN_UTF8), (said){"UTF-8", "utf-8", "windows-1251"});
  check(PAGE("<meta charset=shift_jis>" RUSSIAN_1251 RUSSIAN_1251 RUSSIAN_1251), (said){"windows-1251", "statistics", "Shift_JIS"});
  check(PAGE("<meta charset=iso-2022-kr>" RUSSIAN_UTF8), (said){"UTF-8", "utf-8", "replacement"});
  /* Too little to contradict anybody; two characters that are UTF-8 by chance; ASCII. */
  check(PAGE("<meta charset=iso-8859-2>caf\xE9"), (said){"ISO-8859-2", "meta", NULL});
  check(PAGE("<meta charset=gbk>\xC4\xA3\xC4\xA3"), (said){"GBK", "meta", NULL});
  check(PAGE("<meta charset=koi8-r>text"), (said){"KOI8-R", "meta", NULL});
  /* The page is asked where the header is wrong. The user is never overruled. */
  tms_charset_input input = PAGE("<meta charset=windows-1251>" RUSSIAN_1251);
  input.transport = TMS_SLICE("text/html; charset=utf-8");
  check(input, (said){"windows-1251", "meta", "UTF-8"});
  input.user = TMS_SLICE("utf-8");
  check(input, (said){"UTF-8", "user", NULL});
}

static void reads_zeros_and_escapes(void **state) {
  (void)state;
  check(BYTES("\xFF\xFE\0\0h\0\0\0i\0\0\0"), (said){"UTF-32LE", "bom", NULL});
  check(BYTES("\0\0\xFE\xFF\0\0\0h"), (said){"UTF-32BE", "bom", NULL});
  check(BYTES("h\0\0\0i\0\0\0!\0\0\0"), (said){"UTF-32LE", "utf-32", NULL});
  check(BYTES("\0\0\0h\0\0\x4E\x00\0\0\0!"), (said){"UTF-32BE", "utf-32", NULL});
  check(BYTES("h\0i\0 \0y\0o\0u\0"), (said){"UTF-16LE", "utf-16", NULL});
  check(BYTES("\0h\0i\0 \0y\0o\0u"), (said){"UTF-16BE", "utf-16", NULL});
  check(BYTES("text \x1B$B$3$s\x1B(B text"), (said){"ISO-2022-JP", "escapes", NULL});
  check(BYTES("a stray \x1B[31m escape of a terminal"), (said){"UTF-8", "utf-8", NULL});
  check(BYTES("home is ~{ and ~} or ~/bin"), (said){"UTF-8", "utf-8", NULL});
  check(BYTES("1+1-0, a+b-c, C++-style, +1-800-555"), (said){"UTF-8", "utf-8", NULL});
  if (tms_encoding_is_here(tms_encoding_of_any_label(TMS_SLICE("x-iso-2022-kr")))) {
    check(BYTES("\x1B$)C text \x0E>H3g\x0F."), (said){"ISO-2022-KR", "escapes", NULL});
  }
  if (tms_encoding_is_here(tms_encoding_of_any_label(TMS_SLICE("utf-7")))) {
    check(BYTES("Gr+APwA3w-e, K+APY-ln, M+APw-nchen and +AOk-t+AOk-"), (said){"UTF-7", "escapes", NULL});
  }
}

static void bears_damage(void **state) {
  (void)state;
  check(BYTES(RUSSIAN_UTF8 " \xFF " RUSSIAN_UTF8), (said){"UTF-8", "utf-8", NULL});
  check(BYTES(RUSSIAN_UTF8 "\xD0"), (said){"UTF-8", "utf-8", NULL});
  check(BYTES("\x80\xD1" RUSSIAN_UTF8), (said){"UTF-8", "utf-8", NULL});
  check(BYTES("It\x92s \x93quoted\x94 in English \x96 and nothing else"), (said){"windows-1252", "statistics", NULL});
  check(BYTES("Copyright \xA9 2006 by the authors"), (said){"windows-1252", "statistics", NULL});
  check(BYTES("un \xE9t\xE9"), (said){"windows-1252", "statistics", NULL});
  check(BYTES(""), (said){"UTF-8", "utf-8", NULL});
}

/* One word in capitals, "ELLAS": all languages and alphabets are possible, so what is known decides. */
static void heeds_hints(void **state) {
  (void)state;
  tms_charset_input input = BYTES("\xC5\xCB\xCB\xC1\xD3");
  input.url = TMS_SLICE("http://www.example.gr:80/a.ru?b");
  check(input, (said){"windows-1253", "statistics", NULL});
  input.url = TMS_SLICE("https://example.RU");
  check(input, (said){"KOI8-R", "statistics", NULL});
  input.url = TMS_SLICE_NONE;
  input.language = TMS_SLICE("el-GR");
  check(input, (said){"windows-1253", "statistics", NULL});
  tms_language_hint hint = {.count = 0};
  tms_hint_url(&hint, TMS_SLICE("http://127.0.0.1/x.de"));
  tms_hint_url(&hint, TMS_SLICE("http://example.com/"));
  tms_hint_language(&hint, TMS_SLICE("english"));
  assert_int_equal(hint.count, 0);
  tms_hint_page(&hint, TMS_SLICE("<html lang='ja'><language>pt-br</language>"));
  assert_true(tms_hint_has(&hint, "ja") && tms_hint_has(&hint, "pt") && !tms_hint_has(&hint, "br"));
}

/* A page of ASCII with its only foreign words at the end, or anywhere: they are found. */
static void looks_everywhere(void **state) {
  (void)state;
  tms_buf bytes;
  tms_buf_init(&bytes, tms_allocator_libc(), 1 << 22);
  for (int i = 0; i < 40000; i++) tms_buf_add(&bytes, TMS_SLICE("<p>nothing but English words</p>\n"));
  tms_buf_add(&bytes, TMS_SLICE(RUSSIAN_1251));
  check((tms_charset_input){.bytes = tms_buf_slice(&bytes)}, (said){"windows-1251", "statistics", NULL});
  static tms_sample sample;
  tms_sample_take(&sample, tms_buf_slice(&bytes));
  assert_in_range(sample.size, sizeof RUSSIAN_1251, 200);
  tms_buf_release(&bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(detects_languages), cmocka_unit_test(judges_declarations), cmocka_unit_test(reads_zeros_and_escapes),
      cmocka_unit_test(bears_damage),      cmocka_unit_test(heeds_hints),         cmocka_unit_test(looks_everywhere)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
