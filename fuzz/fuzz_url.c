/*
 * URLs. The input is a base, a line feed, and an address. A parsed URL is ASCII, its parts lie in order, and it parses to itself; a space in front, which keeps the
 * short way for addresses in normal form out, changes nothing; what a setter leaves is such a URL too; domain to ASCII done twice is done once; cleaning twice is
 * cleaning once.
 */
#include "base/alloc.h"
#include "url/idna.h"
#include "url/set.h"
#include "url/tracking.h"
#include "url/url.h"

static void check_shape(const tms_url *url) {
  tms_slice href = tms_url_href(url);
  for (size_t i = 0; i < href.len; i++) {
    if ((unsigned char)href.ptr[i] >= 0x7F || (unsigned char)href.ptr[i] < 0x20) __builtin_trap();
  }
  const size_t places[] = {url->scheme_end, url->username, url->username_end, url->password_end, url->host,
                           url->host_end,   url->path,     url->query,        url->fragment,     href.len};
  for (size_t i = 1; i < sizeof places / sizeof places[0]; i++) {
    if (places[i] < places[i - 1]) __builtin_trap();
  }
}

static void check_parse(tms_slice input, const tms_url *base) {
  tms_url url, again;
  tms_url_init(&url, tms_allocator_libc());
  tms_url_init(&again, tms_allocator_libc());
  tms_status status = tms_url_parse(&url, input, base);
  if (status != TMS_OK && status != TMS_ERR_SYNTAX && status != TMS_ERR_LIMIT) __builtin_trap();
  if (status == TMS_OK) {
    check_shape(&url);
    if (tms_url_parse(&again, tms_url_href(&url), NULL) != TMS_OK) __builtin_trap();
    if (!tms_slice_eq(tms_url_href(&again), tms_url_href(&url))) __builtin_trap();
    if (!tms_slice_eq(tms_url_host(&again), tms_url_host(&url)) || !tms_slice_eq(tms_url_pathname(&again), tms_url_pathname(&url))) __builtin_trap();
  } else if (tms_url_href(&url).len) {
    __builtin_trap();
  }
  tms_url_release(&again);
  tms_url_release(&url);
}

/* The same through the whole parser: white space in front goes. */
static void check_long_way(tms_slice input, const tms_url *base) {
  tms_url url, other;
  tms_buf spaced;
  tms_url_init(&url, tms_allocator_libc());
  tms_url_init(&other, tms_allocator_libc());
  tms_buf_init(&spaced, tms_allocator_libc(), 1 << 26);
  tms_buf_add_byte(&spaced, ' ');
  tms_buf_add(&spaced, input);
  tms_status status = tms_url_parse(&url, input, base);
  if (tms_url_parse(&other, tms_buf_slice(&spaced), base) != status) __builtin_trap();
  if (!tms_slice_eq(tms_url_href(&url), tms_url_href(&other))) __builtin_trap();
  if (url.path != other.path || url.query != other.query || url.fragment != other.fragment || url.host_end != other.host_end) __builtin_trap();
  if (url.has_query != other.has_query || url.has_fragment != other.has_fragment || url.scheme != other.scheme || url.port != other.port)
    __builtin_trap();
  tms_buf_release(&spaced);
  tms_url_release(&other);
  tms_url_release(&url);
}

/* Each setter in turn has the input as its value. */
static void check_setters(tms_slice value, const tms_url *base) {
  tms_status (*const setters[])(tms_url *, tms_slice, tms_url *) = {tms_url_set_protocol, tms_url_set_username, tms_url_set_password,
                                                                    tms_url_set_host,     tms_url_set_hostname, tms_url_set_port,
                                                                    tms_url_set_pathname, tms_url_set_search,   tms_url_set_hash};
  tms_url url, spare;
  tms_url_init(&url, tms_allocator_libc());
  tms_url_init(&spare, tms_allocator_libc());
  for (size_t i = 0; i < sizeof setters / sizeof setters[0]; i++) {
    if (tms_url_parse(&url, tms_url_href(base), NULL) != TMS_OK) __builtin_trap();
    if (setters[i](&url, value, &spare) != TMS_OK) __builtin_trap();
    check_shape(&url);
    if (tms_url_parse(&spare, tms_url_href(&url), NULL) != TMS_OK || !tms_slice_eq(tms_url_href(&spare), tms_url_href(&url))) __builtin_trap();
  }
  tms_url_release(&spare);
  tms_url_release(&url);
}

static void check_domain(tms_slice domain) {
  tms_buf once, twice;
  tms_buf_init(&once, tms_allocator_libc(), 1 << 26);
  tms_buf_init(&twice, tms_allocator_libc(), 1 << 26);
  if (tms_idna_to_ascii(domain, tms_allocator_libc(), &once) == TMS_OK) {
    if (tms_idna_to_ascii(tms_buf_slice(&once), tms_allocator_libc(), &twice) != TMS_OK) __builtin_trap();
    if (!tms_slice_eq(tms_buf_slice(&once), tms_buf_slice(&twice))) __builtin_trap();
  }
  tms_buf_release(&twice);
  tms_buf_release(&once);
}

static void check_cleaning(tms_slice input, const tms_url *base) {
  tms_link_cleaner cleaner;
  tms_slice clean;
  tms_buf once;
  uint32_t did;
  tms_buf_init(&once, tms_allocator_libc(), 1 << 26);
  tms_link_cleaner_init(&cleaner, tms_allocator_libc());
  if (tms_link_clean(&cleaner, input, base, false, &clean, &did) != TMS_OK) __builtin_trap();
  tms_buf_add(&once, clean);
  if (tms_link_clean(&cleaner, tms_buf_slice(&once), base, false, &clean, &did) != TMS_OK) __builtin_trap();
  if (!tms_slice_eq(clean, tms_buf_slice(&once))) __builtin_trap();
  tms_link_cleaner_release(&cleaner);
  tms_buf_release(&once);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  tms_slice rest = tms_slice_of((const char *)data, size);
  size_t line = tms_slice_find_byte(rest, '\n', 0);
  tms_slice head = tms_slice_head(rest, line), input = line == SIZE_MAX ? rest : tms_slice_from(rest, line + 1);
  tms_url base;
  tms_url_init(&base, tms_allocator_libc());
  bool has_base = line != SIZE_MAX && tms_url_parse(&base, head, NULL) == TMS_OK;
  check_parse(input, has_base ? &base : NULL);
  check_long_way(input, has_base ? &base : NULL);
  if (has_base) check_setters(input, &base);
  check_cleaning(input, has_base ? &base : NULL);
  check_domain(input);
  tms_url_release(&base);
  return 0;
}
