/* What the kind of a page is told by: binary features, as numbers of weights; a kind's score is the sum of the weights that the page lists. */
#ifndef TMS_CLEAN_BOILERPLATE_FEATURES_H
#define TMS_CLEAN_BOILERPLATE_FEATURES_H

#include "clean/boilerplate/page.h"

/* The page as a whole, for its kind. Numbers of their own. */
#define TMS_PAGE_SLOTS(X) \
  X(BIAS, 1)              \
  X(WORDS, 10)            \
  X(LINKS, 8)             \
  X(RUNNING, 8)           \
  X(UNITS, 8)             \
  X(HEADINGS, 8)          \
  X(CODE, 6)              \
  X(IMAGES, 8)            \
  X(CARDS, 8)             \
  X(CARD_WORDS, 8)        \
  X(MONEY, 6)             \
  X(COMMENTS, 6)          \
  X(TABLES, 5)            \
  X(CONTROLS, 6)          \
  X(LONGEST, 8)           \
  X(DATES, 6)             \
  X(QUESTIONS, 5)         \
  X(AUTHORS, 5)           \
  X(URL_DEPTH, 6)
enum {
#define X(name, size) TMS_PAGE_SLOT_##name, TMS_PAGE_SLOT_##name##_END = TMS_PAGE_SLOT_##name + (size)-1,
  TMS_PAGE_SLOTS(X)
#undef X
      TMS_PAGE_SLOT_COUNT
};
enum {
  TMS_KIND_BITS = 11, /* hashed: words of classes, types that the page declares, words of its address */
  TMS_PAGE_FEATURE_COUNT = TMS_PAGE_SLOT_COUNT + (1 << TMS_KIND_BITS),
  TMS_PAGE_FEATURES_MOST = TMS_PAGE_FEATURE_COUNT
};
typedef struct tms_page_features {
  uint32_t count;
  uint16_t ids[TMS_PAGE_FEATURES_MOST]; /* each at most once */
} tms_page_features;
void tms_features_page(const tms_page *page, tms_page_features *out);

#endif
