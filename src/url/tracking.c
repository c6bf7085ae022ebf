#include "url/tracking.h"

#include "url/rules.h"
#include "url/step.h"
#include "url/strip.h"
#include "url/unwrap.h"

enum { MAX_ROUNDS = 16 }; /* wrappers in wrappers, each followed by stripping; real mail has up to four. More: left as it was */

void tms_link_cleaner_init(tms_link_cleaner *cleaner, const tms_allocator *allocator) {
  *cleaner = (tms_link_cleaner){0};
  tms_url_init(&cleaner->url, allocator);
  tms_url_init(&cleaner->inner, allocator);
  tms_buf_init(&cleaner->work, allocator, SIZE_MAX / 2);
  tms_buf_init(&cleaner->out, allocator, SIZE_MAX / 2);
}

void tms_link_cleaner_release(tms_link_cleaner *cleaner) {
  tms_extra_scratch_free(cleaner->scratch);
  tms_buf_release(&cleaner->out);
  tms_buf_release(&cleaner->work);
  tms_url_release(&cleaner->inner);
  tms_url_release(&cleaner->url);
}

tms_status tms_link_cleaner_use(tms_link_cleaner *cleaner, const tms_url_rules *rules, bool only) {
  cleaner->extra_only = rules && only;
  if (rules == cleaner->extra) return TMS_OK;
  tms_extra_scratch_free(cleaner->scratch);
  cleaner->extra = NULL;
  cleaner->scratch = rules ? tms_extra_scratch_new(rules, cleaner->url.href.allocator) : NULL;
  if (rules && !cleaner->scratch) return TMS_ERR_MEMORY;
  cleaner->extra = rules;
  return TMS_OK;
}

static bool is_web(const tms_url *url) {
  return url->scheme == TMS_SCHEME_HTTP || url->scheme == TMS_SCHEME_HTTPS;
}

typedef enum round_result { ROUND_DONE, ROUND_CHANGED, ROUND_FAILED } round_result;

/* Parses the text in `work` and makes it the address; false where it is none (then nothing has changed) or where parsing failed (*status). */
static bool adopt(tms_link_cleaner *cleaner, tms_status *status) {
  *status = cleaner->work.status;
  if (*status != TMS_OK) return false;
  *status = tms_url_parse(&cleaner->inner, tms_buf_slice(&cleaner->work), NULL);
  if (*status == TMS_ERR_SYNTAX || *status == TMS_ERR_LIMIT) {
    *status = TMS_OK;
    return false;
  }
  if (*status != TMS_OK) return false;
  tms_url swap = cleaner->url;
  cleaner->url = cleaner->inner;
  cleaner->inner = swap;
  return true;
}

static tms_slice keep_name(tms_keep keep) {
  switch (keep) {
    case TMS_KEEP_ARCHIVE: return TMS_SLICE("archive");
    case TMS_KEEP_ARGUMENT: return TMS_SLICE("argument");
    case TMS_KEEP_LOGIN: return TMS_SLICE("login");
    case TMS_KEEP_UNSUBSCRIBE: return TMS_SLICE("unsubscribe");
    case TMS_KEEP_SHARE: return TMS_SLICE("share");
    case TMS_KEEP_SIGNED: return TMS_SLICE("signed");
    case TMS_KEEP_NOT: break;
  }
  return TMS_SLICE("scheme");
}

static round_result keep(tms_link_cleaner *cleaner, tms_slice why) {
  tms_step_note(cleaner->steps, TMS_STEP_KEPT, why);
  return ROUND_DONE;
}

/* The old address is the inner one now: its host names the redirector. */
static round_result unwrapped(tms_link_cleaner *cleaner, uint32_t *did) {
  tms_step_note(cleaner->steps, TMS_STEP_UNWRAPPED, tms_url_hostname(&cleaner->inner));
  *did |= TMS_LINK_UNWRAPPED;
  return ROUND_CHANGED;
}

static round_result apply_extra(tms_link_cleaner *cleaner, uint32_t *did, tms_status *status) {
  bool changed, redirected;
  if (!cleaner->extra) return ROUND_DONE;
  size_t noted = cleaner->steps ? cleaner->steps->len : 0;
  *status = tms_extra_apply(cleaner->extra, cleaner->scratch, &cleaner->url, &cleaner->work, cleaner->steps, &changed, &redirected);
  if (*status != TMS_OK) return ROUND_FAILED;
  if (!changed) return ROUND_DONE;
  if (!adopt(cleaner, status)) {
    if (cleaner->steps) tms_buf_cut(cleaner->steps, noted);
    return *status == TMS_OK ? ROUND_DONE : ROUND_FAILED;
  }
  if (redirected) return unwrapped(cleaner, did);
  *did |= TMS_LINK_TRACKING;
  return ROUND_CHANGED;
}

