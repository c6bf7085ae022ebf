/*
 * Documents for tests from a line of text, or from a seed.
 *
 *   main(paragraph(text'a' emphasis(text'b')) rule)
 *
 * A kind's name, then 'its text or target' if any, then its children in brackets. dropped(...) marks its children dropped.
 */
#ifndef TMS_TESTS_SUPPORT_MAKE_DOC_H
#define TMS_TESTS_SUPPORT_MAKE_DOC_H

#include "doc/document.h"

/* NULL when an allocation fails. The notation's text must outlive the document. */
tms_document *make_doc(const char *notation, const tms_allocator *allocator);
/* Any tree at all, valid or not, of at most `nodes` nodes. */
tms_document *make_random_doc(uint32_t seed, uint32_t nodes, const tms_allocator *allocator);

#endif
