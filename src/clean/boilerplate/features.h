/*
 * Features: what the model looks at, as numbers of weights. Every feature is binary: a block's score is the sum of the weights whose numbers it lists, so
 * inference is a handful of table look-ups and exact on every machine. tools/train/ fits the weights to the lists that this very code makes.
 *
 * Numbers: [0, TMS_FEATURE_SLOTS) are the structural ones, each slot a small range; behind them the hashed words.
 */
#ifndef TMS_CLEAN_BOILERPLATE_FEATURES_H
#define TMS_CLEAN_BOILERPLATE_FEATURES_H

#include "clean/boilerplate/page.h"

/* X(NAME, size). A crossed slot multiplies the sizes of what it crosses. */
#define TMS_SLOTS(X)        \
  X(BIAS, 1)                \
  X(KIND, 16)               \
  X(WORDS, 16)              \
  X(LINKS_WORDS, 8 * 8)     \
  X(ENDERS_WORDS, 4 * 8)    \
  X(COMMAS_WORDS, 4 * 8)    \
  X(CAPITALS, 6)            \
  X(DIGITS, 5)              \
  X(LAST, 10)               \
  X(FLAGS, 6)               \
  X(BREAKS, 4)              \
  X(IMAGES, 4)              \
  X(BEFORE, 8 * 4)          \
  X(AFTER, 8 * 4)           \
  X(AFTER2, 8)              \
  X(BEFORE2, 8)             \
  X(PLACE, 10)              \
  X(PLACE_WORDS, 8)         \
  X(SIZE, 8)                \
  X(PAGE_LINKS, 6)          \
  X(TITLE, 14)              \
  X(TITLE_KIND, 3 * 16)     \
  X(BOX1, 8 * 6)            \
  X(BOX2, 8 * 6)            \
  X(BOX3, 8 * 6)            \
  X(BOX_RUN1, 6)            \
  X(BOX_RUN2, 6)            \
  X(BOX_RUN4, 6)            \
  X(HALF, 3 * 5)            \
  X(MOST, 3 * 5)            \
  X(HALF_WORDS, 3 * 8)      \
  X(RUN_DISTANCE, 8)        \
  X(SHAPE_COUNT, 8)         \
  X(SHAPE_RANK, 6)          \
  X(SHAPE_WORDS, 8 * 6)     \
  X(COPIES, 4 * 5)          \
  X(BOX_FLAGS, 7)           \
  X(HIDDEN_WORDS, 8)        \
  X(LANDMARK_WORDS, 24 * 5) \
  X(LANDMARK_LINKS, 24 * 4) \
  X(CONTROLS, 5)            \
  X(HEADING_LEVEL, 8)       \
  X(HEADING_DISTANCE, 7)    \
  X(DEPTH, 10)              \
  X(OWN_PAGE, 7 * 16)       \
  X(WORDS_PAGE, 7 * 16)     \
  X(LINKS_PAGE, 7 * 8 * 4)  \
  X(HALF_PAGE, 7 * 3)       \
  X(MOST_PAGE, 7 * 3)       \
  X(SHAPE_PAGE, 7 * 8)      \
  X(TITLE_PAGE, 7 * 14)     \
  X(LANDMARK_PAGE, 7 * 24)  \
  X(BOX_PAGE, 7 * 6)        \
  X(PLACE_PAGE, 7 * 10)

enum {
#define X(name, size) TMS_SLOT_##name, TMS_SLOT_##name##_END = TMS_SLOT_##name + (size)-1,
  TMS_SLOTS(X)
#undef X
      TMS_FEATURE_SLOTS
};

enum {
  TMS_PATH_BITS = 13, /* words of the boxes around, at any distance */
  TMS_NEAR_BITS = 12, /* words of the block itself and of the two nearest boxes, each apart */
  TMS_TEXT_BITS = 11, /* short texts, first words, the heading above */
  TMS_FEATURE_PATH = TMS_FEATURE_SLOTS,
  TMS_FEATURE_NEAR = TMS_FEATURE_PATH + (1 << TMS_PATH_BITS),
  TMS_FEATURE_TEXT = TMS_FEATURE_NEAR + (1 << TMS_NEAR_BITS),
  TMS_FEATURE_COUNT = TMS_FEATURE_TEXT + (1 << TMS_TEXT_BITS),
  TMS_FEATURES_MOST = 192 /* entries of one list: slots and 3 x 31 near words; what is over is left out */
};

typedef struct tms_features {
  uint32_t count;
  uint16_t ids[TMS_FEATURES_MOST];
} tms_features;

/* The list of a unit, without the words of its path. */
void tms_features_unit(const tms_page *page, uint32_t unit, tms_features *out);
/* The words that a box adds to the path of everything in it. */
void tms_features_path(const tms_box *box, tms_features *out);

/* The second look: the first scores of the unit and of what stands around it, in steps. Numbers of their own, from 0. */
#define TMS_LOOKS(X)      \
  X(OWN, 24)              \
  X(OWN_WORDS, 12 * 6)    \
  X(PREVIOUS, 13)         \
  X(NEXT, 13)             \
  X(PREVIOUS4, 13)        \
  X(NEXT4, 13)            \
  X(AROUND, 13)           \
  X(SHAPE, 14)            \
  X(AROUND2, 13)          \
  X(HEADED, 14)           \
  X(PAIR, 6 * 6)          \
  X(KIND_OWN, 7 * 12)     \
  X(KIND_AROUND, 7 * 13)  \
  X(BLOCK_AROUND, 16 * 6) \
  X(PAGE_BEST, 8)         \
  X(ABOVE, 13)

enum {
#define X(name, size) TMS_LOOK_##name, TMS_LOOK_##name##_END = TMS_LOOK_##name + (size)-1,
  TMS_LOOKS(X)
#undef X
      TMS_LOOK_COUNT
};

/* Sums of first scores over the page, made once. */
typedef struct tms_looks {
  int64_t *sums;    /* prefix sums of score x weight */
  int64_t *weights; /* prefix sums of weight */
  int64_t *shapes;  /* by box: score x weight of all siblings of its shape; weight behind it */
} tms_looks;
bool tms_looks_init(tms_looks *looks, tms_page *page);
void tms_features_look(const tms_page *page, const tms_looks *looks, uint32_t unit, tms_features *out);

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
