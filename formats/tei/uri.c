#include "formats/tei/uri.h"

#include "url/encode.h"

/* unreserved, sub-delims, and the gen-delims that may stand in any part (RFC 3986, 2.2, 2.3, 3.3, 3.4). */
static bool is_uri_byte(unsigned char c) {
  static const char others[] = "-._~!$&'()*+,;=:@/?";
  return c >= 0x80 || tms_is_alnum(c) || (c && memchr(others, c, sizeof others - 1));
}

/* Is there something to address behind a scheme? Validators (jing's rules for anyURI) refuse a bare "mailto:", "a:#b" and "http://". */
static bool is_some_place(tms_slice rest) {
  return rest.len > 0 && rest.ptr[0] != '#' && !tms_slice_eq(rest, TMS_SLICE("//"));
}

/* Length of the scheme with its colon (3.1), or 0. */
static size_t scheme_length(tms_slice url) {
  for (size_t i = 0; i < url.len; i++) {
    unsigned char c = (unsigned char)url.ptr[i];
    if (c == ':') return i > 0 && is_some_place(tms_slice_from(url, i + 1)) ? i + 1 : 0;
    if (!tms_is_alpha(c) && (i == 0 || !(tms_is_digit(c) || c == '+' || c == '-' || c == '.'))) break;
  }
  return 0;
}

/* Where the parts of a URL end. */
typedef struct parts {
  size_t scheme;      /* 0: none */
  size_t authority;   /* end of it; equal to its begin where there is none */
  size_t fragment;    /* the first #, or SIZE_MAX */
  bool odd_authority; /* more than [user@]host[:digits] */
} parts;

static bool is_odd_authority(tms_slice authority) {
  size_t at = tms_slice_find_byte(authority, '@', 0), colon;
  tms_slice host = at == SIZE_MAX ? authority : tms_slice_from(authority, at + 1);
  uint64_t port;
  if (tms_slice_find_byte(host, '@', 0) != SIZE_MAX) return true;
  colon = tms_slice_find_byte(host, ':', 0);
  host = tms_slice_from(host, colon == SIZE_MAX ? host.len : colon + 1);
  return host.len > 0 && !tms_slice_to_u64(host, 65535, &port);
}

static parts parts_of(tms_slice url) {
  parts p = {.scheme = scheme_length(url), .fragment = tms_slice_find_byte(url, '#', 0)};
  tms_slice rest = tms_slice_from(url, p.scheme);
  p.authority = p.scheme;
  if (!tms_slice_starts(rest, TMS_SLICE("//"))) return p;
  size_t end = p.scheme + 2;
  while (end < url.len && url.ptr[end] != '/' && url.ptr[end] != '?' && url.ptr[end] != '#') end++;
  p.authority = end;
  p.odd_authority = is_odd_authority(tms_slice_of(url.ptr + p.scheme + 2, end - p.scheme - 2));
  return p;
}

/* A colon in the first segment of a relative reference would make a scheme of what stands before it (4.2): no slash has been seen then. */
static bool may_stand(tms_slice url, const parts *p, size_t at, bool slash_seen) {
  unsigned char c = (unsigned char)url.ptr[at];
  if (c == '%') return tms_percent_byte(url, at) >= 0;
  if (c == '/' && url.len == 2 && at == 1 && url.ptr[0] == '/') return false; /* "//" alone names nobody */
  if (c == '#') return at == p->fragment;
  if (c == ':' && p->scheme == 0 && !slash_seen) return false;
  if ((c == ':' || c == '@') && p->odd_authority && at > p->scheme && at < p->authority) return false;
  return is_uri_byte(c);
}

bool tms_tei_uri_add(tms_buf *out, tms_slice url) {
  parts p = parts_of(url);
  bool slash_seen = false, same = true;
  for (size_t i = 0; i < url.len; i++) {
    unsigned char c = (unsigned char)url.ptr[i];
    if (may_stand(url, &p, i, slash_seen)) {
      tms_buf_add_byte(out, (char)c);
    } else {
      tms_percent_add(c, out);
      same = false;
    }
    slash_seen |= c == '/' || c == '?';
  }
  return same;
}
