#include "url/tracking.h"

#include "url/encode.h"
#include "url/rules.h"
#include "url/unwrap.h"

enum { MAX_ROUNDS = 16 }; /* wrappers in wrappers, each followed by stripping; real mail has up to four. More: left as it was */

void tms_link_cleaner_init(tms_link_cleaner *cleaner, const tms_allocator *allocator) {
  tms_url_init(&cleaner->url, allocator);
  tms_url_init(&cleaner->inner, allocator);
  tms_buf_init(&cleaner->work, allocator, SIZE_MAX / 2);
  tms_buf_init(&cleaner->out, allocator, SIZE_MAX / 2);
}

void tms_link_cleaner_release(tms_link_cleaner *cleaner) {
  tms_buf_release(&cleaner->out);
  tms_buf_release(&cleaner->work);
  tms_url_release(&cleaner->inner);
  tms_url_release(&cleaner->url);
}

/* Percent-decoded, lower case, without the "amp;" of a separator that was escaped for HTML. Names that no rule can know come back empty. */
static tms_slice fold_name(tms_slice name, char room[TMS_RULES_MAX_NAME]) {
  size_t size = 0;
  if (tms_slice_starts(name, TMS_SLICE("amp;"))) name = tms_slice_from(name, 4);
  for (size_t i = 0; i < name.len; i++) {
    char c = name.ptr[i];
    int byte = c == '%' ? tms_percent_byte(name, i) : -1;
    if (byte >= 0) {
      c = (char)byte;
      i += 2;
    }
    if (size == TMS_RULES_MAX_NAME) return TMS_SLICE_NONE;
    room[size++] = tms_lower(c);
  }
  return tms_slice_of(room, size);
}

/* Signed addresses break when anything leaves them. A token signs where an end of validity stands beside it. */
static bool is_signed(const tms_url *url) {
  tms_slice query = tms_slice_from(tms_url_search(url), 1), name, value, whole;
  char room[TMS_RULES_MAX_NAME];
  bool token = false, expires = false;
  while (tms_query_next(&query, &name, &value, &whole)) {
    name = fold_name(name, room);
    if (value.len && tms_rules_signs(name)) return true;
    token |= tms_slice_eq(name, TMS_SLICE("token")) || tms_slice_eq(name, TMS_SLICE("hash")) || tms_slice_eq(name, TMS_SLICE("md5"));
    expires |= tms_slice_starts(name, TMS_SLICE("expire")) || tms_slice_eq(name, TMS_SLICE("exp")) || tms_slice_eq(name, TMS_SLICE("validto"));
  }
  return token && expires;
}

/* ";jsessionid=..." up to the end of its piece of the path, and ASP.NET's "/(S(...))". */
static void strip_path(const tms_url *url, tms_buf *out) {
  tms_slice path = tms_url_pathname(url);
  for (size_t at = 0; at < path.len;) {
    tms_slice rest = tms_slice_from(path, at);
    size_t slash = tms_slice_find_byte(rest, '/', 1);
    size_t end = slash == SIZE_MAX ? rest.len : slash;
    tms_slice piece = tms_slice_head(rest, end);
    size_t session = tms_slice_find_nocase(piece, TMS_SLICE(";jsessionid="), 0);
    if (session == SIZE_MAX) session = tms_slice_find_nocase(piece, TMS_SLICE(";phpsessid="), 0);
    bool cookieless = tms_slice_starts_nocase(piece, TMS_SLICE("/(S(")) && tms_slice_ends(piece, TMS_SLICE("))"));
    if (!cookieless) tms_buf_add(out, tms_slice_head(piece, session));
    at += end;
  }
}

/* Amazon's "/ref=..." is the last piece of a path. */
static void strip_site_path(const tms_url *url, tms_buf *out, size_t begin) {
  if (!tms_host_matches(tms_url_hostname(url), TMS_SLICE("amazon.*"))) return;
  size_t at = tms_slice_find(tms_buf_slice(out), TMS_SLICE("/ref="), begin);
  if (at != SIZE_MAX) tms_buf_cut(out, at);
  if (out->len == begin) tms_buf_add_byte(out, '/');
}

static void strip_query(const tms_url *url, tms_buf *out) {
  tms_slice query = tms_slice_from(tms_url_search(url), 1), name, value, whole;
  char room[TMS_RULES_MAX_NAME], separator = '?';
  bool dropped = false;
  size_t begin = out->len;
  while (tms_query_next(&query, &name, &value, &whole)) {
    bool drop = tms_rules_drop(url, fold_name(name, room), value);
    dropped |= drop;
    if (drop) continue;
    if (whole.len > 4 && separator == '&' && tms_slice_starts(whole, TMS_SLICE("amp;"))) whole = tms_slice_from(whole, 4);
    tms_buf_add_byte(out, separator);
    tms_buf_add(out, whole);
    separator = '&';
  }
  if (dropped) return;
  /* Nothing goes: then it stays to the byte, empty parameters and all. */
  tms_buf_cut(out, begin);
  tms_buf_add(out, tms_slice_of(url->href.data + url->query, url->fragment - url->query));
}

