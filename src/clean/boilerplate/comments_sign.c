/*
 * The author of a comment is, in this order: the text of a link to the page of a person whose address has that name ("/members/cynics.657731/"), of any link to the
 * page of a person, a name that the page marks as one (class or itemprop of the line or the boxes close to it), a line that looks like a name beside a date or
 * "says:". The date is what <time> or microdata say for machines, else what the line says.
 */
#include "clean/boilerplate/comments_sign.h"

#include "clean/metadata.h"
#include "doc/kind.h"
#include "doc/text.h"
#include "doc/walk.h"

enum {
  MOST_WORDS = 30, /* of a line that names author, date, rank, place */
  MOST_NAME = 60,  /* bytes */
  NAME_WORDS = 5,
  /* node->mark of a comment while this runs: how its author is known, and whether its date was declared */
  LOOKS_LIKE = 1,
  MARKED_UP = 2,
  LINKED = 3,
  IN_ADDRESS = 4,
  RANKS = 7,
  DATED = 8
};

void tms_signer_init(tms_signer *s, tms_document *doc) {
  static const char *const words[] = {"author", "username", "user", "creator", "fn", "poster", "nickname", "byline", "name", "postauthor"};
  *s = (tms_signer){.doc = doc, .hint = doc->hints};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) s->words[s->count++] = tms_evidence_hash(tms_slice_cstr(words[i]));
}

static bool is_marked(const tms_signer *s, const tms_node *node) {
  for (int up = 0; up < 3 && node && node->kind != TMS_KIND_COMMENT; up++, node = node->parent) {
    const tms_evidence *seen = node->evidence;
    if (!seen) continue;
    if (seen->flags & TMS_SEEN_AUTHOR) return true;
    for (uint32_t i = 0; i < seen->name_count; i++) {
      for (size_t k = 0; k < s->count; k++) {
        if (seen->names[i] == s->words[k]) return true;
      }
    }
  }
  return false;
}

/* A place on this page, or a script: what buttons are made of. */
static bool is_control(tms_slice address) {
  return address.len == 0 || address.ptr[0] == '#' || tms_slice_starts_nocase(address, TMS_SLICE("javascript:")) ||
         tms_slice_find_byte(address, '#', 0) != SIZE_MAX;
}

/* Not a date, not a number, not a sentence. */
static bool is_handle(tms_slice text) {
  tms_date date;
  size_t words = 0, letters = 0;
  tms_slice rest = text, word;
  if (text.len < 2 || text.len > MOST_NAME || tms_date_find(text, true, &date) || tms_slice_find(text, TMS_SLICE("://"), 0) != SIZE_MAX) return false;
  while (tms_slice_next_word(&rest, &word)) words++;
  for (size_t i = 0; i < text.len; i++) letters += (unsigned char)text.ptr[i] >= 0x80 || tms_is_alpha((unsigned char)text.ptr[i]);
  return words <= NAME_WORDS && letters >= 2 && letters * 2 >= text.len;
}

/* "Tom says:" (WordPress), "by Tom", "Tom wrote:" */
static tms_slice bare_name(tms_slice text) {
  static const char *const ends[] = {" says:", " says", " wrote:", " said:", " commented:", ":", ","};
  bool is_byline;
  text = tms_people_byline(tms_slice_trim(text), &is_byline);
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    if (tms_slice_ends(text, tms_slice_cstr(ends[i]))) text = tms_slice_trim(tms_slice_head(text, text.len - strlen(ends[i])));
  }
  return text;
}

static bool is_word_of_buttons(tms_slice text) {
  static const char *const words[] = {"reply",
                                      "posted",
                                      "edited",
                                      "flag",
                                      "report",
                                      "share",
                                      "link",
                                      "copy link",
                                      "like",
                                      "edit",
                                      "quote",
                                      "permalink",
                                      "answer",
                                      "log in to reply",
                                      "cancel reply",
                                      "flag as inappropriate",
                                      "original poster",
                                      "guest",
                                      "member",
                                      "moderator",
                                      "antworten",
                                      "r\xC3\xA9pondre",
                                      "responder"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    if (tms_slice_eq_nocase(text, tms_slice_cstr(words[i]))) return true;
  }
  return false;
}

