/* What the files of the tokenizer share, and nobody else needs. */
#ifndef TMS_HTML_TOKENIZER_PARTS_H
#define TMS_HTML_TOKENIZER_PARTS_H

#include "formats/html/scan.h"
#include "formats/html/tokenizer.h"

static inline bool tms_html_at_end(const tms_html_tokenizer *z, size_t at) {
  return at >= z->len;
}

/* tokenizer_tag.c: a tag whose name begins at `at`. False where the input ends inside it (13.2.5.8: "eof-in-tag", no token). */
bool tms_html_read_tag(tms_html_tokenizer *z, tms_html_token *token, uint32_t at, tms_html_token_kind kind);
/* The same from behind the name on; `records` and `side_len` are what there was before the tag. */
bool tms_html_read_tag_rest(tms_html_tokenizer *z, tms_html_token *token, uint32_t from, uint32_t records, uint32_t side_len);

/* tokenizer_markup.c: what begins with "<!" (`at` behind it), "<?", "</" and no letter. False where no token comes of it. */
bool tms_html_read_declaration(tms_html_tokenizer *z, tms_html_token *token, uint32_t at);
bool tms_html_read_instruction(tms_html_tokenizer *z, tms_html_token *token, uint32_t at);
bool tms_html_read_bogus_comment(tms_html_tokenizer *z, tms_html_token *token, uint32_t at);

/* tokenizer_raw.c: where the text of the state ends; sets *dirty. The state becomes data. */
uint32_t tms_html_scan_raw(tms_html_tokenizer *z, bool *dirty);

/* decode.c */
/* Room in the side buffer for `extra` bytes. */
bool tms_html_side_reserve(tms_html_tokenizer *z, size_t extra);
/* input[begin, end) with CR folded to LF, NUL as asked for, references decoded where asked for. */
tms_html_bytes tms_html_decode(tms_html_tokenizer *z, uint32_t begin, uint32_t end, bool references, bool in_attribute, tms_html_nul nul);
/* The same for what is rarely dirty: looks first. */
tms_html_bytes tms_html_decode_if_dirty(tms_html_tokenizer *z, uint32_t begin, uint32_t end);
/* A name, lower-case, NUL replaced; always in the side buffer. */
tms_html_bytes tms_html_fold_name(tms_html_tokenizer *z, uint32_t begin, uint32_t end);

#endif
