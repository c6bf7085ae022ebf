/* A tree as a line of text, in the notation of make_doc.h. For tests. */
#ifndef TMS_TESTS_SUPPORT_DUMP_H
#define TMS_TESTS_SUPPORT_DUMP_H

#include "doc/document.h"

/* The tree below MAIN (with COMMENTS, if there is one). The caller frees. */
char *dump_doc(const tms_document *doc);

#endif
