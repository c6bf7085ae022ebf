/*
 * Evidence of an element: its role, its words, whether it is hidden. Words are hashed whole, and in parts where they are made of several ("post-body",
 * "postBody2"); the whole words of class come first.
 */
#include "formats/html/read.h"

#include "base/hash.h"

enum { MOST_NAMES = 64 }; /* of one element: utility classes come in dozens, and say the less the more there are */

typedef struct names {
  uint32_t hashes[MOST_NAMES];
  size_t count;
} names;

static void add_name(names *n, tms_slice word) {
  if (n->count < MOST_NAMES) n->hashes[n->count++] = tms_evidence_hash(word);
}

/* What may part a word: a joint, or a capital behind something else. */
enum { JOINT = 1, CAPITAL = 2 };
static const unsigned char borders[256] = {
    ['-'] = JOINT,   ['_'] = JOINT,   [':'] = JOINT,   ['/'] = JOINT,   ['0'] = JOINT,   ['1'] = JOINT,   ['2'] = JOINT,   ['3'] = JOINT,
    ['4'] = JOINT,   ['5'] = JOINT,   ['6'] = JOINT,   ['7'] = JOINT,   ['8'] = JOINT,   ['9'] = JOINT,   ['A'] = CAPITAL, ['B'] = CAPITAL,
    ['C'] = CAPITAL, ['D'] = CAPITAL, ['E'] = CAPITAL, ['F'] = CAPITAL, ['G'] = CAPITAL, ['H'] = CAPITAL, ['I'] = CAPITAL, ['J'] = CAPITAL,
    ['K'] = CAPITAL, ['L'] = CAPITAL, ['M'] = CAPITAL, ['N'] = CAPITAL, ['O'] = CAPITAL, ['P'] = CAPITAL, ['Q'] = CAPITAL, ['R'] = CAPITAL,
    ['S'] = CAPITAL, ['T'] = CAPITAL, ['U'] = CAPITAL, ['V'] = CAPITAL, ['W'] = CAPITAL, ['X'] = CAPITAL, ['Y'] = CAPITAL, ['Z'] = CAPITAL};

/* The parts of a word; nothing where it is all one. */
static void add_parts(names *n, tms_slice word) {
  size_t from = 0;
  for (size_t i = 0; i <= word.len; i++) {
    unsigned border = i < word.len ? borders[(unsigned char)word.ptr[i]] : JOINT;
    if (border == 0 || (border == CAPITAL && (i == from || borders[(unsigned char)word.ptr[i - 1]] == CAPITAL))) continue;
    if (i - from >= 2 && i - from < word.len) add_name(n, tms_slice_of(word.ptr + from, i - from));
    from = border == JOINT ? i + 1 : i;
  }
}

/* The words of an attribute: their parts are looked at when all whole words have been. */
typedef struct split {
  tms_slice words[MOST_NAMES];
  size_t count;
} split;

static void split_words(split *s, tms_slice list) {
  s->count = 0;
  for (tms_slice word; s->count < MOST_NAMES && tms_slice_next_word(&list, &word);) {
    if (word.len <= 256) s->words[s->count++] = word;
  }
}

static void add_words(names *n, const split *s) {
  for (size_t i = 0; i < s->count && n->count < MOST_NAMES; i++) add_name(n, s->words[i]);
}

static void add_list(names *n, tms_slice list) {
  for (tms_slice word; n->count < MOST_NAMES && tms_slice_next_word(&list, &word);) {
    if (word.len <= 256) add_name(n, word);
  }
}

static void add_all_parts(names *n, const split *s) {
  for (size_t i = 0; i < s->count && n->count < MOST_NAMES; i++) add_parts(n, s->words[i]);
}

static void take_names(tms_html_reader *r, const names *n, tms_evidence *evidence) {
  if (n->count == 0) return;
  uint32_t *copy = tms_arena_array(r->arena, n->count, sizeof *copy);
  if (!copy) return;
  memcpy(copy, n->hashes, n->count * sizeof *copy);
  evidence->names = copy;
  evidence->name_count = (uint8_t)n->count;
}

/* Where a class string is remembered: one place for each hash, the newest string wins. NULL where memory fails. */
static tms_html_names *place_of(tms_html_reader *r, tms_slice words) {
  enum { PLACES = 512 };
  if (!r->names) r->names = tms_arena_zero(r->arena, PLACES * sizeof *r->names);
  return r->names ? &r->names[tms_hash(r->doc->seed, words) % PLACES] : NULL;
}

