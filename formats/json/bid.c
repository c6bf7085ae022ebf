/* Is this JSON? Both bids look at the first value only, as far as it stands in the head. */
#include "formats/json/json.h"
#include "markup/json.h"
#include "markup/lossless.h"

enum {
  SURE = 96,         /* our own key, or several lines that are objects */
  LIKELY = 64,       /* an object, whole or as far as it can be seen */
  PERHAPS = 16,      /* an array: nothing that we can read, but no text either */
  SHORT_HEAD = 32768 /* half of what a bid gets to see of a long input */
};

/* Reads tokens to the end of the value or of the text. True while it is JSON; *whole: the value ended. */
static bool looks_like_json(tms_slice text, bool *whole) {
  tms_json_reader reader;
  tms_json_token token;
  tms_status status;
  tms_json_reader_init(&reader, text, TMS_JSON_SURROGATES);
  while ((status = tms_json_next(&reader, &token)) == TMS_OK) {
  }
  *whole = status == TMS_END;
  /* A head that was cut in the middle fails at its end, or a little before where a word, an escape or a character is cut. A short one is no part of a head. */
  size_t tolerance = text.len > SHORT_HEAD ? 12 : 0;
  return *whole || reader.at + tolerance >= text.len;
}

/* The object alone on its first line, or spread over the head. */
static int bid_object(tms_slice head) {
  bool whole;
  tms_slice rest = head, line;
  if (!tms_slice_next_line(&rest, &line)) return 0;
  if (tms_slice_eq(tms_slice_trim(line), TMS_SLICE("{"))) line = head; /* one object over many lines */
  if (!looks_like_json(line, &whole)) return 0;
  bool more = tms_slice_starts(rest, TMS_SLICE("{"));
  return whole && more ? SURE : LIKELY;
}

/* A line that goes on behind a head that was cut: nobody knows whether others follow. */
static bool is_one_long_line(tms_slice head) {
  tms_slice rest = head, line;
  return head.len > SHORT_HEAD && tms_slice_next_line(&rest, &line) && !rest.len;
}

/* One lossless object is this format; so is, for want of a better word, an array: its reader then says what is wrong. Where it is one long line jsonl goes first, which reads
 * one object as well as many. */
int tms_json_bid(tms_slice head) {
  bool whole;
  head = tms_slice_trim(head);
  if (tms_slice_starts(head, TMS_SLICE("["))) {
    return looks_like_json(head, &whole) && head.len > 2 ? PERHAPS : 0;
  }
  if (!tms_lossless_begins(head) || !bid_object(head)) return 0;
  return is_one_long_line(head) ? LIKELY - 1 : SURE - 1;
}

/* Foreign objects are read by this format, one or many; more than one lossless object makes it sure. */
int tms_jsonl_bid(tms_slice head) {
  head = tms_slice_trim(head);
  if (tms_slice_starts(head, TMS_SLICE("\xEF\xBB\xBF"))) head = tms_slice_from(head, 3);
  return tms_slice_starts(head, TMS_SLICE("{")) ? bid_object(head) : 0;
}
