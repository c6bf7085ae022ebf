/*
 * Plain text: each line by its own words and shape, then by the learned model of lines, then runs of short lines at both ends. Linear: a line is folded once, and
 * looked at by its neighbours a constant number of times.
 */
#include "clean/boilerplate/decide.h"
#include "clean/boilerplate/lines.h"
#include "clean/boilerplate/lines_model.h"

#include "doc/text.h"

enum {
  MENU_HEAD = 4,   /* that many short lines in a row before the text begins are a menu */
  MENU_FOOT = 6,   /* more at its end, where signatures stand */
  ENTRY_BYTES = 80 /* of a writing without spaces, 26 characters */
};

/* Splits a text leaf at byte `at`; the second half becomes a leaf behind it. White space that was folded lies before, so offsets are right from the end. */
static tms_node *split_text(tms_document *doc, tms_node *leaf, size_t at) {
  tms_node *tail = tms_doc_node(doc, TMS_KIND_TEXT);
  if (!tail) return NULL;
  size_t length = leaf->text.len - at;
  tail->text = tms_slice_from(leaf->text, at);
  tail->derived = leaf->derived;
  if (leaf->span.end > leaf->span.begin) {
    uint32_t cut = leaf->span.end - leaf->span.begin > length ? leaf->span.end - (uint32_t)length : leaf->span.begin;
    tail->span = (tms_span){cut, leaf->span.end};
    leaf->span.end = cut;
    if (cut == leaf->span.begin) leaf->span = TMS_SPAN_NONE;
  }
  leaf->text.len = at;
  tms_node_insert_after(leaf, tail);
  return tail;
}

/* What was glued to a paragraph: captions of links behind it, the alt text of a picture before it. */
static bool cut_parts(const tms_page *page, tms_unit *u) {
  tms_node *first = u->node->first, *last = u->node->last;
  if (u->node->kind != TMS_KIND_PARAGRAPH || !last || last->kind != TMS_KIND_TEXT) return true;
  size_t length = last->text.len;
  while (length > 0 && tms_is_space((unsigned char)last->text.ptr[length - 1])) length--;
  tms_slice text = tms_slice_head(last->text, length);
  size_t captions = tms_line_captions(text);
  if (captions < text.len && (captions > 0 || first != last)) {
    tms_node *tail = split_text(page->doc, last, captions);
    if (!tail) return false;
    tail->dropped = TMS_REASON_LINK_LIST;
    if (captions == 0) last->dropped = TMS_REASON_EMPTY;
  } else if (captions == 0 && text.len > 0) {
    u->node->dropped = TMS_REASON_LINK_LIST;
  }
  if (first != last || page->title == page->unit_count) return true;
  const tms_node *headline = page->units[page->title].node->first;
  size_t salutation = headline && headline->kind == TMS_KIND_TEXT ? tms_line_salutation(text, headline->text) : 0;
  if (salutation > 0 && split_text(page->doc, last, salutation)) last->dropped = TMS_REASON_LABEL;
  return true;
}

/* Short, without an end: a button or a menu entry. */
static bool is_entry(const tms_unit *u) {
  return u->node->kind == TMS_KIND_PARAGRAPH && u->m.words <= 3 && u->m.bytes <= ENTRY_BYTES && u->m.enders == 0 && u->m.commas == 0 &&
         u->m.last != ':' && u->m.digits == 0;
}

static void drop_run(tms_page *page, size_t from, size_t to) {
  for (size_t i = from; i < to; i++) {
    if (!page->units[i].node->dropped) page->units[i].node->dropped = TMS_REASON_NAVIGATION;
  }
}

/* Menus before the headline and behind the last paragraph. */
static void drop_menus(tms_page *page, size_t headline) {
  size_t head = 0, foot = page->unit_count;
  while (head < page->unit_count && head != headline && (is_entry(&page->units[head]) || page->units[head].node->dropped)) head++;
  if (head >= MENU_HEAD && head < page->unit_count) drop_run(page, 0, head);
  while (foot > head && (is_entry(&page->units[foot - 1]) || page->units[foot - 1].node->dropped)) foot--;
  if (page->unit_count - foot >= MENU_FOOT && foot > head) drop_run(page, foot, page->unit_count);
}

