/*
 * ClearURLs' rule files (https://docs.clearurls.xyz/latest/specs/rules/): an object "providers" of objects by name. Keys that this program does not know are
 * passed over, since such files grow; what it knows must be of the right kind, or nothing is loaded.
 */
#include "base/alloc.h"
#include "base/arena.h"
#include "base/error.h"
#include "convert/context.h"
#include "markup/json.h"
#include "url/extra.h"

enum { MAX_FILE = 64 << 20 }; /* ClearURLs' own has 100 KB */

typedef struct loader {
  tms_json_reader reader;
  tms_arena arena; /* patterns with escapes */
  tms_url_rules *rules;
  tms_error *error;
} loader;

static tms_status fail_at(loader *l, tms_status status, const char *message, size_t offset) {
  return tms_fail(l->error, status, "url-rules", message, offset);
}

static tms_status next(loader *l, tms_json_token *token) {
  tms_status status = tms_json_next(&l->reader, token);
  if (status == TMS_OK) return TMS_OK;
  return fail_at(l, status == TMS_END ? TMS_ERR_SYNTAX : status, l->reader.message ? l->reader.message : "the file ends too early", l->reader.at);
}

static tms_status skip(loader *l, const tms_json_token *token) {
  tms_status status = tms_json_skip_value(&l->reader, token);
  return status == TMS_OK ? TMS_OK : fail_at(l, status, l->reader.message ? l->reader.message : "the file ends too early", l->reader.at);
}

static tms_status expect(loader *l, tms_json_kind kind, const char *message) {
  tms_json_token token;
  tms_status status = next(l, &token);
  if (status != TMS_OK) return status;
  return token.kind == kind ? TMS_OK : fail_at(l, TMS_ERR_SCHEMA, message, token.offset);
}

static tms_status add(loader *l, tms_extra_kind kind, const tms_json_token *token) {
  const char *message = "not a pattern";
  tms_slice pattern = tms_json_string(token, &l->arena);
  if (l->arena.status != TMS_OK) return fail_at(l, l->arena.status, "out of memory", token->offset);
  tms_status status = tms_extra_add(l->rules, kind, pattern, &message);
  return status == TMS_OK ? TMS_OK : fail_at(l, status, message, token->offset);
}

static tms_status read_pattern(loader *l, bool *has_pattern) {
  tms_json_token token;
  tms_status status = next(l, &token);
  if (status != TMS_OK) return status;
  if (token.kind != TMS_JSON_STRING) return fail_at(l, TMS_ERR_SCHEMA, "urlPattern must be a string", token.offset);
  *has_pattern = true;
  return add(l, TMS_EXTRA_PATTERN, &token);
}

static tms_status read_list(loader *l, tms_extra_kind kind) {
  tms_json_token token;
  tms_status status = expect(l, TMS_JSON_ARRAY, "rules must be an array of strings");
  while (status == TMS_OK) {
    status = next(l, &token);
    if (status != TMS_OK || token.kind == TMS_JSON_ARRAY_END) return status;
    if (token.kind != TMS_JSON_STRING) return fail_at(l, TMS_ERR_SCHEMA, "a rule must be a string", token.offset);
    status = add(l, kind, &token);
  }
  return status;
}

static tms_status read_switch(loader *l, bool blocks) {
  tms_json_token token;
  tms_status status = next(l, &token);
  if (status != TMS_OK) return status;
  if (token.kind != TMS_JSON_TRUE && token.kind != TMS_JSON_FALSE) return fail_at(l, TMS_ERR_SCHEMA, "true or false is needed", token.offset);
  if (blocks && token.kind == TMS_JSON_TRUE) tms_extra_set_blocks(l->rules);
  return TMS_OK;
}

