/*
 * bench-charset [-n ROUNDS] [LABEL FILE]...: MB/s of source bytes, decoded to UTF-8 by our decoders and by iconv in alternate rounds of one process (median
 * of each, CPU time; UTF-8 is only validated by ours), and the same with a listener for marks, as the pipeline has one. Without files: 4 MB of made-up sentences for each encoding.
 */
#include "charset/charset.h"
#include "base/alloc.h"

#include <iconv.h>
#include "tests/bench/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = 4 << 20, MAX_ROUNDS = 101 };

typedef struct sample {
  const char *label, *iconv_name;
  const char *clauses[8]; /* drawn at random, so that no branch can learn the text by heart */
} sample;

/* The formatter counts letters, the rule of line lengths bytes. */
/* clang-format off */
#define JAPANESE \
  { "今日は良い天気ですから、", "川のそばを歩きました。", "図書館で古い本を読み、", "コーヒーを飲んで、", "友達と話をした。\n", "<p>", "</p>\n", \
    "それから家へ帰った。" }
static const sample samples[] = {
    {"shift_jis", "CP932", JAPANESE},
    {"euc-jp", "EUC-JP", JAPANESE},
    {"iso-2022-jp", "ISO-2022-JP", JAPANESE},
    {"gb18030",
     "GB18030",
     {"今天的天气很好，", "我们沿着河边走了很久。", "图书馆里有许多旧书，", "他喝了一杯茶，", "然后和朋友们谈话。\n", "<p>", "</p>\n",
      "晚上大家一起回家。"}},
    {"big5",
     "BIG5-HKSCS",
     {"今天的天氣很好，", "我們沿著河邊走了很久。", "圖書館裡有許多舊書，", "他喝了一杯茶，", "然後和朋友們談話。\n", "<p>", "</p>\n",
      "晚上大家一起回家。"}},
    {"euc-kr",
     "CP949",
     {"오늘은 날씨가 좋아서 ", "강가를 오래 걸었습니다. ", "도서관에서 낡은 책을 읽고 ", "차를 한 잔 마신 뒤에 ", "친구들과 이야기했다.\n", "<p>",
      "</p>\n", "저녁에는 집으로 돌아왔다. "}},
    {"windows-1251",
     "CP1251",
     {"Сегодня хорошая погода, ", "и мы шли вдоль реки. ", "В библиотеке книги, ", "он выпил чашку чая, ",
      "потом говорил.\n", "<p>", "</p>\n",
      "Все вернулись. "}},
    {"windows-1252",
     "CP1252",
     {"The weather was fine that day, ", "so we walked along the river to the caf\xC3\xA9. ", "<p class=\"text\">", "</p>\n",
      "In the library there were many old books, ", "and nobody had read them for years. ", "<a href=\"https://example.org/page.html\">",
      "We went home in the evening.\n"}},
    {"utf-16le",
     "UTF-16LE",
     {"Сегодня хорошая погода, ", "we walked along the river. ", "<p>", "</p>\n", "он выпил чашку чая, ", "and many old books. ", "потом говорил.\n",
      "home "}},
    {"utf-8",
     "UTF-8",
     {"Сегодня хорошая погода, ", "we walked along the river. ", "<p class=\"text\">", "</p>\n", "图书馆里有许多旧书，", "and many old books. ",
      "потом говорил.\n", "오늘은 날씨가 좋아서 "}},
};
/* clang-format on */

static void die(const char *what) {
  fprintf(stderr, "bench-charset: %s\n", what);
  exit(1);
}

/* Bytes of `from` as iconv reads them, in another encoding. */
static tms_slice convert(const char *to_name, const char *from_name, tms_slice from, char *room, size_t size) {
  iconv_t converter = iconv_open(to_name, from_name);
  if (converter == (iconv_t)-1) die("this machine's iconv lacks an encoding");
  char *in = (char *)(uintptr_t)from.ptr, *out = room;
  size_t left = from.len, free_bytes = size;
  if (iconv(converter, &in, &left, &out, &free_bytes) == (size_t)-1) left = from.len;
  (void)iconv(converter, NULL, NULL, &out, &free_bytes);
  iconv_close(converter);
  return tms_slice_of(room, left ? 0 : (size_t)(out - room));
}

