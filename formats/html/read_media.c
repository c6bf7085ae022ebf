/* Images, figures, and the links to other media. */
#include "formats/html/read.h"

/* ---- images ---- */

/* A number at the begin of a string, for the descriptors of srcset and for width and height: digits alone, at most six. */
static uint32_t leading_number(tms_slice s) {
  uint32_t value = 0;
  for (size_t i = 0; i < s.len && i < 6 && tms_is_digit((unsigned char)s.ptr[i]); i++) value = value * 10 + (uint32_t)(s.ptr[i] - '0');
  return value;
}

/* The candidate with the largest descriptor, the first of equals (https://html.spec.whatwg.org/#srcset-attributes, leniently). */
static tms_slice best_of_srcset(tms_slice list) {
  tms_slice best = {0}, word, url = {0};
  uint32_t most = 0, weight = 0;
  bool more = true;
  while (more) {
    more = tms_slice_next_word(&list, &word);
    bool ends = !more || (word.len && word.ptr[word.len - 1] == ',');
    if (more && ends) word.len--;
    if (more && word.len && url.len == 0) {
      url = word;
    } else if (more && word.len && tms_is_digit((unsigned char)word.ptr[0])) {
      weight = leading_number(word);
    }
    if (!ends) continue;
    if (url.len && (best.len == 0 || weight > most)) {
      best = url;
      most = weight;
    }
    url = TMS_SLICE_NONE;
    weight = 0;
  }
  return best;
}

enum { LOOK_AT_SOURCES = 16 }; /* children of <picture>, <video>, <audio>: pages have up to ten, one a width or codec */

/* No address of anything: inline data, or a blank page. */
static bool is_no_address(tms_slice src) {
  return src.len == 0 || tms_slice_starts_nocase(src, TMS_SLICE("data:")) || tms_slice_starts_nocase(src, TMS_SLICE("about:"));
}

/* A stand-in until a script loads the picture: no address, or a tiny file by name. */
static bool is_stand_in(tms_slice src) {
  return is_no_address(src) || tms_slice_find_nocase(src, TMS_SLICE("placeholder"), 0) != SIZE_MAX ||
         tms_slice_find_nocase(src, TMS_SLICE("blank.gif"), 0) != SIZE_MAX;
}

/* <picture> gives its sources to the image inside. */
static tms_slice source_of_picture(const tms_html_reader *r, tms_html_ref image) {
  tms_html_ref parent = tms_html_parent(r->tree, image);
  if (!parent || !tms_html_is_element(r, parent, TMS_TAG_PICTURE)) return TMS_SLICE_NONE;
  int looked = 0;
  for (tms_html_ref at = tms_html_first(r->tree, parent); at && looked < LOOK_AT_SOURCES; at = tms_html_next(r->tree, at), looked++) {
    if (!tms_html_is_element(r, at, TMS_TAG_SOURCE)) continue;
    tms_slice list = tms_html_get(r, at, TMS_ATTR_SRCSET);
    if (list.len == 0) list = tms_html_get(r, at, TMS_ATTR_DATA_SRCSET);
    tms_slice best = best_of_srcset(list);
    if (best.len) return best;
  }
  return TMS_SLICE_NONE;
}

/* What a browser with a wide screen would show: the best of srcset (or of what a script would make srcset), else src, else what a script would make src. */
static tms_slice source_of_image(const tms_html_reader *r, tms_html_ref ref) {
  static const tms_html_attr lazy[] = {TMS_ATTR_DATA_SRC, TMS_ATTR_DATA_ORIGINAL, TMS_ATTR_DATA_LAZY_SRC, TMS_ATTR_DATA_LAZY, TMS_ATTR_DATA_URL};
  static const tms_html_attr sets[] = {TMS_ATTR_SRCSET, TMS_ATTR_DATA_SRCSET, TMS_ATTR_DATA_LAZY_SRCSET};
  tms_slice src = tms_slice_trim(tms_html_get(r, ref, TMS_ATTR_SRC)), other = best_of_srcset(tms_html_get(r, ref, TMS_ATTR_SRCSET));
  if (!is_stand_in(other)) return other;
  if (!is_stand_in(src)) return src;
  for (size_t i = 0; i < sizeof lazy / sizeof lazy[0]; i++) {
    other = tms_slice_trim(tms_html_get(r, ref, lazy[i]));
    if (other.len) return other;
  }
  for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
    other = best_of_srcset(tms_html_get(r, ref, sets[i]));
    if (other.len) return other;
  }
  other = source_of_picture(r, ref);
  return other.len ? other : src;
}

static bool is_pixel(const tms_html_reader *r, tms_html_ref ref) {
  bool has_width, has_height;
  uint32_t width = leading_number(tms_html_attribute(r->tree, ref, TMS_ATTR_WIDTH, &has_width));
  uint32_t height = leading_number(tms_html_attribute(r->tree, ref, TMS_ATTR_HEIGHT, &has_height));
  return has_width && has_height && width <= 1 && height <= 1;
}

