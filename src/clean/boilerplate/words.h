/*
 * What words have meant on the pages of training: tables of hashed words, each entry the log-odds (in 1/16 logit) that text below a box of that class, or text that begins
 * with that word, is content. Two words may share an entry; the trainer counts with the same hash, so it knows.
 */
#ifndef TMS_CLEAN_BOILERPLATE_WORDS_H
#define TMS_CLEAN_BOILERPLATE_WORDS_H

#include "clean/boilerplate/page.h"

enum { TMS_WORD_BITS = 14, TMS_WORD_NAMES = 24 /* of one element that count */ };

/* Tables, in the order of the salts that keep them apart. */
typedef enum tms_word_table {
  TMS_WORDS_PATH = 0, /* names of boxes, at any distance */
  TMS_WORDS_OWN,      /* names of the block itself */
  TMS_WORDS_NEAR,     /* names of the box that it stands in */
  TMS_WORDS_FIRST,    /* its first word */
  TMS_WORDS_PAIR,     /* its first two words */
  TMS_WORDS_WHOLE,    /* the whole of a short text */
  TMS_WORDS_ABOVE,    /* first word of the heading above, where that is short */
  TMS_WORDS_HEADING,  /* the whole of it */
  TMS_WORD_TABLES
} tms_word_table;

/* Multiplicative hashing (Knuth 6.4): the top bits of word x odd constant; the salt keeps tables apart. */
static inline uint32_t tms_word_bucket(uint32_t word, uint32_t salt) {
  return (word ^ salt * 0x9E3779B9u) * 0x85EBCA6Bu >> (32 - TMS_WORD_BITS);
}

/* The log-odds of a word. */
int32_t tms_word_odds(tms_word_table table, uint32_t word);

/* What the names of an element add up to. */
typedef struct tms_name_odds {
  int32_t sum, most, least;
} tms_name_odds;
tms_name_odds tms_words_names(tms_word_table table, const tms_evidence *seen);

#endif
