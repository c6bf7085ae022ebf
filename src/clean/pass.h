/*
 * Cleaning: ordered passes, each a pure step from document to document. A pass marks blocks dropped (node->dropped, never detaches text), changes text leaves,
 * moves nodes; it counts what it does in the ledger. Passes know documents alone, never a format.
 */
#ifndef TMS_CLEAN_PASS_H
#define TMS_CLEAN_PASS_H

#include "doc/document.h"

#include <tamis/tamis.h>

typedef struct tms_pass {
  const char *name;
  const char *about;
  uint32_t bit; /* TMS_PASS_* */
  tms_status (*run)(tms_document *doc, const tms_options *options, tms_error *error);
} tms_pass;

/* NULL past the last; in the order in which they run. */
const tms_pass *tms_pass_at(size_t index);
/* The pass's bit, or 0 where there is no such name. */
uint32_t tms_pass_of_name(tms_slice name);
/* Runs what options and document ask for (design: on for scraped input; a pass that `cleaned_passes` lists is not run again unless `reclean`), and
 * normalize always. Sets cleaned_* where any pass but normalize ran. */
tms_status tms_clean(tms_document *doc, const tms_options *options, tms_error *error);

/* The passes, one file each. */
tms_status tms_pass_repair(tms_document *doc, const tms_options *options, tms_error *error);
tms_status tms_pass_layout(tms_document *doc, const tms_options *options, tms_error *error);
tms_status tms_pass_links(tms_document *doc, const tms_options *options, tms_error *error);
tms_status tms_pass_boilerplate(tms_document *doc, const tms_options *options, tms_error *error);
tms_status tms_pass_twins(tms_document *doc, const tms_options *options, tms_error *error);
tms_status tms_pass_metadata(tms_document *doc, const tms_options *options, tms_error *error);

#endif
