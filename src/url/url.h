/*
 * URLs as the WHATWG URL Standard parses them (https://url.spec.whatwg.org/).
 *
 * A tms_url is its own serialization and the places where its components begin: parsing writes the href in one go, reading a part is a slice of
 * it. Invariants: href is ASCII; the offsets are in ascending order; a url that was never parsed, or whose parsing failed, is empty.
 * A tms_url may be parsed into again and again; its memory is reused. Linear in input and base; no recursion.
 */
#ifndef TMS_URL_URL_H
#define TMS_URL_URL_H

#include "base/buffer.h"
#include "base/slice.h"

#include <tamis/tamis.h>

enum { TMS_URL_MAX_INPUT = 2 * 1024 * 1024 }; /* browsers refuse to load longer ones (Chromium: 2 MB) */

typedef enum tms_scheme {
  TMS_SCHEME_OTHER,
  TMS_SCHEME_HTTP,
  TMS_SCHEME_HTTPS,
  TMS_SCHEME_FTP,
  TMS_SCHEME_WS,
  TMS_SCHEME_WSS,
  TMS_SCHEME_FILE
} tms_scheme;

typedef struct tms_url {
  tms_buf href;
  tms_buf work, input; /* scratch: percent-decoded hosts; input without tabs and line ends */
  size_t scheme_end;   /* after ":" */
  size_t username;     /* after "//", or scheme_end without a host */
  size_t username_end;
  size_t password_end; /* of "user:password", before "@" */
  size_t host;         /* after "@" */
  size_t host_end;
  size_t path;     /* after port and, if there, the "/." that keeps a path from reading as a host */
  size_t query;    /* at "?", or the end of the path */
  size_t fragment; /* at "#", or the end of the query */
  int32_t port;    /* -1: none, or the scheme's default */
  tms_scheme scheme;
  bool has_host;    /* the empty host of file:/// is one */
  bool opaque_path; /* mailto:, data:, javascript: ... */
  bool has_query, has_fragment;
} tms_url;

/* Allocates nothing yet. `allocator` must outlive the url. */
void tms_url_init(tms_url *url, const tms_allocator *allocator);
void tms_url_release(tms_url *url);
/* Empties; keeps the memory. */
void tms_url_clear(tms_url *url);
/*
 * The basic URL parser. base NULL = none; base must be another url than `url`. TMS_OK; TMS_ERR_SYNTAX where the standard returns failure;
 * TMS_ERR_LIMIT past TMS_URL_MAX_INPUT; TMS_ERR_MEMORY. Input is UTF-8; invalid bytes count as U+FFFD.
 */
tms_status tms_url_parse(tms_url *url, tms_slice input, const tms_url *base);

/* The parts as the standard's URL class gives them: protocol "https:", search "?q", hash "#f", host with its port. Slices of href. */
tms_slice tms_url_href(const tms_url *url);
tms_slice tms_url_protocol(const tms_url *url);
tms_slice tms_url_username(const tms_url *url);
tms_slice tms_url_password(const tms_url *url);
tms_slice tms_url_host(const tms_url *url);
tms_slice tms_url_hostname(const tms_url *url);
tms_slice tms_url_port(const tms_url *url);
tms_slice tms_url_pathname(const tms_url *url);
tms_slice tms_url_search(const tms_url *url);
tms_slice tms_url_hash(const tms_url *url);
/* The tuple origin's serialization ("https://host:port") appended to out, or "null" for opaque origins. */
void tms_url_origin(const tms_url *url, tms_buf *out);

/* Is it of a special scheme? (http, https, ws, wss, ftp, file) */
bool tms_url_is_special(const tms_url *url);

#endif
