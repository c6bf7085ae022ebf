/*
 * html-tokens --state 'NAME' [--last-start-tag NAME]: markup on stdin, one JSON array of tokens on stdout, in the notation of the html5lib tokenizer
 * tests. tools outside the tree drive it; it links the library statically because tokens are no part of the public API.
 */
#include "base/alloc.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "formats/html/tokenizer.h"

#include <stdio.h>

typedef struct state_name {
  const char *name;
  tms_html_state state;
} state_name;

static const state_name states[] = {{"Data state", TMS_STATE_DATA},           {"RCDATA state", TMS_STATE_RCDATA},
                                    {"RAWTEXT state", TMS_STATE_RAWTEXT},     {"Script data state", TMS_STATE_SCRIPT},
                                    {"PLAINTEXT state", TMS_STATE_PLAINTEXT}, {"CDATA section state", TMS_STATE_CDATA}};

static void add_string(tms_buf *out, tms_slice s) {
  static const char digits[] = "0123456789abcdef";
  tms_buf_add_byte(out, '"');
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    if (c == '"' || c == '\\') tms_buf_add_byte(out, '\\');
    if (c < 0x20) {
      tms_buf_add_cstr(out, "\\u00");
      tms_buf_add_byte(out, digits[c >> 4]);
      tms_buf_add_byte(out, digits[c & 15]);
    } else {
      tms_buf_add_byte(out, (char)c);
    }
  }
  tms_buf_add_byte(out, '"');
}

static void add_optional(tms_buf *out, const tms_html_tokenizer *z, tms_html_bytes bytes, bool there) {
  tms_buf_add_cstr(out, ", ");
  if (there) {
    add_string(out, tms_html_bytes_slice(z, bytes));
  } else {
    tms_buf_add_cstr(out, "null");
  }
}

static void add_tag(tms_buf *out, const tms_html_tokenizer *z, const tms_html_token *token) {
  bool start = token->kind == TMS_TOKEN_START_TAG;
  tms_buf_add_cstr(out, start ? "[\"StartTag\", " : "[\"EndTag\", ");
  add_string(out, token->tag != TMS_TAG_UNKNOWN ? tms_html_tag_name(token->tag) : tms_html_bytes_slice(z, token->name));
  if (start) {
    tms_buf_add_cstr(out, ", {");
    for (uint32_t i = 0; i < token->count; i++) {
      const tms_html_record *record = &z->records[token->attributes + i];
      if (i) tms_buf_add_cstr(out, ", ");
      add_string(out, tms_html_record_name(z, record));
      tms_buf_add_cstr(out, ": ");
      add_string(out, tms_html_record_value(z, record));
    }
    tms_buf_add_cstr(out, token->self_closing ? "}, true" : "}");
  }
  tms_buf_add_byte(out, ']');
}

static void add_doctype(tms_buf *out, const tms_html_tokenizer *z, const tms_html_token *token) {
  tms_buf_add_cstr(out, "[\"DOCTYPE\"");
  add_optional(out, z, token->name, token->has_name);
  add_optional(out, z, token->public_id, token->has_public);
  add_optional(out, z, token->system_id, token->has_system);
  tms_buf_add_cstr(out, token->force_quirks ? ", false]" : ", true]");
}

static void add_one(tms_buf *out, const tms_html_tokenizer *z, const char *kind, tms_html_bytes bytes) {
  tms_buf_add_cstr(out, "[\"");
  tms_buf_add_cstr(out, kind);
  tms_buf_add_byte(out, '"');
  add_optional(out, z, bytes, true);
  tms_buf_add_byte(out, ']');
}

static void add_token(tms_buf *out, tms_html_tokenizer *z, const tms_html_token *token) {
  switch (token->kind) {
    case TMS_TOKEN_TEXT: add_one(out, z, "Character", tms_html_decode_text(z, token, token->begin, token->end, TMS_NUL_KEEP)); break;
    case TMS_TOKEN_START_TAG:
    case TMS_TOKEN_END_TAG: add_tag(out, z, token); break;
    case TMS_TOKEN_COMMENT: add_one(out, z, "Comment", token->data); break;
    case TMS_TOKEN_DOCTYPE: add_doctype(out, z, token); break;
    case TMS_TOKEN_PROCESSING_INSTRUCTION: {
      tms_buf_add_cstr(out, "[\"ProcessingInstruction\"");
      add_optional(out, z, token->name, true);
      add_optional(out, z, token->data, true);
      tms_buf_add_byte(out, ']');
      break;
    }
    default: break;
  }
}

static void add_all(tms_buf *out, tms_html_tokenizer *z) {
  tms_html_token token = {0};
  tms_buf_add_byte(out, '[');
  for (bool first = true;; first = false) {
    tms_html_token_next(z, &token);
    if (token.kind == TMS_TOKEN_END_OF_FILE) break;
    if (!first) tms_buf_add_cstr(out, ", ");
    add_token(out, z, &token);
  }
  tms_buf_add_cstr(out, "]\n");
}

static bool read_all(tms_buf *in) {
  char block[65536];
  size_t got;
  while ((got = fread(block, 1, sizeof block, stdin)) > 0) tms_buf_add_bytes(in, block, got);
  return in->status == TMS_OK && !ferror(stdin);
}

int main(int argc, char **argv) {
  tms_buf in, out;
  tms_html_tokenizer z = {0};
  tms_buf_init(&in, tms_allocator_libc(), SIZE_MAX / 4);
  tms_buf_init(&out, tms_allocator_libc(), SIZE_MAX / 4);
  bool ok = read_all(&in) && tms_html_tokenizer_init(&z, tms_buf_slice(&in), tms_allocator_libc(), SIZE_MAX / 4);
  for (int i = 1; ok && i + 1 < argc; i += 2) {
    if (strcmp(argv[i], "--last-start-tag") == 0) z.last_start = tms_slice_cstr(argv[i + 1]);
    for (size_t k = 0; k < sizeof states / sizeof *states; k++) {
      if (strcmp(argv[i], "--state") == 0 && strcmp(argv[i + 1], states[k].name) == 0) z.state = states[k].state;
    }
  }
  if (ok) {
    add_all(&out, &z);
    ok = z.status == TMS_OK && out.status == TMS_OK && fwrite(out.data, 1, out.len, stdout) == out.len;
    tms_html_tokenizer_release(&z);
  }
  tms_buf_release(&in);
  tms_buf_release(&out);
  return ok ? 0 : 1;
}
