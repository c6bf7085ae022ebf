/*
 * Plain text: what stands at its head and only repeats metadata. "Published Date:" with its date behind it or below, a date line beside the headline, a byline or a
 * name right below such a line. They become metadata, with provenance text, and leave the body.
 *
 * Only the first HEAD blocks are looked at, but labels count wherever the reader saw one among them.
 */
#include "clean/metadata.h"

#include "doc/text.h"

enum { HEAD = 14, LONGEST = 160 };

typedef struct line {
  tms_node *node;
  tms_slice text; /* folded */
} line;

typedef struct head {
  tms_document *doc;
  line lines[HEAD];
  size_t count;
  size_t title; /* index of the headline, or count */
  bool month_first;
} head;

/* Labels of dates, of authors, of sources, in lower case. */
static const struct {
  const char *label;
  uint8_t field; /* tms_field */
} labels[] = {
    {"published", TMS_FIELD_DATE_PUBLISHED},
    {"published date", TMS_FIELD_DATE_PUBLISHED},
    {"date published", TMS_FIELD_DATE_PUBLISHED},
    {"date publish", TMS_FIELD_DATE_PUBLISHED},
    {"publish date", TMS_FIELD_DATE_PUBLISHED},
    {"publication date", TMS_FIELD_DATE_PUBLISHED},
    {"published on", TMS_FIELD_DATE_PUBLISHED},
    {"posted on", TMS_FIELD_DATE_PUBLISHED},
    {"posted", TMS_FIELD_DATE_PUBLISHED},
    {"date posted", TMS_FIELD_DATE_PUBLISHED},
    {"release date", TMS_FIELD_DATE_PUBLISHED},
    {"date", TMS_FIELD_DATE_PUBLISHED},
    {"issued", TMS_FIELD_DATE_PUBLISHED},
    {"datum", TMS_FIELD_DATE_PUBLISHED},
    {"veröffentlicht", TMS_FIELD_DATE_PUBLISHED},
    {"veröffentlicht am", TMS_FIELD_DATE_PUBLISHED},
    {"erschienen", TMS_FIELD_DATE_PUBLISHED},
    {"publié le", TMS_FIELD_DATE_PUBLISHED},
    {"publié", TMS_FIELD_DATE_PUBLISHED},
    {"date de publication", TMS_FIELD_DATE_PUBLISHED},
    {"publicado", TMS_FIELD_DATE_PUBLISHED},
    {"publicado el", TMS_FIELD_DATE_PUBLISHED},
    {"publicado em", TMS_FIELD_DATE_PUBLISHED},
    {"fecha", TMS_FIELD_DATE_PUBLISHED},
    {"fecha de publicación", TMS_FIELD_DATE_PUBLISHED},
    {"data de publicação", TMS_FIELD_DATE_PUBLISHED},
    {"data", TMS_FIELD_DATE_PUBLISHED},
    {"pubblicato il", TMS_FIELD_DATE_PUBLISHED},
    {"pubblicato", TMS_FIELD_DATE_PUBLISHED},
    {"gepubliceerd op", TMS_FIELD_DATE_PUBLISHED},
    {"gepubliceerd", TMS_FIELD_DATE_PUBLISHED},
    {"publicerad", TMS_FIELD_DATE_PUBLISHED},
    {"data publikacji", TMS_FIELD_DATE_PUBLISHED},
    {"дата", TMS_FIELD_DATE_PUBLISHED},
    {"опубликовано", TMS_FIELD_DATE_PUBLISHED},
    {"дата публикации", TMS_FIELD_DATE_PUBLISHED},
    {"تاريخ النشر", TMS_FIELD_DATE_PUBLISHED},
    {"发布时间", TMS_FIELD_DATE_PUBLISHED},
    {"发布日期", TMS_FIELD_DATE_PUBLISHED},
    {"公開日", TMS_FIELD_DATE_PUBLISHED},
    {"投稿日", TMS_FIELD_DATE_PUBLISHED},
    {"入力", TMS_FIELD_DATE_PUBLISHED},
    {"입력", TMS_FIELD_DATE_PUBLISHED},
    {"등록일", TMS_FIELD_DATE_PUBLISHED},
    {"ngày đăng", TMS_FIELD_DATE_PUBLISHED},
    {"yayın tarihi", TMS_FIELD_DATE_PUBLISHED},
    {"updated", TMS_FIELD_DATE_MODIFIED},
    {"last updated", TMS_FIELD_DATE_MODIFIED},
    {"last modified", TMS_FIELD_DATE_MODIFIED},
    {"updated on", TMS_FIELD_DATE_MODIFIED},
    {"modified", TMS_FIELD_DATE_MODIFIED},
    {"date modified", TMS_FIELD_DATE_MODIFIED},
    {"aktualisiert", TMS_FIELD_DATE_MODIFIED},
    {"zuletzt aktualisiert", TMS_FIELD_DATE_MODIFIED},
    {"mis à jour le", TMS_FIELD_DATE_MODIFIED},
    {"actualizado", TMS_FIELD_DATE_MODIFIED},
    {"atualizado em", TMS_FIELD_DATE_MODIFIED},
    {"aggiornato il", TMS_FIELD_DATE_MODIFIED},
    {"обновлено", TMS_FIELD_DATE_MODIFIED},
    {"更新日", TMS_FIELD_DATE_MODIFIED},
    {"author", TMS_FIELD_AUTHORS},
    {"authors", TMS_FIELD_AUTHORS},
    {"by", TMS_FIELD_AUTHORS},
    {"written by", TMS_FIELD_AUTHORS},
    {"autor", TMS_FIELD_AUTHORS},
    {"autorin", TMS_FIELD_AUTHORS},
    {"autoren", TMS_FIELD_AUTHORS},
    {"auteur", TMS_FIELD_AUTHORS},
    {"auteurs", TMS_FIELD_AUTHORS},
    {"autore", TMS_FIELD_AUTHORS},
    {"автор", TMS_FIELD_AUTHORS},
    {"作者", TMS_FIELD_AUTHORS},
    {"source", TMS_FIELD_SITE},
    {"quelle", TMS_FIELD_SITE},
    {"fuente", TMS_FIELD_SITE},
    {"fonte", TMS_FIELD_SITE},
    {"источник", TMS_FIELD_SITE},
    {"来源", TMS_FIELD_SITE},
    {"category", TMS_FIELD_CATEGORIES},
    {"categories", TMS_FIELD_CATEGORIES},
    {"tags", TMS_FIELD_TAGS},
    {"keywords", TMS_FIELD_TAGS},
    {"language", TMS_FIELD_LANGUAGE},
    {"section", TMS_FIELD_CATEGORIES},
    {"rubrik", TMS_FIELD_CATEGORIES},
    {"kategorie", TMS_FIELD_CATEGORIES},
    {"catégorie", TMS_FIELD_CATEGORIES},
    {"categoría", TMS_FIELD_CATEGORIES},
};

