#include "message.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exits.h"

enum { LINE = 2048 }; /* a message is one line; longer names are cut */

/* Length of the valid UTF-8 sequence at `at` that is no control character, or 0. */
static size_t printable(const unsigned char *at) {
  if (at[0] < 0x20 || at[0] == 0x7F) return 0;
  if (at[0] < 0x80) return 1;
  size_t length = at[0] >= 0xF0 ? 4 : at[0] >= 0xE0 ? 3 : 2;
  if (at[0] < 0xC2 || at[0] > 0xF4) return 0;
  for (size_t i = 1; i < length; i++) {
    if ((at[i] & 0xC0) != 0x80) return 0; /* a NUL at the end stops here too */
  }
  bool c1 = at[0] == 0xC2 && at[1] < 0xA0;
  bool overlong = (at[0] == 0xE0 && at[1] < 0xA0) || (at[0] == 0xF0 && at[1] < 0x90);
  bool surrogate_or_past = (at[0] == 0xED && at[1] > 0x9F) || (at[0] == 0xF4 && at[1] > 0x8F);
  return c1 || overlong || surrogate_or_past ? 0 : length;
}

size_t cli_escape(const char *text, char *out, size_t room) {
  static const char digits[] = "0123456789abcdef";
  const unsigned char *at = (const unsigned char *)text;
  size_t length = 0;
  while (*at) {
    size_t size = printable(at);
    if (length + (size ? size : 4) + 1 > room) break;
    if (size) {
      memcpy(out + length, at, size);
      length += size;
      at += size;
    } else {
      char escape[4] = {'\\', 'x', digits[*at >> 4], digits[*at & 15]};
      memcpy(out + length, escape, sizeof escape);
      length += sizeof escape;
      at++;
    }
  }
  out[length] = '\0';
  return length;
}

static bool has_colour(void) {
  const char *no = getenv("NO_COLOR"); /* https://no-color.org: set and not empty */
  return isatty(STDERR_FILENO) && !(no && *no);
}

void cli_say(const char *who, const char *text) {
  char name[LINE / 4], words[LINE / 2], line[LINE];
  name[0] = '\0';
  if (who && *who) cli_escape(who, name, sizeof name);
  cli_escape(text, words, sizeof words);
  const char *begin = has_colour() ? "\033[1;31mtamis:\033[0m " : "tamis: ";
  int length = snprintf(line, sizeof line, "%s%s%s%s\n", begin, name, *name ? ": " : "", words);
  if (length > 0) fwrite(line, 1, (size_t)length, stderr); /* one call, so that lines of threads don't mix */
}

/* What may be done, where the library's words only say what is. */
static const char *advice(const tms_error *error) {
  bool of_line = error->format && strcmp(error->format, "jsonl") == 0; /* another format would not help one line of many */
  bool of_bundle = error->format && strcmp(error->format, "bundle") == 0;
  switch (error->code) {
    case TMS_ERR_SYNTAX:
    case TMS_ERR_SCHEMA: return of_line ? "" : "; -f names another format";
    case TMS_ERR_DAMAGED: return of_bundle ? "; is it a bundle, and all of it?" : "; the file is not whole: fetch it again";
    case TMS_ERR_INTERNAL: return "; please report it with the input";
    default: return "";
  }
}

void cli_error_text(const tms_error *error, char *text, size_t room) {
  bool placed = error->offset != TMS_NO_OFFSET;
  bool named = error->format && *error->format;
  char place[40] = "";
  if (placed) snprintf(place, sizeof place, " at byte %zu", error->offset);
  snprintf(text, room, "%s%s%s%s%s", named ? error->format : "", named ? ": " : "", error->message ? error->message : "failed", place, advice(error));
}

void cli_say_error(const char *who, const tms_error *error) {
  char text[LINE / 2];
  cli_error_text(error, text, sizeof text);
  cli_say(who, text);
}

void cli_failures_end(cli_failures *failures) {
  if (failures->more) {
    char text[80];
    snprintf(text, sizeof text, "%llu more records failed (-v names each)", failures->more);
    cli_say(failures->input, text);
  }
  failures->input = NULL;
  failures->said = failures->more = 0;
}

void cli_failures_add(cli_failures *failures, const char *input, unsigned long long number, const tms_error *error) {
  if (failures->input != input) cli_failures_end(failures);
  failures->input = input;
  if (!failures->all && failures->said == CLI_FAILURES_SAID) {
    failures->more++;
    return;
  }
  failures->said++;
  char who[4200];
  snprintf(who, sizeof who, number ? "%.4096s, record %llu" : "%.4096s", input, number);
  cli_say_error(who, error);
}

int cli_usage(const char *text) {
  cli_say(NULL, text);
  return CLI_EXIT_USAGE;
}

int cli_no_memory(void) {
  cli_say(NULL, "out of memory");
  return CLI_EXIT_FAILED;
}

bool cli_output_is_closed(void) {
  return errno == EPIPE;
}
