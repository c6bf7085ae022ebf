/*
 * Nine of ten addresses of a page are in normal form already: "https://", a host of small letters, a path without dots, and bytes that nothing encodes. They are
 * told by one look at each byte and copied whole; anything else, and whatever might be anything else, is left to the parser.
 */
#include "url/parse.h"

/* Where a byte may stand as it is: bits. */
enum { IN_HOST = 1, IN_PATH = 2, IN_QUERY = 4, IN_FRAGMENT = 8 };

enum {
  ALL = IN_HOST | IN_PATH | IN_QUERY | IN_FRAGMENT, /* small letters, digits, "-" and "." */
  REST = IN_PATH | IN_QUERY | IN_FRAGMENT,
  LAST = IN_QUERY | IN_FRAGMENT,
  FRAGMENT = IN_FRAGMENT
};

/* By the percent-encode sets of the URL Standard (1.3): path, special-query, fragment. "\" is a slash in the path, so it isn't plain there. */
#define Q LAST
#define R REST
#define A ALL
#define F FRAGMENT
static const uint8_t plain[256] = {
    0,        0, 0, 0, 0, 0, 0, 0,           0, 0, 0, 0, 0, 0, 0, 0,
    0,        0, 0, 0, 0, 0, 0, 0,           0, 0, 0, 0, 0, 0, 0, 0, /* controls */
    0,        R, 0, F, R, R, R, IN_PATH | F, R, R, R, R, R, A, A, R, /*   ! " # $ % & ' ( ) * + , - . / */
    A,        A, A, A, A, A, A, A,           A, A, R, R, 0, R, 0, Q, /* 0 to 9 : ; < = > ? */
    R,        R, R, R, R, R, R, R,           R, R, R, R, R, R, R, R,
    R,        R, R, R, R, R, R, R,           R, R, R, R, Q, R, Q, R, /* @ A to Z [ \ ] ^ _ */
    IN_QUERY, A, A, A, A, A, A, A,           A, A, A, A, A, A, A, A,
    A,        A, A, A, A, A, A, A,           A, A, A, Q, R, Q, R, 0, /* ` a to z { | } ~ DEL; no others are ASCII */
};
#undef Q
#undef R
#undef A
#undef F

/* The end of the plain host at `at`, or 0: one that might be IDNA's ("--"), or a number (its last label begins with a digit), needs the parser. */
static size_t host_end(tms_slice in, size_t at) {
  size_t begin = at, label = at;
  for (; at < in.len && (plain[(unsigned char)in.ptr[at]] & IN_HOST); at++) {
    if (in.ptr[at] == '.') label = at + 1;
    if (in.ptr[at] == '-' && in.ptr[at - 1] == '-') return 0;
  }
  if (at == begin || label == at || !tms_is_lower((unsigned char)in.ptr[label])) return 0;
  return at == in.len || in.ptr[at] == '/' || in.ptr[at] == '?' || in.ptr[at] == '#' ? at : 0;
}

static size_t run_end(tms_slice in, size_t at, uint8_t where) {
  while (at < in.len && (plain[(unsigned char)in.ptr[at]] & where)) at++;
  return at;
}

/* The end of a path without dot segments, or 0. "/%" might be one. */
static size_t path_end(tms_slice in, size_t at) {
  for (; at < in.len && (plain[(unsigned char)in.ptr[at]] & IN_PATH); at++) {
    if (in.ptr[at] == '/' && at + 1 < in.len && (in.ptr[at + 1] == '.' || in.ptr[at + 1] == '%')) return 0;
  }
  return at;
}

/* From the path on; the offsets are those of `in`. False where a byte is not plain. */
static bool find_rest(tms_url *url, tms_slice in, size_t at) {
  url->query = path_end(in, at);
  if (url->query == 0) return false;
  at = url->query;
  url->has_query = at < in.len && in.ptr[at] == '?';
  if (url->has_query) at = run_end(in, at + 1, IN_QUERY);
  url->fragment = at;
  url->has_fragment = at < in.len && in.ptr[at] == '#';
  if (url->has_fragment) at = run_end(in, at + 1, IN_FRAGMENT);
  return at == in.len;
}

static void shift_rest(tms_url *url, size_t by) {
  url->query += by;
  url->fragment += by;
}

static bool parse_whole(tms_url *url, tms_slice in, size_t scheme) {
  size_t end = host_end(in, scheme + 2);
  if (end == 0) return false;
  bool bare = end == in.len || in.ptr[end] != '/'; /* the parser puts the "/" there */
  if (!find_rest(url, in, end)) return false;
  tms_buf_add_bytes(&url->href, in.ptr, end);
  if (bare) tms_buf_add_byte(&url->href, '/');
  tms_buf_add_bytes(&url->href, in.ptr + end, in.len - end);
  if (bare) shift_rest(url, 1);
  url->scheme = scheme == 6 ? TMS_SCHEME_HTTPS : TMS_SCHEME_HTTP;
  url->scheme_end = scheme;
  url->username = url->username_end = url->password_end = url->host = scheme + 2;
  url->host_end = url->path = end;
  url->has_host = true;
  return true;
}

/* "/path" against a base of http or https: all of the base up to its path stays. */
static bool parse_path(tms_url *url, tms_slice in, const tms_url *base) {
  if (in.len > 1 && in.ptr[1] == '/') return false;
  if (!find_rest(url, in, 0)) return false;
  tms_buf_add_bytes(&url->href, base->href.data, base->path);
  tms_buf_add_bytes(&url->href, in.ptr, in.len);
  shift_rest(url, base->path);
  url->scheme = base->scheme;
  url->scheme_end = base->scheme_end;
  url->username = base->username;
  url->username_end = base->username_end;
  url->password_end = base->password_end;
  url->host = base->host;
  url->host_end = base->host_end;
  url->path = base->path;
  url->port = base->port;
  url->has_host = true;
  return true;
}

bool tms_url_parse_fast(tms_url *url, tms_slice in, const tms_url *base) {
  bool done = false;
  if (tms_slice_starts(in, TMS_SLICE("https://"))) {
    done = parse_whole(url, in, 6);
  } else if (tms_slice_starts(in, TMS_SLICE("http://"))) {
    done = parse_whole(url, in, 5);
  } else if (in.len && in.ptr[0] == '/' && base && (base->scheme == TMS_SCHEME_HTTP || base->scheme == TMS_SCHEME_HTTPS)) {
    done = parse_path(url, in, base);
  }
  if (!done) tms_url_clear(url);
  return done;
}
