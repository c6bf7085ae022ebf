#include "clean/metadata_page.h"

#include "doc/kind.h"
#include "doc/text.h"
#include "doc/walk.h"

enum {
  BEFORE = 6,         /* blocks before the headline: a kicker, a date */
  BEHIND = 30,        /* and behind it: a subtitle, byline, date, share labels */
  CLOSE = 6,          /* so close to the headline a date is that of the text */
  REPEATS = 10,       /* a line so close only repeats metadata; one further away may be a day of a chronicle */
  FAR = 12,           /* behind it; further away a date or a name must say what it is */
  LONGEST = 160,      /* a longer block is text */
  MOST_BLOCKS = 1200, /* of a page */
  FARTHEST = 12000,   /* nodes that are walked for them */
  AUTHOR_WORDS = 4,
  DATE_WORDS = 6
};

typedef struct looker {
  tms_document *doc;
  tms_near *near;
  tms_slice title;
  tms_node **blocks;
  size_t count, headline; /* count where there is none */
  bool month_first, forum;
  int date_score; /* of the best date so far */
  int updated_score;
  uint32_t author_words[AUTHOR_WORDS], date_words[DATE_WORDS];
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

static bool has_word(tms_slice text, const char *const *list, size_t count) {
  tms_slice word;
  while (tms_slice_next_word(&text, &word)) {
    for (size_t i = 0; i < count; i++) {
      if (tms_title_same(word, tms_slice_cstr(list[i]))) return true;
    }
  }
  return false;
}

typedef enum date_sort { DATE_NONE, DATE_BARE, DATE_PUBLISHED, DATE_UPDATED } date_sort;

/* What the words before a date make of it. Four words that say nothing may be a name or a place. */
static date_sort sort_of_date(tms_slice before) {
  static const char *const published[] = {"published",    "posted",       "date",       "veröffentlicht", "publié",     "publicado",
                                          "pubblicato",   "gepubliceerd", "publicerad", "asked",          "erschienen", "created",
                                          "опубликовано", "発行",         "公開",       "started"};
  static const char *const updated[] = {"updated",      "modified",   "reviewed",   "revised",  "actualizado",
                                        "aktualisiert", "atualizado", "aggiornato", "обновлено"};
  static const char *const others[] = {"joined",   "registered", "since",     "copyright", "expires",   "deadline", "until",  "edited",
                                       "activity", "visit",      "viewed",    "through",   "starts",    "ends",     "before", "after",
                                       "reply",    "member",     "retrieved", "accessed",  "effective", "born",     "from",   "to",
                                       "by",       "between",    "founded",   "submitted", "received"};
  static const char *const by[] = {"by"};
  if (tms_slice_find(before, TMS_SLICE("\xC2\xA9"), 0) != SIZE_MAX) return DATE_NONE;
  if (has_word(before, updated, sizeof updated / sizeof updated[0])) return DATE_UPDATED;
  if (has_word(before, published, sizeof published / sizeof published[0])) return DATE_PUBLISHED;
  if (has_word(before, by, 1)) return DATE_BARE;
  if (has_word(before, others, sizeof others / sizeof others[0])) return DATE_NONE;
  tms_slice word;
  size_t count = 0;
  while (tms_slice_next_word(&before, &word)) count++;
  return count <= 4 ? DATE_BARE : DATE_NONE;
}

/* A word of class, id or itemprop, on the block or close around it. */
static bool is_named(const tms_node *node, const uint32_t *words, size_t count, unsigned flag) {
  for (int up = 0; up < 3 && node; up++, node = node->parent) {
    const tms_evidence *seen = node->evidence;
    if (!seen) continue;
    if (seen->flags & flag) return true;
    for (uint32_t i = 0; i < seen->name_count; i++) {
      for (size_t k = 0; k < count; k++) {
        if (seen->names[i] == words[k]) return true;
      }
    }
  }
  return false;
}

/* rel=author, or a class that says so. */
static bool is_authors(const looker *l, const tms_node *node) {
  return is_named(node, l->author_words, AUTHOR_WORDS, TMS_SEEN_AUTHOR);
}

/* A link to the page of a person: "/author/jane-doe", "/members/inkwell.77/". */
bool tms_address_of_person(tms_slice address) {
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
    if (!walk.enter || walk.node->kind != TMS_KIND_LINK || !tms_address_of_person(walk.node->target)) continue;
    tms_people_add(l->doc, &l->near->people, tms_node_text_folded(l->doc, walk.node), tms_metadata_get(&l->doc->metadata, TMS_FIELD_SITE), true);
  }
}