static void name(tms_node *comment, tms_slice who, uint8_t rank) {
  if (rank <= (comment->mark & RANKS) || !is_handle(who) || is_word_of_buttons(who)) return;
  comment->target = who;
  comment->mark = (uint8_t)((comment->mark & DATED) | rank);
}

static uint8_t rank_of_link(const tms_node *link, tms_slice text, bool marked) {
  bool person = tms_address_of_person(link->target) || tms_slice_find(link->target, TMS_SLICE("/~"), 0) != SIZE_MAX;
  if (person && tms_slice_find_nocase(link->target, text, 0) != SIZE_MAX) return IN_ADDRESS;
  return person ? LINKED : marked ? MARKED_UP : 0;
}

/* The links that lead somewhere; the best of them gives the name, the first of equals. False where there are none but buttons. */
static bool name_by_links(const tms_signer *s, tms_node *comment, const tms_unit *u, bool marked) {
  bool any = u->m.links == 0;
  tms_walk walk = tms_walk_of(u->node);
  while (tms_walk_next(&walk)) {
    if (!walk.enter || walk.node->kind != TMS_KIND_LINK || is_control(walk.node->target)) continue;
    tms_slice text = bare_name(tms_node_text_folded(s->doc, walk.node));
    uint8_t rank = text.len && text.len <= MOST_NAME ? rank_of_link(walk.node, text, marked) : 0;
    if (rank) name(comment, text, rank);
    any = true;
  }
  return any;
}

/* A declared time inside of the line, by where it stands in the input. */
static bool date_by_hint(tms_signer *s, const tms_unit *u, tms_date *date) {
  tms_span line = TMS_SPAN_NONE;
  tms_walk walk = tms_walk_of(u->node);
  while (tms_walk_next(&walk)) {
    tms_span span = walk.node->span;
    if (!walk.enter || span.begin == span.end || walk.node->derived) continue;
    if (line.begin == line.end) line = span;
    if (span.end > line.end) line.end = span.end;
  }
  for (; s->hint && s->hint->span.begin < line.end; s->hint = s->hint->next) {
    bool timed = s->hint->from == TMS_FROM_HTML ? tms_slice_eq(s->hint->key, TMS_SLICE("time")) : tms_slice_starts(s->hint->key, TMS_SLICE("date"));
    if (timed && s->hint->span.end > line.begin && tms_date_of_machine(s->hint->value, date)) return true;
  }
  return false;
}

/* The first declared date, else the first that is said: lines beside a post say since when its author is a member. */
static bool set_date(tms_signer *s, tms_node *comment, const tms_unit *u, const tms_date *said) {
  tms_date declared;
  bool told = date_by_hint(s, u, &declared);
  if (told ? !(comment->mark & DATED) : said && !comment->text.len) {
    comment->text = tms_doc_copy(s->doc, tms_date_slice(told ? &declared : said));
    if (told) comment->mark |= DATED;
  }
  return told || said;
}

bool tms_sign(tms_signer *s, tms_node *comment, const tms_unit *u, const tms_box *box) {
  tms_date date;
  tms_people people = {0};
  bool control = box->landmark == TMS_ROLE_BUTTON || box->landmark == TMS_ROLE_FORM || box->landmark == TMS_ROLE_MENU;
  if (control || u->m.words == 0 || u->m.words > MOST_WORDS) return false;
  tms_slice whole = tms_node_text_folded(s->doc, u->node), text = whole;
  bool said = tms_date_find(text, true, &date);
  if (said) text = tms_slice_trim(tms_slice_head(text, date.begin));
  bool dated = set_date(s, comment, u, said ? &date : NULL), marked = is_marked(s, u->node);
  if (!name_by_links(s, comment, u, marked)) return false;
  bool linked = (comment->mark & RANKS) >= LINKED;
  tms_slice who = bare_name(text);
  if (marked && u->m.words <= NAME_WORDS * 2) name(comment, who, MARKED_UP);
  if ((comment->mark & RANKS) || u->m.links > 1 || (who.len == whole.len && u->m.links == 0)) return dated && linked;
  tms_people_add(s->doc, &people, who, TMS_SLICE_NONE, false);
  if (people.count == 1) name(comment, people.names[0], LOOKS_LIKE);
  return dated && linked;
}
