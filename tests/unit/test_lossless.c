/* The lossless object: what is written is read back the same, and what is wrong is refused where it is wrong. */
#include <stdlib.h>
#include <string.h>

#include "markup/lossless.h"

#include "base/alloc.h"
#include "doc/check.h"
#include "doc/normalize.h"
#include "markup/canonical_write.h"
#include "markup/lossless_keys.h"
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"
#include "tests/support/make_doc.h"

/* Every kind, every attribute, metadata of each shape. */
static const char everything[] =
    "{\"tamis\":1,\"content_id\":\"x\",\"metadata\":{\"url\":\"https://example.org/\",\"title\":\"A \\\"title\\\"\",\"authors\":[\"Ann\",\"Bob\"],"
    "\"date_published\":\"2024-05-01\",\"tags\":[\"a\"],\"language\":\"en\",\"id\":\"7\"},\"provenance\":{\"title\":\"og\",\"authors\":\"json-ld\"},"
    "\"blocks\":[{\"kind\":\"heading\",\"level\":2,\"inlines\":[\"Head\"]},{\"kind\":\"paragraph\",\"inlines\":[\"a "
    "\",{\"kind\":\"emphasis\",\"inlines\":[\"b\"]},"
    "{\"kind\":\"strong\",\"inlines\":[\"c\"]},{\"kind\":\"code\",\"text\":\"d\"},{\"kind\":\"link\",\"href\":\"https://e.org/"
    "\",\"title\":\"t\",\"inlines\":[\"e\"]},"
    "{\"kind\":\"image\",\"src\":\"https://e.org/i.png\",\"alt\":\"f\"},{\"kind\":\"break\"},{\"kind\":\"subscript\",\"inlines\":[\"g\"]},"
    "{\"kind\":\"superscript\",\"inlines\":[\"h\"]},{\"kind\":\"inserted\",\"inlines\":[\"i\"]},{\"kind\":\"deleted\",\"inlines\":[\"j\"]},"
    "{\"kind\":\"quotation\",\"inlines\":[\"k\"]},{\"kind\":\"formula\",\"text\":\"x^2\"},{\"kind\":\"note-reference\",\"label\":\"1\"},"
    "{\"kind\":\"span\",\"language\":\"de\",\"inlines\":[\"l\"]}]},{\"kind\":\"list\",\"ordered\":true,\"start\":3,\"items\":[{\"kind\":\"item\","
    "\"checked\":true,"
    "\"blocks\":[{\"kind\":\"paragraph\",\"inlines\":[\"m\"]}]},{\"kind\":\"item\",\"checked\":false,\"blocks\":[{\"kind\":\"paragraph\",\"inlines\":"
    "[\"n\"]}]}]},"
    "{\"kind\":\"list\",\"items\":[{\"kind\":\"item\",\"blocks\":[{\"kind\":\"rule\"}]}]},{\"kind\":\"definition-list\",\"entries\":[{\"kind\":"
    "\"term\",\"inlines\":[\"o\"]},"
    "{\"kind\":\"definition\",\"blocks\":[{\"kind\":\"paragraph\",\"inlines\":[\"p\"]}]}]},{\"kind\":\"quote\",\"blocks\":[{\"kind\":\"paragraph\","
    "\"inlines\":[\"q\"]}]},"
    "{\"kind\":\"code-block\",\"language\":\"c\",\"text\":\"r\\n\\ts\"},{\"kind\":\"table\",\"caption\":[\"t\"],\"rows\":[{\"kind\":\"row\","
    "\"cells\":[{\"kind\":\"cell\","
    "\"header\":true,\"colspan\":2,\"rowspan\":3,\"blocks\":[{\"kind\":\"paragraph\",\"inlines\":[\"u\"]}]},{\"kind\":\"cell\",\"blocks\":[]}]}]},"
    "{\"kind\":\"figure\",\"images\":[{\"kind\":\"image\",\"src\":\"https://e.org/"
    "j.png\"}],\"caption\":[\"v\"]},{\"kind\":\"formula-block\",\"text\":\"y\"},"
    "{\"kind\":\"footnote\",\"label\":\"1\",\"blocks\":[{\"kind\":\"paragraph\",\"inlines\":[\"w\"]}]}],\"comments\":[{\"kind\":\"comment\","
    "\"author\":\"Ann\","
    "\"date\":\"2024-05-02\",\"blocks\":[{\"kind\":\"paragraph\",\"inlines\":[\"x\"]},{\"kind\":\"comment\",\"blocks\":[{\"kind\":\"paragraph\","
    "\"inlines\":[\"y\"]}]}]}]}";