static tms_slice make_text(const sample *s, char *room) {
  static char utf8[SIZE];
  uint32_t random = 12345;
  size_t size = 0;
  for (;;) {
    random = random * 1664525 + 1013904223;
    const char *clause = s->clauses[random >> 29];
    size_t length = strlen(clause);
    if (size + length > SIZE) break;
    memcpy(utf8 + size, clause, length);
    size += length;
  }
  return convert(s->iconv_name, "UTF-8", tms_slice_of(utf8, size), room, 2 * SIZE);
}

static bool count_mark(void *user, size_t decoded, size_t source) {
  (void)decoded;
  (void)source;
  ++*(size_t *)user;
  return true;
}

static double decode(const tms_encoding *encoding, tms_slice bytes, const tms_charset_sink *sink, tms_buf *out, tms_slice *text) {
  tms_charset_choice choice = {.encoding = encoding};
  tms_charset_result result;
  double begin = bench_seconds();
  tms_buf_reset(out);
  if (tms_charset_decode(&choice, bytes, sink, out, &result) != TMS_OK) die("decoding failed");
  *text = result.same ? result.text : tms_buf_slice(out);
  return bench_seconds() - begin;
}

static void measure(const char *label, const char *iconv_name, tms_slice bytes, size_t rounds) {
  static double own[MAX_ROUNDS], marked[MAX_ROUNDS], theirs[MAX_ROUNDS];
  const tms_encoding *encoding = tms_encoding_of_any_label(tms_slice_cstr(label));
  size_t marks = 0, room = bytes.len * 4 + 16;
  tms_charset_sink sink = {&marks, count_mark, NULL};
  char *utf8 = malloc(room);
  tms_slice expected = TMS_SLICE_NONE, text = TMS_SLICE_NONE;
  tms_buf out;
  tms_buf_init(&out, tms_allocator_libc(), (size_t)1 << 32);
  if (!utf8 || !encoding || !bytes.len) die("no text, or no such encoding");
  for (size_t i = 0; i < rounds; i++) {
    own[i] = decode(encoding, bytes, NULL, &out, &text);
    double begin = bench_seconds();
    expected = convert("UTF-8", iconv_name, bytes, utf8, room);
    theirs[i] = bench_seconds() - begin;
    marked[i] = decode(encoding, bytes, &sink, &out, &text);
  }
  double size = (double)bytes.len / 1e6, own_time = bench_median(own, rounds), their_time = bench_median(theirs, rounds);
  printf("%-14s %8.0f MB/s   iconv %6.0f MB/s   %5.1f x   with marks %6.0f MB/s (%zu a MB)%s\n", label, size / own_time, size / their_time,
         their_time / own_time, size / bench_median(marked, rounds), (size_t)((double)(marks / rounds) / size),
         tms_slice_eq(expected, text) ? "" : "   NOT THE SAME TEXT");
  tms_buf_release(&out);
  free(utf8);
}

static tms_slice read_file(const char *path, char *room, size_t size) {
  FILE *file = fopen(path, "rb");
  if (!file) die("a file can't be read");
  size_t got = fread(room, 1, size, file);
  fclose(file);
  return tms_slice_of(room, got);
}

int main(int argc, char **argv) {
  size_t rounds = 15;
  static char room[2 * SIZE];
  if (argc > 2 && strcmp(argv[1], "-n") == 0) {
    rounds = strtoul(argv[2], NULL, 10);
    argc -= 2;
    argv += 2;
  }
  if (rounds < 1 || rounds > MAX_ROUNDS) rounds = 15;
  for (int i = 1; i + 1 < argc; i += 2) measure(argv[i], argv[i], read_file(argv[i + 1], room, sizeof room), rounds);
  if (argc > 2) return 0;
  for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
    measure(samples[i].label, samples[i].iconv_name, make_text(&samples[i], room), rounds);
  }
  return 0;
}
