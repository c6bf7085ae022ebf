#include "url/unwrap.h"

#include "base/utf8.h"
#include "url/encode.h"
#include "url/rules.h"

bool tms_query_next(tms_slice *query, tms_slice *name, tms_slice *value, tms_slice *whole) {
  if (query->len == 0) return false;
  size_t end = tms_slice_find_byte(*query, '&', 0);
  *whole = tms_slice_head(*query, end);
  *query = tms_slice_from(*query, whole->len + (end != SIZE_MAX));
  size_t equals = tms_slice_find_byte(*whole, '=', 0);
  *name = tms_slice_head(*whole, equals);
  *value = equals == SIZE_MAX ? TMS_SLICE_NONE : tms_slice_from(*whole, equals + 1);
  return true;
}

static bool is_web_address(tms_slice s) {
  return tms_slice_starts_nocase(s, TMS_SLICE("http://")) || tms_slice_starts_nocase(s, TMS_SLICE("https://"));
}

/* Percent-decodes what does not begin as an address, and looks again. */
static bool take(tms_slice target, tms_buf *out) {
  tms_buf_reset(out);
  if (is_web_address(target)) {
    tms_buf_add(out, target);
  } else {
    tms_percent_decode(target, out);
  }
  return is_web_address(tms_buf_slice(out));
}

/* 0 to 63, or -1; both alphabets of RFC 4648. */
static int base64_value(char c) {
  if (tms_is_upper((unsigned char)c)) return c - 'A';
  if (tms_is_lower((unsigned char)c)) return c - 'a' + 26;
  if (tms_is_digit((unsigned char)c)) return c - '0' + 52;
  return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static bool decode_base64(tms_slice s, tms_buf *out) {
  uint32_t bits = 0;
  int count = 0;
  while (s.len && s.ptr[s.len - 1] == '=') s.len--;
  for (size_t i = 0; i < s.len; i++) {
    int value = base64_value(s.ptr[i]);
    if (value < 0) return false;
    bits = bits << 6 | (uint32_t)value;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    tms_buf_add_byte(out, (char)(bits >> count));
    bits &= (1u << count) - 1;
  }
  return true;
}

/* The coded target is at most as long as the query: `out` is first the decoded value, then what it decodes to stands behind it and is moved down. */
static bool take_base64(tms_slice value, tms_buf *out) {
  tms_buf_reset(out);
  tms_percent_decode(value, out);
  size_t coded = out->len;
  if (!tms_buf_reserve(out, coded)) return false;
  tms_slice text = tms_buf_slice(out);
  if (tms_slice_starts(text, TMS_SLICE("a1"))) text = tms_slice_from(text, 2);
  if (!decode_base64(text, out) || out->status != TMS_OK) return false;
  size_t size = out->len - coded;
  memmove(out->data, out->data + coded, size);
  tms_buf_cut(out, size);
  return is_web_address(tms_buf_slice(out)) && tms_utf8_is_valid(tms_buf_slice(out));
}

/* "-" stands for "%", "_" for "/": then percent-decoding. */
static bool take_proofpoint_v2(tms_slice value, tms_buf *out) {
  tms_buf_reset(out);
  for (size_t i = 0; i < value.len; i++) {
    char c = value.ptr[i];
    int byte = c == '-' ? tms_percent_byte(value, i) : -1;
    if (byte >= 0) {
      tms_buf_add_byte(out, (char)byte);
      i += 2;
    } else {
      tms_buf_add_byte(out, c == '_' ? '/' : c == '-' ? '%' : c);
    }
  }
  return is_web_address(tms_buf_slice(out));
}

/* ":hash" that Disqus puts behind the target. */
static void cut_disqus_hash(tms_buf *out) {
  size_t at = out->len;
  while (at > 0 && (tms_is_alnum((unsigned char)out->data[at - 1]) || out->data[at - 1] == '_' || out->data[at - 1] == '-')) at--;
  if (at > 8 && at < out->len && out->data[at - 1] == ':') tms_buf_cut(out, at - 1);
}

static bool take_value(const tms_wrapper *wrapper, tms_slice value, tms_buf *out) {
  switch (wrapper->kind) {
    case TMS_WRAP_BASE64: return take_base64(value, out);
    case TMS_WRAP_PROOFPOINT_V2: return take_proofpoint_v2(value, out);
    case TMS_WRAP_DISQUS:
      if (!take(value, out)) return false;
      cut_disqus_hash(out);
      return true;
    default: return take(value, out);
  }
}

static bool unwrap_parameter(const tms_url *url, const tms_wrapper *wrapper, tms_buf *out) {
  tms_slice names = tms_slice_cstr(wrapper->names), wanted;
  while (tms_slice_next_word(&names, &wanted)) {
    tms_slice query = tms_slice_from(tms_url_search(url), 1), name, value, whole;
    while (tms_query_next(&query, &name, &value, &whole)) {
      if (tms_slice_starts(name, TMS_SLICE("amp;"))) name = tms_slice_from(name, 4);
      if (tms_slice_eq_nocase(name, wanted) && take_value(wrapper, value, out)) return true;
      if (out->status != TMS_OK) return false; /* the next candidate would clear it */
    }
  }
  return false;
}

/* Plain, the target runs to the end of the whole address; percent-encoded, to the end of its piece of the path. */
static bool unwrap_path(const tms_url *url, const tms_wrapper *wrapper, tms_buf *out) {
  tms_slice rest = tms_slice_from(tms_url_href(url), url->path), name = tms_slice_cstr(*wrapper->names ? wrapper->names : "/");
  tms_slice path = tms_url_pathname(url);
  for (size_t at = 0; (at = tms_slice_find(path, name, at)) != SIZE_MAX; at++) {
    tms_slice target = tms_slice_from(rest, at + name.len);
    if (is_web_address(target)) return take(target, out);
    if (!tms_slice_starts_nocase(target, TMS_SLICE("http%3a")) && !tms_slice_starts_nocase(target, TMS_SLICE("https%3a"))) continue;
    size_t end = tms_slice_find_byte(target, '/', 0), query = tms_slice_find_byte(target, '?', 0);
    return take(tms_slice_head(target, end < query ? end : query), out);
  }
  return false;
}

/* /amp/[s/]host/path of the viewer; /c/, /v/, /i/, /ii/w1000/ and others of the cache. "s" says https. */
static bool unwrap_amp(const tms_url *url, tms_buf *out) {
  tms_slice rest = tms_slice_from(tms_url_href(url), url->path + 1);
  size_t slash = tms_slice_find_byte(rest, '/', 0);
  if (slash == SIZE_MAX) return false;
  bool sized = tms_slice_starts(rest, TMS_SLICE("ii/"));
  rest = tms_slice_from(rest, slash + 1);
  if (sized) {
    size_t width = tms_slice_find_byte(rest, '/', 0);
    rest = tms_slice_from(rest, width == SIZE_MAX ? rest.len : width + 1);
  }
  bool secure = tms_slice_starts(rest, TMS_SLICE("s/"));
  if (secure) rest = tms_slice_from(rest, 2);
  size_t dot = tms_slice_find_byte(rest, '.', 0), end = tms_slice_find_byte(rest, '/', 0);
  if (dot == SIZE_MAX || (end != SIZE_MAX && dot > end)) return false;
  tms_buf_reset(out);
  tms_buf_add_cstr(out, secure ? "https://" : "http://");
  tms_buf_add(out, rest);
  return true;
}

/* The number of characters that "**X" stands for. */
static size_t run_length(char c) {
  int value = base64_value(c);
  return value < 0 ? 0 : (size_t)value + 2;
}

/* /v3/__URL__;BASE64!!... : each "*" of URL is the next character of the decoded text, "**X" a run of them. */
static bool unwrap_proofpoint_v3(const tms_url *url, tms_buf *out) {
  tms_slice href = tms_url_href(url);
  size_t begin = tms_slice_find(href, TMS_SLICE("/v3/__"), url->path), end = tms_slice_find(href, TMS_SLICE("__;"), url->path);
  if (begin == SIZE_MAX || end == SIZE_MAX || end < begin + 6) return false;
  size_t close = tms_slice_find(href, TMS_SLICE("!!"), end);
  if (close == SIZE_MAX) return false;
  tms_slice text = tms_slice_of(href.ptr + begin + 6, end - begin - 6);
  tms_buf_reset(out);
  if (!decode_base64(tms_slice_of(href.ptr + end + 3, close - end - 3), out) || out->status != TMS_OK) return false;
  size_t coded = out->len, from = 0, size;
  /* Room for all of it now, so that the decoded characters don't move while they are read. */
  if (!tms_buf_reserve(out, coded + text.len)) return false;
  tms_slice characters = tms_slice_of(out->data, coded);
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] != '*') {
      tms_buf_add_byte(out, text.ptr[i]);
      continue;
    }
    bool run = i + 2 < text.len && text.ptr[i + 1] == '*';
    size_t count = run ? run_length(text.ptr[i + 2]) : 1;
    if (count == 0) return false;
    for (; count; count--, from += size) {
      if (from >= coded) return false;
      (void)tms_utf8_decode(characters, from, &size, NULL);
      tms_buf_add_bytes(out, out->data + from, size);
    }
    if (run) i += 2;
  }
  size_t length = out->len - coded;
  memmove(out->data, out->data + coded, length);
  tms_buf_cut(out, length);
  return is_web_address(tms_buf_slice(out));
}

