/*
 * The boilerplate pass: what the author did not write goes. HTML evidence is scored by a learned model, lines of plain text by rules; both only mark
 * blocks as dropped, with a reason, and leave their scores for `explain`.
 */
#include "clean/boilerplate/alternatives.h"
#include "clean/boilerplate/decide.h"
#include "clean/boilerplate/model.h"
#include "clean/pass.h"

#include "base/error.h"

static tms_slice kind_name(tms_page_kind kind) {
  switch (kind) {
    case TMS_PAGE_FORUM: return TMS_SLICE("forum");
    case TMS_PAGE_PRODUCT: return TMS_SLICE("product");
    case TMS_PAGE_COLLECTION: return TMS_SLICE("collection");
    case TMS_PAGE_LISTING: return TMS_SLICE("listing");
    case TMS_PAGE_DOCUMENTATION: return TMS_SLICE("documentation");
    case TMS_PAGE_SERVICE: return TMS_SLICE("service");
    case TMS_PAGE_ARTICLE:
    case TMS_PAGE_KIND_COUNT: break;
  }
  return TMS_SLICE("article");
}

/* "0.87": how good the classifier thinks its answer is, whatever the mode. */
static void note_quality(const tms_page *page) {
  tms_document *doc = page->doc;
  if (tms_metadata_get(&doc->metadata, TMS_FIELD_QUALITY).len) return;
  const char text[4] = {(char)('0' + page->quality / 100), '.', (char)('0' + page->quality / 10 % 10), (char)('0' + page->quality % 10)};
  tms_slice value = tms_doc_copy(doc, tms_slice_of(text, sizeof text));
  if (value.len) tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_QUALITY, value, TMS_FROM_NONE);
}

static tms_status judge(tms_page *page, const tms_options *options) {
  if (page->is_text) return tms_decide_lines(page, options->mode);
  tms_document *doc = page->doc;
  tms_model_kind(page);
  if (!tms_metadata_get(&doc->metadata, TMS_FIELD_PAGE_KIND).len) {
    tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_PAGE_KIND, kind_name(page->kind), TMS_FROM_NONE);
  }
  tms_status status = tms_model_score(page);
  if (status == TMS_OK) status = tms_decide_page(page, options->mode);
  if (status == TMS_OK) note_quality(page);
  return status;
}

tms_status tms_pass_boilerplate(tms_document *doc, const tms_options *options, tms_error *error) {
  tms_arena scratch;
  tms_arena_init(&scratch, doc->allocator, doc->limits.max_memory);
  tms_page page;
  tms_status status = tms_page_init(&page, doc, &scratch);
  if (status == TMS_OK && page.unit_count > 0) status = judge(&page, options);
  if (status == TMS_OK && !page.is_text && options->mode != TMS_MODE_ALL) status = tms_alternatives_settle(&page);
  tms_arena_release(&scratch);
  if (status == TMS_OK) status = tms_doc_status(doc);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "boilerplate");
}
