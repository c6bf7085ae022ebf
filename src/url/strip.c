#include "url/strip.h"

#include "url/query.h"
#include "url/step.h"

typedef struct stripper {
  const tms_url *url;
  const tms_rule_set *set;
  tms_buf *out;
  tms_buf *steps;
  bool changed;
} stripper;

static void note(stripper *s, const char *code, tms_slice detail) {
  s->changed = true;
  tms_step_note(s->steps, code, detail);
}

/* ---- path ---- */

/* "(S(lit3py55t21z5v55vlm25s55))" of ASP.NET, perhaps with its like for other states around: "(X(1)S(...))". */
static bool is_cookieless_state(tms_slice piece) {
  if (piece.len < 5 || piece.ptr[0] != '(' || !tms_slice_ends(piece, TMS_SLICE("))"))) return false;
  bool session = false;
  for (size_t at = 1; at + 1 < piece.len;) {
    if (!tms_is_upper((unsigned char)piece.ptr[at]) || piece.ptr[at + 1] != '(') return false;
    session |= piece.ptr[at] == 'S';
    size_t close = tms_slice_find_byte(piece, ')', at);
    if (close == SIZE_MAX) return false;
    at = close + 1;
  }
  return session;
}

/* Is it "jsessionid=..." behind a ";" of the path (Servlet 3.0, 7.1.3), or another one's like? */
static bool is_session_matrix(tms_slice parameter) {
  tms_rule_name name;
  size_t equals = tms_slice_find_byte(parameter, '=', 0);
  if (equals == SIZE_MAX) return false;
  tms_rules_fold(tms_slice_head(parameter, equals), &name);
  unsigned kinds = tms_rules_of_fragment(&name);
  if (kinds & TMS_RULE_SESSION) return true;
  return (kinds & TMS_RULE_SESSION_MAYBE) && tms_rules_looks_like_session(tms_slice_from(parameter, equals + 1));
}

/* One piece of the path, with its "/" in front, without its session ids. */
static void strip_piece(stripper *s, tms_slice piece) {
  size_t end = tms_slice_find_byte(piece, ';', 0);
  tms_slice name = tms_slice_from(tms_slice_head(piece, end), 1);
  if (is_cookieless_state(name)) {
    note(s, TMS_STEP_SESSION, name);
    return;
  }
  tms_buf_add(s->out, tms_slice_head(piece, end));
  while (end < piece.len) {
    size_t next = tms_slice_find_byte(piece, ';', end + 1);
    if (next == SIZE_MAX) next = piece.len;
    tms_slice parameter = tms_slice_of(piece.ptr + end + 1, next - end - 1);
    if (is_session_matrix(parameter)) {
      note(s, TMS_STEP_SESSION, parameter);
    } else {
      tms_buf_add_bytes(s->out, piece.ptr + end, next - end);
    }
    end = next;
  }
}

static void strip_path(stripper *s) {
  tms_slice path = tms_url_pathname(s->url);
  size_t begin = s->out->len;
  if (tms_slice_find_byte(path, ';', 0) == SIZE_MAX && tms_slice_find_byte(path, '(', 0) == SIZE_MAX) {
    tms_buf_add(s->out, path); /* nearly every path */
    return;
  }
  for (size_t at = 0; at < path.len;) {
    size_t slash = tms_slice_find_byte(path, '/', at + 1);
    if (slash == SIZE_MAX) slash = path.len;
    strip_piece(s, tms_slice_of(path.ptr + at, slash - at));
    at = slash;
  }
  if (s->out->len == begin) tms_buf_add_byte(s->out, '/');
}

/* What the rules of the site cut from the end of the path, and its default document. */
static void strip_site_path(stripper *s, size_t begin) {
  tms_slice cut = tms_rules_path_cut(s->set), index = tms_rules_index(s->set);
  size_t at = cut.len ? tms_slice_find(tms_buf_slice(s->out), cut, begin) : SIZE_MAX;
  if (at != SIZE_MAX) {
    note(s, TMS_STEP_SITE_PATH, cut);
    tms_buf_cut(s->out, at);
    if (s->out->len == begin) tms_buf_add_byte(s->out, '/');
  }
  tms_slice path = tms_slice_from(tms_buf_slice(s->out), begin);
  if (index.len && path.len > index.len && tms_slice_ends(path, index) && path.ptr[path.len - index.len - 1] == '/') {
    note(s, TMS_STEP_DEFAULT_DOCUMENT, index);
    tms_buf_cut(s->out, s->out->len - index.len);
  }
}

/* ---- query and fragment ---- */