static bool unwrap_by(const tms_url *url, const tms_wrapper *wrapper, tms_buf *out) {
  switch (wrapper->kind) {
    case TMS_WRAP_QUERY: return take(tms_slice_from(tms_slice_from(tms_url_href(url), url->query), 1), out);
    case TMS_WRAP_PATH: return unwrap_path(url, wrapper, out);
    case TMS_WRAP_AMP: return unwrap_amp(url, out);
    case TMS_WRAP_PROOFPOINT_V3: return unwrap_proofpoint_v3(url, out);
    case TMS_WRAP_PARAMETER:
    case TMS_WRAP_BASE64:
    case TMS_WRAP_PROOFPOINT_V2:
    case TMS_WRAP_DISQUS: break;
  }
  return unwrap_parameter(url, wrapper, out);
}

bool tms_url_unwrap(const tms_url *url, tms_buf *out) {
  tms_slice host = tms_url_hostname(url), path = tms_url_pathname(url);
  for (size_t i = 0;; i++) {
    const tms_wrapper *wrapper = tms_wrapper_at(i);
    if (!wrapper) return false;
    if (!tms_host_matches(host, wrapper->host) || !tms_slice_starts(path, tms_slice_cstr(wrapper->path))) continue;
    if (unwrap_by(url, wrapper, out)) return out->status == TMS_OK;
    if (out->status != TMS_OK) return false;
  }
}