static tms_status read_into(tms_document **doc, tms_slice json, const tms_allocator *allocator, tms_error *error) {
  tms_limits limits = {0};
  *doc = tms_doc_new(allocator, &limits, 0);
  if (!*doc) return TMS_ERR_MEMORY;
  (*doc)->source_size = (*doc)->decoded_size = json.len;
  tms_status status = tms_lossless_read(json, *doc, error);
  if (status == TMS_OK) status = tms_doc_normalize(*doc);
  if (status == TMS_OK) return TMS_OK;
  tms_doc_free(*doc);
  *doc = NULL;
  return status;
}

static void init(tms_buf *buf, const tms_allocator *allocator) {
  tms_buf_init(buf, allocator, (size_t)1 << 28);
}

static void keeps_everything(void **state) {
  const tms_allocator *allocator = tms_allocator_libc();
  tms_error error = {0};
  (void)state;
  for (uint32_t lines = 0; lines < 3; lines++) {
    tms_document *doc, *again;
    tms_buf first, second;
    init(&first, allocator);
    init(&second, allocator);
    if (read_into(&doc, tms_slice_cstr(everything), allocator, &error) != TMS_OK) fail_msg("%s at %zu", error.message, error.offset);
    assert_null(tms_doc_check(doc, NULL));
    assert_null(tms_doc_check_partition(doc));
    assert_int_equal(doc->ledger.counts[TMS_REASON_UNKNOWN], 0);
    assert_int_equal(tms_lossless_write(doc, lines, &first, &error), TMS_OK);
    if (tms_json_check(tms_buf_slice(&first), &error) != TMS_OK)
      fail_msg("%s at %zu: %.60s", error.message, error.offset, first.data + error.offset - 30);
    assert_true(tms_lossless_begins(tms_buf_slice(&first)));
    if (read_into(&again, tms_buf_slice(&first), allocator, &error) != TMS_OK) fail_msg("%s at %zu", error.message, error.offset);
    const char *difference = tms_doc_compare(doc, again);
    if (difference) fail_msg("%s", difference);
    assert_int_equal(tms_lossless_write(again, lines, &second, &error), TMS_OK);
    assert_string_equal(first.data, second.data);
    if (lines == 0) { /* what the text above says is what stands in the output, but for the identity */
      const char *mine = strstr(first.data, "\"metadata\""), *given = strstr(everything, "\"metadata\"");
      assert_string_equal(mine, given);
    }
    tms_doc_free(again);
    tms_doc_free(doc);
    tms_buf_release(&second);
    tms_buf_release(&first);
  }
}

/* Keys in another order, as `jq -S` and hash tables leave them; captions behind and before. */
static void takes_any_order(void **state) {
  static const char shuffled[] =
      "{\"blocks\":[{\"inlines\":[\"a\"],\"level\":1,\"kind\":\"heading\"},{\"rows\":[{\"cells\":[{\"blocks\":[],\"kind\":\"cell\"}],\"kind\":"
      "\"row\"}],"
      "\"kind\":\"table\",\"caption\":[\"c\"]},{\"caption\":[\"d\"],\"images\":[{\"src\":\"https://e.org/"
      "i\",\"kind\":\"image\"}],\"kind\":\"figure\"},"
      "{\"items\":[{\"blocks\":[{\"kind\":\"rule\"}],\"kind\":\"item\"}],\"ordered\":true,\"kind\":\"list\"}],\"provenance\":{\"title\":\"meta\"},"
      "\"metadata\":{\"title\":\"T\"},\"tamis\":1}";
  tms_document *doc;
  tms_error error = {0};
  (void)state;
  if (read_into(&doc, tms_slice_cstr(shuffled), tms_allocator_libc(), &error) != TMS_OK) fail_msg("%s at %zu", error.message, error.offset);
  assert_null(tms_doc_check(doc, NULL));
  assert_int_equal(doc->main->first->kind, TMS_KIND_HEADING);
  assert_int_equal(doc->main->first->next->first->kind, TMS_KIND_CAPTION);
  assert_int_equal(doc->main->first->next->next->last->kind, TMS_KIND_CAPTION);
  assert_int_equal(doc->main->last->number, 1);
  assert_int_equal(doc->metadata.fields[TMS_FIELD_TITLE].from, TMS_FROM_META);
  assert_false(tms_lossless_begins(tms_slice_cstr(shuffled)));
  tms_doc_free(doc);
}

