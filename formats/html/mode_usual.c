/*
 * The usual tokens of a page, in one step each: the modes "in body", "in cell", "in head" and "text" (13.2.6.4) where all their checks come out as they
 * nearly always do.
 *
 * Text, comments, start tags of blocks, links, formatting, metadata and void elements, end tags of the current node: 9 of 10 tokens. Whatever is
 * not usual (formatting to reconstruct, an unclosed li, an end tag of something else, a ceiling) changes nothing here and goes the long way through
 * mode_body.c and its neighbours, whose rules these are; the option `by_the_book` sends every token there, and tests compare the two.
 */
#include "formats/html/tokenizer_parts.h"
#include "formats/html/tree_parts.h"

/* What a tag is here: how its start tag is handled, and whether its end tag only pops where the current node has its name. */
enum {
  INLINE = 1,      /* reconstructs formatting: span, img */
  BLOCK = 2,       /* closes a p: div */
  HEADING = 4,     /* closes a heading: h1 */
  ITEM = 8,        /* closes its like: li */
  FORMATTING = 16, /* is listed: b */
  VOID = 32,       /* is not opened: img, meta */
  METADATA = 64,   /* allowed in the head, checks nothing: meta, script */
  NOT_OK = 128,    /* "set the frameset-ok flag to not ok" */
  RAW = 256,       /* its text has a tokenizer state of its own: script */
  STARTS = 511,
  ENDS = 512,
  IE = INLINE | ENDS,
  BE = BLOCK | ENDS,
  HE = HEADING | BLOCK | ENDS,
  LE = ITEM | BLOCK | NOT_OK | ENDS,
  FE = INLINE | FORMATTING | ENDS,
  IV = INLINE | VOID | NOT_OK,
  MV = METADATA | VOID,
  MR = METADATA | RAW
};

static const uint16_t usual_tags[TMS_TAG_COUNT] = {
    [TMS_TAG_ABBR] = IE,     [TMS_TAG_BDI] = IE,      [TMS_TAG_CITE] = IE,       [TMS_TAG_DATA] = IE,    [TMS_TAG_DEL] = IE,
    [TMS_TAG_DFN] = IE,      [TMS_TAG_INS] = IE,      [TMS_TAG_KBD] = IE,        [TMS_TAG_LABEL] = IE,   [TMS_TAG_LEGEND] = IE,
    [TMS_TAG_MARK] = IE,     [TMS_TAG_PICTURE] = IE,  [TMS_TAG_Q] = IE,          [TMS_TAG_SAMP] = IE,    [TMS_TAG_SPAN] = IE,
    [TMS_TAG_SUB] = IE,      [TMS_TAG_SUP] = IE,      [TMS_TAG_TIME] = IE,       [TMS_TAG_VAR] = IE,     [TMS_TAG_VIDEO] = IE,
    [TMS_TAG_OPTION] = ENDS, [TMS_TAG_BUTTON] = ENDS, [TMS_TAG_PRE] = ENDS,      [TMS_TAG_A] = FE,       [TMS_TAG_B] = FE,
    [TMS_TAG_BIG] = FE,      [TMS_TAG_CODE] = FE,     [TMS_TAG_EM] = FE,         [TMS_TAG_FONT] = FE,    [TMS_TAG_I] = FE,
    [TMS_TAG_S] = FE,        [TMS_TAG_SMALL] = FE,    [TMS_TAG_STRIKE] = FE,     [TMS_TAG_STRONG] = FE,  [TMS_TAG_TT] = FE,
    [TMS_TAG_U] = FE,        [TMS_TAG_ADDRESS] = BE,  [TMS_TAG_ARTICLE] = BE,    [TMS_TAG_ASIDE] = BE,   [TMS_TAG_BLOCKQUOTE] = BE,
    [TMS_TAG_CENTER] = BE,   [TMS_TAG_DETAILS] = BE,  [TMS_TAG_DIALOG] = BE,     [TMS_TAG_DIR] = BE,     [TMS_TAG_DIV] = BE,
    [TMS_TAG_DL] = BE,       [TMS_TAG_FIELDSET] = BE, [TMS_TAG_FIGCAPTION] = BE, [TMS_TAG_FIGURE] = BE,  [TMS_TAG_FOOTER] = BE,
    [TMS_TAG_HEADER] = BE,   [TMS_TAG_HGROUP] = BE,   [TMS_TAG_MAIN] = BE,       [TMS_TAG_MENU] = BE,    [TMS_TAG_NAV] = BE,
    [TMS_TAG_OL] = BE,       [TMS_TAG_P] = BE,        [TMS_TAG_SEARCH] = BE,     [TMS_TAG_SECTION] = BE, [TMS_TAG_SUMMARY] = BE,
    [TMS_TAG_UL] = BE,       [TMS_TAG_H1] = HE,       [TMS_TAG_H2] = HE,         [TMS_TAG_H3] = HE,      [TMS_TAG_H4] = HE,
    [TMS_TAG_H5] = HE,       [TMS_TAG_H6] = HE,       [TMS_TAG_LI] = LE,         [TMS_TAG_DD] = LE,      [TMS_TAG_DT] = LE,
    [TMS_TAG_AREA] = IV,     [TMS_TAG_BR] = IV,       [TMS_TAG_EMBED] = IV,      [TMS_TAG_IMG] = IV,     [TMS_TAG_WBR] = IV,
    [TMS_TAG_META] = MV,     [TMS_TAG_LINK] = MV,     [TMS_TAG_BASE] = MV,       [TMS_TAG_SCRIPT] = MR,  [TMS_TAG_STYLE] = MR,
    [TMS_TAG_TITLE] = MR,
};

