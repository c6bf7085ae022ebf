/*
 * The name of the site. Most pages declare it (docs/metadata.md has the sources); where none does, <title> often ends with it, or begins: "Title | Site". A part of
 * <title> is believed to be the site's name if the host has it too, or if everything else of <title> is what the page calls itself elsewhere.
 */
#include "clean/metadata.h"

#include "clean/title_choices.h"

enum { LONGEST = 60, MOST_WORDS = 5 };

tms_slice tms_site_host(tms_slice url) {
  enum { LOOK = 300 };
  size_t at = tms_slice_find(tms_slice_head(url, url.len < LOOK ? url.len : LOOK), TMS_SLICE("://"), 0), end = 0, last, begin = 0;
  if (at == SIZE_MAX) return TMS_SLICE_NONE;
  tms_slice host = tms_slice_from(url, at + 3), best = TMS_SLICE_NONE;
  while (end < host.len && end < LOOK && !strchr("/:?#", host.ptr[end])) end++;
  for (last = end; last > 0 && host.ptr[last - 1] != '.';) last--;
  host = tms_slice_head(host, last ? last - 1 : 0);
  /* The longest label but the last: "co" and "www" are shorter than nearly every name. */
  for (size_t i = 0; i <= host.len; i++) {
    if (i < host.len && host.ptr[i] != '.') continue;
    if (i - begin > best.len) best = tms_slice_of(host.ptr + begin, i - begin);
    begin = i + 1;
  }
  return best;
}

/* Does the page say this of itself in an h1 or in og:title? */
static bool is_said(const tms_document *doc, tms_slice text) {
  tms_slice h1 = tms_hint_value(doc, TMS_FROM_HTML, TMS_SLICE("h1")), og = tms_hint_value(doc, TMS_FROM_OG, TMS_SLICE("og:title"));
  return (h1.len && tms_title_same(text, h1)) || (og.len && tms_title_same(text, og));
}

/* "Daily Hive" for dailyhive.com; but "Shop" is no name of coffeeshop.com, and neither is "The ten best coffee shops of Rome". */
static bool is_of_host(tms_slice part, tms_slice host) {
  return host.len >= 3 && part.len * 2 >= host.len && part.len <= host.len * 2 + 8 && tms_title_names_host(part, host);
}

static bool is_site(const tms_document *doc, tms_slice part, tms_slice rest, tms_slice host) {
  part = tms_slice_trim(part);
  if (part.len < 2 || part.len > LONGEST || tms_title_words_of(part).count > MOST_WORDS || is_said(doc, part)) return false;
  return is_of_host(part, host) || (is_said(doc, rest) && !is_of_host(tms_slice_trim(rest), host));
}

void tms_site_of_title(tms_document *doc) {
  tms_slice title = tms_fold_line(doc, tms_hint_value(doc, TMS_FROM_HTML, TMS_SLICE("title"))),
            url = tms_metadata_get(&doc->metadata, TMS_FIELD_CANONICAL_URL);
  if (tms_metadata_is_set(doc, TMS_FIELD_SITE) || title.len > TMS_TITLE_LONGEST) return;
  tms_slice host = tms_site_host(url.len ? url : tms_metadata_get(&doc->metadata, TMS_FIELD_URL));
  size_t first = SIZE_MAX, last = 0, first_len = 0, last_len = 0;
  for (size_t at = 1, len; (at = tms_title_next_separator(title, at, &len)) != SIZE_MAX; at = last + last_len) {
    if (first == SIZE_MAX) {
      first = at;
      first_len = len;
    }
    last = at;
    last_len = len;
  }
  if (first == SIZE_MAX) return;
  tms_slice head = tms_slice_head(title, first), tail = tms_slice_from(title, last + last_len);
  if (is_site(doc, tail, tms_slice_head(title, last), host)) {
    (void)tms_metadata_say(doc, TMS_FIELD_SITE, tail, TMS_FROM_HTML);
  } else if (is_site(doc, head, tms_slice_from(title, first + first_len), host)) {
    (void)tms_metadata_say(doc, TMS_FIELD_SITE, head, TMS_FROM_HTML);
  }
}