static tms_field field_of_label(tms_slice label) {
  for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
    if (tms_title_same(label, tms_slice_cstr(labels[i].label))) return (tms_field)labels[i].field;
  }
  return TMS_FIELD_COUNT;
}

/* "label: value" of a line; the colon may be the full-width one. */
static bool split_label(tms_slice text, tms_slice *label, tms_slice *value) {
  for (size_t i = 1; i < text.len && i < 60; i++) {
    bool wide = tms_slice_starts(tms_slice_from(text, i), TMS_SLICE("\xEF\xBC\x9A"));
    if (text.ptr[i] != ':' && !wide) continue;
    *label = tms_slice_trim(tms_slice_head(text, i));
    *value = tms_slice_trim(tms_slice_from(text, i + (wide ? 3 : 1)));
    return label->len > 0;
  }
  return false;
}

static void drop(line *l) {
  l->node->dropped = TMS_REASON_METADATA;
}

static void set(head *h, tms_field field, tms_slice value) {
  if (!tms_metadata_get(&h->doc->metadata, field).len) tms_metadata_set(&h->doc->metadata, &h->doc->arena, field, value, TMS_FROM_TEXT);
}

static void set_people(head *h, tms_slice names) {
  tms_people people = {0};
  if (tms_metadata_get(&h->doc->metadata, TMS_FIELD_AUTHORS).len) return;
  tms_people_add(h->doc, &people, names, TMS_SLICE_NONE, true);
  for (size_t i = 0; i < people.count; i++) tms_metadata_add(&h->doc->metadata, &h->doc->arena, TMS_FIELD_AUTHORS, people.names[i], TMS_FROM_TEXT);
}

/* A line that is a date and nothing else, but perhaps a word like "Published". */
static bool is_date_line(const head *h, tms_slice text, tms_date *date) {
  if (text.len == 0 || text.len > 80 || !tms_date_find(text, h->month_first, date)) return false;
  tms_slice before = tms_slice_trim(tms_slice_head(text, date->begin)), after = tms_slice_trim(tms_slice_from(text, date->end));
  while (before.len && (before.ptr[before.len - 1] == ':' || before.ptr[before.len - 1] == '|'))
    before = tms_slice_trim(tms_slice_head(before, before.len - 1));
  if (before.len && field_of_label(before) != TMS_FIELD_DATE_PUBLISHED) return false;
  return after.len == 0 || (after.len == 1 && !tms_is_alnum((unsigned char)after.ptr[0]));
}

