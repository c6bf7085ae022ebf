#include "clean/pass.h"

#include "clean/choices.h"

#include "doc/check.h"
#include "doc/normalize.h"

#include "base/assert.h"
#include "base/error.h"

/* The order is design.md section 7's: text is mended before anything reads it, links are settled before they are compared, and metadata come
 * last because they take lines out of the body that boilerplate and twins have judged. */
static const tms_pass passes[] = {
    {"repair", "encoding damage, double-escaped references, control and invisible characters", TMS_PASS_REPAIR, tms_pass_repair},
    {"layout", "spaces and hyphens that only laid the text out", TMS_PASS_LAYOUT, tms_pass_layout},
    {"links", "absolute addresses, tracking parameters, redirect wrappers", TMS_PASS_LINKS, tms_pass_links},
    {"boilerplate", "what the author did not write: menus, teasers, notices", TMS_PASS_BOILERPLATE, tms_pass_boilerplate},
    {"twins", "text that stands twice in one document", TMS_PASS_TWINS, tms_pass_twins},
    {"metadata", "title, authors, dates, and the lines that only repeat them", TMS_PASS_METADATA, tms_pass_metadata},
    {"normalize", "normal form; always runs", TMS_PASS_NORMALIZE, NULL},
};
enum { PASS_COUNT = sizeof passes / sizeof passes[0] };

const tms_pass *tms_pass_at(size_t index) {
  return index < PASS_COUNT ? &passes[index] : NULL;
}

uint32_t tms_pass_of_name(tms_slice name) {
  for (size_t i = 0; i < PASS_COUNT; i++) {
    if (tms_slice_eq_nocase(tms_slice_cstr(passes[i].name), name)) return passes[i].bit;
  }
  return 0;
}

/* The passes that a document says it has had, in another process or in this one. */
static uint32_t passes_had(const tms_document *doc) {
  uint32_t had = doc->passes_done;
  const tms_value *names = &doc->metadata.fields[TMS_FIELD_CLEANED_PASSES];
  for (size_t i = 0; i < names->count; i++) had |= tms_pass_of_name(names->items[i]);
  return had;
}

/* Which passes run now. What ran on this document in memory never runs again: its evidence is used up, so `reclean` can't mean that. */
static uint32_t passes_wanted(const tms_document *doc, const tms_options *options) {
  bool clean = options->clean == TMS_ON || (options->clean == TMS_AUTO && doc->scraped);
  uint32_t wanted = clean ? (uint32_t)TMS_PASS_ALL & ~options->skip & ~(uint32_t)TMS_PASS_NORMALIZE : 0;
  if (options->repair == TMS_PROFILE_NONE) wanted &= ~(uint32_t)TMS_PASS_REPAIR;
  return wanted & ~(options->reclean ? doc->passes_done : passes_had(doc));
}

static tms_slice mode_name(tms_mode mode) {
  switch (mode) {
    case TMS_MODE_PRECISION: return TMS_SLICE("precision");
    case TMS_MODE_RECALL: return TMS_SLICE("recall");
    case TMS_MODE_ALL: return TMS_SLICE("all");
    case TMS_MODE_BALANCED: break;
  }
  return TMS_SLICE("balanced");
}

/* cleaned_*: the version and mode of this run, and the names of every pass that the document has ever had, in the order of the table. */
static void note_cleaning(tms_document *doc, const tms_options *options, uint32_t had) {
  tms_metadata *metadata = &doc->metadata;
  tms_metadata_set(metadata, &doc->arena, TMS_FIELD_CLEANED_VERSION, tms_slice_cstr(TMS_VERSION), TMS_FROM_NONE);
  tms_metadata_set(metadata, &doc->arena, TMS_FIELD_CLEANED_MODE, mode_name(options->mode), TMS_FROM_NONE);
  tms_metadata_unset(metadata, TMS_FIELD_CLEANED_PASSES);
  for (size_t i = 0; i < PASS_COUNT; i++) {
    if (had & passes[i].bit) {
      tms_metadata_add(metadata, &doc->arena, TMS_FIELD_CLEANED_PASSES, tms_slice_cstr(passes[i].name), TMS_FROM_NONE);
    }
  }
}

tms_status tms_clean(tms_document *doc, const tms_options *options, tms_error *error) {
  uint32_t wanted = passes_wanted(doc, options), had = passes_had(doc);
  for (size_t i = 0; i < PASS_COUNT; i++) {
    if (!(wanted & passes[i].bit)) continue;
    tms_status status = passes[i].run(doc, options, error);
    if (status != TMS_OK) return status;
    doc->normal = false;
    doc->passes_done |= passes[i].bit;
  }
  if (wanted) note_cleaning(doc, options, had | wanted | TMS_PASS_NORMALIZE);
  tms_clean_choices(doc, options);
  if (!doc->normal) {
    tms_status status = tms_doc_normalize(doc);
    if (status != TMS_OK) return tms_fail_status(error, status, "clean");
    doc->passes_done |= TMS_PASS_NORMALIZE;
  }
  tms_status status = tms_doc_status(doc);
  if (status != TMS_OK) return tms_fail_status(error, status, "clean");
  TMS_ASSERT(tms_doc_check(doc, NULL) == NULL);
  return TMS_OK;
}
