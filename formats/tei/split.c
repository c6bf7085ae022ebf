/*
 * A teiCorpus is scanned for tags alone, so that a damaged text costs that text and not the corpus: a record ends with the end tag of its TEI element, and
 * everything else in it is the reader's to judge. What is no teiCorpus is one record.
 *
 * Linear: a call goes on where the last one stopped, inside markup too.
 */
#include "formats/tei/split.h"

#include "base/error.h"
#include "markup/xml_char.h"

enum { LOOKING, IN_CORPUS, IN_TEI, WHOLE, ENDED };

static const tms_slice byte_order_mark = TMS_SLICE_INIT("\xEF\xBB\xBF");

/*
 * The end of a tag, or of a DOCTYPE: the > outside quotes and brackets. A tag ends at the latest before the next <, which may stand nowhere in it: so a quote that
 * is never closed doesn't swallow the texts that follow.
 */
static size_t tag_end(tms_slice s, size_t at, bool is_doctype, tms_tei_split_state *state) {
  for (size_t i = state->searched > at ? state->searched : at + 1; i < s.len; i++) {
    char c = s.ptr[i];
    if (c == '<' && !is_doctype) return i;
    if (state->quote) {
      if (c == state->quote) state->quote = 0;
    } else if (c == '"' || c == '\'') {
      state->quote = c;
    } else if (is_doctype && (c == '[' || c == ']')) {
      state->bracket = c == '[';
    } else if (c == '>' && !state->bracket) {
      return i + 1;
    }
  }
  state->searched = s.len;
  return SIZE_MAX;
}

/* The end of markup that begins with `open` bytes and ends with `mark`. */
static size_t mark_end(tms_slice s, size_t at, size_t open, tms_slice mark, tms_tei_split_state *state) {
  size_t from = at + open, found;
  if (state->searched > from + mark.len) from = state->searched - mark.len; /* the mark may have been cut */
  found = tms_slice_find(s, mark, from);
  state->searched = s.len;
  return found == SIZE_MAX ? SIZE_MAX : found + mark.len;
}

/* Where the text or markup at `at` ends; SIZE_MAX where it goes on behind the window. */
static size_t token_end(tms_slice s, size_t at, bool last, tms_tei_split_state *state) {
  tms_slice rest = tms_slice_from(s, at);
  if (rest.ptr[0] != '<') {
    size_t next = tms_slice_find_byte(s, '<', at);
    return next == SIZE_MAX ? s.len : next;
  }
  if (rest.len < 9 && !last && (rest.len < 2 || rest.ptr[1] == '!')) return SIZE_MAX; /* too short to tell what it is */
  if (tms_slice_starts(rest, TMS_SLICE("<!--"))) return mark_end(s, at, 4, TMS_SLICE("-->"), state);
  if (tms_slice_starts(rest, TMS_SLICE("<![CDATA["))) return mark_end(s, at, 9, TMS_SLICE("]]>"), state);
  if (tms_slice_starts(rest, TMS_SLICE("<?"))) return mark_end(s, at, 2, TMS_SLICE("?>"), state);
  return tag_end(s, at, tms_slice_starts(rest, TMS_SLICE("<!")), state);
}

/* The markup there has been passed. */
static void go_to(tms_tei_split_state *state, size_t at) {
  state->scanned = at;
  state->searched = 0;
  state->quote = 0;
  state->bracket = false;
}

/* The local name of a start or end tag; empty for everything else. */
static tms_slice tag_name(tms_slice token) {
  size_t at = token.len > 1 && token.ptr[1] == '/' ? 2 : 1, colon, colons;
  if (token.len < 3 || token.ptr[0] != '<') return TMS_SLICE_NONE;
  tms_slice name = tms_slice_head(tms_slice_from(token, at), tms_xml_scan_name(token, at, &colon, &colons));
  return colon == SIZE_MAX ? name : tms_slice_from(name, colon + 1);
}

static bool is_end_tag(tms_slice token) {
  return token.len > 1 && token.ptr[1] == '/';
}

static bool is_empty_tag(tms_slice token) {
  return token.len > 2 && token.ptr[token.len - 2] == '/';
}

/* Takes the next attribute, from its name to its closing quote, off the front of what follows a tag's name. */
static bool next_attribute(tms_slice *rest, tms_slice *name, tms_slice *whole) {
  tms_slice s = *rest;
  size_t begin = 0, i, close;
  while (begin < s.len && tms_xml_is_space((unsigned char)s.ptr[begin])) begin++;
  for (i = begin; i < s.len && s.ptr[i] != '=' && !tms_xml_is_space((unsigned char)s.ptr[i]);) i++;
  *name = tms_slice_of(s.ptr + begin, i - begin);
  while (i < s.len && s.ptr[i] != '"' && s.ptr[i] != '\'') i++;
  if (i >= s.len) return false;
  close = tms_slice_find_byte(s, s.ptr[i], i + 1);
  if (close == SIZE_MAX) return false;
  *whole = tms_slice_of(s.ptr + begin, close + 1 - begin);
  *rest = tms_slice_from(s, close + 1);
  return true;
}

static tms_slice attributes_of(tms_slice token) {
  size_t colon, colons;
  return tms_slice_from(token, 1 + tms_xml_scan_name(token, 1, &colon, &colons));
}

static bool has_attribute(tms_slice token, tms_slice wanted) {
  tms_slice rest = attributes_of(token), name, whole;
  while (next_attribute(&rest, &name, &whole)) {
    if (tms_slice_eq(name, wanted)) return true;
  }
  return false;
}