void tms_html_image(tms_html_reader *r, tms_html_ref ref) {
  tms_slice source = source_of_image(r, ref), alt = tms_slice_trim(tms_html_get(r, ref, TMS_ATTR_ALT));
  /* MediaWiki's picture of a formula, which stands beside the formula itself */
  if (tms_slice_find(tms_html_get(r, ref, TMS_ATTR_CLASS), TMS_SLICE("mwe-math-fallback"), 0) != SIZE_MAX) return;
  if (source.len == 0 && alt.len == 0) return;
  if (r->mode.is_copy && r->mode.in_figure && r->build.at->last) return; /* the picture stands there already */
  tms_node *node = r->mode.in_figure ? tms_leaf(&r->build, TMS_KIND_IMAGE) : tms_html_flow_leaf(r, TMS_KIND_IMAGE);
  node->target = tms_html_keep(r, source);
  node->title = tms_html_keep(r, alt);
  bool pixel = is_pixel(r, ref);
  if (!pixel && !tms_html_hidden(r, ref)) return;
  node->evidence = tms_html_evidence(r, ref, TMS_ROLE_NONE);
  if (node->evidence && pixel) node->evidence->flags |= TMS_SEEN_HIDDEN;
}

/* ---- figures ---- */

/* What WordPress wrote before there was <figure>: <div class="wp-caption"><img><p class="wp-caption-text">. */
bool tms_html_is_old_caption(const tms_html_reader *r, tms_html_ref ref) {
  return tms_html_has_word(tms_html_get(r, ref, TMS_ATTR_CLASS), TMS_SLICE("wp-caption-text"));
}

bool tms_html_is_old_figure(const tms_html_reader *r, tms_html_ref ref) {
  return tms_html_has_word(tms_html_get(r, ref, TMS_ATTR_CLASS), TMS_SLICE("wp-caption"));
}

/* Images (in links, pictures, plain boxes) and a caption; no text outside of it, but icons and the copies for browsers without scripts. Looks at a bounded number of nodes. */
bool tms_html_is_plain_figure(const tms_html_reader *r, tms_html_ref figure) {
  enum { LOOK_AT = 100 };
  int seen = 0, images = 0;
  bool skip = false;
  for (tms_html_ref at = tms_html_following(r->tree, figure, figure, false); at; at = tms_html_following(r->tree, figure, at, skip)) {
    skip = false;
    if (++seen > LOOK_AT) return false;
    if (tms_html_node_kind(r->tree, at) == TMS_HTML_TEXT && tms_slice_trim(tms_html_text(r->tree, at)).len) return false;
    if (tms_html_node_kind(r->tree, at) != TMS_HTML_ELEMENT) continue;
    if (tms_html_ns(r->tree, at) == TMS_HTML_NS_SVG) continue; /* icons; where they have a name, that is text */
    if (tms_html_ns(r->tree, at) != TMS_HTML_NS_HTML) return false;
    switch (tms_html_tag_of(r->tree, at)) {
      case TMS_TAG_IMG: images++; break;
      case TMS_TAG_FIGCAPTION: skip = true; break;
      case TMS_TAG_P: skip = tms_html_is_old_caption(r, at); break;
      case TMS_TAG_NOSCRIPT:
      case TMS_TAG_BUTTON:
      case TMS_TAG_A:
      case TMS_TAG_PICTURE:
      case TMS_TAG_SOURCE:
      case TMS_TAG_DIV:
      case TMS_TAG_SPAN:
      case TMS_TAG_META:
      case TMS_TAG_UNKNOWN: break;
      default: return false;
    }
  }
  return images > 0;
}

/* ---- other media ---- */

/* The address stands in a group of its own kind, so that cleaning may take it or leave it: the page shows no text there. */
void tms_html_media(tms_html_reader *r, tms_html_ref ref) {
  tms_slice source = tms_slice_trim(tms_html_get(r, ref, TMS_ATTR_SRC)), title = tms_slice_trim(tms_html_get(r, ref, TMS_ATTR_TITLE));
  if (source.len == 0) source = tms_slice_trim(tms_html_get(r, ref, TMS_ATTR_DATA_SRC));
  if (source.len == 0) source = tms_slice_trim(tms_html_get(r, ref, TMS_ATTR_DATA));
  int looked = 0;
  for (tms_html_ref at = tms_html_first(r->tree, ref); at && source.len == 0 && looked < LOOK_AT_SOURCES; at = tms_html_next(r->tree, at), looked++) {
    if (tms_html_is_element(r, at, TMS_TAG_SOURCE)) source = tms_slice_trim(tms_html_get(r, at, TMS_ATTR_SRC));
  }
  if (is_no_address(source) || r->mode.in_figure) return;
  tms_html_mode before = r->mode;
  size_t sides = r->side_count, wrappers = r->wrapper_count;
  tms_html_side_begin(r, tms_html_evidence(r, ref, TMS_ROLE_ALTERNATIVE));
  if (r->side_count == sides) return;
  r->mode = (tms_html_mode){.line_kind = TMS_KIND_PARAGRAPH};
  r->wrapper_count = 0;
  tms_slice address = tms_html_keep(r, source);
  tms_html_wrapper_push(r, TMS_KIND_LINK, address, TMS_SLICE_NONE);
  tms_html_flow_derived(r, title.len ? tms_html_keep(r, title) : address);
  tms_html_wrapper_pop(r);
  tms_html_line_end(r);
  r->wrapper_count = wrappers;
  r->mode = before;
  tms_html_side_end(r);
  if (!r->line) tms_html_line_end(r);
}