static void refuses(void **state) {
#define BLOCKS(text) "{\"tamis\":1,\"blocks\":[" text "]}"
  static const struct {
    const char *json;
    tms_status status;
    size_t offset;
  } cases[] = {
      {"", TMS_ERR_SYNTAX, 0},
      {"[]", TMS_ERR_SCHEMA, 0},
      {"{\"blocks\":[]}", TMS_ERR_SCHEMA, 12},
      {"{\"tamis\":1}", TMS_ERR_SCHEMA, 10},
      {"{\"tamis\":2,\"blocks\":[]}", TMS_ERR_SCHEMA, 9},
      {"{\"tamis\":\"1\",\"blocks\":[]}", TMS_ERR_SCHEMA, 9},
      {"{\"tamis\":1,\"tamis\":1,\"blocks\":[]}", TMS_ERR_SCHEMA, 11},
      {"{\"tamis\":1,\"blocks\":{}}", TMS_ERR_SCHEMA, 20},
      {"{\"tamis\":1,\"blocks\":[]}x", TMS_ERR_SYNTAX, 23},
      {"{\"tamis\":1,\"blocks\":[],\"metadata\":[]}", TMS_ERR_SCHEMA, 34},
      {"{\"tamis\":1,\"blocks\":[],\"metadata\":{\"title\":[\"a\"]}}", TMS_ERR_SCHEMA, 43},
      {"{\"tamis\":1,\"blocks\":[],\"metadata\":{\"authors\":\"a\"}}", TMS_ERR_SCHEMA, 45},
      {"{\"tamis\":1,\"blocks\":[],\"metadata\":{\"title\":\"a\",\"title\":\"b\"}}", TMS_ERR_SCHEMA, 47},
      {"{\"tamis\":1,\"blocks\":[],\"provenance\":{\"title\":\"moon\"}}", TMS_ERR_SCHEMA, 45},
      {BLOCKS("1"), TMS_ERR_SCHEMA, 21},
      {BLOCKS("\"text\""), TMS_ERR_SCHEMA, 21},
      {BLOCKS("{}"), TMS_ERR_SCHEMA, 21},
      {BLOCKS("{\"kind\":\"moon\"}"), TMS_ERR_SCHEMA, 29},
      {BLOCKS("{\"kind\":\"rule\",\"kind\":\"rule\"}"), TMS_ERR_SCHEMA, 36},
      {BLOCKS("{\"kind\":\"rule\",\"level\":1}"), TMS_ERR_SCHEMA, 21},
      {BLOCKS("{\"kind\":\"heading\",\"inlines\":[]}"), TMS_ERR_SCHEMA, 21},
      {BLOCKS("{\"kind\":\"heading\",\"level\":7,\"inlines\":[]}"), TMS_ERR_SCHEMA, 47},
      {BLOCKS("{\"kind\":\"heading\",\"level\":0,\"inlines\":[]}"), TMS_ERR_SCHEMA, 47},
      {BLOCKS("{\"kind\":\"paragraph\"}"), TMS_ERR_SCHEMA, 21},
      {BLOCKS("{\"kind\":\"paragraph\",\"blocks\":[]}"), TMS_ERR_SCHEMA, 21},
      {BLOCKS("{\"kind\":\"paragraph\",\"inlines\":[{\"kind\":\"rule\"}]}"), TMS_ERR_SCHEMA, 52},
      {BLOCKS("{\"kind\":\"emphasis\",\"inlines\":[]}"), TMS_ERR_SCHEMA, 21},
      {BLOCKS("{\"kind\":\"group\",\"blocks\":[]}"), TMS_ERR_SCHEMA, 29},
      {BLOCKS("{\"kind\":\"list\",\"ordered\":1,\"items\":[]}"), TMS_ERR_SCHEMA, 46},
      {BLOCKS("{\"kind\":\"code-block\"}"), TMS_ERR_SCHEMA, 21},
      {BLOCKS("{\"kind\":\"code-block\",\"text\":1}"), TMS_ERR_SCHEMA, 49},
      {BLOCKS("{\"kind\":\"table\",\"rows\":[{\"kind\":\"row\",\"cells\":[{\"kind\":\"cell\",\"colspan\":1001,\"blocks\":[]}]}]}"), TMS_ERR_SCHEMA,
       93},
  };
#undef BLOCKS
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tms_document *doc;
    tms_error error = {0};
    tms_status status = read_into(&doc, tms_slice_cstr(cases[i].json), tms_allocator_libc(), &error);
    if (status != cases[i].status || error.offset != cases[i].offset) {
      fail_msg("%s: %s at %zu (%s)", cases[i].json, tms_status_name(status), error.offset, error.message);
    }
    assert_null(doc);
  }
}

