#include "base/utf8.h"
#include "charset/charset.h"

const tms_encoding *tms_charset_bom(tms_slice bytes, size_t *length) {
  static const struct {
    tms_slice mark, label;
  } marks[] = {
      {TMS_SLICE_INIT("\xEF\xBB\xBF"), TMS_SLICE_INIT("utf-8")},
      {TMS_SLICE_INIT("\xFF\xFE"), TMS_SLICE_INIT("utf-16le")},
      {TMS_SLICE_INIT("\xFE\xFF"), TMS_SLICE_INIT("utf-16be")},
  };
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
    if (!tms_slice_starts(bytes, marks[i].mark)) continue;
    *length = marks[i].mark.len;
    return tms_encoding_of_label(marks[i].label);
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

/*
 * UTF-16 without a mark: text of any language has spaces, digits or line ends, whose high byte is NUL. So NULs stand at even places alone (big
 * endian) or at odd places alone, at least one for every 16 characters; in UTF-8 and the legacy encodings text has none at all.
 */
static const tms_encoding *guess_utf16(tms_slice bytes) {
  size_t nuls[2] = {0, 0}, size = bytes.len < TMS_BINARY_HEAD_BYTES ? bytes.len : TMS_BINARY_HEAD_BYTES;
  for (size_t i = 0; i < size; i++) nuls[i & 1] += bytes.ptr[i] == 0;
  if (size < 4 || (nuls[0] && nuls[1]) || (nuls[0] + nuls[1]) * 32 < size) return NULL;
  return tms_encoding_of_label(nuls[0] ? TMS_SLICE("utf-16be") : TMS_SLICE("utf-16le"));
}

static void choose(tms_charset_choice *choice, const tms_encoding *encoding, const char *known) {
  if (choice->encoding || !encoding) return;
  choice->encoding = encoding;
  choice->known = known;
}

tms_status tms_charset_decide(const tms_charset_input *input, tms_charset_choice *choice) {
  *choice = (tms_charset_choice){.known = ""};
  size_t bom;
  bool xml = false;
  const tms_encoding *marked = tms_charset_bom(input->bytes, &bom);
  if (input->user.len) {
    const tms_encoding *user = tms_encoding_of_any_label(input->user);
    if (!user) return TMS_ERR_LABEL;
    choose(choice, user, "user");
  }
  choose(choice, marked, "bom");
  choose(choice, encoding_of_transport(input->transport), "transport");
  const tms_encoding *declared =
      input->html ? tms_charset_prescan(input->bytes, &xml) : tms_charset_xml(tms_slice_head(input->bytes, TMS_PRESCAN_BYTES));
  choose(choice, declared, xml || !input->html ? "xml" : "meta");
  choose(choice, guess_utf16(input->bytes), "utf-16");
  if (!choice->encoding) {
    choice->utf8_valid = tms_utf8_is_valid(input->bytes);
    choose(choice, choice->utf8_valid ? tms_encoding_utf8() : tms_encoding_windows1252(), choice->utf8_valid ? "utf-8" : "fallback");
  }
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
  if (tms_charset_bom(head, &bom) || guess_utf16(head)) return false;
  if (has_magic(head)) return true;
  for (size_t i = 0; i < head.len; i++) {
    unsigned char c = (unsigned char)head.ptr[i];
    /* ESC belongs to ISO-2022-JP, BS and SO/SI to old terminals' text */
    controls += c < 0x20 && !tms_is_space(c) && c != 0x1B && c != '\b' && c != 0x0E && c != 0x0F;
  }
  /* One in 16: scraped pages hold a stray control now and then; compressed or compiled data has one in ten. */
  return controls * 16 > head.len;
}
