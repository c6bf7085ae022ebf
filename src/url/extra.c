#include "url/extra.h"

#include "base/alloc.h"
#include "url/encode.h"
#include "url/match.h"
#include "url/query.h"
#include "url/rules.h"
#include "url/step.h"

enum {
  MAX_PROVIDERS = 4096, /* ClearURLs has 205 */
  MAX_PIECES = 16384    /* redirections and raw rules; it has 68 */
};

/* A redirection or a raw rule, with a program of its own since its place in the address matters. */
typedef struct piece {
  tms_match_program program;
  uint32_t provider;
  bool redirection;
} piece;

struct tms_url_rules {
  tms_allocator allocator;
  tms_match_program addresses; /* number 2n: provider n; 2n + 1: an exception of it */
  tms_match_program names;     /* number n: a rule of provider n */
  piece *pieces;               /* in the order of their providers */
  size_t piece_count, piece_room;
  size_t providers;
  size_t longest; /* program of a piece */
  uint64_t blocks[MAX_PROVIDERS / 64];
};

struct tms_extra_scratch {
  tms_allocator allocator;
  const tms_url_rules *rules;
  tms_match_cache *addresses, *names;
  tms_match_threads *threads;
  uint64_t *found, *active, *named; /* bits of 2 x providers, providers, providers */
  size_t words;                     /* of found */
};

tms_url_rules *tms_extra_new(const tms_allocator *allocator) {
  tms_url_rules *rules = tms_alloc_zero(allocator, sizeof *rules);
  if (!rules) return NULL;
  rules->allocator = *allocator;
  tms_match_program_init(&rules->addresses, &rules->allocator);
  tms_match_program_init(&rules->names, &rules->allocator);
  return rules;
}

void tms_extra_free(tms_url_rules *rules) {
  if (!rules) return;
  tms_allocator allocator = rules->allocator;
  for (size_t i = 0; i < rules->piece_count; i++) tms_match_program_release(&rules->pieces[i].program);
  tms_free(&allocator, rules->pieces, rules->piece_room * sizeof *rules->pieces);
  tms_match_program_release(&rules->names);
  tms_match_program_release(&rules->addresses);
  tms_free(&allocator, rules, sizeof *rules);
}

size_t tms_extra_provider_count(const tms_url_rules *rules) {
  return rules->providers;
}

static tms_status add_piece(tms_url_rules *rules, bool redirection, tms_slice pattern, const char **message) {
  if (rules->piece_count == rules->piece_room) {
    size_t room = rules->piece_room ? rules->piece_room * 2 : 32;
    if (room > MAX_PIECES) return TMS_ERR_LIMIT;
    piece *bigger = tms_realloc(&rules->allocator, rules->pieces, rules->piece_room * sizeof *bigger, room * sizeof *bigger);
    if (!bigger) return TMS_ERR_MEMORY;
    rules->pieces = bigger;
    rules->piece_room = room;
  }
  piece *made = &rules->pieces[rules->piece_count++];
  *made = (piece){.provider = (uint32_t)rules->providers - 1, .redirection = redirection};
  tms_match_program_init(&made->program, &rules->allocator);
  tms_status status = tms_match_compile(&made->program, pattern, false, 0, message);
  if (made->program.code_count > rules->longest) rules->longest = made->program.code_count;
  return status;
}

tms_status tms_extra_begin(tms_url_rules *rules) {
  if (rules->providers == MAX_PROVIDERS) return TMS_ERR_LIMIT;
  rules->providers++;
  return TMS_OK;
}

void tms_extra_set_blocks(tms_url_rules *rules) {
  size_t provider = rules->providers - 1;
  rules->blocks[provider >> 6] |= (uint64_t)1 << (provider & 63);
}

