/*
 * Evidence of an element: its role, its words, whether it is hidden. Words are hashed whole, and in parts where they are made of several ("post-body",
 * "postBody2"); the whole words of class come first.
 */
#include "formats/html/read.h"

enum { MOST_NAMES = 64 }; /* of one element: utility classes come in dozens, and say the less the more there are */

typedef struct names {
  uint32_t hashes[MOST_NAMES];
  size_t count;
} names;

static void add_name(names *n, tms_slice word) {
  if (n->count < MOST_NAMES) n->hashes[n->count++] = tms_evidence_hash(word);
}

static bool is_joint(const char *c, size_t i) {
  unsigned char here = (unsigned char)c[i];
  return here == '-' || here == '_' || here == ':' || here == '/' || tms_is_digit(here);
}

/* The parts of a word; nothing where it is all one. */
static void add_parts(names *n, tms_slice word) {
  size_t from = 0;
  for (size_t i = 0; i <= word.len; i++) {
    bool joint = i < word.len && is_joint(word.ptr, i);
    bool hump = i > from && i < word.len && tms_is_upper((unsigned char)word.ptr[i]) && !tms_is_upper((unsigned char)word.ptr[i - 1]);
    if (i < word.len && !joint && !hump) continue;
    if (i - from >= 2 && i - from < word.len) add_name(n, tms_slice_of(word.ptr + from, i - from));
    from = joint ? i + 1 : i;
  }
}

static void add_words(names *n, tms_slice list, bool parts) {
  for (tms_slice word; n->count < MOST_NAMES && tms_slice_next_word(&list, &word);) {
    if (word.len > 256) continue;
    if (parts) {
      add_parts(n, word);
    } else {
      add_name(n, word);
    }
  }
}

static void take_names(tms_html_reader *r, const names *n, tms_evidence *evidence) {
  if (n->count == 0) return;
  uint32_t *copy = tms_arena_array(r->arena, n->count, sizeof *copy);
  if (!copy) return;
  memcpy(copy, n->hashes, n->count * sizeof *copy);
  evidence->names = copy;
  evidence->name_count = (uint8_t)n->count;
}

bool tms_html_has_word(tms_slice list, tms_slice wanted) {
  for (tms_slice word; tms_slice_next_word(&list, &word);) {
    if (tms_slice_eq_nocase(word, wanted)) return true;
  }
  return false;
}

/* Looks for "name:value" in a style attribute, white space and case ignored. One walk over it. */
static bool style_says(tms_slice style, const char *wanted) {
  size_t at = 0;
  for (size_t i = 0; i < style.len; i++) {
    char c = tms_lower(style.ptr[i]);
    if (tms_is_space((unsigned char)c)) continue;
    if (c == wanted[at]) {
      if (wanted[++at] == '\0') return true;
    } else {
      at = c == wanted[0]; /* no beginning of the words stands inside them but the first letter */
    }
  }
  return false;
}

unsigned tms_html_hidden(const tms_html_reader *r, tms_html_ref ref) {
  bool found;
  unsigned flags = 0;
  tms_slice value = tms_html_attribute(r->tree, ref, TMS_ATTR_HIDDEN, &found);
  if (found && !tms_slice_eq_nocase(value, TMS_SLICE("until-found"))) flags |= TMS_SEEN_HIDDEN;
  if (tms_slice_eq_nocase(tms_html_get(r, ref, TMS_ATTR_ARIA_HIDDEN), TMS_SLICE("true"))) flags |= TMS_SEEN_ARIA_HIDDEN;
  value = tms_html_get(r, ref, TMS_ATTR_STYLE);
  if (value.len >= 12 && (style_says(value, "display:none") || style_says(value, "visibility:hidden"))) flags |= TMS_SEEN_HIDDEN;
  return flags;
}