/* "By Jane Doe", or a name in a block that is marked as the author's. True where people were found. */
static bool look_for_names(looker *l, tms_node *node, tms_slice text) {
  bool is_byline, by_author = is_authors(l, node);
  if (tms_slice_starts_nocase(text, TMS_SLICE("last "))) return false; /* "Last post by" */
  tms_slice names = tms_people_byline(text, &is_byline);
  if ((!is_byline && !by_author) || l->near->people.count) return false;
  names = tms_people_without_end(names);
  if (names.len == 0 || names.len > 100) return false;
  size_t comma = tms_slice_find_byte(names, ',', 0);
  bool named = tms_people_is_name(comma == SIZE_MAX ? names : tms_slice_head(names, comma));
  bool pen = by_author && l->forum && names.len <= 30; /* posters sign with one word */
  if (!named && !pen && tms_slice_find(names, TMS_SLICE(" and "), 0) == SIZE_MAX) return false;
  tms_people_add(l->doc, &l->near->people, names, tms_metadata_get(&l->doc->metadata, TMS_FIELD_SITE), by_author);
  return l->near->people.count > 0;
}

/* "Written by", "Author" or "By" alone, and the name in the next block. */
static void look_below_label(looker *l, size_t at, tms_slice text) {
  static const char *const labels[] = {"by",       "written by", "author", "authors", "posted by", "published by", "words by",
                                       "story by", "von",        "autor",  "por",     "par",       "door",         "автор"};
  if (at + 1 >= l->count || text.len > 24 || length_of(l->blocks[at + 1], 80) > 80) return;
  for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
    if (!tms_title_same(text, tms_slice_cstr(labels[i]))) continue;
    tms_slice name = tms_node_text_folded(l->doc, l->blocks[at + 1]);
    if (tms_people_is_name(name)) tms_people_add(l->doc, &l->near->people, name, tms_metadata_get(&l->doc->metadata, TMS_FIELD_SITE), false);
    return;
  }
}

/* A name right above or below a date, with nothing else in its block. */
static void look_beside_date(looker *l, size_t at) {
  for (size_t i = at ? at - 1 : 1; i <= at + 1 && i < l->count && !l->near->people.count; i += 2) {
    tms_node *node = l->blocks[i];
    if (node->kind == TMS_KIND_HEADING || length_of(node, 40) > 40) continue;
    tms_slice name = tms_node_text_folded(l->doc, node);
    if (tms_people_is_name(name)) tms_people_add(l->doc, &l->near->people, name, tms_metadata_get(&l->doc->metadata, TMS_FIELD_SITE), false);
  }
}

/* Only a date, but perhaps with minutes of reading behind it. */
static bool stands_alone(tms_slice before, tms_slice after) {
  bool numbered = before.len > 1 && before.len < 8 && before.ptr[0] == '#'; /* posts of a thread: "#1 2025-11-01" */
  return (before.len == 0 || numbered) && (after.len <= 3 || (after.len < 30 && !tms_is_alpha((unsigned char)after.ptr[0])));
}

/* A date near the headline: the closer, and the more is said of it, the better. */
static void weigh_date(looker *l, const tms_node *node, const tms_date *date, date_sort sort, bool alone, size_t distance) {
  bool timed = node->evidence && (node->evidence->flags & TMS_SEEN_DATE);
  bool named = is_named(node, l->date_words, DATE_WORDS, TMS_SEEN_DATE);
  int score = 100 - 6 * (int)distance + (sort != DATE_BARE ? 12 : 0) + (alone ? 6 : 0) + (named ? 8 : 0);
  if (distance > FAR && sort == DATE_BARE && !named) return;
  if (sort == DATE_UPDATED) {
    if (score <= l->updated_score) return;
    l->updated_score = score;
    l->near->updated = *date;
  } else if (score > l->date_score) {
    l->date_score = score;
    l->near->date = *date;
    l->near->date_in_time = timed;
    l->near->date_sure = distance <= CLOSE && (sort == DATE_PUBLISHED || alone || named);
  }
}

