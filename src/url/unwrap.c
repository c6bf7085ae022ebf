#include "url/unwrap.h"

#include "base/utf8.h"
#include "url/encode.h"
#include "url/query.h"
#include "url/rules.h"

static bool is_web_address(tms_slice s) {
  return tms_slice_starts_nocase(s, TMS_SLICE("http://")) || tms_slice_starts_nocase(s, TMS_SLICE("https://"));
}

/* "https%3A" and "https:%2F": an address that was coded once more. */
static bool is_coded_address(tms_slice s) {
  if (!tms_slice_starts_nocase(s, TMS_SLICE("http"))) return false;
  s = tms_slice_from(s, 4);
  if (tms_slice_starts_nocase(s, TMS_SLICE("s"))) s = tms_slice_from(s, 1);
  return tms_slice_starts_nocase(s, TMS_SLICE("%3a")) || tms_slice_starts_nocase(s, TMS_SLICE(":%2f"));
}

/* Percent-decodes what does not begin as an address, and looks again; twice at most, which is what careless senders do. */
static bool take(tms_slice target, tms_buf *out) {
  tms_buf_reset(out);
  tms_buf_add(out, target);
  if (!is_web_address(target)) tms_percent_decode_in_place(out, 0);
  if (is_coded_address(tms_buf_slice(out))) tms_percent_decode_in_place(out, 0);
  return is_web_address(tms_buf_slice(out));
}

/* "example.com/x" without its scheme. */
static bool looks_like_host(tms_slice s) {
  size_t dot = tms_slice_find_byte(s, '.', 0), end = tms_slice_find_byte(s, '/', 0);
  if (dot == SIZE_MAX || dot == 0 || dot + 1 == s.len || (end != SIZE_MAX && end < dot)) return false;
  for (size_t i = 0; i < s.len && s.ptr[i] != '/'; i++) {
    if (!tms_is_alnum((unsigned char)s.ptr[i]) && s.ptr[i] != '.' && s.ptr[i] != '-') return false;
  }
  return true;
}

/* As take(), and the scheme may be missing. */
static bool take_bare(tms_slice target, tms_buf *out) {
  if (take(target, out)) return true;
  tms_buf_reset(out);
  tms_buf_add_cstr(out, "https://");
  tms_buf_add(out, target);
  tms_percent_decode_in_place(out, 8);
  return looks_like_host(tms_slice_from(tms_buf_slice(out), 8));
}

/* A path of the same site: "/watch?v=1". */
static bool take_local(const tms_url *url, tms_slice target, tms_buf *out) {
  if (take(target, out)) return true;
  tms_buf_reset(out);
  tms_buf_add_bytes(out, url->href.data, url->path);
  size_t begin = out->len;
  tms_buf_add(out, target);
  tms_percent_decode_in_place(out, begin);
  tms_slice path = tms_slice_from(tms_buf_slice(out), begin);
  return path.len > 1 && path.ptr[0] == '/' && path.ptr[1] != '/' && path.ptr[1] != '\\';
}

