/* Who wrote a comment, and when. */
#ifndef TMS_CLEAN_BOILERPLATE_COMMENTS_SIGN_H
#define TMS_CLEAN_BOILERPLATE_COMMENTS_SIGN_H

#include "clean/boilerplate/page.h"

enum { TMS_SIGN_WORDS = 16 };

typedef struct tms_signer {
  tms_document *doc;
  const tms_hint *hint; /* the first that may stand in the next unit: units and hints both go through the page in its order */
  uint32_t words[TMS_SIGN_WORDS];
  size_t count;
} tms_signer;

void tms_signer_init(tms_signer *signer, tms_document *doc);
/* Takes author and date from a line of the comment, where it has them; true for a line that names both, so is no text. Call it for the units in document order. */
bool tms_sign(tms_signer *signer, tms_node *comment, const tms_unit *u, const tms_box *box);

#endif