/* Is there nothing to reconstruct? */
static inline bool formatting_is_open(const tms_html_builder *b) {
  if (!b->listed) return true;
  uint32_t node = b->list[b->listed - 1].node;
  return !node || (b->tree->nodes[node].flags & TMS_NODE_OPEN);
}

static inline bool has_room(const tms_html_tree *tree) {
  return tree->count < tree->room && tree->count < tree->max_nodes;
}

/* Makes room behind the last child of the current node: returns the new node, `parent` and `prev` set, and links it. */
static inline tms_html_node *append_node(tms_html_builder *b, uint32_t *number, uint32_t *last) {
  tms_html_tree *tree = b->tree;
  tms_html_node *nodes = tree->nodes;
  uint32_t made = tree->count++, parent = b->stack[b->depth].node, first = nodes[parent].first;
  tms_html_node *node = &nodes[made];
  *number = made;
  *last = 0;
  node->parent = parent;
  node->next = 0;
  if (first) {
    *last = node->prev = nodes[first].prev;
    nodes[first].prev = made;
    nodes[node->prev].next = made;
  } else {
    nodes[parent].first = node->prev = made;
  }
  return node;
}

/* The new current node: as tms_html_push() does it, for tags that are no scope markers. */
static inline void open_node(tms_html_builder *b, uint32_t number, uint8_t tag) {
  uint32_t index = ++b->depth;
  tms_html_open *entry = &b->stack[index];
  const tms_html_open *below = entry - 1;
  uint8_t bits = tms_html_tag_bits[tag];
  entry->node = number;
  entry->same = b->top[tag];
  entry->scope = below->scope;
  entry->special = (bits & TMS_BIT_SPECIAL) ? index : below->special;
  entry->item_stop = (bits & TMS_BIT_ITEM_STOP) ? index : below->item_stop;
  entry->tag = tag;
  entry->ns = TMS_HTML_NS_HTML;
  entry->bits = bits;
  b->top[tag] = index;
}

static inline void close_current(tms_html_builder *b) {
  const tms_html_open *entry = &b->stack[b->depth];
  b->tree->nodes[entry->node].flags &= (uint8_t) ~(TMS_NODE_OPEN | TMS_NODE_LISTED);
  b->top[entry->tag] = entry->same;
  b->depth--;
  b->z->foreign = b->stack[b->depth].ns != TMS_HTML_NS_HTML;
}

/* The kinds of start tags that have more to do here than to be inserted. Found for all kinds at once: which one comes next is hard to foresee. */
static inline unsigned troubles(const tms_html_builder *b) {
  const tms_html_open *current = tms_html_current(b);
  unsigned trouble = formatting_is_open(b) ? 0 : INLINE;
  trouble |= tms_html_in_button_scope(b, TMS_TAG_P) ? BLOCK : 0;
  trouble |= (unsigned)current->tag - TMS_TAG_H1 <= TMS_TAG_H6 - TMS_TAG_H1 ? HEADING : 0;
  return trouble | ((b->stack[current->item_stop].bits & TMS_BIT_IMPLIED) ? ITEM : 0); /* li, dd or dt: no other stop is implied */
}