static bool decode_base64(tms_slice s, tms_buf *out) {
  uint32_t bits = 0;
  int count = 0;
  while (s.len && s.ptr[s.len - 1] == '=') s.len--;
  for (size_t i = 0; i < s.len; i++) {
    int value = tms_base64_value((unsigned char)s.ptr[i]);
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
static bool decode_coded(tms_slice value, tms_buf *out) {
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
  return tms_utf8_is_valid(tms_buf_slice(out));
}

static bool take_base64(tms_slice value, tms_buf *out) {
  return decode_coded(value, out) && is_web_address(tms_buf_slice(out));
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

/* The first address in JSON text: up to the quotation mark, without the backslashes that JSON in JSON puts before "/" and "\"". In place. */
static bool keep_json_address(tms_buf *out) {
  size_t begin = tms_slice_find(tms_buf_slice(out), TMS_SLICE("http"), 0), size = 0;
  if (begin == SIZE_MAX) return false;
  for (size_t at = begin; at < out->len && out->data[at] != '"'; at++) {
    tms_slice rest = tms_slice_of(out->data + at, out->len - at);
    if (tms_slice_starts(rest, TMS_SLICE("u0026")) && at > begin && out->data[at - 1] == '\\') {
      out->data[size++] = '&';
      at += 4;
    } else if (out->data[at] != '\\') {
      out->data[size++] = out->data[at];
    }
  }
  tms_buf_cut(out, size);
  return is_web_address(tms_buf_slice(out));
}

static bool take_json(tms_slice value, tms_buf *out) {
  return decode_coded(value, out) && keep_json_address(out);
}

static bool take_value(const tms_url *url, const tms_wrapper *wrapper, tms_slice value, tms_buf *out) {
  switch (wrapper->kind) {
    case TMS_WRAP_BASE64: return take_base64(value, out);
    case TMS_WRAP_PROOFPOINT_V2: return take_proofpoint_v2(value, out);
    case TMS_WRAP_LOCAL: return take_local(url, value, out);
    case TMS_WRAP_BARE: return take_bare(value, out);
    case TMS_WRAP_JSON: return take_json(value, out);
    case TMS_WRAP_DISQUS:
      if (!take(value, out)) return false;
      cut_disqus_hash(out);
      return true;
    default: return take(value, out);
  }
}

static bool unwrap_parameter(const tms_url *url, const tms_wrapper *wrapper, tms_buf *out) {
  tms_slice names = wrapper->names, wanted;
  while (tms_slice_next_word(&names, &wanted)) {
    tms_query query = tms_query_strict(tms_slice_from(tms_url_search(url), 1));
    tms_parameter parameter;
    while (tms_query_next(&query, &parameter)) {
      if (tms_slice_eq_nocase(parameter.name, wanted) && take_value(url, wrapper, parameter.value, out)) return true;
      if (out->status != TMS_OK) return false; /* the next candidate would clear it */
    }
  }
  return false;
}

/* What stands in the address from a place on: an address written out takes all the rest, a coded one ends with its piece of the path. */
static bool take_path(tms_slice target, tms_buf *out) {
  if (is_web_address(target)) return take(target, out);
  if (!is_coded_address(target)) return false;
  size_t end = tms_slice_find_byte(target, '/', 0), query = tms_slice_find_byte(target, '?', 0);
  return take(tms_slice_head(target, end < query ? end : query), out);
}

static bool unwrap_path(const tms_url *url, const tms_wrapper *wrapper, tms_buf *out) {
  tms_slice rest = tms_slice_from(tms_url_href(url), url->path), path = tms_url_pathname(url), names = wrapper->names, mark;
  if (names.len == 0) names = TMS_SLICE("/");
  while (tms_slice_next_word(&names, &mark)) {
    for (size_t at = 0; (at = tms_slice_find(path, mark, at)) != SIZE_MAX; at++) {
      if (take_path(tms_slice_from(rest, at + mark.len), out)) return true;
      if (out->status != TMS_OK) return false;
    }
  }
  return false;
}

/* The second piece of the path, in which the scheme may be missing. */
static bool unwrap_bare_path(const tms_url *url, tms_buf *out) {
  tms_slice path = tms_slice_from(tms_url_pathname(url), 1);
  size_t slash = tms_slice_find_byte(path, '/', 0);
  if (slash == SIZE_MAX) return false;
  path = tms_slice_from(path, slash + 1);
  return take_bare(tms_slice_head(path, tms_slice_find_byte(path, '/', 0)), out);
}

/* The first address written out behind a separator; it takes all the rest. Else the whole query. */
static bool unwrap_tail(const tms_url *url, tms_buf *out) {
  tms_slice rest = tms_slice_from(tms_url_href(url), url->path);
  for (size_t at = 0; (at = tms_slice_find(rest, TMS_SLICE("http"), at)) != SIZE_MAX; at++) {
    bool behind = at > 0 && (rest.ptr[at - 1] == '?' || rest.ptr[at - 1] == '&' || rest.ptr[at - 1] == ';' || rest.ptr[at - 1] == '=');
    if (behind && is_web_address(tms_slice_from(rest, at))) return take(tms_slice_from(rest, at), out);
  }
  return take(tms_slice_from(tms_slice_from(tms_url_href(url), url->query), 1), out);
}

/* url(https://...) */
static bool unwrap_parentheses(const tms_url *url, const tms_wrapper *wrapper, tms_buf *out) {
  tms_slice rest = tms_slice_from(tms_url_href(url), url->path);
  for (size_t at = 0; (at = tms_slice_find(rest, wrapper->names, at)) != SIZE_MAX; at++) {
    tms_slice target = tms_slice_from(rest, at + wrapper->names.len);
    if (target.len == 0 || target.ptr[0] != '(') continue;
    size_t end = tms_slice_find_byte(target, ')', 0);
    return end != SIZE_MAX && take(tms_slice_of(target.ptr + 1, end - 1), out);
  }
  return false;
}

static bool unwrap_between(const tms_url *url, tms_slice mark, tms_buf *out) {
  tms_slice href = tms_slice_from(tms_url_href(url), url->path);
  size_t begin = tms_slice_find(href, mark, 0);
  if (begin == SIZE_MAX) return false;
  tms_slice target = tms_slice_from(href, begin + mark.len);
  size_t end = tms_slice_find(target, mark, 0);
  return end != SIZE_MAX && take(tms_slice_head(target, end), out);
}

/* Every piece of the path that begins as base64 of `begin` does. JSON Web Tokens are three such pieces, apart by dots. */
static bool unwrap_coded_piece(const tms_url *url, bool json, tms_buf *out) {
  tms_slice path = tms_url_pathname(url);
  for (size_t at = 0; at < path.len;) {
    tms_slice piece = tms_slice_from(path, at);
    size_t end = 0;
    while (end < piece.len && piece.ptr[end] != '/' && (!json || piece.ptr[end] != '.')) end++;
    piece = tms_slice_head(piece, end);
    bool coded = tms_slice_starts(piece, json ? TMS_SLICE("eyJ") : TMS_SLICE("aHR0c"));
    if (coded && (json ? take_json(piece, out) : take_base64(piece, out))) return true;
    if (out->status != TMS_OK) return false;
    at += end + 1;
  }
  return false;
}

/* /host/s/path of Yandex's Turbo pages. */
static bool unwrap_turbo(const tms_url *url, tms_buf *out) {
  tms_slice rest = tms_slice_from(tms_url_href(url), url->path + 1);
  size_t slash = tms_slice_find_byte(rest, '/', 0);
  if (slash == SIZE_MAX || !tms_slice_starts(tms_slice_from(rest, slash), TMS_SLICE("/s/")) || !looks_like_host(tms_slice_head(rest, slash)))
    return false;
  tms_buf_reset(out);
  tms_buf_add_cstr(out, "https://");
  tms_buf_add(out, tms_slice_head(rest, slash));
  tms_buf_add(out, tms_slice_from(rest, slash + 2));
  return true;
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
  int value = tms_base64_value((unsigned char)c);
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
    case TMS_WRAP_TAIL: return unwrap_tail(url, out);
    case TMS_WRAP_PATH: return unwrap_path(url, wrapper, out);
    case TMS_WRAP_BARE_PATH: return unwrap_bare_path(url, out);
    case TMS_WRAP_AMP: return unwrap_amp(url, out);
    case TMS_WRAP_TURBO: return unwrap_turbo(url, out);
    case TMS_WRAP_PROOFPOINT_V3: return unwrap_proofpoint_v3(url, out);
    case TMS_WRAP_PARENTHESES: return unwrap_parentheses(url, wrapper, out);
    case TMS_WRAP_BETWEEN: return unwrap_between(url, wrapper->names, out);
    case TMS_WRAP_BASE64_PATH: return unwrap_coded_piece(url, false, out);
    case TMS_WRAP_JSON_PATH: return unwrap_coded_piece(url, true, out);
    case TMS_WRAP_PARAMETER:
    case TMS_WRAP_BASE64:
    case TMS_WRAP_PROOFPOINT_V2:
    case TMS_WRAP_DISQUS:
    case TMS_WRAP_LOCAL:
    case TMS_WRAP_BARE:
    case TMS_WRAP_JSON: break;
  }
  return unwrap_parameter(url, wrapper, out);
}

bool tms_url_unwrap(const tms_url *url, const tms_rule_set *set, tms_buf *out) {
  tms_wrapper wrapper;
  tms_buf_reset(out);
  for (size_t i = 0; tms_rules_wrapper(set, i, &wrapper); i++) {
    if (unwrap_by(url, &wrapper, out)) return out->status == TMS_OK;
    if (out->status != TMS_OK) return false;
  }
  return false;
}