static const char *reason_to_drop(const stripper *s, unsigned kinds, tms_slice value) {
  if (kinds & TMS_RULE_SESSION) return TMS_STEP_SESSION;
  if (kinds & (TMS_RULE_SESSION_MAYBE | TMS_RULE_SESSION_PHP)) {
    bool here = (kinds & TMS_RULE_SESSION_MAYBE) || tms_slice_ends(tms_url_pathname(s->url), TMS_SLICE(".php"));
    if (here && tms_rules_looks_like_session(value)) return TMS_STEP_SESSION;
  }
  if (kinds & TMS_RULE_AFFILIATE) return TMS_STEP_AFFILIATE;
  if (kinds & TMS_RULE_DROP) return kinds & TMS_RULE_SITE ? TMS_STEP_SITE_PARAMETER : TMS_STEP_PARAMETER;
  return NULL;
}

/* What stays of a list keeps the separator that stood behind the last piece that stayed. */
typedef struct list_writer {
  tms_buf *out;
  char separator;
  bool pending; /* `separator` is the one behind the last kept piece */
} list_writer;

static void write_piece(list_writer *writer, const tms_parameter *piece, bool keep) {
  if (!writer->pending) writer->separator = piece->separator;
  writer->pending = !keep;
  if (!keep) return;
  tms_buf_add_byte(writer->out, writer->separator);
  tms_buf_add(writer->out, piece->whole);
}

/* False where the query is signed or made for one use: *result says which. */
static bool strip_query(stripper *s, tms_strip_result *result) {
  tms_query query = tms_query_of(tms_slice_from(tms_url_search(s->url), 1));
  tms_parameter piece;
  size_t begin = s->out->len;
  bool dropped = false, token = false, expires = false;
  list_writer writer = {.out = s->out};
  while (tms_query_next(&query, &piece)) {
    tms_rule_name name;
    tms_rules_fold(piece.name, &name);
    unsigned kinds = tms_rules_of_name(s->set, &name);
    bool filled = piece.value.len > 0;
    token |= filled && (kinds & TMS_RULE_TOKEN);
    expires |= filled && (kinds & TMS_RULE_EXPIRES);
    if ((filled && (kinds & (TMS_RULE_SIGN | TMS_RULE_LOGIN))) || (token && expires)) {
      *result = kinds & TMS_RULE_LOGIN ? TMS_STRIP_LOGIN : TMS_STRIP_SIGNED;
      return false;
    }
    const char *reason = kinds ? reason_to_drop(s, kinds, piece.value) : NULL;
    if (reason) {
      note(s, reason, piece.name);
      dropped = true;
    }
    write_piece(&writer, &piece, !reason);
  }
  if (dropped) return true;
  /* Nothing goes: then it stays to the byte, empty parameters and all. */
  tms_buf_cut(s->out, begin);
  tms_buf_add(s->out, tms_slice_of(s->url->href.data + s->url->query, s->url->fragment - s->url->query));
  return true;
}

/* A fragment that is a list of parameters loses those that track; any other one stays. */
static void strip_fragment(stripper *s) {
  const tms_url *url = s->url;
  if (!url->has_fragment) return;
  tms_slice fragment = tms_slice_from(tms_slice_of(url->href.data + url->fragment, url->href.len - url->fragment), 1);
  size_t directive = tms_slice_find(fragment, TMS_SLICE(":~:"), 0), begin = s->out->len;
  tms_slice kept = tms_slice_head(fragment, directive);
  tms_query list = tms_query_fragment(kept);
  tms_parameter piece;
  list_writer writer = {.out = s->out};
  bool dropped = false;
  if (directive != SIZE_MAX) note(s, TMS_STEP_TEXT_FRAGMENT, TMS_SLICE_NONE);
  while (tms_query_next(&list, &piece)) {
    tms_rule_name name;
    tms_rules_fold(piece.name, &name);
    bool drop = piece.value.len && (tms_rules_of_fragment(&name) & (TMS_RULE_DROP | TMS_RULE_FRAGMENT));
    if (drop) note(s, TMS_STEP_FRAGMENT, piece.name);
    dropped |= drop;
    write_piece(&writer, &piece, !drop);
  }
  if (dropped) return;
  tms_buf_cut(s->out, begin);
  if (directive != SIZE_MAX && kept.len == 0) return;
  tms_buf_add_byte(s->out, '#');
  tms_buf_add(s->out, kept);
}

tms_strip_result tms_url_strip(const tms_url *url, const tms_rule_set *set, tms_buf *out, tms_buf *steps) {
  stripper s = {.url = url, .set = set, .out = out, .steps = steps};
  tms_strip_result result = TMS_STRIP_NOTHING;
  tms_buf_reset(out);
  tms_buf_add_bytes(out, url->href.data, url->path);
  strip_path(&s);
  strip_site_path(&s, url->path);
  if (!strip_query(&s, &result)) return result;
  strip_fragment(&s);
  return s.changed ? TMS_STRIP_CHANGED : TMS_STRIP_NOTHING;
}
