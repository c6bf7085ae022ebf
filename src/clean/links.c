/*
 * The links pass: every address absolute, in WHATWG normal form and free of tracking. The address as it stood stays in node->raw. Linear in the addresses;
 * nothing is ever requested.
 */
#include "base/error.h"
#include "base/hash.h"
#include "clean/pass.h"
#include "doc/walk.h"
#include "url/tracking.h"

/* What an address came to, by the hash of what it was: pages repeat theirs, in pictures beside titles and menus for small screens. The newest stays. */
typedef struct known {
  tms_slice raw, clean;
  uint32_t did;
} known;
enum { PLACES = 256 };

typedef struct linker {
  tms_document *doc;
  bool keep_tracking;
  tms_url base;
  bool has_base;
  tms_link_cleaner cleaner;
  known known[PLACES];
} linker;

/* The first <base> counts, as in HTML Standard 4.2.3; a reader hands it on as a hint, or as the document's base. */
static tms_slice declared_base(const tms_document *doc) {
  for (const tms_hint *hint = doc->hints; hint; hint = hint->next) {
    if (hint->from == TMS_FROM_HTML && tms_slice_eq(hint->key, TMS_SLICE("base"))) return hint->value;
  }
  return doc->base;
}

/* The document's own address, and what <base> makes of it: it is itself resolved against the document's address. */
static tms_status find_base(linker *l, const tms_options *options) {
  tms_slice own = tms_slice_cstr(options->url), declared = declared_base(l->doc);
  if (own.len == 0) own = tms_metadata_get(&l->doc->metadata, TMS_FIELD_URL);
  tms_url document;
  tms_url_init(&document, l->doc->allocator);
  tms_status status = own.len ? tms_url_parse(&document, own, NULL) : TMS_ERR_SYNTAX;
  bool has_document = status == TMS_OK;
  if (declared.len && status != TMS_ERR_MEMORY) {
    status = tms_url_parse(&l->base, declared, has_document ? &document : NULL);
    l->has_base = status == TMS_OK && !l->base.opaque_path;
  }
  if (!l->has_base && has_document && status != TMS_ERR_MEMORY) {
    status = tms_url_parse(&l->base, own, NULL);
    l->has_base = status == TMS_OK;
  }
  tms_url_release(&document);
  return status == TMS_ERR_MEMORY ? status : TMS_OK;
}

/* Addresses that lead nowhere when the page's scripts are gone. */
static bool leads_nowhere(tms_slice href) {
  static const tms_slice schemes[] = {TMS_SLICE_INIT("javascript:"), TMS_SLICE_INIT("vbscript:"), TMS_SLICE_INIT("data:"), TMS_SLICE_INIT("about:"),
                                      TMS_SLICE_INIT("blob:")};
  if (href.len == 0 || (href.len == 1 && href.ptr[0] == '#')) return true;
  const char first = tms_lower(href.ptr[0]);
  if (first == '/' || first == '#' || first == 'h') return false; /* nearly all */
  for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
    if (tms_slice_starts_nocase(href, schemes[i])) return true;
  }
  return false;
}

/* The target must live as long as the document. */
static void set_target(tms_node *node, tms_slice target) {
  if (tms_slice_eq(node->target, target)) return;
  if (!node->raw.ptr) node->raw = node->target;
  node->target = target.len ? target : TMS_SLICE_NONE;
}

/* Cleans an address that leads somewhere, and remembers it. What comes out lives as long as the document. */
static tms_status clean_address(linker *l, tms_slice href, tms_slice *clean, uint32_t *did) {
  known *place = &l->known[tms_hash(l->doc->seed, href) % PLACES];
  if (!tms_slice_eq(place->raw, href)) {
    tms_status status = tms_link_clean(&l->cleaner, href, l->has_base ? &l->base : NULL, l->keep_tracking, clean, did);
    if (status != TMS_OK) return status;
    if (leads_nowhere(*clean)) *clean = TMS_SLICE_NONE; /* "java\nscript:" */
    if (tms_slice_eq(*clean, href)) {
      *clean = href;
    } else if (clean->len) {
      *clean = tms_doc_copy(l->doc, *clean);
      if (!clean->ptr) return tms_doc_status(l->doc);
    }
    *place = (known){href, *clean, *did};
  }
  *clean = place->clean;
  *did = place->did;
  return TMS_OK;
}

