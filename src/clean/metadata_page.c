#include "clean/metadata_page.h"

#include "doc/kind.h"
#include "doc/text.h"
#include "doc/walk.h"

enum {
  BEFORE = 4,      /* short blocks before the headline: a kicker, a date */
  BEHIND = 10,     /* and behind it: a subtitle, byline, date, share labels */
  LONGEST = 160,   /* a longer block is text */
  FARTHEST = 3000, /* nodes until the headline is given up */
  AUTHOR_WORDS = 4
};

typedef struct looker {
  tms_document *doc;
  tms_near *near;
  tms_slice title;
  tms_node *before[BEFORE];
  size_t before_count, behind;
  bool found; /* headline seen */
  bool month_first;
  uint32_t author_words[AUTHOR_WORDS];
} looker;

static bool is_block(const tms_node *node) {
  return node->kind == TMS_KIND_PARAGRAPH || node->kind == TMS_KIND_HEADING || node->kind == TMS_KIND_TERM || node->kind == TMS_KIND_CAPTION;
}

/* Bytes of text in a block, counted up to `most`. */
static size_t length_of(tms_node *block, size_t most) {
  size_t length = 0;
  tms_walk walk = tms_walk_of(block);
  while (tms_walk_next(&walk) && length <= most) {
    if (walk.enter) length += walk.node->text.len;
  }
  return length;
}

static void note_line(looker *l, tms_node *node) {
  if (l->near->line_count < TMS_NEAR_MOST) l->near->lines[l->near->line_count++] = node;
}

/* Words that stand before a date and say that it is the one of publication, or nothing. */
static bool names_date(tms_slice before) {
  static const char *const words[] = {"published", "posted", "on", "date", "veröffentlicht", "publié", "publicado", "pubblicato", "gepubliceerd",
                                      "by",        "am",     "le", "el"};
  tms_slice word;
  size_t count = 0;
  bool named = false;
  while (tms_slice_next_word(&before, &word)) {
    count++;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) named |= tms_title_same(word, tms_slice_cstr(words[i]));
  }
  return count == 0 || named || count <= 4;
}

/* rel=author, or a class that says so, on the block or close around it. */
static bool is_authors(const looker *l, const tms_node *node) {
  for (int up = 0; up < 3 && node; up++, node = node->parent) {
    const tms_evidence *seen = node->evidence;
    if (!seen) continue;
    if (seen->flags & TMS_SEEN_AUTHOR) return true;
    for (uint32_t i = 0; i < seen->name_count; i++) {
      for (size_t k = 0; k < AUTHOR_WORDS; k++) {
        if (seen->names[i] == l->author_words[k]) return true;
      }
    }
  }
  return false;
}

/* A link to the page of a person: "/author/jane-doe", "/members/inkwell.77/". */
static bool links_to_person(tms_slice address) {
  static const char *const parts[] = {"/author/",    "/authors/", "/contributor/", "/contributors/", "/members/", "/member/",
                                      "/member.php", "/user/",    "/users/",       "/user-",         "/profile/", "/profiles/",
                                      "/people/",    "/u/",       "/by/",          "/writers/"};
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    if (tms_slice_find_nocase(tms_slice_head(address, 300), tms_slice_cstr(parts[i]), 0) != SIZE_MAX) return true;
  }
  return false;
}

static void look_for_links(looker *l, tms_node *node) {
  tms_walk walk = tms_walk_of(node);
  while (tms_walk_next(&walk) && !l->near->people.count) {
    if (!walk.enter || walk.node->kind != TMS_KIND_LINK || !links_to_person(walk.node->target)) continue;
    tms_people_add(l->doc, &l->near->people, tms_node_text_folded(l->doc, walk.node), tms_metadata_get(&l->doc->metadata, TMS_FIELD_SITE), true);
  }
}

/* "By Jane Doe", or a name in a block that is marked as the author's. True where people were found. */
static bool look_for_names(looker *l, tms_node *node, tms_slice text) {
  bool is_byline, by_author = is_authors(l, node);
  while (text.len && (text.ptr[text.len - 1] == '|' || text.ptr[text.len - 1] == ',' || text.ptr[text.len - 1] == '-')) {
    text = tms_slice_trim(tms_slice_head(text, text.len - 1));
  }
  tms_slice names = tms_people_byline(text, &is_byline);
  if ((!is_byline && !by_author) || l->near->people.count || names.len == 0 || names.len > 100) return false;
  size_t comma = tms_slice_find_byte(names, ',', 0);
  bool named = tms_people_is_name(comma == SIZE_MAX ? names : tms_slice_head(names, comma));
  if (!named && tms_slice_find(names, TMS_SLICE(" and "), 0) == SIZE_MAX) return false;
  tms_people_add(l->doc, &l->near->people, names, tms_metadata_get(&l->doc->metadata, TMS_FIELD_SITE), by_author);
  return l->near->people.count > 0;
}