/* Every prefix of a good object is refused, and none crashes. */
static void refuses_every_cut(void **state) {
  (void)state;
  for (size_t cut = 0; cut < sizeof everything - 1; cut++) {
    char *exact = malloc(cut ? cut : 1);
    tms_document *doc;
    tms_error error = {0};
    memcpy(exact, everything, cut);
    assert_int_equal(read_into(&doc, tms_slice_of(exact, cut), tms_allocator_libc(), &error), TMS_ERR_SYNTAX);
    assert_int_equal(error.offset <= cut, 1);
    free(exact);
  }
}

static void counts_unknown_keys(void **state) {
  static const char json[] =
      "{\"tamis\":1,\"future\":{\"a\":[1,2]},\"metadata\":{\"mood\":\"x\"},\"provenance\":{\"mood\":{}},\"blocks\":[{\"kind\":\"rule\",\"shape\":[{}]"
      "}]}";
  tms_document *doc;
  (void)state;
  assert_int_equal(read_into(&doc, tms_slice_cstr(json), tms_allocator_libc(), NULL), TMS_OK);
  assert_int_equal(doc->ledger.counts[TMS_REASON_UNKNOWN], 4);
  tms_doc_free(doc);
}

/* Nesting up to what JSON itself may nest; deeper than a document's 32 is flattened, not lost. */
static void bounds_depth(void **state) {
  (void)state;
  for (size_t depth = 1; depth < 300; depth += 23) {
    tms_buf json;
    tms_document *doc;
    init(&json, tms_allocator_libc());
    tms_buf_add_cstr(&json, "{\"tamis\":1,\"blocks\":[");
    for (size_t i = 0; i < depth; i++) tms_buf_add_cstr(&json, "{\"kind\":\"quote\",\"blocks\":[");
    tms_buf_add_cstr(&json, "{\"kind\":\"paragraph\",\"inlines\":[\"deep\"]}");
    for (size_t i = 0; i < depth; i++) tms_buf_add_cstr(&json, "]}");
    tms_buf_add_cstr(&json, "]}");
    tms_status status = read_into(&doc, tms_buf_slice(&json), tms_allocator_libc(), NULL);
    assert_int_equal(status, depth <= 254 ? TMS_OK : TMS_ERR_LIMIT);
    if (doc) {
      tms_node *node = doc->main;
      size_t steps = 0;
      for (; node->first; node = node->first) steps++;
      assert_true(steps <= 32);
      assert_int_equal(node->kind, TMS_KIND_TEXT);
    }
    tms_doc_free(doc);
    tms_buf_release(&json);
  }
}

/* Documents of any shape. */
static void round_trips_random_documents(void **state) {
  const tms_allocator *allocator = tms_allocator_libc();
  (void)state;
  for (uint32_t seed = 1; seed <= 300; seed++) {
    tms_document *doc = make_random_doc(seed, 60, allocator), *again;
    tms_buf json;
    tms_error error = {0};
    init(&json, allocator);
    assert_int_equal(tms_doc_normalize(doc), TMS_OK);
    assert_int_equal(tms_lossless_write(doc, seed % 3, &json, &error), TMS_OK);
    if (read_into(&again, tms_buf_slice(&json), allocator, &error) != TMS_OK) fail_msg("%u: %s at %zu", seed, error.message, error.offset);
    const char *difference = tms_doc_compare(doc, again);
    if (difference) fail_msg("%u: %s\n%s", seed, difference, json.data);
    tms_doc_free(again);
    tms_doc_free(doc);
    tms_buf_release(&json);
  }
}

