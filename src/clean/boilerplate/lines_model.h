/* The model of text lines: tables of words, a forest, a second one that sees what the first made of the neighbours, and one that knows headings. tools/train/lines.py fits it. */
#ifndef TMS_CLEAN_BOILERPLATE_LINES_MODEL_H
#define TMS_CLEAN_BOILERPLATE_LINES_MODEL_H

#include "clean/boilerplate/lines_numbers.h"
#include "clean/boilerplate/model.h"

enum { TMS_LINES_ONE = TMS_MODEL_ONE }; /* of a score: one logit */

/* What is known of one unit once it is scored. */
typedef struct tms_line_score {
  int32_t score;   /* in 1/TMS_LINES_ONE logit, positive for content */
  int32_t heading; /* in the same unit, positive for a heading, if it is content at all */
  uint32_t words;  /* also of scripts without spaces */
  uint32_t letters;
  bool running;  /* a sentence, or as long as one */
  bool dated;    /* holds a year or is mostly digits, or is a label */
  bool trail;    /* where the page stands: "Home > News" */
  uint8_t known; /* which share of its words the running text uses too, in 1/250 */
  uint8_t p;     /* how likely it is content, in 1/256: 1 to 255 */
} tms_line_score;

/* Scores every unit of the page. False on failed allocation. */
bool tms_lines_score(tms_page *page, tms_line_score *scores);
/* The cut that gives the best word F1 that the page can expect: lines with less than this probability should go. */
uint32_t tms_lines_cut(const tms_line_score *scores, size_t count);

/* For the test, as tms_model_part_at(): 0 the first look, 1 the second, 2 headings. */
enum { TMS_LINE_FORESTS = 3 };
tms_model_part tms_lines_part_at(unsigned index);

#endif