/* The reader looks for a headline on the first lines; where those were a menu or a skip link, the first line that stays has another chance. */
static void promote_headline(tms_page *page) {
  size_t i = 0;
  if (page->title < page->unit_count && !page->units[page->title].node->dropped) return;
  while (i < page->unit_count && page->units[i].node->dropped) i++;
  if (i == 0 || i + 1 >= page->unit_count) return;
  tms_unit *u = &page->units[i];
  const tms_node *next = page->units[i + 1].node;
  bool labelled = u->node->evidence && (u->node->evidence->flags & TMS_SEEN_LABEL), apart = next->evidence && next->evidence->blank_before > 0;
  bool closed = u->m.last == '.' || u->m.last == ',' || u->m.last == ';' || u->m.last == ':' || u->m.enders > 1;
  if (u->node->kind != TMS_KIND_PARAGRAPH || u->node->parent != page->doc->main || labelled || closed || !apart || u->m.words < 2 || u->m.words > 30)
    return;
  u->node->kind = TMS_KIND_HEADING;
  u->node->level = 1;
}

static bool is_judged(const tms_unit *u) {
  uint8_t around = u->node->parent ? u->node->parent->kind : 0;
  return u->node->kind != TMS_KIND_CODE_BLOCK && around != TMS_KIND_CELL && !u->table;
}

/* ---------------------------------------------------------------- the model's word ---- */

/* Rows of a table stand or fall together. */
static bool even_tables(const tms_page *page, tms_line_score *lines) {
  uint64_t *tables = tms_arena_zero(page->arena, page->box_count * 2 * sizeof *tables);
  if (!tables) return false;
  for (size_t i = 0; i < page->unit_count; i++) {
    uint32_t table = page->units[i].table;
    tables[table * 2] += (uint64_t)lines[i].p * lines[i].words;
    tables[table * 2 + 1] += lines[i].words;
  }
  for (size_t i = 0; i < page->unit_count; i++) {
    uint32_t table = page->units[i].table;
    if (table && tables[table * 2 + 1]) lines[i].p = (uint8_t)(tables[table * 2] / tables[table * 2 + 1]);
  }
  return true;
}

enum {
  FEW_WORDS = 120,  /* below, the model has little to go by, and little can be wrong with keeping more */
  FEW_CUT = 24,     /* there a line goes only if it is that unlikely, in 1/256 */
  CLEAN_PARTS = 16, /* a text of which less than one word in so many would go was cleaned before: only phrases go */
  FEW_LINES = 8,    /* where no more lines than these would go, */
  FEW_PARTS = 10,   /* one word in so many is enough: menus have more lines */
  HEAD_LINES = 16,  /* a headline stands at most so many lines before the text */
  HEAD_LETTERS = 8, /* and has so many letters, in any script */
  HEAD_MOST = 60,   /* more letters don't make it likelier */
  KNOWN_WORTH = TMS_LINES_ONE,
  TRAIL_WORTH = 3 * TMS_LINES_ONE
};

static uint32_t cut_of(const tms_line_score *lines, size_t count, tms_mode mode) {
  uint64_t words = 0, gone = 0, lines_gone = 0;
  uint32_t cut = tms_lines_cut(lines, count);
  for (size_t i = 0; i < count; i++) words += lines[i].words;
  if (words < FEW_WORDS && cut > FEW_CUT) cut = FEW_CUT;
  for (size_t i = 0; i < count; i++) {
    bool goes = lines[i].p > 1 && lines[i].p < cut;
    gone += goes ? lines[i].words : 0;
    lines_gone += goes;
  }
  bool clean = gone * CLEAN_PARTS < words || (lines_gone <= FEW_LINES && gone * FEW_PARTS < words);
  if (clean && mode == TMS_MODE_BALANCED) return 2;
  if (mode == TMS_MODE_PRECISION) cut = cut + (256 - cut) / 3;
  if (mode == TMS_MODE_RECALL) cut = cut / 3 + 1;
  return cut;
}

/*
 * The pages that the model learned from count no headline as content, people do. Of the lines before the first running text that stays it is the one that comes
 * nearest to content, where a character counts as much as 1/25 logit, and that is no phrase, date or label. Dates and labels beside it are left to the metadata. The index of
 * that line, or the number of units.
 */