tms_status tms_extra_add(tms_url_rules *rules, tms_extra_kind kind, tms_slice pattern, const char **message) {
  *message = "too many rules";
  uint32_t provider = (uint32_t)rules->providers - 1;
  switch (kind) {
    case TMS_EXTRA_PATTERN: return tms_match_compile(&rules->addresses, pattern, false, 2 * provider, message);
    case TMS_EXTRA_EXCEPTION: return tms_match_compile(&rules->addresses, pattern, false, 2 * provider + 1, message);
    case TMS_EXTRA_RULE: return tms_match_compile(&rules->names, pattern, true, provider, message);
    case TMS_EXTRA_RAW_RULE: return add_piece(rules, false, pattern, message);
    case TMS_EXTRA_REDIRECTION: return add_piece(rules, true, pattern, message);
  }
  return TMS_ERR_INTERNAL;
}

/* ---- scratch ---- */

tms_extra_scratch *tms_extra_scratch_new(const tms_url_rules *rules, const tms_allocator *allocator) {
  tms_extra_scratch *scratch = tms_alloc_zero(allocator, sizeof *scratch);
  if (!scratch) return NULL;
  scratch->allocator = *allocator;
  scratch->rules = rules;
  scratch->words = (2 * rules->providers + 63) / 64 + 1;
  scratch->addresses = tms_match_cache_new(&rules->addresses, &scratch->allocator);
  scratch->names = tms_match_cache_new(&rules->names, &scratch->allocator);
  scratch->threads = tms_match_threads_new(rules->longest + 1, &scratch->allocator);
  scratch->found = tms_alloc(allocator, 3 * scratch->words * sizeof(uint64_t));
  if (!scratch->addresses || !scratch->names || !scratch->threads || !scratch->found) {
    tms_extra_scratch_free(scratch);
    return NULL;
  }
  scratch->active = scratch->found + scratch->words;
  scratch->named = scratch->active + scratch->words;
  return scratch;
}

void tms_extra_scratch_free(tms_extra_scratch *scratch) {
  if (!scratch) return;
  tms_allocator allocator = scratch->allocator;
  tms_free(&allocator, scratch->found, 3 * scratch->words * sizeof(uint64_t));
  tms_match_threads_free(scratch->threads);
  tms_match_cache_free(scratch->names);
  tms_match_cache_free(scratch->addresses);
  tms_free(&allocator, scratch, sizeof *scratch);
}

/* ---- one address ---- */

static bool has_bit(const uint64_t *bits, size_t number) {
  return bits[number >> 6] >> (number & 63) & 1;
}

/* The providers that match and have no exception here. */
static tms_status find_active(tms_extra_scratch *scratch, tms_slice href) {
  memset(scratch->found, 0, scratch->words * sizeof(uint64_t));
  memset(scratch->active, 0, scratch->words * sizeof(uint64_t));
  tms_status status = tms_match_all(scratch->addresses, href, scratch->found);
  for (size_t i = 0; i < scratch->rules->providers; i++) {
    bool on = has_bit(scratch->found, 2 * i) && !has_bit(scratch->found, 2 * i + 1);
    if (on) scratch->active[i >> 6] |= (uint64_t)1 << (i & 63);
  }
  return status;
}

static bool is_blocked(const tms_extra_scratch *scratch) {
  for (size_t i = 0; i < scratch->rules->providers; i++) {
    if (has_bit(scratch->active, i) && has_bit(scratch->rules->blocks, i)) return true;
  }
  return false;
}

/* The target is decoded until nothing is left to decode (at most as often as anybody codes), and must be an http or https address. */
static bool redirect(tms_extra_scratch *scratch, const piece *p, tms_slice href, tms_buf *out) {
  enum { MOST_CODED = 3 };
  tms_match_span span;
  if (!tms_match_find(&p->program, scratch->threads, href, 0, &span) || span.group_begin == SIZE_MAX) return false;
  tms_slice target = tms_slice_of(href.ptr + span.group_begin, span.group_end - span.group_begin);
  tms_buf_reset(out);
  tms_buf_add(out, target);
  for (int i = 0; i < MOST_CODED && !tms_slice_starts_nocase(tms_buf_slice(out), TMS_SLICE("http://")); i++) {
    if (tms_slice_starts_nocase(tms_buf_slice(out), TMS_SLICE("https://"))) break;
    tms_percent_decode_in_place(out, 0);
  }
  tms_slice found = tms_buf_slice(out);
  return tms_slice_starts_nocase(found, TMS_SLICE("http://")) || tms_slice_starts_nocase(found, TMS_SLICE("https://"));
}