/* "Generic raw text element parsing algorithm", RCDATA, script: as tms_html_start_text(). */
static inline void start_raw(tms_html_builder *b, tms_html_tag tag) {
  b->z->state = tag == TMS_TAG_SCRIPT ? TMS_STATE_SCRIPT : tag == TMS_TAG_STYLE ? TMS_STATE_RAWTEXT : TMS_STATE_RCDATA;
  b->z->last_start = tms_html_tag_name(tag);
  b->original_mode = b->mode;
  b->mode = TMS_INSERT_TEXT;
}

static inline bool usual_start(tms_html_builder *b, const tms_html_token *token, unsigned allowed) {
  const unsigned how = usual_tags[token->tag];
  if (!(how & allowed) || b->depth >= b->max_depth || b->depth + 1 >= b->stack_room || !has_room(b->tree)) return false;
  if ((how & (INLINE | BLOCK | HEADING | ITEM)) && (how & troubles(b))) return false; /* a head has no such trouble */
  if (token->tag == TMS_TAG_A && b->listed && tms_html_list_find(b, TMS_TAG_A) != UINT32_MAX) return false;
  uint32_t number, last;
  tms_html_node *node = append_node(b, &number, &last);
  node->first = 0;
  node->begin = token->begin;
  node->end = token->end;
  node->attributes = token->attributes;
  node->tag = (uint8_t)token->tag;
  node->kind = TMS_HTML_ELEMENT;
  node->ns = TMS_HTML_NS_HTML;
  node->flags = (how & VOID) ? 0 : TMS_NODE_OPEN;
  b->frameset_ok = b->frameset_ok && !(how & NOT_OK);
  if (how & VOID) return true;
  open_node(b, number, (uint8_t)token->tag);
  if (how & FORMATTING) tms_html_list_add(b, number);
  if (how & RAW) start_raw(b, token->tag);
  return true;
}

static inline bool usual_end(tms_html_builder *b, const tms_html_token *token) {
  const tms_html_open *current = tms_html_current(b);
  if (current->tag != token->tag || !(usual_tags[token->tag] & ENDS)) return false;
  if (b->tree->nodes[current->node].flags & TMS_NODE_LISTED) {
    if (!b->listed || b->list[b->listed - 1].node != current->node) return false;
    b->listed--;
  }
  close_current(b);
  return true;
}

/* Decoding where there is something to decode; text of nothing but NUL is none. */
static inline void append_text(tms_html_builder *b, const tms_html_token *token) {
  tms_html_bytes bytes = {0};
  if (token->dirty) {
    bytes = tms_html_decode_text(b->z, token, token->begin, token->end, TMS_NUL_DROP);
    if (!bytes.len) return;
  }
  uint32_t number, last;
  tms_html_node *node = append_node(b, &number, &last);
  node->first = bytes.side ? bytes.at : 0;
  node->begin = token->begin;
  node->end = token->end;
  node->attributes = bytes.side ? bytes.len : 0;
  node->tag = TMS_TAG_UNKNOWN;
  node->kind = TMS_HTML_TEXT;
  node->ns = TMS_HTML_NS_HTML;
  node->flags = (uint8_t)((last && b->tree->nodes[last].kind == TMS_HTML_TEXT ? TMS_NODE_CONTINUES : 0) | (bytes.side ? TMS_NODE_SIDE : 0));
}

/* Is it white space alone? Most of what stands between the tags of a head fits into one look. */
static inline bool is_blank(const tms_html_tokenizer *z, const tms_html_token *token) {
  const char *s = z->input;
  uint32_t at = token->begin;
  if (token->end - at <= TMS_SPACES && z->len - at >= TMS_SPACES) return tms_are_spaces(s + at, token->end - at);
  while (at < token->end && tms_char_is(s[at], TMS_CHAR_SPACE)) at++;
  return at == token->end;
}

/* Nothing is usual where something waits or lies flat; that begins and ends with tokens that are not usual. */
static inline bool is_odd_time(const tms_html_builder *b) {
  return b->skip_lf || b->by_the_book || b->flat_total;
}