/* A fragment that is a list of parameters loses those that track; any other one stays. */
static void strip_fragment(const tms_url *url, tms_buf *out) {
  tms_slice fragment = tms_slice_from(tms_slice_of(url->href.data + url->fragment, url->href.len - url->fragment), 1);
  size_t directive = tms_slice_find(fragment, TMS_SLICE(":~:"), 0), begin = out->len;
  tms_slice kept = tms_slice_head(fragment, directive), rest = kept, name, value, whole;
  char room[TMS_RULES_MAX_NAME], separator = '#';
  bool dropped = false;
  while (tms_query_next(&rest, &name, &value, &whole)) {
    bool drop = value.len && tms_rules_drop_fragment(fold_name(name, room));
    dropped |= drop;
    if (drop) continue;
    tms_buf_add_byte(out, separator);
    tms_buf_add(out, whole);
    separator = '&';
  }
  if (dropped) return;
  tms_buf_cut(out, begin);
  if (!url->has_fragment || (directive != SIZE_MAX && kept.len == 0)) return;
  tms_buf_add_byte(out, '#');
  tms_buf_add(out, kept);
}

static void strip(const tms_url *url, tms_buf *out) {
  tms_buf_reset(out);
  tms_buf_add_bytes(out, url->href.data, url->path);
  strip_path(url, out);
  strip_site_path(url, out, url->path);
  if (out->len == url->path) tms_buf_add_byte(out, '/');
  strip_query(url, out);
  strip_fragment(url, out);
}

static bool is_web(const tms_url *url) {
  return url->scheme == TMS_SCHEME_HTTP || url->scheme == TMS_SCHEME_HTTPS;
}

typedef enum round_result { ROUND_DONE, ROUND_CHANGED, ROUND_FAILED } round_result;

/* One step: off with a wrapper, or with what tracks. The new address is parsed into cleaner->url. */
static round_result clean_once(tms_link_cleaner *cleaner, uint32_t *did, tms_status *status) {
  tms_url *url = &cleaner->url;
  uint32_t step = TMS_LINK_UNWRAPPED;
  if (!is_web(url) || tms_rules_keep_address(url)) return ROUND_DONE;
  bool unwrapped = tms_url_unwrap(url, &cleaner->work);
  if (unwrapped) {
    *status = tms_url_parse(&cleaner->inner, tms_buf_slice(&cleaner->work), NULL);
    unwrapped = *status == TMS_OK;
    if (*status == TMS_ERR_MEMORY) return ROUND_FAILED;
  }
  if (cleaner->work.status == TMS_OK && !unwrapped) {
    *status = TMS_OK;
    if (is_signed(url)) return ROUND_DONE;
    step = TMS_LINK_TRACKING;
    strip(url, &cleaner->work);
    if (cleaner->work.status == TMS_OK && tms_slice_eq(tms_buf_slice(&cleaner->work), tms_url_href(url))) return ROUND_DONE;
    if (cleaner->work.status == TMS_OK) *status = tms_url_parse(&cleaner->inner, tms_buf_slice(&cleaner->work), NULL);
  }
  if (cleaner->work.status != TMS_OK) *status = cleaner->work.status;
  if (*status != TMS_OK) return ROUND_FAILED;
  tms_url swap = cleaner->url;
  cleaner->url = cleaner->inner;
  cleaner->inner = swap;
  *did |= step;
  return ROUND_CHANGED;
}

static tms_status clean_rounds(tms_link_cleaner *cleaner, uint32_t *did) {
  tms_status status = TMS_OK;
  uint32_t changes = 0;
  for (size_t round = 0; round < MAX_ROUNDS; round++) {
    round_result result = clean_once(cleaner, &changes, &status);
    if (result == ROUND_FAILED) return status == TMS_ERR_SYNTAX ? TMS_OK : status; /* stripped, it is no URL any more: it stays as it was */
    if (result == ROUND_CHANGED) continue;
    tms_buf_reset(&cleaner->out);
    tms_buf_add(&cleaner->out, tms_url_href(&cleaner->url));
    *did |= changes;
    return cleaner->out.status;
  }
  return TMS_OK;
}

tms_status tms_link_clean(tms_link_cleaner *cleaner, tms_slice raw, const tms_url *base, bool keep_tracking, tms_slice *clean, uint32_t *did) {
  raw = tms_slice_trim(raw);
  *clean = TMS_SLICE_NONE;
  *did = 0;
  tms_status status = tms_url_parse(&cleaner->url, raw, NULL);
  if (status == TMS_ERR_SYNTAX && base) {
    status = tms_url_parse(&cleaner->url, raw, base);
    if (status == TMS_OK) *did |= TMS_LINK_RESOLVED;
  }
  if (status == TMS_ERR_SYNTAX || status == TMS_ERR_LIMIT) {
    *did = TMS_LINK_NO_URL;
    *clean = raw;
    return TMS_OK;
  }
  if (status != TMS_OK) return status;
  tms_buf_reset(&cleaner->out);
  tms_buf_add(&cleaner->out, tms_url_href(&cleaner->url));
  if (cleaner->out.status == TMS_OK && !keep_tracking) status = clean_rounds(cleaner, did);
  if (status == TMS_OK) status = cleaner->out.status;
  if (status != TMS_OK) return status;
  *clean = tms_buf_slice(&cleaner->out);
  return TMS_OK;
}
