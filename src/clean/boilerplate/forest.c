#include "clean/boilerplate/forest.h"

#include <string.h>

enum { MOST_NUMBERS = 256, PLACES = TMS_TREE_QUESTIONS + TMS_TREE_LEAVES };

#if defined(__x86_64__) && !defined(TMS_PORTABLE)
#include <immintrin.h>

/*
 * With AVX2, 64 units are two registers. The 16 bits of a leaf are looked up as two bytes, in tables that fit into registers as well: leaves 0 to 15 in one, the others in
 * another, and an index whose high bit is set finds 0.
 */
#define WIDE __attribute__((target("avx2"))) static inline

typedef struct wide_row {
  __m256i part[2];
} wide_row;

typedef struct leaf_table {
  __m256i low, high, rest; /* low and high bytes of leaves 0 to 15; of leaf 16 + i the low byte at i, the high one at 8 + i */
} leaf_table;

WIDE void walk_wide(const tms_question *questions, const wide_row *numbers, wide_row *places) {
  for (uint32_t q = TMS_TREE_QUESTIONS; q-- > 0;) {
    const tms_question *ask = &questions[q];
    const wide_row *number = &numbers[ask->number], *yes = &places[ask->yes], *no = &places[ask->no];
    const __m256i limit = _mm256_set1_epi8((char)(ask->limit ^ 0x80));
    for (uint32_t i = 0; i < 2; i++) {
      places[q].part[i] = _mm256_blendv_epi8(no->part[i], yes->part[i], _mm256_cmpgt_epi8(number->part[i], limit));
    }
  }
}

WIDE leaf_table table_of(const int16_t *leaves) {
  const __m128i apart = _mm_setr_epi8(0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15);
  __m128i first = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)leaves), apart);
  __m128i second = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(leaves + 8)), apart);
  __m128i third = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(leaves + 16)), apart);
  return (leaf_table){_mm256_broadcastsi128_si256(_mm_unpacklo_epi64(first, second)), _mm256_broadcastsi128_si256(_mm_unpackhi_epi64(first, second)),
                      _mm256_broadcastsi128_si256(third)};
}

/* Sums of 16 bits; the order of units is that of _mm256_unpack*_epi8(). */
WIDE void add_leaves(const leaf_table *table, const wide_row *leaf, __m256i sums[4]) {
  for (uint32_t i = 0; i < 2; i++) {
    __m256i front = _mm256_adds_epu8(leaf->part[i], _mm256_set1_epi8(0x70)), back = _mm256_sub_epi8(leaf->part[i], _mm256_set1_epi8(16));
    __m256i back_high = _mm256_or_si256(back, _mm256_set1_epi8(8));
    __m256i low = _mm256_or_si256(_mm256_shuffle_epi8(table->low, front), _mm256_shuffle_epi8(table->rest, back));
    __m256i high = _mm256_or_si256(_mm256_shuffle_epi8(table->high, front), _mm256_shuffle_epi8(table->rest, back_high));
    sums[2 * i] = _mm256_add_epi16(sums[2 * i], _mm256_unpacklo_epi8(low, high));
    sums[2 * i + 1] = _mm256_add_epi16(sums[2 * i + 1], _mm256_unpackhi_epi8(low, high));
  }
}

/* So many trees fit into 16 bits. */
enum { AT_ONCE = INT16_MAX / TMS_LEAF_MOST };
_Static_assert(TMS_LANES == 64 && TMS_TREE_LEAVES == 24 && AT_ONCE > 0, "the registers are cut for these");

/* Puts the sums of 16 bits to the scores: of every 32 units the first half of a pair holds 0 to 7 and 16 to 23, the second the others. */
WIDE void take_sums(__m256i sums[4], int32_t *scores) {
  for (uint32_t i = 0; i < 4; i++) {
    int16_t sum[16];
    memcpy(sum, &sums[i], sizeof sum);
    int32_t *out = scores + (i >> 1) * 32 + (i & 1) * 8;
    for (uint32_t k = 0; k < 8; k++) out[k] += sum[k];
    for (uint32_t k = 0; k < 8; k++) out[16 + k] += sum[8 + k];
    sums[i] = _mm256_setzero_si256();
  }
}