/* What a mode does with text, in the usual case: not looked up in a switch, because which mode comes next is hard to foresee at the begin of a page. */
enum { TEXT_OTHER, TEXT_RAW, TEXT_FLOW, TEXT_BLANK_KEPT, TEXT_BLANK_DROPPED };
static const uint8_t usual_text[] = {
    [TMS_INSERT_INITIAL] = TEXT_BLANK_DROPPED,
    [TMS_INSERT_BEFORE_HTML] = TEXT_BLANK_DROPPED,
    [TMS_INSERT_BEFORE_HEAD] = TEXT_BLANK_DROPPED,
    [TMS_INSERT_IN_HEAD] = TEXT_BLANK_KEPT,
    [TMS_INSERT_AFTER_HEAD] = TEXT_BLANK_KEPT,
    [TMS_INSERT_IN_BODY] = TEXT_FLOW,
    [TMS_INSERT_IN_CELL] = TEXT_FLOW,
    [TMS_INSERT_TEXT] = TEXT_RAW,
    [TMS_INSERT_AFTER_AFTER_FRAMESET] = TEXT_OTHER,
};

/* Of the four below. False: nothing has happened, the mode's rules decide. */
static inline bool text_is_done(tms_html_builder *b, const tms_html_token *token) {
  const unsigned usual = usual_text[b->mode];
  if (b->z->foreign || !has_room(b->tree) || usual == TEXT_OTHER) return false;
  if (usual >= TEXT_BLANK_KEPT) {
    if (!is_blank(b->z, token)) return false;
    if (usual == TEXT_BLANK_DROPPED) return true;
  } else if (usual == TEXT_FLOW) {
    if (b->frameset_ok || !formatting_is_open(b)) return false;
  }
  append_text(b, token);
  return true;
}

static inline bool start_is_done(tms_html_builder *b, const tms_html_token *token) {
  static const uint16_t allowed[] = {[TMS_INSERT_IN_HEAD] = METADATA, [TMS_INSERT_IN_BODY] = STARTS, [TMS_INSERT_IN_CELL] = STARTS};
  const bool other = b->z->foreign || b->mode > TMS_INSERT_IN_CELL;
  return !other && usual_start(b, token, allowed[b->mode]);
}

static inline bool end_is_done(tms_html_builder *b, const tms_html_token *token) {
  if (b->z->foreign) return false;
  if (b->mode == TMS_INSERT_IN_BODY || b->mode == TMS_INSERT_IN_CELL) return usual_end(b, token);
  if (b->mode != TMS_INSERT_TEXT) return false;
  close_current(b);
  b->mode = b->original_mode;
  return true;
}

static inline bool comment_is_done(tms_html_builder *b, const tms_html_token *token) {
  if (b->z->foreign || (b->mode != TMS_INSERT_IN_BODY && b->mode != TMS_INSERT_IN_CELL && b->mode != TMS_INSERT_IN_HEAD)) return false;
  tms_html_add_comment(b, token, 0);
  return true;
}

/* One token, of which *at is the place: kept here and not read from the tokenizer again, for everything waits for it. What kind a usual token has is known where it
 * is read. */
static inline bool next_is_done(tms_html_builder *b, tms_html_token *token, uint32_t *at) {
  tms_html_token_kind kind = tms_html_token_usual(b->z, token, at);
  if (kind == TMS_TOKEN_END_OF_FILE) {
    tms_html_token_slowly(b->z, token);
    *at = b->z->at;
    kind = token->kind;
  }
  if (kind == TMS_TOKEN_TEXT) return text_is_done(b, token);
  if (kind == TMS_TOKEN_START_TAG) return start_is_done(b, token);
  if (kind == TMS_TOKEN_END_TAG) return end_is_done(b, token);
  return kind == TMS_TOKEN_COMMENT && comment_is_done(b, token);
}

void tms_html_build(tms_html_builder *b) {
  tms_html_token *token = &b->token;
  do {
    uint32_t at = b->z->at;
    if (is_odd_time(b)) {
      tms_html_token_next(b->z, token);
    } else {
      while (next_is_done(b, token, &at)) continue;
    }
  } while (tms_html_step(b, token));
}
