/*
 * The repair pass: every text of the document, each leaf by itself, and the hints that metadata will be made of. A leaf keeps its span: it still stands
 * for the same bytes of the source. Linear: every text is read a constant number of times.
 */
#include "repair/repair.h"

#include "base/error.h"
#include "clean/pass.h"
#include "doc/walk.h"

typedef struct mender {
  tms_document *doc;
  uint32_t flags; /* of the profile */
  tms_buf work, out;
} mender;

static void count(mender *m, const tms_repair_counts *counts, tms_span span) {
  static const struct {
    tms_repair_kind kind;
    tms_reason reason;
  } reasons[] = {{TMS_REPAIR_BYTES, TMS_REASON_BAD_BYTES},
                 {TMS_REPAIR_CONTROL, TMS_REASON_CONTROL},
                 {TMS_REPAIR_INVISIBLE, TMS_REASON_INVISIBLE},
                 {TMS_REPAIR_REFERENCE, TMS_REASON_REFERENCE},
                 {TMS_REPAIR_MOJIBAKE, TMS_REASON_MOJIBAKE}};
  for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
    tms_ledger_repair(&m->doc->ledger, reasons[i].reason, span, counts->of[reasons[i].kind]);
  }
}

static void mend(mender *m, tms_slice *text, uint32_t flags, tms_span span) {
  tms_repair_counts counts = {{0}};
  if (text->len == 0 || m->out.status != TMS_OK) return;
  tms_buf_reset(&m->out);
  if (!tms_repair_text(*text, flags | m->flags, &m->work, &m->out, &counts) || m->out.status != TMS_OK) return;
  *text = tms_doc_copy(m->doc, tms_buf_slice(&m->out));
  count(m, &counts, span);
}

static void mend_node(mender *m, tms_node *node) {
  switch (node->kind) {
    case TMS_KIND_TEXT: mend(m, &node->text, TMS_REPAIR_PARSED, node->span); break;
    case TMS_KIND_CODE:
    case TMS_KIND_CODE_BLOCK:
    case TMS_KIND_FORMULA:
    case TMS_KIND_FORMULA_BLOCK: mend(m, &node->text, TMS_REPAIR_KEEP_REFERENCES, node->span); break;
    case TMS_KIND_IMAGE:
    case TMS_KIND_LINK: mend(m, &node->title, TMS_REPAIR_PARSED, TMS_SPAN_NONE); break;
    case TMS_KIND_COMMENT: mend(m, &node->target, TMS_REPAIR_PARSED, TMS_SPAN_NONE); break;
    default: break;
  }
}

/* JSON has its own escapes, and embedded state is nobody's text. */
static void mend_hints(mender *m) {
  for (tms_hint *hint = m->doc->hints; hint; hint = hint->next) {
    if (hint->from == TMS_FROM_JSON_LD && tms_slice_eq(hint->key, TMS_SLICE("state"))) continue;
    mend(m, &hint->value, hint->from == TMS_FROM_JSON_LD ? TMS_REPAIR_KEEP_REFERENCES : TMS_REPAIR_PARSED, TMS_SPAN_NONE);
  }
}

static void mend_metadata(mender *m) {
  static const tms_field texts[] = {TMS_FIELD_TITLE, TMS_FIELD_AUTHORS, TMS_FIELD_SITE, TMS_FIELD_DESCRIPTION, TMS_FIELD_CATEGORIES, TMS_FIELD_TAGS};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    tms_value *value = &m->doc->metadata.fields[texts[i]];
    if (value->from == TMS_FROM_USER) continue;
    for (size_t j = 0; j < value->count; j++) mend(m, &value->items[j], TMS_REPAIR_PARSED, TMS_SPAN_NONE);
  }
}

tms_status tms_pass_repair(tms_document *doc, const tms_options *options, tms_error *error) {
  mender m = {.doc = doc, .flags = options->repair == TMS_PROFILE_FULL ? TMS_REPAIR_FULL : 0};
  tms_buf_init(&m.work, doc->allocator, doc->limits.max_memory);
  tms_buf_init(&m.out, doc->allocator, doc->limits.max_memory);
  for (tms_node *node = doc->root; node && m.out.status == TMS_OK; node = tms_walk_on(doc->root, node)) mend_node(&m, node);
  mend_hints(&m);
  mend_metadata(&m);
  tms_status status = m.out.status != TMS_OK ? m.out.status : tms_doc_status(doc);
  tms_buf_release(&m.out);
  tms_buf_release(&m.work);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "repair");
}