/* The names that a class attribute gives. */
static tms_html_names class_names(tms_html_reader *r, tms_slice words) {
  tms_html_names *place = words.len ? place_of(r, words) : NULL;
  if (!place) return (tms_html_names){0};
  if (tms_slice_eq(place->words, words)) return *place;
  names n;
  split s;
  n.count = 0;
  split_words(&s, words);
  add_words(&n, &s);
  uint32_t whole = (uint32_t)n.count;
  add_all_parts(&n, &s);
  uint32_t *copy = tms_arena_array(r->arena, n.count, sizeof *copy);
  if (!copy) return (tms_html_names){0};
  memcpy(copy, n.hashes, n.count * sizeof *copy);
  return *place = (tms_html_names){words, copy, whole, (uint32_t)n.count};
}

static void add_hashes(names *n, const uint32_t *hashes, size_t count) {
  if (count > MOST_NAMES - n->count) count = MOST_NAMES - n->count;
  if (count) memcpy(n->hashes + n->count, hashes, count * sizeof *hashes);
  n->count += count;
}

/* The hash of an element's name: names of the standard are hashed once a page. */
static uint32_t hash_element(tms_html_reader *r, tms_html_ref ref) {
  tms_html_tag tag = (tms_html_tag)tms_html_node_at(r, ref)->tag;
  if (tag == TMS_TAG_UNKNOWN || tms_html_node_at(r, ref)->ns != TMS_HTML_NS_HTML) return tms_evidence_hash(tms_html_name(r->tree, ref));
  if (!r->elements[tag]) r->elements[tag] = tms_evidence_hash(tms_html_name(r->tree, ref));
  return r->elements[tag];
}

bool tms_html_has_word(tms_slice list, tms_slice wanted) {
  for (tms_slice word; tms_slice_next_word(&list, &word);) {
    if (tms_slice_eq_nocase(word, wanted)) return true;
  }
  return false;
}

/* Both properties that are looked for end in "y": most styles have none such. */
static bool may_hide(tms_slice style) {
  for (size_t at = 0; (at = tms_slice_find_byte(style, ':', at)) != SIZE_MAX; at++) {
    size_t end = at; /* back to what is no space: never behind the colon before, so all ways back together are linear */
    while (end > 0 && tms_is_space((unsigned char)style.ptr[end - 1])) end--;
    if (end > 0 && tms_lower(style.ptr[end - 1]) == 'y') return true;
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
  bool found = false;
  unsigned flags = 0;
  tms_slice value = TMS_SLICE_NONE;
  if (!tms_html_lacks(r, ref, TMS_ATTR_HIDDEN)) value = tms_html_attribute(r->tree, ref, TMS_ATTR_HIDDEN, &found);
  if (found && !tms_slice_eq_nocase(value, TMS_SLICE("until-found"))) flags |= TMS_SEEN_HIDDEN;
  if (tms_slice_eq_nocase(tms_html_get(r, ref, TMS_ATTR_ARIA_HIDDEN), TMS_SLICE("true"))) flags |= TMS_SEEN_ARIA_HIDDEN;
  value = tms_html_get(r, ref, TMS_ATTR_STYLE);
  if (value.len >= 12 && may_hide(value) && (style_says(value, "display:none") || style_says(value, "visibility:hidden"))) flags |= TMS_SEEN_HIDDEN;
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
  if (list.len == 0) return false;
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
  evidence->role = (uint8_t)role;
  evidence->element = hash_element(r, ref);
  evidence->position = r->ordinal;
  evidence->depth = (uint16_t)(r->depth > UINT16_MAX ? UINT16_MAX : r->depth);
  if (ref == r->marked && !r->marks) return evidence;
  tms_slice class_words = tms_html_get(r, ref, TMS_ATTR_CLASS), id = tms_html_get(r, ref, TMS_ATTR_ID),
            property = tms_html_get(r, ref, TMS_ATTR_ITEMPROP);
  tms_slice own_role = tms_html_get(r, ref, TMS_ATTR_ROLE);
  tms_html_names by_class = class_names(r, class_words);
  if (id.len == 0 && property.len == 0 && own_role.len == 0) { /* the same class shares its names */
    evidence->names = by_class.hashes;
    evidence->name_count = (uint8_t)by_class.count;
  } else {
    names n;
    split s;
    n.count = 0;
    add_hashes(&n, by_class.hashes, by_class.whole);
    split_words(&s, id);
    add_words(&n, &s);
    add_list(&n, property);
    add_list(&n, own_role);
    if (by_class.count > by_class.whole) add_hashes(&n, by_class.hashes + by_class.whole, by_class.count - by_class.whole);
    add_all_parts(&n, &s);
    take_names(r, &n, evidence);
  }
  evidence->flags = (uint16_t)tms_html_hidden(r, ref);
  if (is_body_property(property)) evidence->flags |= TMS_SEEN_ITEMPROP_BODY;
  if (tms_slice_eq(id, TMS_SLICE("data-preloaded"))) tms_html_hint_preloaded(r, ref);
  if (is_comment_type(tms_html_get(r, ref, TMS_ATTR_ITEMTYPE))) evidence->flags |= TMS_SEEN_COMMENT;
  return evidence;
}