/* One table of kinds, and another of their names: a kind's name is the same in both, and every kind that may stand in a file is there. */
static void knows_every_kind(void **state) {
  static const struct {
    tms_kind kind;
    const char *name;
  } kinds[] = {
#define X(name, text) {TMS_KIND_##name, text},
      TMS_LOSSLESS_KINDS(X)
#undef X
  };
  size_t known = 0;
  (void)state;
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) assert_string_equal(kinds[i].name, tms_kind_name(kinds[i].kind));
  for (int kind = TMS_KIND_HEADING; kind <= TMS_KIND_SPAN; kind++) {
    bool elsewhere = kind == TMS_KIND_CAPTION || kind == TMS_KIND_GROUP || kind == TMS_KIND_TEXT;
    known += !elsewhere && strcmp(tms_kind_name((tms_kind)kind), "unknown") != 0;
  }
  assert_int_equal(known, sizeof kinds / sizeof kinds[0]);
}

/* The identity is kept with the document, and goes when the document changes. */
static void forgets_an_old_identity(void **state) {
  char first[65], again[65], changed[65];
  tms_document *doc = make_doc("main(paragraph(text'a'))", tms_allocator_libc());
  (void)state;
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  assert_int_equal(tms_content_id(doc, first), TMS_OK);
  assert_int_equal(tms_content_id(doc, again), TMS_OK);
  assert_string_equal(first, again);
  doc->main->first->first->text = TMS_SLICE("b");
  doc->normal = false;
  assert_int_equal(tms_content_id(doc, changed), TMS_OK); /* not normal: computed, not kept */
  assert_string_not_equal(first, changed);
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  assert_int_equal(tms_content_id(doc, again), TMS_OK);
  assert_string_equal(again, changed);
  tms_doc_free(doc);
}

/* Room for all but one byte is a limit, and room for all is enough. */
static void keeps_to_the_ceiling(void **state) {
  tms_document *doc;
  tms_buf right, tight;
  (void)state;
  init(&right, tms_allocator_libc());
  assert_int_equal(read_into(&doc, tms_slice_cstr(everything), tms_allocator_libc(), NULL), TMS_OK);
  assert_int_equal(tms_lossless_write(doc, 0, &right, NULL), TMS_OK);
  for (size_t ceiling = 0; ceiling <= right.len; ceiling++) {
    tms_buf_init(&tight, tms_allocator_libc(), ceiling);
    assert_int_equal(tms_lossless_write(doc, 0, &tight, NULL), ceiling < right.len ? TMS_ERR_LIMIT : TMS_OK);
    assert_true(tight.len <= ceiling);
    if (ceiling == right.len) assert_string_equal(tight.data, right.data);
    tms_buf_release(&tight);
  }
  tms_doc_free(doc);
  tms_buf_release(&right);
}

static void survives_failing_allocations(void **state) {
  tms_buf right;
  tms_document *doc;
  (void)state;
  init(&right, tms_allocator_libc());
  assert_int_equal(read_into(&doc, tms_slice_cstr(everything), tms_allocator_libc(), NULL), TMS_OK);
  assert_int_equal(tms_lossless_write(doc, 0, &right, NULL), TMS_OK);
  tms_doc_free(doc);
  for (size_t n = 1;; n++) {
    fail_alloc failing = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&failing);
    tms_buf json;
    tms_error error = {0};
    init(&json, &allocator);
    tms_status status = read_into(&doc, tms_slice_cstr(everything), &allocator, &error);
    if (status == TMS_OK) status = tms_lossless_write(doc, 0, &json, &error);
    if (status == TMS_OK) {
      assert_string_equal(json.data, right.data);
    } else {
      assert_int_equal(status, TMS_ERR_MEMORY);
    }
    tms_doc_free(doc);
    tms_buf_release(&json);
    assert_int_equal(failing.live_blocks, 0);
    if (failing.calls < n) break;
  }
  tms_buf_release(&right);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keeps_everything),
      cmocka_unit_test(takes_any_order),
      cmocka_unit_test(refuses),
      cmocka_unit_test(refuses_every_cut),
      cmocka_unit_test(counts_unknown_keys),
      cmocka_unit_test(bounds_depth),
      cmocka_unit_test(round_trips_random_documents),
      cmocka_unit_test(knows_every_kind),
      cmocka_unit_test(forgets_an_old_identity),
      cmocka_unit_test(keeps_to_the_ceiling),
      cmocka_unit_test(survives_failing_allocations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