static tms_status read_member(loader *l, const tms_json_token *key, bool *has_pattern) {
  static const struct {
    tms_slice name;
    tms_extra_kind kind;
  } lists[] = {
      {TMS_SLICE_INIT("rules"), TMS_EXTRA_RULE},
      {TMS_SLICE_INIT("referralMarketing"), TMS_EXTRA_RULE},
      {TMS_SLICE_INIT("rawRules"), TMS_EXTRA_RAW_RULE},
      {TMS_SLICE_INIT("exceptions"), TMS_EXTRA_EXCEPTION},
      {TMS_SLICE_INIT("redirections"), TMS_EXTRA_REDIRECTION},
  };
  if (tms_json_is(key, TMS_SLICE("urlPattern"))) return read_pattern(l, has_pattern);
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
    if (tms_json_is(key, lists[i].name)) return read_list(l, lists[i].kind);
  }
  if (tms_json_is(key, TMS_SLICE("completeProvider"))) return read_switch(l, true);
  if (tms_json_is(key, TMS_SLICE("forceRedirection"))) return read_switch(l, false); /* how a browser navigates: nothing to do with the address */
  return skip(l, key);
}

static tms_status read_provider(loader *l, size_t offset) {
  tms_json_token token;
  bool has_pattern = false;
  tms_status status = tms_extra_begin(l->rules);
  if (status != TMS_OK) return fail_at(l, status, "too many providers", offset);
  status = expect(l, TMS_JSON_OBJECT, "a provider must be an object");
  while (status == TMS_OK) {
    status = next(l, &token);
    if (status != TMS_OK) return status;
    if (token.kind == TMS_JSON_OBJECT_END) break;
    status = read_member(l, &token, &has_pattern);
  }
  if (status == TMS_OK && !has_pattern) return fail_at(l, TMS_ERR_SCHEMA, "a provider without urlPattern", offset);
  return status;
}

static tms_status read_providers(loader *l) {
  tms_json_token token;
  tms_status status = expect(l, TMS_JSON_OBJECT, "providers must be an object");
  while (status == TMS_OK) {
    status = next(l, &token);
    if (status != TMS_OK || token.kind == TMS_JSON_OBJECT_END) return status;
    status = read_provider(l, token.offset);
  }
  return status;
}

static tms_status read_file(loader *l) {
  tms_json_token token;
  bool seen = false;
  tms_status status = expect(l, TMS_JSON_OBJECT, "rules are an object with \"providers\" in it");
  while (status == TMS_OK) {
    status = next(l, &token);
    if (status != TMS_OK) return status;
    if (token.kind == TMS_JSON_OBJECT_END) break;
    bool providers = tms_json_is(&token, TMS_SLICE("providers"));
    seen |= providers;
    status = providers ? read_providers(l) : skip(l, &token);
  }
  if (status == TMS_OK && !seen) return fail_at(l, TMS_ERR_SCHEMA, "no \"providers\" in it", 0);
  if (status == TMS_OK && tms_json_next(&l->reader, &token) != TMS_END) return fail_at(l, TMS_ERR_SYNTAX, "something behind the end", l->reader.at);
  return status;
}

tms_status tms_url_rules_load(const char *json, size_t size, const tms_allocator *allocator, tms_url_rules **out, tms_error *error) {
  tms_error_clear(error);
  if (!out) return tms_fail_argument(error, "url-rules", "an argument is NULL");
  *out = NULL;
  if (!json && size) return tms_fail_argument(error, "url-rules", "an argument is NULL");
  if (size > MAX_FILE) return tms_fail(error, TMS_ERR_LIMIT, "url-rules", "64 MiB of rules are the most", TMS_NO_OFFSET);
  if (!allocator) allocator = tms_allocator_libc();
  loader l = {.rules = tms_extra_new(allocator), .error = error};
  if (!l.rules) return tms_fail_status(error, TMS_ERR_MEMORY, "url-rules");
  tms_arena_init(&l.arena, allocator, MAX_FILE);
  tms_json_reader_init(&l.reader, tms_slice_of(json, size), 0);
  tms_status status = read_file(&l);
  tms_arena_release(&l.arena);
  if (status == TMS_OK) {
    *out = l.rules;
  } else {
    tms_extra_free(l.rules);
  }
  return status;
}

void tms_url_rules_free(tms_url_rules *rules) {
  tms_extra_free(rules);
}