/* What the rule matches is cut out, wherever it occurs. */
static bool cut(tms_extra_scratch *scratch, const piece *p, tms_slice href, tms_buf *out) {
  tms_match_span span;
  size_t from = 0;
  bool changed = false;
  tms_buf_reset(out);
  while (from < href.len && tms_match_find(&p->program, scratch->threads, href, from, &span)) {
    tms_buf_add(out, tms_slice_of(href.ptr + from, span.begin - from));
    changed |= span.end > span.begin;
    if (span.end == span.begin && span.end < href.len) tms_buf_add_byte(out, href.ptr[span.end]);
    from = span.end + (span.end == span.begin);
  }
  tms_buf_add(out, tms_slice_from(href, from));
  return changed;
}

/* Does a rule of an active provider know the name? */
static tms_status is_dropped(tms_extra_scratch *scratch, tms_slice name, bool *dropped) {
  tms_rule_name folded;
  tms_rules_fold(name, &folded);
  *dropped = false;
  if (folded.len == 0) return TMS_OK;
  memset(scratch->named, 0, scratch->words * sizeof(uint64_t));
  tms_status status = tms_match_all(scratch->names, tms_slice_of(folded.text, folded.len), scratch->named);
  for (size_t i = 0; i < scratch->words; i++) *dropped |= (scratch->named[i] & scratch->active[i]) != 0;
  return status;
}

static tms_status strip_list(tms_extra_scratch *scratch, tms_query list, tms_buf *out, tms_buf *steps, bool *changed) {
  tms_parameter parameter;
  tms_status status = TMS_OK;
  char separator = list.separator;
  while (status == TMS_OK && tms_query_next(&list, &parameter)) {
    bool dropped;
    status = is_dropped(scratch, parameter.name, &dropped);
    *changed |= dropped;
    if (dropped) {
      tms_step_note(steps, TMS_STEP_EXTRA, parameter.name);
      continue;
    }
    tms_buf_add_byte(out, separator);
    tms_buf_add(out, parameter.whole);
    separator = '&';
  }
  return status;
}

static tms_status strip(tms_extra_scratch *scratch, const tms_url *url, tms_buf *out, tms_buf *steps, bool *changed) {
  tms_slice fragment = tms_slice_from(tms_slice_of(url->href.data + url->fragment, url->href.len - url->fragment), 1);
  tms_query query = tms_query_strict(tms_slice_from(tms_url_search(url), 1)), anchor = tms_query_strict(fragment);
  anchor.separator = '#';
  tms_buf_reset(out);
  tms_buf_add_bytes(out, url->href.data, url->query);
  tms_status status = strip_list(scratch, query, out, steps, changed);
  return status == TMS_OK ? strip_list(scratch, anchor, out, steps, changed) : status;
}

tms_status tms_extra_apply(const tms_url_rules *rules, tms_extra_scratch *scratch, const tms_url *url, tms_buf *out, tms_buf *steps, bool *changed,
                           bool *unwrapped) {
  tms_slice href = tms_url_href(url);
  *changed = *unwrapped = false;
  tms_status status = find_active(scratch, href);
  if (status != TMS_OK) return status;
  if (is_blocked(scratch)) {
    tms_step_note(steps, TMS_STEP_KEPT, TMS_SLICE("blocked"));
    return TMS_OK;
  }
  for (size_t i = 0; i < rules->piece_count; i++) {
    const piece *p = &rules->pieces[i];
    if (!has_bit(scratch->active, p->provider)) continue;
    *changed = p->redirection ? redirect(scratch, p, href, out) : cut(scratch, p, href, out);
    *unwrapped = *changed && p->redirection;
    if (*changed && !p->redirection) tms_step_note(steps, TMS_STEP_EXTRA, TMS_SLICE("raw"));
    if (*changed || out->status != TMS_OK) return out->status;
  }
  status = strip(scratch, url, out, steps, changed);
  return status == TMS_OK ? out->status : status;
}
