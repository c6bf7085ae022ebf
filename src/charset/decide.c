#include "base/utf8.h"
#include "charset/charset.h"
#include "charset/detect.h"

const tms_encoding *tms_charset_bom(tms_slice bytes, size_t *length) {
  static const struct {
    tms_slice mark, label;
  } marks[] = {
      /* UTF-32 first: its little mark begins with UTF-16's, behind which no text has a NUL. */
      {TMS_SLICE_INIT("\xFF\xFE\0\0"), TMS_SLICE_INIT("utf-32le")}, {TMS_SLICE_INIT("\0\0\xFE\xFF"), TMS_SLICE_INIT("utf-32be")},
      {TMS_SLICE_INIT("\xEF\xBB\xBF"), TMS_SLICE_INIT("utf-8")},    {TMS_SLICE_INIT("\xFF\xFE"), TMS_SLICE_INIT("utf-16le")},
      {TMS_SLICE_INIT("\xFE\xFF"), TMS_SLICE_INIT("utf-16be")},
  };
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
    if (!tms_slice_starts(bytes, marks[i].mark)) continue;
    *length = marks[i].mark.len;
    return tms_encoding_of_any_label(marks[i].label);
  }
  *length = 0;
  return NULL;
}

/* A header's word is a label, or a whole Content-Type value: the label is what follows "charset=". */
static const tms_encoding *encoding_of_transport(tms_slice value) {
  size_t at = tms_slice_find_nocase(value, TMS_SLICE("charset="), 0);
  if (at != SIZE_MAX) value = tms_slice_from(value, at + 8);
  size_t end = tms_slice_find_byte(value, ';', 0);
  value = tms_slice_trim(tms_slice_head(value, end));
  if (value.len >= 2 && (value.ptr[0] == '"' || value.ptr[0] == '\'') && value.ptr[value.len - 1] == value.ptr[0]) {
    value = tms_slice_of(value.ptr + 1, value.len - 2);
  }
  return tms_encoding_of_label(value);
}

static void choose(tms_charset_choice *choice, const tms_encoding *encoding, const char *known) {
  if (choice->encoding || !encoding) return;
  choice->encoding = encoding;
  choice->known = known;
}

/* What is known of the bytes before a declaration is believed. Each part is filled when it is first asked for. */
typedef struct evidence {
  const tms_charset_input *input;
  bool utf8_valid;
  const tms_encoding *shown; /* what NULs, escapes or UTF-8 show without statistics; NULL: nothing */
  const char *known;         /* by which of them */
  bool scored;
  size_t count;
  tms_score scores[TMS_DETECT_SINGLE + TMS_DETECT_MULTI], *best;
} evidence;

enum {
  STRAY_BYTES = 2, /* one bad byte in a page of ASCII doesn't contradict that it is UTF-8: a browser's U+FFFD is as good as a guess */
  SURE_UTF8 = 8,
  /* bytes of well-formed sequences that a legacy text doesn't hold by chance: in GBK one character in ten is such a sequence */
};

static void show(evidence *e, const tms_encoding *encoding, const char *known) {
  if (e->shown || !encoding || !tms_encoding_is_here(encoding)) return;
  e->shown = encoding;
  e->known = known;
}

static size_t count_high(tms_slice bytes, size_t most) {
  size_t count = 0;
  for (size_t at = tms_ascii_end(bytes, 0); at < bytes.len && count < most; at = tms_ascii_end(bytes, at + 1)) count++;
  return count;
}

