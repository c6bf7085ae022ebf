/*
 * From bytes to UTF-8: which encoding a record has, how we know, and the decoding itself.
 *
 *   tms_charset_choice choice;
 *   status = tms_charset_decide(&(tms_charset_input){.bytes = bytes, .html = true}, &choice);
 *   status = tms_charset_decode(&choice, bytes, &sink, &decoded, &result);
 *   text = result.same ? result.text : tms_buf_slice(&decoded);
 *
 * Everything here is linear in the input, and looks at no locale.
 */
#ifndef TMS_CHARSET_CHARSET_H
#define TMS_CHARSET_CHARSET_H

#include "base/buffer.h"
#include "base/slice.h"
#include "charset/label.h"

#include <tamis/tamis.h>

enum {
  TMS_PRESCAN_BYTES = 65536,   /* how far a page is looked through for its declaration; see prescan.c */
  TMS_BINARY_HEAD_BYTES = 4096 /* how far tms_charset_is_binary() looks */
};

typedef struct tms_charset_input {
  tms_slice bytes;     /* the whole record */
  tms_slice user;      /* label that the user gave; empty = none */
  tms_slice transport; /* label or whole Content-Type value that a header gave; empty = none */
  tms_slice language;  /* what is known of the text's language ("pt-BR"), and where it comes from: */
  tms_slice url;       /* hints for the statistics; empty = none */
  bool html;           /* look for <meta> and an XML declaration; else for an XML declaration alone */
} tms_charset_input;

typedef struct tms_charset_choice {
  const tms_encoding *encoding; /* never NULL after TMS_OK */
  /* "user", "bom", "transport", "meta", "xml", "utf-16" and "utf-32" (by their NULs), "utf-8", "escapes", "statistics" or "fallback" */
  const char *known;
  const tms_encoding *overruled; /* what header or page declared first, and the bytes contradict; NULL if nothing */
  size_t bom;                    /* bytes of a byte order mark that decoding skips */
  bool utf8_valid;               /* the bytes are known to be valid UTF-8: decoding need not look again */
} tms_charset_choice;

/*
 * The user's word, then a byte order mark, the transport's word, <meta> or the XML declaration; then what the bytes show: NULs of UTF-16 and UTF-32,
 * UTF-8, escapes, and the statistics of detect.h; windows-1252 if there are none. Unknown labels of header and page are passed over, and so is a
 * declaration that the bytes contradict. Fails with TMS_ERR_LABEL alone: an unknown label of the user.
 */
tms_status tms_charset_decide(const tms_charset_input *input, tms_charset_choice *choice);
/* Does the choice rest on the user's word, a byte order mark or an XML declaration? These hold for formats that read bytes, too. */
bool tms_charset_is_own_word(const tms_charset_choice *choice);

/* What decoding tells its caller while it runs. Any member may be NULL. */
typedef struct tms_charset_sink {
  void *user;
  /* Decoded offset `decoded` is source offset `source`, and from there on one decoded byte is one source byte until the next mark: the contract of
   * tms_source_map_add(). Offsets never go back. False stops decoding with TMS_ERR_MEMORY. */
  bool (*mark)(void *user, size_t decoded, size_t source);
  /* An undecodable sequence became the U+FFFD at `decoded`; it stood at `source`. */
  void (*bad)(void *user, size_t decoded, size_t source);
} tms_charset_sink;

typedef struct tms_charset_result {
  bool same;        /* the decoded text stands in the input itself: `text`; `out` was left alone */
  tms_slice text;   /* only where same */
  size_t bad;       /* undecodable sequences, each one U+FFFD */
  size_t first_bad; /* where the first of them stood in the source, if there is one */
} tms_charset_result;

/* Decodes as a browser does (error mode "replacement"), appending valid UTF-8 to `out`. Fails with what `out` ran into, or TMS_ERR_FORMAT where
 * the encoding is none of the standard's and this machine's iconv lacks it. sink NULL = nobody listens. */
tms_status tms_charset_decode(const tms_charset_choice *choice, tms_slice bytes, const tms_charset_sink *sink, tms_buf *out,
                              tms_charset_result *result);

/* The byte order mark's encoding (UTF-8, UTF-16, UTF-32) and length, or NULL and 0. */
const tms_encoding *tms_charset_bom(tms_slice bytes, size_t *length);
/* The encoding that the first TMS_PRESCAN_BYTES of a page declare, by the "prescan a byte stream to determine its encoding" algorithm of the HTML
 * Standard, followed by "get an XML encoding"; NULL if none. *xml says that it was the XML declaration. */
const tms_encoding *tms_charset_prescan(tms_slice head, bool *xml);
/* "get an XML encoding" alone. */
const tms_encoding *tms_charset_xml(tms_slice head);
/* Is this no text at all? Judged on the first TMS_BINARY_HEAD_BYTES: magic numbers of common binaries, NULs that are no UTF-16, many C0 controls. */
bool tms_charset_is_binary(tms_slice head);

#endif