/* Our own names. With extra_only they only tell whether the query is signed. */
static round_result strip(tms_link_cleaner *cleaner, const tms_rule_set *set, uint32_t *did, tms_status *status) {
  tms_buf *steps = cleaner->extra_only ? NULL : cleaner->steps;
  size_t noted = steps ? steps->len : 0;
  tms_strip_result result = tms_url_strip(&cleaner->url, set, &cleaner->work, steps);
  *status = cleaner->work.status;
  if (*status != TMS_OK) return ROUND_FAILED;
  if (result == TMS_STRIP_CHANGED && !cleaner->extra_only && adopt(cleaner, status)) {
    *did |= TMS_LINK_TRACKING;
    return ROUND_CHANGED;
  }
  if (*status != TMS_OK) return ROUND_FAILED;
  if (steps) tms_buf_cut(steps, noted); /* what was noted of a query that turned out to be signed */
  if (result == TMS_STRIP_SIGNED) return keep(cleaner, TMS_SLICE("signed"));
  if (result == TMS_STRIP_LOGIN) return keep(cleaner, TMS_SLICE("login"));
  return apply_extra(cleaner, did, status);
}

/* One step: off with a wrapper, or with what tracks. */
static round_result clean_once(tms_link_cleaner *cleaner, uint32_t *did, tms_status *status) {
  tms_rule_set set;
  if (!is_web(&cleaner->url)) return keep(cleaner, keep_name(TMS_KEEP_NOT));
  tms_rules_find(&cleaner->url, &set);
  tms_keep why = tms_rules_keep(&set, &cleaner->url);
  if (why != TMS_KEEP_NOT) return keep(cleaner, keep_name(why));
  if (!cleaner->extra_only) {
    bool target = tms_url_unwrap(&cleaner->url, &set, &cleaner->work);
    if (target && adopt(cleaner, status)) return unwrapped(cleaner, did);
    if (cleaner->work.status != TMS_OK) *status = cleaner->work.status;
    if (*status != TMS_OK) return ROUND_FAILED;
  }
  return strip(cleaner, &set, did, status);
}

/* The normal form is kept aside from the first change on, for addresses that are wrapped too often. */
static tms_status clean_rounds(tms_link_cleaner *cleaner, uint32_t *did) {
  tms_status status = TMS_OK;
  uint32_t changes = 0;
  size_t noted = cleaner->steps ? cleaner->steps->len : 0;
  for (size_t round = 0; round < MAX_ROUNDS; round++) {
    if (clean_once(cleaner, &changes, &status) == ROUND_CHANGED) {
      if (round > 0) continue;
      tms_buf_reset(&cleaner->out);
      tms_buf_add(&cleaner->out, tms_url_href(&cleaner->inner));
      if (cleaner->out.status != TMS_OK) return cleaner->out.status;
      continue;
    }
    *did |= changes;
    return status;
  }
  if (cleaner->steps) tms_buf_cut(cleaner->steps, noted);
  (void)keep(cleaner, TMS_SLICE("too-deep"));
  return tms_url_parse(&cleaner->url, tms_buf_slice(&cleaner->out), NULL);
}

tms_status tms_link_clean(tms_link_cleaner *cleaner, tms_slice raw, const tms_url *base, bool keep_tracking, tms_slice *clean, uint32_t *did) {
  raw = tms_slice_trim(raw);
  *clean = TMS_SLICE_NONE;
  *did = 0;
  tms_status status = tms_url_parse(&cleaner->url, raw, NULL);
  if (status == TMS_ERR_SYNTAX && base) {
    status = tms_url_parse(&cleaner->url, raw, base);
    if (status == TMS_OK) *did |= TMS_LINK_RESOLVED;
  }
  if (status == TMS_ERR_SYNTAX || status == TMS_ERR_LIMIT) {
    tms_step_note(cleaner->steps, TMS_STEP_NO_URL, TMS_SLICE_NONE);
    *did = TMS_LINK_NO_URL;
    *clean = raw;
    return TMS_OK;
  }
  if (status != TMS_OK) return status;
  if (*did & TMS_LINK_RESOLVED) {
    tms_step_note(cleaner->steps, TMS_STEP_RESOLVED, TMS_SLICE_NONE);
  } else if (!tms_slice_eq(raw, tms_url_href(&cleaner->url))) {
    tms_step_note(cleaner->steps, TMS_STEP_NORMALIZED, TMS_SLICE_NONE);
  }
  if (!keep_tracking) status = clean_rounds(cleaner, did);
  if (status == TMS_OK && cleaner->steps) status = cleaner->steps->status;
  if (status != TMS_OK) return status;
  *clean = tms_url_href(&cleaner->url);
  return TMS_OK;
}