__attribute__((target("avx2"))) static void sum_wide(const tms_forest *forest, const uint8_t *numbers, uint32_t count, int32_t *scores) {
  wide_row moved[MOST_NUMBERS], places[PLACES];
  for (uint32_t i = 0; i < count * 2; i++) {
    __m256i part = _mm256_loadu_si256((const __m256i *)(const void *)(numbers + (size_t)i * 32));
    moved[i / 2].part[i & 1] = _mm256_xor_si256(part, _mm256_set1_epi8((char)0x80));
  }
  for (uint32_t leaf = 0; leaf < TMS_TREE_LEAVES; leaf++) {
    places[TMS_TREE_QUESTIONS + leaf] = (wide_row){{_mm256_set1_epi8((char)leaf), _mm256_set1_epi8((char)leaf)}};
  }
  __m256i sums[4];
  memset(sums, 0, sizeof sums);
  for (uint32_t tree = 0; tree < forest->trees; tree++) {
    leaf_table table = table_of(forest->leaves[tree]);
    walk_wide(forest->questions[tree], moved, places);
    add_leaves(&table, &places[0], sums);
    if (tree % AT_ONCE == AT_ONCE - 1) take_sums(sums, scores);
  }
  take_sums(sums, scores);
}

static bool sum_by_machine(const tms_forest *forest, const uint8_t *numbers, uint32_t count, int32_t *scores) {
  if (!__builtin_cpu_supports("avx2")) return false;
  sum_wide(forest, numbers, count, scores);
  return true;
}
#else
static bool sum_by_machine(const tms_forest *forest, const uint8_t *numbers, uint32_t count, int32_t *scores) {
  (void)forest, (void)numbers, (void)count, (void)scores;
  return false;
}
#endif

/* 16 lanes in one register where the machine has such; compilers make plain code of it where not (gcc and clang: "Vector Extensions"). Signed, because the smallest
 * machines compare signed bytes alone: numbers and limits are moved by 128. */
enum { NARROW = 16, PARTS = TMS_LANES / NARROW };
typedef int8_t lanes __attribute__((vector_size(NARROW)));

typedef struct row {
  lanes part[PARTS];
} row;

/* Questions lead to later ones only, so from the last to the first each finds its ways answered. `places` holds what each question comes to, and behind them the leaves
 * as themselves. */
static void walk(const tms_question *questions, const row *numbers, row *places) {
  for (uint32_t q = TMS_TREE_QUESTIONS; q-- > 0;) {
    const tms_question *ask = &questions[q];
    const row *number = &numbers[ask->number], *yes = &places[ask->yes], *no = &places[ask->no];
    lanes limit = (lanes){0} + (int8_t)(ask->limit - 128);
    for (uint32_t i = 0; i < PARTS; i++) {
      lanes over = number->part[i] > limit;
      places[q].part[i] = (yes->part[i] & over) | (no->part[i] & ~over);
    }
  }
}

void tms_forest_add_plain(const tms_forest *forest, const uint8_t *numbers, uint32_t count, int32_t *scores) {
  row moved[MOST_NUMBERS], places[PLACES];
  memcpy(moved, numbers, (size_t)count * TMS_LANES);
  for (uint32_t n = 0; n < count; n++) {
    for (uint32_t i = 0; i < PARTS; i++) moved[n].part[i] ^= (lanes){0} + INT8_MIN;
  }
  for (uint32_t leaf = 0; leaf < TMS_TREE_LEAVES; leaf++) memset(&places[TMS_TREE_QUESTIONS + leaf], (int)leaf, sizeof places[0]);
  for (uint32_t tree = 0; tree < forest->trees; tree++) {
    uint8_t leaf[TMS_LANES];
    walk(forest->questions[tree], moved, places);
    memcpy(leaf, &places[0], sizeof leaf);
    const int16_t *leaves = forest->leaves[tree];
    for (uint32_t lane = 0; lane < TMS_LANES; lane++) scores[lane] += leaves[leaf[lane]];
  }
}

void tms_forest_sum(const tms_forest *forest, const uint8_t *numbers, uint32_t count, int32_t *scores) {
  memset(scores, 0, TMS_LANES * sizeof *scores);
  if (!sum_by_machine(forest, numbers, count, scores)) tms_forest_add_plain(forest, numbers, count, scores);
}

int32_t tms_forest_one(const tms_forest *forest, const uint8_t *numbers) {
  int32_t score = 0;
  for (uint32_t tree = 0; tree < forest->trees; tree++) {
    uint32_t at = 0;
    while (at < TMS_TREE_QUESTIONS) {
      const tms_question *ask = &forest->questions[tree][at];
      at = numbers[ask->number] > ask->limit ? ask->yes : ask->no;
    }
    score += forest->leaves[tree][at - TMS_TREE_QUESTIONS];
  }
  return score;
}