/* What needs no statistics. NULs come first: UTF-16 of Latin letters is valid UTF-8, too. */
static void look_at_bytes(evidence *e) {
  tms_slice bytes = e->input->bytes;
  const tms_encoding *wide = tms_detect_wide(bytes);
  show(e, wide, wide && (wide->decoder == TMS_DECODER_UTF32LE || wide->decoder == TMS_DECODER_UTF32BE) ? "utf-32" : "utf-16");
  e->utf8_valid = tms_utf8_is_valid(bytes);
  if (e->shown) return;
  if (e->utf8_valid) {
    size_t high = count_high(bytes, SURE_UTF8);
    if (high == 0) show(e, tms_detect_escapes(bytes), "escapes");
    if (high == SURE_UTF8) show(e, tms_encoding_utf8(), "utf-8");
  } else if (tms_detect_damaged_utf8(bytes)) {
    show(e, tms_encoding_utf8(), "utf-8");
  }
}

/* The cheapest of those that can be decoded here. */
static void find_best(evidence *e) {
  do {
    e->best = NULL;
    for (size_t i = 0; i < e->count; i++) {
      bool cheaper = e->scores[i].encoding && (!e->best || e->scores[i].cost < e->best->cost);
      if (cheaper) e->best = &e->scores[i];
    }
    if (!e->best || tms_encoding_is_here(e->best->encoding)) return;
    e->best->encoding = NULL;
  } while (e->best);
}

static void score(evidence *e) {
  if (e->scored) return;
  e->scored = true;
  tms_sample sample;
  tms_language_hint hint = {.count = 0};
  tms_sample_take(&sample, e->input->bytes);
  tms_hint_language(&hint, e->input->language);
  tms_hint_url(&hint, e->input->url);
  tms_hint_page(&hint, e->input->bytes);
  e->count = tms_score_multi(&sample, &hint, e->scores);
  find_best(e);
  e->count += tms_score_single(&sample, &hint, e->best ? e->best->cost : INT64_MAX / 4, e->scores + e->count);
  find_best(e);
}

/* Do the bytes say that a declaration is wrong? */
static bool is_contradicted(evidence *e, const tms_encoding *declared) {
  if (declared->decoder == TMS_DECODER_REPLACEMENT) return true; /* a browser refuses the page; its text is what we want */
  if (e->shown) return e->shown != declared;
  if (declared->decoder == TMS_DECODER_UTF16LE || declared->decoder == TMS_DECODER_UTF16BE) return e->utf8_valid;
  if (e->utf8_valid) return false; /* all ASCII, or too little else */
  score(e);
  if (!e->best) return false;
  if (declared->decoder == TMS_DECODER_UTF8) return count_high(e->input->bytes, STRAY_BYTES) == STRAY_BYTES;
  for (size_t i = 0; i < e->count; i++) {
    if (e->scores[i].encoding == declared) return e->scores[i].cost > tms_score_limit(e->best->cost);
  }
  return false;
}

/* Takes a declaration that the bytes don't contradict. */
static void choose_declared(tms_charset_choice *choice, evidence *e, const tms_encoding *declared, const char *known) {
  if (choice->encoding || !declared) return;
  if (is_contradicted(e, declared)) {
    if (!choice->overruled) choice->overruled = declared;
    return;
  }
  choose(choice, declared, known);
}

static void choose_by_bytes(tms_charset_choice *choice, evidence *e) {
  choose(choice, e->shown, e->known);
  if (choice->encoding) return;
  if (e->utf8_valid) {
    choose(choice, tms_encoding_utf8(), "utf-8");
    return;
  }
  score(e);
  if (e->best) choose(choice, e->best->encoding, "statistics");
  choose(choice, tms_encoding_windows1252(), "fallback");
}

static void choose_unsaid(const tms_charset_input *input, tms_charset_choice *choice) {
  evidence e = {.input = input};
  bool xml = false;
  look_at_bytes(&e);
  choose_declared(choice, &e, encoding_of_transport(input->transport), "transport");
  const tms_encoding *declared =
      input->html ? tms_charset_prescan(input->bytes, &xml) : tms_charset_xml(tms_slice_head(input->bytes, TMS_PRESCAN_BYTES));
  choose_declared(choice, &e, declared, xml || !input->html ? "xml" : "meta");
  choose_by_bytes(choice, &e);
  choice->utf8_valid = e.utf8_valid && choice->encoding->decoder == TMS_DECODER_UTF8;
  if (choice->overruled == choice->encoding) choice->overruled = NULL;
}