/* What stands around a date may be a byline: "By Jane Doe | 4 October 2017", "Published 4 October 2017 by Jane Doe". */
static void look_at(looker *l, size_t at, size_t distance) {
  tms_node *node = l->blocks[at];
  if (length_of(node, LONGEST) > LONGEST) return;
  tms_slice text = tms_node_text_folded(l->doc, node);
  tms_date date;
  if (!tms_date_find(text, l->month_first, &date)) {
    if (look_for_names(l, node, text) && distance <= REPEATS) note_line(l, node);
    if (!l->near->people.count) look_for_links(l, node);
    if (!l->near->people.count) look_below_label(l, at, text);
    return;
  }
  tms_slice before = tms_slice_trim(tms_slice_head(text, date.begin)), after = tms_slice_trim(tms_slice_from(text, date.end));
  /* "Published" may stand in a block of its own above the date. */
  date_sort sort = sort_of_date(before);
  if (before.len == 0 && at > 0 && length_of(l->blocks[at - 1], 30) <= 30) {
    date_sort above = sort_of_date(tms_node_text_folded(l->doc, l->blocks[at - 1]));
    if (above == DATE_PUBLISHED || above == DATE_UPDATED) sort = above;
  }
  bool alone = stands_alone(before, after);
  if (sort != DATE_NONE) weigh_date(l, node, &date, sort, alone, distance);
  bool named = look_for_names(l, node, before) || look_for_names(l, node, after);
  if (((before.len == 0 && after.len <= 3) || named) && distance <= REPEATS) note_line(l, node);
  if (!l->near->people.count) look_for_links(l, node);
  if (!l->near->people.count && alone) look_beside_date(l, at);
}

/* ---------------------------------------------------------------- the headline ---- */

static bool collect(looker *l) {
  int seen = 0;
  l->blocks = tms_arena_array(&l->doc->arena, MOST_BLOCKS, sizeof *l->blocks);
  if (!l->blocks) return false;
  tms_walk walk = tms_walk_of(l->doc->main);
  while (tms_walk_next(&walk) && seen++ < FARTHEST && l->count < MOST_BLOCKS) {
    if (!walk.enter || !is_block(walk.node)) continue;
    l->blocks[l->count++] = walk.node;
    tms_walk_skip(&walk);
  }
  return true;
}

/* How sure a block is the headline: it says the title, a part of it or more; it is the first h1 that is kept, or any h1. */
static int rank_of(looker *l, tms_node *node) {
  size_t most = l->title.len * 3 + 40;
  if (node->kind != TMS_KIND_HEADING) return 0;
  int plain = node->level == 1 ? (node->dropped ? 1 : 2) : 0;
  if (length_of(node, most) > most) return plain;
  tms_slice text = tms_node_text_folded(l->doc, node);
  if (tms_title_same(text, l->title)) return 5;
  if (text.len > 12 && (tms_title_begins(text, l->title) || tms_slice_find_nocase(l->title, text, 0) != SIZE_MAX)) return 4;
  return plain;
}

static void find_headline(looker *l) {
  int best = 0;
  l->headline = l->count;
  for (size_t i = 0; i < l->count && best < 5; i++) {
    int rank = rank_of(l, l->blocks[i]);
    if (rank <= best) continue;
    best = rank;
    l->headline = i;
  }
  /* None: what is kept begins where it would stand. */
  for (size_t i = 0; i < l->count && l->headline == l->count; i++) {
    if (!l->blocks[i]->dropped) l->headline = i;
  }
}

/* A thread: who posted first stands beside the post, as a term, or above it, linked or marked. */
static void look_for_poster(looker *l) {
  size_t begin = 0;
  while (begin < l->headline && l->blocks[begin]->dropped) begin++; /* the title of the post may stand behind its poster */
  for (size_t i = begin; i < l->count && i < begin + 60 && !l->near->people.count; i++) {
    tms_node *node = l->blocks[i];
    if (length_of(node, 40) > 40) continue;
    tms_slice text = tms_node_text_folded(l->doc, node);
    if (node->kind == TMS_KIND_TERM || is_authors(l, node)) {
      tms_people_add(l->doc, &l->near->people, text, TMS_SLICE_NONE, true);
    } else {
      look_for_links(l, node);
    }
  }
}

