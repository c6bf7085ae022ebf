#include "charset/detect.h"

bool tms_hint_has(const tms_language_hint *hint, const char *tag) {
  for (size_t i = 0; i < hint->count; i++) {
    if (memcmp(hint->tags[i], tag, 2) == 0) return true;
  }
  return false;
}

static void add(tms_language_hint *hint, char first, char second) {
  char tag[3] = {first, second, 0};
  if (hint->count == TMS_HINT_TAGS || tms_hint_has(hint, tag)) return;
  memcpy(hint->tags[hint->count++], tag, sizeof tag);
}

void tms_hint_language(tms_language_hint *hint, tms_slice tag) {
  /* Where a language has two names, or its texts are those of another, the tables have one. */
  static const char others[][5] = {"hrsh", "bssh", "srsh", "nonb", "nnnb", "iwhe", "glpt", "mosh"};
  tag = tms_slice_trim(tag);
  if (tag.len < 2 || !tms_is_alpha((unsigned char)tag.ptr[0]) || !tms_is_alpha((unsigned char)tag.ptr[1])) return;
  if (tag.len > 2 && tms_is_alnum((unsigned char)tag.ptr[2])) return;
  char first = tms_lower(tag.ptr[0]), second = tms_lower(tag.ptr[1]);
  add(hint, first, second);
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    if (others[i][0] == first && others[i][1] == second) add(hint, others[i][2], others[i][3]);
  }
}

/* A top-level domain and the languages of its pages, where that is not the same two letters. */
typedef struct domain {
  char name[3];
  char languages[9];
} domain;
static const domain domains[] = {
    {"ae", "ar"},   {"at", "de"},   {"ba", "shsr"}, {"be", "nlfr"}, {"bg", "bg"},   {"br", "pt"}, {"by", "beru"}, {"ch", "defrit"}, {"cl", "es"},
    {"cn", "zh"},   {"co", "es"},   {"cy", "el"},   {"cz", "cs"},   {"de", "de"},   {"dk", "da"}, {"dz", "arfr"}, {"ee", "et"},     {"eg", "ar"},
    {"es", "esca"}, {"fi", "fisv"}, {"fr", "fr"},   {"gr", "el"},   {"hk", "zh"},   {"hr", "sh"}, {"hu", "hu"},   {"il", "he"},     {"iq", "ar"},
    {"ir", "fa"},   {"is", "is"},   {"it", "it"},   {"jo", "ar"},   {"jp", "ja"},   {"kg", "ru"}, {"kp", "ko"},   {"kr", "ko"},     {"kw", "ar"},
    {"kz", "ru"},   {"lb", "ar"},   {"li", "de"},   {"lt", "lt"},   {"lu", "frde"}, {"lv", "lv"}, {"ma", "arfr"}, {"md", "roru"},   {"me", "sr"},
    {"mk", "mk"},   {"mo", "zh"},   {"mx", "es"},   {"nl", "nl"},   {"no", "nb"},   {"pe", "es"}, {"pk", "ur"},   {"pl", "pl"},     {"pt", "pt"},
    {"qa", "ar"},   {"ro", "ro"},   {"rs", "srsh"}, {"ru", "ru"},   {"sa", "ar"},   {"se", "sv"}, {"sg", "zh"},   {"si", "sl"},     {"sk", "sk"},
    {"su", "ru"},   {"sy", "ar"},   {"th", "th"},   {"tn", "arfr"}, {"tr", "tr"},   {"tw", "zh"}, {"ua", "ukru"}, {"ve", "es"},     {"vn", "vi"},
};

/* The host's last label; empty where there is none. */
static tms_slice top_level(tms_slice url) {
  size_t scheme = tms_slice_find(url, TMS_SLICE("://"), 0);
  tms_slice host = tms_slice_from(url, scheme == SIZE_MAX ? 0 : scheme + 3);
  size_t end = 0, dot = SIZE_MAX;
  for (; end < host.len && host.ptr[end] != '/' && host.ptr[end] != ':' && host.ptr[end] != '?' && host.ptr[end] != '#'; end++) {
    if (host.ptr[end] == '.' && end + 1 < host.len) dot = end;
  }
  return dot == SIZE_MAX || dot > end ? TMS_SLICE_NONE : tms_slice_of(host.ptr + dot + 1, end - dot - 1);
}

void tms_hint_url(tms_language_hint *hint, tms_slice url) {
  tms_slice top = top_level(tms_slice_head(url, 4096));
  if (top.len != 2) return;
  for (size_t i = 0; i < sizeof domains / sizeof domains[0]; i++) {
    if (!tms_slice_eq_nocase(top, tms_slice_of(domains[i].name, 2))) continue;
    for (const char *language = domains[i].languages; language[0]; language += 2) add(hint, language[0], language[1]);
  }
}

void tms_hint_page(tms_language_hint *hint, tms_slice bytes) {
  enum { LOOK = 2048 };
  static const tms_slice signs[] = {TMS_SLICE_INIT(" lang="), TMS_SLICE_INIT("xml:lang="), TMS_SLICE_INIT("<language>"),
                                    TMS_SLICE_INIT("content-language\" content=")};
  tms_slice head = tms_slice_head(bytes, LOOK);
  for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
    size_t at = tms_slice_find_nocase(head, signs[i], 0);
    if (at == SIZE_MAX) continue;
    tms_slice value = tms_slice_from(head, at + signs[i].len);
    if (value.len && (value.ptr[0] == '"' || value.ptr[0] == '\'')) value = tms_slice_from(value, 1);
    tms_hint_language(hint, value);
  }
}
