/* What the files of the parser share. */
#ifndef TMS_URL_PARSE_H
#define TMS_URL_PARSE_H

#include "url/encode.h"
#include "url/url.h"

typedef struct tms_url_parser {
  tms_url *url;
  const tms_url *base; /* may be NULL */
  tms_slice in;        /* without surrounding white space, tabs and line ends */
  size_t at;
} tms_url_parser;

/* A byte that ends a path segment and an authority: "/", and "\" where the scheme is special. */
static inline bool tms_url_is_slash(const tms_url_parser *parser, char c) {
  return c == '/' || (c == '\\' && parser->url->scheme != TMS_SCHEME_OTHER);
}
static inline bool tms_url_is_end(const tms_url_parser *parser) {
  return parser->at >= parser->in.len;
}
static inline char tms_url_here(const tms_url_parser *parser) {
  return tms_url_is_end(parser) ? '\0' : parser->in.ptr[parser->at];
}

/* parse_fast.c: the whole work, for addresses in normal form; false, and the url empty, for others. The url must be clear. */
bool tms_url_parse_fast(tms_url *url, tms_slice in, const tms_url *base);

/* parse_authority.c: from behind "//" to the path. */
tms_status tms_url_parse_authority(tms_url_parser *parser);
tms_status tms_url_parse_file_host(tms_url_parser *parser);
/* Writes "//" userinfo host port of the base. */
void tms_url_copy_authority(tms_url *url, const tms_url *base);
/* No host: all offsets up to the path are here. */
void tms_url_skip_authority(tms_url *url);

/* parse_path.c */
void tms_url_begin_path(tms_url_parser *parser); /* the path begins at the end of href */
void tms_url_copy_path(tms_url *url, const tms_url *base);
void tms_url_shorten_path(tms_url *url);
void tms_url_parse_path(tms_url_parser *parser);       /* "path state", up to "?" or "#" */
void tms_url_parse_path_start(tms_url_parser *parser); /* "path start state" */
void tms_url_parse_opaque_path(tms_url_parser *parser);
void tms_url_end_path(tms_url *url);         /* puts "/." where a path would read as a host */
bool tms_url_starts_with_drive(tms_slice s); /* "C:" or "C|", and then the end, "/", "\", "?" or "#" */
bool tms_url_is_drive(tms_slice s);          /* exactly a Windows drive letter */

#endif