/* No date near the headline: the first of the page that says it is the one of publication, or is marked as a date and stands alone. */
static void look_everywhere(looker *l) {
  for (size_t i = 0; i < l->count && !l->near->date.len && !l->near->updated.len; i++) {
    tms_node *node = l->blocks[i];
    tms_date date;
    if (length_of(node, LONGEST) > LONGEST) continue;
    tms_slice text = tms_node_text_folded(l->doc, node);
    if (!tms_date_find(text, l->month_first, &date)) continue;
    tms_slice before = tms_slice_trim(tms_slice_head(text, date.begin)), after = tms_slice_trim(tms_slice_from(text, date.end));
    date_sort sort = sort_of_date(before);
    bool alone = stands_alone(before, after), named = is_named(node, l->date_words, DATE_WORDS, TMS_SEEN_DATE);
    if (sort == DATE_PUBLISHED || (sort == DATE_BARE && (l->forum ? alone || named : alone && named))) l->near->date = date;
    if (sort == DATE_UPDATED) l->near->updated = date;
  }
}

void tms_near_look(tms_document *doc, tms_near *near) {
  *near = (tms_near){0};
  tms_slice kind = tms_metadata_get(&doc->metadata, TMS_FIELD_PAGE_KIND), language = tms_metadata_get(&doc->metadata, TMS_FIELD_LANGUAGE);
  looker l = {.doc = doc, .near = near, .title = tms_metadata_get(&doc->metadata, TMS_FIELD_TITLE)};
  l.month_first = language.len == 0 || (tms_slice_starts(language, TMS_SLICE("en")) && !tms_slice_eq(language, TMS_SLICE("en-GB")));
  /* Cards of other pages have dates too: only pages about one thing are looked at. */
  l.forum = tms_slice_eq(kind, TMS_SLICE("forum"));
  near->one_story = l.forum || tms_slice_eq(kind, TMS_SLICE("article"));
  near->one_text = near->one_story || tms_slice_eq(kind, TMS_SLICE("documentation"));
  if (l.title.len == 0 || !near->one_text || !collect(&l)) return;
  static const char *const author_words[AUTHOR_WORDS] = {"author", "byline", "username", "writer"};
  static const char *const date_words[DATE_WORDS] = {"date", "published", "dateline", "timestamp", "time", "pubdate"};
  for (size_t i = 0; i < AUTHOR_WORDS; i++) l.author_words[i] = tms_evidence_hash(tms_slice_cstr(author_words[i]));
  for (size_t i = 0; i < DATE_WORDS; i++) l.date_words[i] = tms_evidence_hash(tms_slice_cstr(date_words[i]));
  find_headline(&l);
  size_t distance = 0;
  for (size_t i = l.headline; i < l.count && i <= l.headline + BEHIND; i++) {
    look_at(&l, i, distance);
    distance += length_of(l.blocks[i], LONGEST) > LONGEST ? 3 : 1;
  }
  for (size_t i = 1; i <= BEFORE && i <= l.headline; i++) look_at(&l, l.headline - i, 2 * i + 2);
  if (l.forum && !near->people.count) look_for_poster(&l);
  if (near->one_story && !near->date.len && !near->updated.len) look_everywhere(&l);
}

void tms_near_drop(tms_document *doc, const tms_near *near) {
  bool dated = doc->metadata.fields[TMS_FIELD_DATE_PUBLISHED].count > 0, signed_by = doc->metadata.fields[TMS_FIELD_AUTHORS].count > 0;
  if (!dated && !signed_by) return;
  if (tms_slice_eq(tms_metadata_get(&doc->metadata, TMS_FIELD_PAGE_KIND), TMS_SLICE("forum"))) return; /* there they are part of each post */
  for (size_t i = 0; i < near->line_count; i++) {
    if (!near->lines[i]->dropped) near->lines[i]->dropped = TMS_REASON_METADATA;
  }
}
