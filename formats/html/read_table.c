/*
 * Tables of data and tables that lay a page out. All tables of a page are judged in one walk when the first is met: a table inside a table is seen by both
 * without looking twice.
 */
#include "formats/html/read.h"

typedef struct stats {
  tms_html_ref table;
  size_t index; /* in r->tables */
  uint32_t rows, cells, columns, most_columns, headers, heavy, blocks, text;
  bool nested, caption, layout, data;
} stats;

uint32_t tms_html_number(tms_slice value, uint32_t least, uint32_t most, uint32_t otherwise) {
  value = tms_slice_trim(value);
  uint64_t number = 0;
  size_t i = 0;
  for (; i < value.len && i < 10 && tms_is_digit((unsigned char)value.ptr[i]); i++) number = number * 10 + (uint64_t)(value.ptr[i] - '0');
  if (i == 0) return otherwise;
  return number < least ? least : number > most ? most : (uint32_t)number;
}

static void see_table(const tms_html_reader *r, tms_html_ref ref, stats *s) {
  tms_slice role = tms_html_get(r, ref, TMS_ATTR_ROLE), class_words = tms_html_get(r, ref, TMS_ATTR_CLASS);
  s->layout = tms_html_has_word(role, TMS_SLICE("presentation")) || tms_html_has_word(role, TMS_SLICE("none"));
  s->data = tms_html_has_word(role, TMS_SLICE("table")) || tms_html_has_word(role, TMS_SLICE("grid")) ||
            tms_html_get(r, ref, TMS_ATTR_SUMMARY).len > 0 || tms_slice_find_nocase(class_words, TMS_SLICE("wikitable"), 0) != SIZE_MAX ||
            tms_html_has_word(class_words, TMS_SLICE("dataframe"));
}

/* What stands in a cell tells the two apart: a page's parts are headings, lists, forms and many paragraphs; data is short. */
static void see_element(stats *s, tms_html_tag tag) {
  switch (tag) {
    case TMS_TAG_TR:
      if (s->columns > s->most_columns) s->most_columns = s->columns;
      s->columns = 0;
      s->rows++;
      break;
    case TMS_TAG_TH: s->headers++; /* fall through */
    case TMS_TAG_TD:
      s->cells++;
      s->columns++;
      s->blocks = 0;
      break;
    case TMS_TAG_CAPTION: s->caption = true; break;
    case TMS_TAG_THEAD: s->headers++; break;
    case TMS_TAG_H1:
    case TMS_TAG_H2:
    case TMS_TAG_H3:
    case TMS_TAG_FORM:
    case TMS_TAG_PRE:
    case TMS_TAG_HR:
    case TMS_TAG_BLOCKQUOTE:
    case TMS_TAG_ARTICLE:
    case TMS_TAG_SECTION:
    case TMS_TAG_NAV: s->heavy++; break;
    case TMS_TAG_P:
    case TMS_TAG_DIV:
    case TMS_TAG_UL:
    case TMS_TAG_OL:
      if (++s->blocks == 4) s->heavy++;
      break;
    default: break;
  }
}

static uint8_t judge(const stats *s) {
  uint32_t columns = s->columns > s->most_columns ? s->columns : s->most_columns;
  if (s->layout || s->cells == 0 || columns < 2) return TMS_HTML_TABLE_LAYOUT;
  if (s->data) return TMS_HTML_TABLE_DATA;
  if (s->nested) return TMS_HTML_TABLE_LAYOUT;
  if (s->headers || s->caption) return s->heavy * 2 > s->cells ? TMS_HTML_TABLE_LAYOUT : TMS_HTML_TABLE_DATA;
  if (s->rows < 2) return TMS_HTML_TABLE_LAYOUT;
  return s->heavy > 0 ? TMS_HTML_TABLE_LAYOUT : TMS_HTML_TABLE_DATA;
}

typedef struct survey {
  stats *open;
  size_t count, room;
} survey;

static void close_table(tms_html_reader *r, survey *v) {
  const stats *s = &v->open[--v->count];
  r->tables[s->index].kind = judge(s);
  if (v->count) v->open[v->count - 1].nested = true;
}

static bool open_table(tms_html_reader *r, survey *v, tms_html_ref ref) {
  if (!tms_arena_grow(r->arena, (void **)&r->tables, &r->table_room, r->table_count + 1, sizeof *r->tables)) return false;
  if (!tms_arena_grow(r->arena, (void **)&v->open, &v->room, v->count + 1, sizeof *v->open)) return false;
  r->tables[r->table_count] = (tms_html_table_kind){ref, TMS_HTML_TABLE_LAYOUT};
  v->open[v->count] = (stats){.table = ref, .index = r->table_count++};
  see_table(r, ref, &v->open[v->count++]);
  return true;
}

static void survey_tables(tms_html_reader *r) {
  survey v = {.open = NULL};
  tms_html_ref root = tms_html_root(r->tree);
  for (tms_html_ref at = root; at;) {
    bool element = tms_html_node_kind(r->tree, at) == TMS_HTML_ELEMENT && tms_html_ns(r->tree, at) == TMS_HTML_NS_HTML;
    tms_html_tag tag = element ? tms_html_tag_of(r->tree, at) : TMS_TAG_UNKNOWN;
    if (tag == TMS_TAG_TABLE) {
      if (!open_table(r, &v, at)) return;
    } else if (element && v.count) {
      see_element(&v.open[v.count - 1], tag);
    }
    tms_html_ref next = tms_html_first(r->tree, at);
    while (!next && at) {
      if (v.count && v.open[v.count - 1].table == at) close_table(r, &v);
      if (at == root) return;
      next = tms_html_next(r->tree, at);
      if (!next) at = tms_html_parent(r->tree, at);
    }
    at = next;
  }
}

uint8_t tms_html_table_kind_of(tms_html_reader *r, tms_html_ref table) {
  if (!r->tables_known) survey_tables(r);
  r->tables_known = true;
  /* both lists are in document order; tables that the reader passed over are skipped */
  while (r->table_at < r->table_count && r->tables[r->table_at].table != table) r->table_at++;
  return r->table_at < r->table_count ? r->tables[r->table_at].kind : TMS_HTML_TABLE_LAYOUT;
}
