#include "clean/boilerplate/reasons.h"

/* Class words that name what a box is. Reasons only: whether it goes is the model's business. */
static const struct {
  const char *word;
  uint8_t reason;
} words[] = {
    {"cookie", TMS_REASON_COOKIE},
    {"cookies", TMS_REASON_COOKIE},
    {"consent", TMS_REASON_COOKIE},
    {"gdpr", TMS_REASON_COOKIE},
    {"onetrust", TMS_REASON_COOKIE},
    {"share", TMS_REASON_SHARE},
    {"sharing", TMS_REASON_SHARE},
    {"social", TMS_REASON_SHARE},
    {"sharedaddy", TMS_REASON_SHARE},
    {"addtoany", TMS_REASON_SHARE},
    {"follow", TMS_REASON_SHARE},
    {"subscribe", TMS_REASON_SHARE},
    {"newsletter", TMS_REASON_SHARE},
    {"related", TMS_REASON_RELATED},
    {"recommended", TMS_REASON_RELATED},
    {"recommendations", TMS_REASON_RELATED},
    {"teaser", TMS_REASON_RELATED},
    {"teasers", TMS_REASON_RELATED},
    {"upsell", TMS_REASON_RELATED},
    {"upsells", TMS_REASON_RELATED},
    {"more", TMS_REASON_RELATED},
    {"trending", TMS_REASON_RELATED},
    {"popular", TMS_REASON_RELATED},
    {"ad", TMS_REASON_ADVERTISING},
    {"ads", TMS_REASON_ADVERTISING},
    {"advert", TMS_REASON_ADVERTISING},
    {"advertisement", TMS_REASON_ADVERTISING},
    {"sponsored", TMS_REASON_ADVERTISING},
    {"sponsor", TMS_REASON_ADVERTISING},
    {"promo", TMS_REASON_ADVERTISING},
    {"breadcrumb", TMS_REASON_NAVIGATION},
    {"breadcrumbs", TMS_REASON_NAVIGATION},
    {"menu", TMS_REASON_NAVIGATION},
    {"nav", TMS_REASON_NAVIGATION},
    {"navbar", TMS_REASON_NAVIGATION},
    {"navigation", TMS_REASON_NAVIGATION},
    {"pagination", TMS_REASON_NAVIGATION},
    {"pager", TMS_REASON_NAVIGATION},
    {"sidebar", TMS_REASON_SIDEBAR},
    {"aside", TMS_REASON_SIDEBAR},
    {"widget", TMS_REASON_SIDEBAR},
    {"footer", TMS_REASON_FOOTER},
    {"copyright", TMS_REASON_FOOTER},
    {"header", TMS_REASON_BANNER},
    {"masthead", TMS_REASON_BANNER},
    {"comment", TMS_REASON_COMMENTS},
    {"comments", TMS_REASON_COMMENTS},
    {"disqus", TMS_REASON_COMMENTS},
    {"credit", TMS_REASON_CREDIT},
    {"form", TMS_REASON_FORM},
    {"login", TMS_REASON_FORM},
    {"search", TMS_REASON_FORM},
};
enum { WORD_COUNT = sizeof words / sizeof words[0] };

static tms_reason reason_of_role(uint8_t role) {
  switch (role) {
    case TMS_ROLE_NAVIGATION:
    case TMS_ROLE_MENU: return TMS_REASON_NAVIGATION;
    case TMS_ROLE_BANNER: return TMS_REASON_BANNER;
    case TMS_ROLE_CONTENTINFO: return TMS_REASON_FOOTER;
    case TMS_ROLE_COMPLEMENTARY: return TMS_REASON_SIDEBAR;
    case TMS_ROLE_SEARCH:
    case TMS_ROLE_FORM:
    case TMS_ROLE_BUTTON: return TMS_REASON_FORM;
    case TMS_ROLE_NOSCRIPT:
    case TMS_ROLE_TEMPLATE:
    case TMS_ROLE_ALTERNATIVE: return TMS_REASON_INERT;
    default: return TMS_REASON_NONE;
  }
}

/* The words above by their hashes, in a table that is mostly empty: names that mean nothing here are told by one look, nearly always. */
enum { PLACES = 512 };
typedef struct meanings {
  struct {
    uint32_t hash; /* 0: none */
    uint32_t reason;
  } at[PLACES];
} meanings;

static void learn(meanings *known) {
  *known = (meanings){0};
  for (size_t i = 0; i < WORD_COUNT; i++) {
    uint32_t hash = tms_evidence_hash(tms_slice_cstr(words[i].word)), at = hash % PLACES;
    while (known->at[at].hash) at = (at + 1) % PLACES;
    known->at[at].hash = hash;
    known->at[at].reason = words[i].reason;
  }
}

/* The last class word with a meaning wins: "site-footer social" is about the social part. */
static tms_reason reason_of_names(const meanings *known, const tms_evidence *seen) {
  for (uint32_t i = seen->name_count; i-- > 0;) {
    for (uint32_t at = seen->names[i] % PLACES; known->at[at].hash; at = (at + 1) % PLACES) {
      if (known->at[at].hash == seen->names[i]) return (tms_reason)known->at[at].reason;
    }
  }
  return TMS_REASON_NONE;
}

/* Elements of one class share their names: asked for once. */
typedef struct last_names {
  const uint32_t *names;
  tms_reason reason;
} last_names;
enum { DONE = 128 };

static tms_reason reason_once(const meanings *known, last_names *done, const tms_evidence *seen) {
  if (!seen->name_count) return TMS_REASON_NONE;
  last_names *last = &done[(uintptr_t)seen->names / sizeof *seen->names % DONE];
  if (last->names != seen->names) *last = (last_names){seen->names, reason_of_names(known, seen)};
  return last->reason;
}

uint8_t *tms_reasons_of_boxes(tms_page *page) {
  uint8_t *reasons = tms_arena_array(page->arena, page->box_count, 1);
  meanings known;
  last_names done[DONE] = {{NULL, 0}};
  if (!reasons) return NULL;
  learn(&known);
  for (size_t i = 0; i < page->box_count; i++) {
    const tms_box *box = &page->boxes[i];
    const tms_evidence *seen = box->node->evidence;
    tms_reason own = seen ? reason_once(&known, done, seen) : TMS_REASON_NONE;
    if (!own && seen) own = reason_of_role(seen->role);
    reasons[i] = (uint8_t)(own ? own : i > 0 ? reasons[box->parent] : TMS_REASON_NONE);
  }
  return reasons;
}

tms_reason tms_reason_of_unit(const tms_page *page, const uint8_t *boxes, uint32_t unit) {
  const tms_unit *u = &page->units[unit];
  const tms_box *box = &page->boxes[u->box];
  if (box->flags & TMS_BOX_INERT) return TMS_REASON_INERT;
  if (boxes[u->box]) return (tms_reason)boxes[u->box];
  if (box->flags & (TMS_BOX_HIDDEN | TMS_BOX_ARIA_HIDDEN)) return TMS_REASON_HIDDEN;
  if (tms_box_links(page, box) * 10 >= tms_box_words(page, box) * 6 && u->m.link_words * 2 > u->m.words) return TMS_REASON_LINK_LIST;
  const tms_box *main = &page->boxes[page->main_half];
  return unit < main->first || unit >= main->end ? TMS_REASON_OUTSIDE : TMS_REASON_LOW_SCORE;
}