tms_status tms_charset_decide(const tms_charset_input *input, tms_charset_choice *choice) {
  *choice = (tms_charset_choice){.known = ""};
  size_t bom;
  const tms_encoding *marked = tms_charset_bom(input->bytes, &bom);
  if (input->user.len) {
    const tms_encoding *user = tms_encoding_of_any_label(input->user);
    if (!user) return TMS_ERR_LABEL;
    choose(choice, user, "user");
  }
  choose(choice, marked, "bom");
  if (!choice->encoding) choose_unsaid(input, choice);
  /* A mark is skipped only where it is one of this encoding: the user may say otherwise. */
  choice->bom = marked == choice->encoding ? bom : 0;
  return TMS_OK;
}

bool tms_charset_is_own_word(const tms_charset_choice *choice) {
  return strcmp(choice->known, "user") == 0 || strcmp(choice->known, "bom") == 0 || strcmp(choice->known, "xml") == 0;
}

/* Beginnings of files that hold no text, at offset 0 (ftyp: at 4). */
static bool has_magic(tms_slice head) {
  static const tms_slice magics[] = {
      TMS_SLICE_INIT("\x7F"
                     "ELF"),
      TMS_SLICE_INIT("PK\x03\x04"),
      TMS_SLICE_INIT("%PDF-"),
      TMS_SLICE_INIT("\x89PNG\r\n"),
      TMS_SLICE_INIT("GIF87a"),
      TMS_SLICE_INIT("GIF89a"),
      TMS_SLICE_INIT("\xFF\xD8\xFF"),
      TMS_SLICE_INIT("\x1F\x8B\x08"),
      TMS_SLICE_INIT("BZh91AY&SY"),
      TMS_SLICE_INIT("\xFD"
                     "7zXZ"),
      TMS_SLICE_INIT("7z\xBC\xAF\x27\x1C"),
      TMS_SLICE_INIT("\x28\xB5\x2F\xFD"),
      TMS_SLICE_INIT("OggS"),
      TMS_SLICE_INIT("ID3\x03"),
      TMS_SLICE_INIT("ID3\x04"),
      TMS_SLICE_INIT("wOFF"),
      TMS_SLICE_INIT("wOF2"),
      TMS_SLICE_INIT("SQLite format 3"),
      TMS_SLICE_INIT("fLaC"),
      TMS_SLICE_INIT("Rar!\x1A\x07"),
      TMS_SLICE_INIT("\xD0\xCF\x11\xE0\xA1\xB1"),
      TMS_SLICE_INIT("\xCA\xFE\xBA\xBE"),
  };
  for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
    if (tms_slice_starts(head, magics[i])) return true;
  }
  if (tms_slice_starts(head, TMS_SLICE("RIFF")) && head.len >= 12 && memchr(head.ptr + 4, 0, 4)) return true;
  return tms_slice_starts(tms_slice_from(head, 4), TMS_SLICE("ftyp"));
}

bool tms_charset_is_binary(tms_slice head) {
  size_t bom, controls = 0;
  head = tms_slice_head(head, TMS_BINARY_HEAD_BYTES);
  if (tms_charset_bom(head, &bom) || tms_detect_wide(head)) return false;
  if (has_magic(head)) return true;
  for (size_t i = 0; i < head.len; i++) {
    unsigned char c = (unsigned char)head.ptr[i];
    /* ESC belongs to ISO-2022-JP, BS and SO/SI to old terminals' text */
    controls += c < 0x20 && !tms_is_space(c) && c != 0x1B && c != '\b' && c != 0x0E && c != 0x0F;
  }
  /* One in 16: scraped pages hold a stray control now and then; compressed or compiled data has one in ten. */
  return controls * 16 > head.len;
}
