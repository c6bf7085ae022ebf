#include "url/url.h"

enum { HREF_CEILING = 3 * TMS_URL_MAX_INPUT * 2 + 1024 }; /* everything percent-encoded, behind a base as long */

void tms_url_init(tms_url *url, const tms_allocator *allocator) {
  *url = (tms_url){.port = -1};
  tms_buf_init(&url->href, allocator, HREF_CEILING);
  tms_buf_init(&url->work, allocator, HREF_CEILING);
  tms_buf_init(&url->input, allocator, HREF_CEILING);
}

void tms_url_release(tms_url *url) {
  tms_buf_release(&url->input);
  tms_buf_release(&url->work);
  tms_buf_release(&url->href);
}

static tms_slice part(const tms_url *url, size_t begin, size_t end) {
  return tms_slice_of(url->href.data + begin, end - begin);
}

tms_slice tms_url_href(const tms_url *url) {
  return tms_buf_slice(&url->href);
}

tms_slice tms_url_protocol(const tms_url *url) {
  return part(url, 0, url->scheme_end);
}

tms_slice tms_url_username(const tms_url *url) {
  return part(url, url->username, url->username_end);
}

tms_slice tms_url_password(const tms_url *url) {
  size_t begin = url->username_end;
  if (begin < url->password_end) begin++; /* ":" */
  return part(url, begin, url->password_end);
}

/* Where the port ends: before the "/." that may stand in front of the path. */
static size_t port_end(const tms_url *url) {
  size_t end = url->host_end;
  if (url->port < 0) return end;
  for (end++; end < url->path && tms_is_digit((unsigned char)url->href.data[end]);) end++;
  return end;
}

tms_slice tms_url_host(const tms_url *url) {
  return part(url, url->host, port_end(url));
}

tms_slice tms_url_hostname(const tms_url *url) {
  return part(url, url->host, url->host_end);
}

tms_slice tms_url_port(const tms_url *url) {
  return url->port < 0 ? part(url, url->host_end, url->host_end) : part(url, url->host_end + 1, port_end(url));
}

tms_slice tms_url_pathname(const tms_url *url) {
  return part(url, url->path, url->query);
}

/* "?" alone reads as the empty string. */
tms_slice tms_url_search(const tms_url *url) {
  return url->fragment - url->query > 1 ? part(url, url->query, url->fragment) : part(url, url->query, url->query);
}

tms_slice tms_url_hash(const tms_url *url) {
  return url->href.len - url->fragment > 1 ? part(url, url->fragment, url->href.len) : part(url, url->fragment, url->fragment);
}

bool tms_url_is_special(const tms_url *url) {
  return url->scheme != TMS_SCHEME_OTHER;
}

/* 4.7. A blob's origin is that of the URL in its path, if that is http or https. */
void tms_url_origin(const tms_url *url, tms_buf *out) {
  if (tms_url_is_special(url) && url->scheme != TMS_SCHEME_FILE) {
    tms_buf_add(out, tms_url_protocol(url));
    tms_buf_add_cstr(out, "//");
    tms_buf_add(out, tms_url_host(url));
    return;
  }
  tms_url inner;
  tms_url_init(&inner, out->allocator);
  bool blob = tms_slice_eq(tms_url_protocol(url), TMS_SLICE("blob:"));
  bool nested = blob && tms_url_parse(&inner, tms_url_pathname(url), NULL) == TMS_OK;
  if (nested && (inner.scheme == TMS_SCHEME_HTTP || inner.scheme == TMS_SCHEME_HTTPS)) {
    tms_buf_add(out, tms_url_protocol(&inner));
    tms_buf_add_cstr(out, "//");
    tms_buf_add(out, tms_url_host(&inner));
  } else {
    tms_buf_add_cstr(out, "null");
  }
  tms_url_release(&inner);
}
