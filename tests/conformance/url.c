/*
 * One question a line on stdin, one answer a line on stdout: tests/conformance/url.py puts the questions of the public suites.
 *
 *   U input base    href, protocol, username, password, host, hostname, port, pathname, search, hash; or "failure"
 *   A domain        the ASCII form; or "failure"
 *   C url           the url cleaned
 *   S url NVALUE    the parts, as U, once the setter of part N (0 href, 1 protocol ... 9 hash) has had the value
 *   P text          text percent-encoded by the set of special queries
 *
 * Fields are in hexadecimal, apart by one space; "-" is no base.
 */
#include "url/url.h"
#include "base/alloc.h"
#include "url/encode.h"
#include "url/idna.h"
#include "url/set.h"
#include "url/tracking.h"

#include <stdio.h>

static char line[1 << 22];

static tms_slice unhex(tms_slice hex, tms_buf *into) {
  tms_buf_reset(into);
  for (size_t i = 0; i + 1 < hex.len; i += 2) {
    tms_buf_add_byte(into, (char)(tms_hex_value((unsigned char)hex.ptr[i]) << 4 | tms_hex_value((unsigned char)hex.ptr[i + 1])));
  }
  return tms_buf_slice(into);
}

static void print_parts(const tms_url *url) {
  tms_slice parts[] = {tms_url_href(url),     tms_url_protocol(url), tms_url_username(url), tms_url_password(url), tms_url_host(url),
                       tms_url_hostname(url), tms_url_port(url),     tms_url_pathname(url), tms_url_search(url),   tms_url_hash(url)};
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) printf("%s%.*s", i ? "\x1F" : "", (int)parts[i].len, parts[i].ptr);
  printf("\n");
}

typedef tms_status setter(tms_url *url, tms_slice value, tms_url *spare);

static void set_part(tms_url *url, tms_slice input, unsigned part, tms_slice value, tms_url *spare) {
  static setter *const setters[] = {tms_url_set_href,     tms_url_set_protocol, tms_url_set_username, tms_url_set_password, tms_url_set_host,
                                    tms_url_set_hostname, tms_url_set_port,     tms_url_set_pathname, tms_url_set_search,   tms_url_set_hash};
  if (tms_url_parse(url, input, NULL) == TMS_OK && setters[part](url, value, spare) == TMS_OK) {
    print_parts(url);
  } else {
    printf("failure\n");
  }
}

int main(void) {
  const tms_allocator *allocator = tms_allocator_libc();
  tms_url url, base;
  tms_buf field[2];
  tms_url_init(&url, allocator);
  tms_url_init(&base, allocator);
  for (size_t i = 0; i < 2; i++) tms_buf_init(&field[i], allocator, 1 << 24);
  tms_link_cleaner cleaner;
  tms_link_cleaner_init(&cleaner, allocator);
  while (fgets(line, sizeof line, stdin)) {
    tms_slice rest = tms_slice_cstr(line), word[3] = {{0}};
    for (size_t i = 0; i < 3; i++) (void)tms_slice_next_word(&rest, &word[i]);
    bool has_base = word[2].len > 1 || (word[2].len == 1 && word[2].ptr[0] != '-');
    tms_slice input = unhex(word[1], &field[0]);
    if (word[0].ptr[0] == 'A') {
      tms_buf_reset(&field[1]);
      tms_status status = tms_idna_to_ascii(input, allocator, &field[1]);
      printf("%.*s\n", status == TMS_OK ? (int)field[1].len : 7, status == TMS_OK ? field[1].data : "failure");
    } else if (word[0].ptr[0] == 'S') {
      tms_slice part = unhex(word[2], &field[1]);
      set_part(&url, input, (unsigned)(part.ptr[0] - '0'), tms_slice_from(part, 1), &base);
    } else if (word[0].ptr[0] == 'P') {
      tms_buf_reset(&field[1]);
      tms_percent_encode(input, TMS_PERCENT_SPECIAL_QUERY, &field[1]);
      printf("%.*s\n", (int)field[1].len, field[1].data);
    } else if (word[0].ptr[0] == 'C') {
      tms_slice clean;
      uint32_t did;
      if (tms_link_clean(&cleaner, input, NULL, false, &clean, &did) != TMS_OK) clean = TMS_SLICE("failure");
      printf("%.*s\n", (int)clean.len, clean.ptr);
    } else {
      bool good = !has_base || tms_url_parse(&base, unhex(word[2], &field[1]), NULL) == TMS_OK;
      good = good && tms_url_parse(&url, input, has_base ? &base : NULL) == TMS_OK;
      if (good)
        print_parts(&url);
      else
        printf("failure\n");
    }
  }
  tms_link_cleaner_release(&cleaner);
  for (size_t i = 0; i < 2; i++) tms_buf_release(&field[i]);
  tms_url_release(&url);
  tms_url_release(&base);
  return 0;
}