static size_t keep_head(const tms_page *page, const tms_line_score *lines) {
  size_t text = 0, best = page->unit_count;
  int64_t most = INT64_MIN;
  while (text < page->unit_count && (page->units[text].node->dropped || !lines[text].running)) text++;
  if (text == page->unit_count) return text;
  for (size_t i = text > HEAD_LINES ? text - HEAD_LINES : 0; i < text; i++) {
    const tms_node *node = page->units[i].node;
    bool phrase = node->dropped && node->dropped != TMS_REASON_LOW_SCORE;
    bool headline = node->kind == TMS_KIND_HEADING && node->level == 1;
    if (phrase || page->units[i].table || node->kind == TMS_KIND_CODE_BLOCK) continue;
    uint8_t last = page->units[i].m.last;
    if (last == ',' || last == ':' || last == ';') continue; /* a salutation, a label */
    if (!headline && (lines[i].dated || lines[i].letters < HEAD_LETTERS)) continue;
    int64_t worth = lines[i].score + (int64_t)(lines[i].letters < HEAD_MOST ? lines[i].letters : HEAD_MOST) * (TMS_LINES_ONE / 25);
    worth += (int64_t)lines[i].known * KNOWN_WORTH / 250;
    if (i > 0 && lines[i - 1].trail && !lines[i - 1].dated) worth += TRAIL_WORTH;
    if (headline) worth += 2 * TMS_LINES_ONE; /* as the reader saw it */
    if (worth <= most) continue;
    most = worth;
    best = i;
  }
  if (best == page->unit_count) return best;
  page->units[best].node->dropped = TMS_REASON_NONE;
  for (size_t i = best > 2 ? best - 2 : 0; i < text; i++) {
    if (lines[i].dated && page->units[i].node->dropped == TMS_REASON_LOW_SCORE) page->units[i].node->dropped = TMS_REASON_NONE;
  }
  return best;
}

enum { HEADING_WORDS = 24, HEADING_LEAST = TMS_LINES_ONE / 4 };

/* Lines that stay and look like headings; the reader knows only the headline, capitals and underlines. */
static void find_headings(const tms_page *page, const tms_line_score *lines) {
  for (size_t i = 0; i < page->unit_count; i++) {
    tms_node *node = page->units[i].node, *text = node->first;
    bool plain = node->kind == TMS_KIND_PARAGRAPH && node->parent == page->doc->main && text && text == node->last && text->kind == TMS_KIND_TEXT;
    bool labelled = node->evidence && node->evidence->flags & TMS_SEEN_LABEL;
    if (!plain || labelled || node->dropped || lines[i].words > HEADING_WORDS || lines[i].heading < HEADING_LEAST) continue;
    node->kind = TMS_KIND_HEADING;
    node->level = 2;
  }
}

/* What phrases and shapes left is judged by the learned model. */
static bool drop_unlikely(tms_page *page, tms_mode mode, size_t *headline) {
  tms_line_score *lines = tms_arena_array(page->arena, page->unit_count, sizeof *lines);
  if (!lines || !tms_lines_score(page, lines)) return false;
  for (size_t i = 0; i < page->unit_count; i++) {
    tms_node *node = page->units[i].node;
    if (node->dropped) {
      lines[i].p = 1;
    } else {
      node->score = lines[i].score;
    }
  }
  if (!even_tables(page, lines)) return false;
  uint32_t cut = cut_of(lines, page->unit_count, mode);
  for (size_t i = 0; i < page->unit_count; i++) {
    tms_node *node = page->units[i].node;
    bool judged = !node->dropped && lines[i].words > 0 && node->kind != TMS_KIND_CODE_BLOCK;
    if (judged && lines[i].p < cut) node->dropped = TMS_REASON_LOW_SCORE;
  }
  *headline = mode == TMS_MODE_PRECISION ? page->unit_count : keep_head(page, lines);
  find_headings(page, lines);
  return true;
}

/* Phrases and shapes, line by line. */
static tms_status drop_known(tms_page *page) {
  tms_phrases phrases;
  tms_phrases_init(&phrases);
  tms_buf line;
  tms_buf_init(&line, page->doc->allocator, page->doc->limits.max_memory);
  for (size_t i = 0; i < page->unit_count && line.status == TMS_OK; i++) {
    tms_unit *u = &page->units[i];
    if (!is_judged(u)) continue;
    tms_buf_reset(&line);
    tms_node_text(u->node, &line);
    tms_reason reason = tms_line_reason(&phrases, tms_slice_trim(tms_buf_slice(&line)), &u->m);
    u->node->score = reason ? -TMS_LINES_ONE : 0;
    u->node->dropped = (uint8_t)reason;
    if (!reason && !cut_parts(page, u)) break;
  }
  tms_status status = line.status;
  tms_buf_release(&line);
  return status;
}

tms_status tms_decide_lines(tms_page *page, tms_mode mode) {
  if (mode == TMS_MODE_ALL) return TMS_OK;
  tms_status status = drop_known(page);
  if (status != TMS_OK) return status;
  size_t headline;
  if (!drop_unlikely(page, mode, &headline)) return page->arena->status != TMS_OK ? page->arena->status : TMS_ERR_MEMORY;
  drop_menus(page, headline);
  promote_headline(page);
  tms_decide_boxes(page);
  return tms_doc_status(page->doc);
}