/* Without an address a link is unwrapped and an image becomes its alternative text: normalize does both. */
static tms_status clean_target(linker *l, tms_node *node) {
  tms_slice href = tms_slice_trim(node->target), clean;
  uint32_t did;
  if (leads_nowhere(href)) {
    set_target(node, TMS_SLICE_NONE);
    return TMS_OK;
  }
  if (href.ptr[0] == '#') {
    set_target(node, href);
    return TMS_OK;
  }
  tms_status status = clean_address(l, href, &clean, &did);
  if (status != TMS_OK) return status;
  set_target(node, clean);
  tms_ledger_repair(&l->doc->ledger, TMS_REASON_RESOLVED, TMS_SPAN_NONE, (did & TMS_LINK_RESOLVED) != 0);
  tms_ledger_repair(&l->doc->ledger, TMS_REASON_TRACKING, TMS_SPAN_NONE, (did & (TMS_LINK_TRACKING | TMS_LINK_UNWRAPPED)) != 0);
  return TMS_OK;
}

static tms_status clean_all(linker *l) {
  tms_status status = TMS_OK;
  for (tms_node *node = l->doc->root; node && status == TMS_OK; node = tms_walk_on(l->doc->root, node)) {
    if (node->kind == TMS_KIND_LINK || node->kind == TMS_KIND_IMAGE) status = clean_target(l, node);
  }
  return status;
}

/* Hints that are addresses: metadata takes absolute ones only. */
static bool is_address(const tms_hint *hint) {
  static const struct {
    tms_provenance from;
    tms_slice key;
  } addresses[] = {
      {TMS_FROM_HTML, TMS_SLICE_INIT("canonical")},     {TMS_FROM_HTML, TMS_SLICE_INIT("license")},
      {TMS_FROM_OG, TMS_SLICE_INIT("og:url")},          {TMS_FROM_OG, TMS_SLICE_INIT("og:image")},
      {TMS_FROM_OG, TMS_SLICE_INIT("og:image:url")},    {TMS_FROM_OG, TMS_SLICE_INIT("og:image:secure_url")},
      {TMS_FROM_META, TMS_SLICE_INIT("twitter:image")}, {TMS_FROM_META, TMS_SLICE_INIT("twitter:image:src")},
      {TMS_FROM_META, TMS_SLICE_INIT("image")},         {TMS_FROM_META, TMS_SLICE_INIT("thumbnailurl")},
  };
  for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
    if (hint->from == addresses[i].from && tms_slice_eq(hint->key, addresses[i].key)) return true;
  }
  return false;
}

static tms_status clean_hints(linker *l) {
  for (tms_hint *hint = l->doc->hints; hint; hint = hint->next) {
    tms_slice clean;
    uint32_t did;
    if (hint->value.len == 0 || !is_address(hint)) continue;
    tms_status status = tms_link_clean(&l->cleaner, hint->value, l->has_base ? &l->base : NULL, l->keep_tracking, &clean, &did);
    if (status != TMS_OK) return status;
    if (!(did & TMS_LINK_NO_URL) && !tms_slice_eq(clean, hint->value)) hint->value = tms_doc_copy(l->doc, clean);
  }
  return TMS_OK;
}

tms_status tms_pass_links(tms_document *doc, const tms_options *options, tms_error *error) {
  linker l = {.doc = doc, .keep_tracking = options->keep_tracking}; /* on the stack: 10 KB */
  tms_url_init(&l.base, doc->allocator);
  tms_link_cleaner_init(&l.cleaner, doc->allocator);
  tms_status status = tms_link_cleaner_use(&l.cleaner, options->url_rules, options->url_rules_only);
  if (status == TMS_OK) status = find_base(&l, options);
  if (status == TMS_OK) status = clean_all(&l);
  if (status == TMS_OK) status = clean_hints(&l);
  if (status == TMS_OK) status = tms_doc_status(doc);
  tms_link_cleaner_release(&l.cleaner);
  tms_url_release(&l.base);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "links");
}
