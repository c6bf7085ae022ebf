#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Length of the valid UTF-8 sequence (RFC 3629) at `at`, or 0. A NUL ends the text, so nothing behind it is read. */
static size_t sequence(const unsigned char *at) {
  if (at[0] < 0x80) return 1;
  if (at[0] < 0xC2 || at[0] > 0xF4) return 0;
  size_t length = at[0] >= 0xF0 ? 4 : at[0] >= 0xE0 ? 3 : 2;
  unsigned char low = at[0] == 0xE0 ? 0xA0 : at[0] == 0xF0 ? 0x90 : 0x80, high = at[0] == 0xED ? 0x9F : at[0] == 0xF4 ? 0x8F : 0xBF;
  if (at[1] < low || at[1] > high) return 0;
  for (size_t i = 2; i < length; i++) {
    if ((at[i] & 0xC0) != 0x80) return 0;
  }
  return length;
}

char *cli_json_quote(const char *text) {
  char *out = malloc(strlen(text) * 6 + 3); /* the longest escape of a byte is \u0000 */
  if (!out) return NULL;
  char *to = out;
  *to++ = '"';
  for (const unsigned char *at = (const unsigned char *)text; *at;) {
    size_t size = sequence(at);
    if (*at == '"' || *at == '\\') *to++ = '\\';
    if (*at < 0x20) {
      to += snprintf(to, 7, "\\u%04x", *at);
    } else if (size) {
      memcpy(to, at, size);
      to += size;
    } else {
      memcpy(to, "\xEF\xBF\xBD", 3);
      to += 3;
    }
    at += size ? size : 1;
  }
  *to++ = '"';
  *to = '\0';
  return out;
}