tms_role tms_html_role(const tms_html_reader *r, tms_html_ref ref, tms_role otherwise) {
  static const struct {
    tms_slice name;
    tms_role role;
  } roles[] = {
      {TMS_SLICE_INIT("main"), TMS_ROLE_MAIN},
      {TMS_SLICE_INIT("article"), TMS_ROLE_ARTICLE},
      {TMS_SLICE_INIT("region"), TMS_ROLE_SECTION},
      {TMS_SLICE_INIT("navigation"), TMS_ROLE_NAVIGATION},
      {TMS_SLICE_INIT("banner"), TMS_ROLE_BANNER},
      {TMS_SLICE_INIT("contentinfo"), TMS_ROLE_CONTENTINFO},
      {TMS_SLICE_INIT("complementary"), TMS_ROLE_COMPLEMENTARY},
      {TMS_SLICE_INIT("search"), TMS_ROLE_SEARCH},
      {TMS_SLICE_INIT("form"), TMS_ROLE_FORM},
      {TMS_SLICE_INIT("dialog"), TMS_ROLE_DIALOG},
      {TMS_SLICE_INIT("alertdialog"), TMS_ROLE_DIALOG},
      {TMS_SLICE_INIT("menu"), TMS_ROLE_MENU},
      {TMS_SLICE_INIT("menubar"), TMS_ROLE_MENU},
      {TMS_SLICE_INIT("toolbar"), TMS_ROLE_MENU},
      {TMS_SLICE_INIT("tablist"), TMS_ROLE_MENU},
      {TMS_SLICE_INIT("figure"), TMS_ROLE_FIGURE},
      {TMS_SLICE_INIT("button"), TMS_ROLE_BUTTON},
  };
  tms_slice role = tms_html_get(r, ref, TMS_ATTR_ROLE);
  if (role.len == 0) return otherwise;
  for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
    if (tms_html_has_word(role, roles[i].name)) return roles[i].role;
  }
  return otherwise;
}

static bool is_body_property(tms_slice list) {
  return tms_html_has_word(list, TMS_SLICE("articleBody")) || tms_html_has_word(list, TMS_SLICE("text")) ||
         tms_html_has_word(list, TMS_SLICE("description")) || tms_html_has_word(list, TMS_SLICE("reviewBody"));
}

/* What a reader wrote, by the types of schema.org. */
static bool is_comment_type(tms_slice type) {
  return tms_slice_ends(type, TMS_SLICE("schema.org/Comment")) || tms_slice_ends(type, TMS_SLICE("schema.org/UserComments")) ||
         tms_slice_ends(type, TMS_SLICE("schema.org/Answer")) || tms_slice_ends(type, TMS_SLICE("schema.org/DiscussionForumPosting"));
}

tms_evidence *tms_html_evidence(tms_html_reader *r, tms_html_ref ref, tms_role role) {
  tms_evidence *evidence = tms_arena_zero(r->arena, sizeof *evidence);
  if (!evidence) return NULL;
  tms_slice name, value;
  names n = {.count = 0};
  evidence->role = (uint8_t)role;
  evidence->element = tms_evidence_hash(tms_html_name(r->tree, ref));
  evidence->position = r->ordinal;
  evidence->depth = (uint16_t)(r->depth > UINT16_MAX ? UINT16_MAX : r->depth);
  if (!tms_html_attribute_at(r->tree, ref, 0, &name, &value)) return evidence;
  tms_slice class_words = tms_html_get(r, ref, TMS_ATTR_CLASS), id = tms_html_get(r, ref, TMS_ATTR_ID),
            property = tms_html_get(r, ref, TMS_ATTR_ITEMPROP);
  add_words(&n, class_words, false);
  add_words(&n, id, false);
  add_words(&n, property, false);
  add_words(&n, tms_html_get(r, ref, TMS_ATTR_ROLE), false);
  add_words(&n, class_words, true);
  add_words(&n, id, true);
  take_names(r, &n, evidence);
  evidence->flags = (uint16_t)tms_html_hidden(r, ref);
  if (is_body_property(property)) evidence->flags |= TMS_SEEN_ITEMPROP_BODY;
  if (is_comment_type(tms_html_get(r, ref, TMS_ATTR_ITEMTYPE))) evidence->flags |= TMS_SEEN_COMMENT;
  return evidence;
}