/* The value of a known label; true where it was taken. */
static bool take_value(head *h, tms_field field, tms_slice value) {
  tms_date date;
  switch (field) {
    case TMS_FIELD_DATE_PUBLISHED:
    case TMS_FIELD_DATE_MODIFIED:
      if (value.len > 80 || !tms_date_find(value, h->month_first, &date) || date.end - date.begin + 12 < value.len) return false;
      set(h, field, tms_date_slice(&date));
      return true;
    case TMS_FIELD_AUTHORS: {
      tms_people people = {0};
      tms_people_add(h->doc, &people, value, TMS_SLICE_NONE, true);
      if (people.count == 0) return false;
      set_people(h, value);
      return true;
    }
    case TMS_FIELD_CATEGORIES:
    case TMS_FIELD_TAGS: {
      size_t begin = 0;
      if (value.len > LONGEST) return false;
      for (size_t i = 0; i <= value.len; i++) {
        if (i < value.len && value.ptr[i] != ',' && value.ptr[i] != ';') continue;
        tms_slice one = tms_slice_trim(tms_slice_of(value.ptr + begin, i - begin));
        if (one.len) tms_metadata_add(&h->doc->metadata, &h->doc->arena, field, one, TMS_FROM_TEXT);
        begin = i + 1;
      }
      return value.len > 0;
    }
    case TMS_FIELD_SITE:
      if (value.len == 0 || value.len > 60) return false;
      set(h, field, value);
      return true;
    default: return false;
  }
}

/* A name right below a line that was taken, without an empty line between. */
static bool is_name_below(const line *l) {
  const tms_evidence *seen = l->node->evidence;
  return seen && seen->blank_before == 0 && tms_people_is_name(l->text);
}

static size_t take_label(head *h, size_t i) {
  tms_slice label, value;
  line *l = &h->lines[i];
  if (!split_label(l->text, &label, &value)) return 0;
  tms_field field = field_of_label(label);
  if (field == TMS_FIELD_COUNT) return 0;
  if (value.len) {
    if (!take_value(h, field, value)) return 0;
    drop(l);
    return 1;
  }
  if (i + 1 >= h->count || !take_value(h, field, h->lines[i + 1].text)) return 0;
  drop(l);
  drop(&h->lines[i + 1]);
  return 2;
}

/* A date line beside the headline. Further away it belongs to the text: a speech is dated below its occasion. */
static bool take_date(head *h, size_t i) {
  tms_date date;
  bool beside = h->title < h->count && (i + 1 == h->title || i == h->title + 1);
  if (!beside || !is_date_line(h, h->lines[i].text, &date)) return false;
  set(h, TMS_FIELD_DATE_PUBLISHED, tms_date_slice(&date));
  drop(&h->lines[i]);
  return true;
}

static bool take_byline(head *h, size_t i) {
  bool is_byline;
  tms_slice names = tms_people_byline(h->lines[i].text, &is_byline);
  if (!is_byline || h->title >= h->count || i < h->title || names.len > 120) return false;
  /* "By the end of the year" is none: what follows must look like a name up to its first comma. */
  size_t comma = tms_slice_find_byte(names, ',', 0);
  if (!tms_people_is_name(comma == SIZE_MAX ? names : tms_slice_head(names, comma))) {
    tms_people people = {0};
    tms_people_add(h->doc, &people, names, TMS_SLICE_NONE, false);
    if (people.count < 2) return false;
  }
  set_people(h, names);
  drop(&h->lines[i]);
  return true;
}

static void collect(head *h) {
  h->title = HEAD;
  for (tms_node *node = h->doc->main->first; node && h->count < HEAD; node = node->next) {
    bool text = node->kind == TMS_KIND_PARAGRAPH || node->kind == TMS_KIND_HEADING;
    if (!text || node->dropped || !node->evidence || !(node->evidence->flags & TMS_SEEN_LINE)) continue;
    line *l = &h->lines[h->count];
    *l = (line){node, tms_node_text_folded(h->doc, node)};
    if (node->kind == TMS_KIND_HEADING && node->level == 1 && h->title == HEAD) h->title = h->count;
    h->count++;
  }
  if (h->title == HEAD) h->title = h->count;
}

bool tms_lines_settle(tms_document *doc) {
  /* A language that writes the day first says so in its tag; undeclared and English text is read month first only where the slash leaves it open. */
  tms_slice language = tms_metadata_get(&doc->metadata, TMS_FIELD_LANGUAGE);
  head h = {.doc = doc, .month_first = language.len == 0 || tms_slice_starts(language, TMS_SLICE("en"))};
  collect(&h);
  for (size_t i = 0; i < h.count;) {
    size_t taken = take_label(&h, i);
    if (!taken) taken = take_date(&h, i) || take_byline(&h, i);
    i += taken ? taken : 1;
    if (taken && i < h.count && i != h.title && is_name_below(&h.lines[i])) {
      set_people(&h, h.lines[i].text);
      drop(&h.lines[i]);
      i++;
    }
  }
  return doc->arena.status == TMS_OK;
}