/* Prefixes that a teiCorpus declares hold in its TEI elements too. */
static void note_declarations(tms_tei_split_state *state, tms_slice token) {
  tms_slice rest = attributes_of(token), name, whole;
  while (next_attribute(&rest, &name, &whole)) {
    if (!tms_slice_starts(name, TMS_SLICE("xmlns:"))) continue;
    if (whole.len + 1 > sizeof state->declared - state->declarations) return; /* the reader then names the undeclared prefix */
    state->declared[state->declarations++] = ' ';
    memcpy(state->declared + state->declarations, whole.ptr, whole.len);
    state->declarations += whole.len;
  }
}

/* The record with the corpus's declarations in its start tag; as it stands where there are none. */
static tms_status fill_record(const tms_split *split, const tms_tei_split_state *state, tms_slice bytes, tms_record *record, tms_error *error) {
  tms_slice declared = tms_slice_of(state->declared, state->declarations), name, whole;
  tms_tei_split_state fresh = {0};
  size_t end = tag_end(bytes, 0, false, &fresh), colon, colons, at = 1 + tms_xml_scan_name(bytes, 1, &colon, &colons);
  tms_buf text;
  *record = (tms_record){.bytes = bytes, .format = "tei", .offset = split->offset + state->record};
  if (declared.len == 0 || end == SIZE_MAX) return TMS_OK;
  tms_buf_init(&text, split->arena->allocator, SIZE_MAX);
  tms_buf_add(&text, tms_slice_head(bytes, at));
  while (next_attribute(&declared, &name, &whole)) {
    if (has_attribute(tms_slice_head(bytes, end), name)) continue;
    tms_buf_add_byte(&text, ' ');
    tms_buf_add(&text, whole);
  }
  tms_buf_add(&text, tms_slice_from(bytes, at));
  record->bytes = tms_arena_copy(split->arena, tms_buf_slice(&text));
  tms_status status = text.status != TMS_OK ? text.status : split->arena->status;
  tms_buf_release(&text);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "tei");
}

/* One token of the prolog or of the corpus around its texts. */
static void look_at(tms_tei_split_state *state, tms_slice token, size_t at) {
  tms_slice name = tag_name(token);
  bool is_corpus = tms_slice_eq(name, TMS_SLICE("teiCorpus"));
  if (name.len == 0) return;
  if (state->phase == LOOKING) state->phase = is_corpus ? IN_CORPUS : WHOLE;
  if (is_corpus && is_end_tag(token)) {
    if (state->corpora) state->corpora--;
  } else if (is_corpus && !is_empty_tag(token)) {
    state->corpora++;
    note_declarations(state, token);
  } else if (state->phase == IN_CORPUS && !is_end_tag(token) && tms_slice_eq(name, TMS_SLICE("TEI"))) {
    state->phase = IN_TEI;
    state->record = at;
    state->open = 0;
  }
}

/* One token of a text. True where it ends it. */
static bool ends_text(tms_tei_split_state *state, tms_slice token) {
  if (!tms_slice_eq(tag_name(token), TMS_SLICE("TEI"))) return false;
  if (is_end_tag(token)) return --state->open == 0;
  if (!is_empty_tag(token)) state->open++;
  return state->open == 0;
}

/* Scans on until a text is whole (true), or the window ends. */
static bool scan(const tms_split *split, tms_tei_split_state *state) {
  tms_slice s = split->window;
  if (state->phase == LOOKING && state->scanned == 0 && tms_slice_starts(s, byte_order_mark)) state->scanned = byte_order_mark.len;
  while (state->scanned < s.len && state->phase != WHOLE) {
    size_t at = state->scanned, end = token_end(s, at, split->last, state);
    if (end == SIZE_MAX) return false;
    tms_slice token = tms_slice_of(s.ptr + at, end - at);
    if (state->phase != IN_TEI) look_at(state, token, at);
    go_to(state, end);
    if (state->phase == IN_TEI && ends_text(state, token)) return true;
  }
  return false;
}

/* Nothing follows, and no text is whole: what is left is one, or the end. */
static tms_status finish(const tms_split *split, tms_tei_split_state *state, tms_record *record, size_t *used, tms_error *error) {
  uint8_t phase = state->phase;
  bool is_cut = phase == IN_CORPUS && (state->corpora > 0 || state->scanned < split->window.len);
  *used = split->window.len;
  state->phase = ENDED;
  if (phase == ENDED || (phase == IN_CORPUS && !is_cut)) return TMS_END;
  if (is_cut) return tms_fail(error, TMS_ERR_SYNTAX, "tei", "the teiCorpus never ends", (size_t)split->offset + split->window.len);
  if (phase != IN_TEI) state->record = 0;
  return fill_record(split, state, tms_slice_from(split->window, state->record), record, error);
}

tms_status tms_tei_split(const tms_split *split, tms_record *record, size_t *used, tms_error *error) {
  tms_tei_split_state *state = split->state;
  tms_status status;
  *used = 0;
  if (state->phase != ENDED && scan(split, state)) {
    status = fill_record(split, state, tms_slice_of(split->window.ptr + state->record, state->scanned - state->record), record, error);
    *used = state->scanned;
    go_to(state, 0);
    state->phase = IN_CORPUS;
    return status;
  }
  if (split->last) return finish(split, state, record, used, error);
  if (state->phase == ENDED) {
    *used = split->window.len;
  } else if (state->phase == IN_CORPUS) {
    *used = state->scanned; /* between texts nothing is kept */
    if (state->searched > *used) state->searched -= *used;
    state->scanned = 0;
  }
  return TMS_END;
}
