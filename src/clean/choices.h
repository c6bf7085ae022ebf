/* What the user asked to leave out: tables, pictures, links, comments of readers. Not a pass: it holds for documents that are not cleaned, too. */
#ifndef TMS_CLEAN_CHOICES_H
#define TMS_CLEAN_CHOICES_H

#include "doc/document.h"

/* Marks tables and comments as dropped, takes out images, unwraps links. Linear. Sets doc->normal to false where anything changed. */
void tms_clean_choices(tms_document *doc, const tms_options *options);

#endif