/* What stands around a date may be a byline: "By Jane Doe | 4 October 2017", "Published 4 October 2017 by Jane Doe". */
static void look_at(looker *l, tms_node *node) {
  if (length_of(node, LONGEST) > LONGEST) return;
  tms_slice text = tms_node_text_folded(l->doc, node);
  tms_date date;
  if (!tms_date_find(text, l->month_first, &date)) {
    if (look_for_names(l, node, text)) note_line(l, node);
    if (!l->near->people.count) look_for_links(l, node);
    return;
  }
  tms_slice before = tms_slice_trim(tms_slice_head(text, date.begin)), after = tms_slice_trim(tms_slice_from(text, date.end));
  bool updated =
      tms_slice_find_nocase(before, TMS_SLICE("updated"), 0) != SIZE_MAX || tms_slice_find_nocase(before, TMS_SLICE("modified"), 0) != SIZE_MAX;
  if (!l->near->date.len && !updated && names_date(before)) {
    l->near->date = date;
    l->near->date_in_time = node->evidence && (node->evidence->flags & TMS_SEEN_DATE);
  }
  bool named = look_for_names(l, node, before) || look_for_names(l, node, after);
  if ((before.len == 0 && after.len <= 3) || named) note_line(l, node);
  if (!l->near->people.count) look_for_links(l, node);
}

/* Keeps the last BEFORE blocks. */
static void remember(looker *l, tms_node *node) {
  if (l->before_count == BEFORE) {
    memmove(l->before, l->before + 1, (BEFORE - 1) * sizeof *l->before);
    l->before_count--;
  }
  l->before[l->before_count++] = node;
}

static bool is_headline(looker *l, tms_node *node) {
  if (node->kind != TMS_KIND_HEADING || length_of(node, l->title.len * 2 + 20) > l->title.len * 2 + 20) return false;
  return tms_title_same(tms_node_text_folded(l->doc, node), l->title);
}

void tms_near_look(tms_document *doc, tms_near *near) {
  *near = (tms_near){0};
  tms_slice kind = tms_metadata_get(&doc->metadata, TMS_FIELD_PAGE_KIND), language = tms_metadata_get(&doc->metadata, TMS_FIELD_LANGUAGE);
  looker l = {.doc = doc, .near = near, .title = tms_metadata_get(&doc->metadata, TMS_FIELD_TITLE)};
  l.month_first = language.len == 0 || (tms_slice_starts(language, TMS_SLICE("en")) && !tms_slice_eq(language, TMS_SLICE("en-GB")));
  /* Cards of other pages have dates too: only pages about one thing are looked at. */
  near->one_text =
      tms_slice_eq(kind, TMS_SLICE("article")) || tms_slice_eq(kind, TMS_SLICE("forum")) || tms_slice_eq(kind, TMS_SLICE("documentation"));
  if (l.title.len == 0 || !near->one_text) return;
  static const char *const author_words[AUTHOR_WORDS] = {"author", "byline", "username", "writer"};
  for (size_t i = 0; i < AUTHOR_WORDS; i++) l.author_words[i] = tms_evidence_hash(tms_slice_cstr(author_words[i]));
  int seen = 0;
  tms_walk walk = tms_walk_of(doc->main);
  while (tms_walk_next(&walk) && seen++ < FARTHEST && l.behind < BEHIND) {
    if (!walk.enter || !is_block(walk.node)) continue;
    if (!l.found && is_headline(&l, walk.node)) {
      l.found = true;
      seen = FARTHEST - 200;
    } else if (!l.found) {
      remember(&l, walk.node);
    } else {
      l.behind++;
      look_at(&l, walk.node);
    }
    tms_walk_skip(&walk);
  }
  for (size_t i = 0; l.found && i < l.before_count; i++) look_at(&l, l.before[l.before_count - 1 - i]);
}

void tms_near_drop(tms_document *doc, const tms_near *near) {
  bool dated = doc->metadata.fields[TMS_FIELD_DATE_PUBLISHED].count > 0, signed_by = doc->metadata.fields[TMS_FIELD_AUTHORS].count > 0;
  if (!dated && !signed_by) return;
  if (tms_slice_eq(tms_metadata_get(&doc->metadata, TMS_FIELD_PAGE_KIND), TMS_SLICE("forum"))) return; /* there they are part of each post */
  for (size_t i = 0; i < near->line_count; i++) {
    if (!near->lines[i]->dropped) near->lines[i]->dropped = TMS_REASON_METADATA;
  }
}
