/* Context and document: read, clean, walk, write, explain. */
#include <tamis/tamis.h>

#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

#define TEXT                                                                                                              \
  "# A *title*\n\nA paragraph with a [link](https://example.org/a \"t\") and `code`.\n\n1. one\n2. two\n\n- [x] done\n\n" \
  "| a | b |\n| - | - |\n| 1 | 2 |\n\n![alt text](https://example.org/i.png)\n"

typedef struct fixture {
  tms_context *context;
  tms_options options;
} fixture;

static int begin(void **state) {
  fixture *f = calloc(1, sizeof *f);
  f->context = tms_context_new(NULL);
  tms_options_init(&f->options);
  *state = f;
  return f->context ? 0 : -1;
}

static int end(void **state) {
  fixture *f = *state;
  tms_context_free(f->context);
  free(f);
  return 0;
}

static tms_document *read_text(fixture *f, const char *text, const char *from) {
  tms_document *document;
  tms_error error;
  f->options.from = from;
  /* The bytes are gone when the call returns: the document must not need them. */
  size_t size = strlen(text);
  char *copy = malloc(size + 1);
  memcpy(copy, text, size + 1);
  assert_int_equal(tms_document_read(f->context, copy, size, &f->options, &document, &error), TMS_OK);
  memset(copy, 0x5A, size);
  free(copy);
  return document;
}

/* The first node of a kind in document order: a walk without recursion, as a caller would write it. */
static const tms_node *find(const tms_document *document, tms_kind kind) {
  const tms_node *node = tms_document_root(document);
  while (node && tms_node_kind(node) != kind) {
    const tms_node *next = tms_node_first(node);
    while (node && !next) {
      next = tms_node_next(node);
      if (!next) node = tms_node_parent(node);
    }
    node = next;
  }
  return node;
}

static void nodes_can_be_walked(void **state) {
  fixture *f = *state;
  tms_document *document = read_text(f, TEXT, "markdown");
  assert_int_equal(tms_document_clean(document, &f->options, NULL), TMS_OK);
  size_t size;
  assert_int_equal(tms_node_kind(tms_document_root(document)), TMS_KIND_DOCUMENT);
  assert_int_equal(tms_node_number(find(document, TMS_KIND_HEADING), "level"), 1);
  assert_memory_equal(tms_node_string(find(document, TMS_KIND_LINK), "href", &size), "https://example.org/a", 21);
  assert_int_equal(size, 21);
  assert_memory_equal(tms_node_string(find(document, TMS_KIND_LINK), "title", NULL), "t", 1);
  assert_memory_equal(tms_node_string(find(document, TMS_KIND_CODE), "text", NULL), "code", 4);
  assert_memory_equal(tms_node_string(find(document, TMS_KIND_IMAGE), "alt", NULL), "alt text", 8);
  assert_int_equal(tms_node_number(find(document, TMS_KIND_LIST), "ordered"), 1);
  assert_int_equal(tms_node_number(find(document, TMS_KIND_LIST), "start"), 1);
  assert_int_equal(tms_node_number(find(document, TMS_KIND_CELL), "header"), 1);
  assert_int_equal(tms_node_number(find(document, TMS_KIND_CELL), "colspan"), 1);
  assert_string_equal(tms_node_string(find(document, TMS_KIND_HEADING), "href", &size), "");
  assert_int_equal(size, 0);
  assert_string_equal(tms_kind_name(TMS_KIND_NOTE_REFERENCE), "note-reference");
  assert_null(find(document, TMS_KIND_FOOTNOTE));
  tms_document_free(document);
}

static void null_is_harmless(void **state) {
  (void)state;
  tms_bytes out;
  tms_counts counts;
  assert_null(tms_document_root(NULL));
  assert_null(tms_node_first(NULL));
  assert_null(tms_node_next(NULL));
  assert_null(tms_node_parent(NULL));
  assert_string_equal(tms_node_string(NULL, "text", NULL), "");
  assert_int_equal(tms_node_number(NULL, "level"), 0);
  assert_string_equal(tms_document_format(NULL), "");
  assert_true(tms_document_is_empty(NULL));
  assert_null(tms_document_metadata(NULL, "title", 0, NULL));
  assert_int_equal(tms_document_counts(NULL, &counts), TMS_ERR_ARGUMENT);
  assert_int_equal(tms_document_write(NULL, NULL, &out, NULL), TMS_ERR_ARGUMENT);
  tms_document_free(NULL);
  tms_context_free(NULL);
  tms_input_close(NULL);
  tms_output_close(NULL);
  tms_bytes_release(NULL);
}

static void metadata_can_be_read_and_set(void **state) {
  fixture *f = *state;
  tms_document *document = read_text(f, "Some text.", "text");
  size_t size;
  assert_null(tms_document_metadata(document, "title", 0, &size));
  assert_int_equal(tms_document_set_metadata(document, "title", "A title", 7), TMS_OK);
  assert_string_equal(tms_document_metadata(document, "title", 0, &size), "A title");
  assert_int_equal(size, 7);
  assert_int_equal(tms_document_set_metadata(document, "authors", "Ada", 3), TMS_OK);
  assert_int_equal(tms_document_add_metadata(document, "authors", "Bea", 3), TMS_OK);
  assert_string_equal(tms_document_metadata(document, "authors", 1, NULL), "Bea");
  assert_null(tms_document_metadata(document, "authors", 2, NULL));
  assert_int_equal(tms_document_set_metadata(document, "no such key", "x", 1), TMS_ERR_ARGUMENT);
  assert_int_equal(tms_document_set_metadata(document, "title", "\xFF", 1), TMS_ERR_ENCODING);
  assert_int_equal(tms_document_clean(document, &f->options, NULL), TMS_OK);
  assert_string_equal(tms_document_metadata(document, "title", 0, NULL), "A title");
  size_t keys = 0;
  while (tms_metadata_key(keys)) keys++;
  assert_true(keys >= 27);
  tms_document_free(document);
}

static void cleaning_twice_changes_nothing(void **state) {
  fixture *f = *state;
  tms_document *document = read_text(f, "The well\n\nThe well was dug in 1911, when the spring above the house failed for the first time.\n", "text");
  tms_bytes one, two;
  assert_int_equal(tms_document_clean(document, &f->options, NULL), TMS_OK);
  assert_int_equal(tms_document_write(document, &f->options, &one, NULL), TMS_OK);
  assert_int_equal(tms_document_clean(document, &f->options, NULL), TMS_OK);
  assert_int_equal(tms_document_write(document, &f->options, &two, NULL), TMS_OK);
  assert_string_equal(one.data, two.data);
  tms_bytes_release(&one);
  tms_bytes_release(&two);
  tms_document_free(document);
}

static void what_was_read_is_said(void **state) {
  fixture *f = *state;
  tms_document *document = read_text(f, "Un caf\xE9 noir.", NULL);
  tms_counts counts;
  assert_string_equal(tms_document_format(document), "text");
  assert_string_equal(tms_document_encoding(document), "windows-1252");
  assert_string_equal(tms_document_encoding_source(document), "statistics");
  assert_false(tms_document_is_empty(document));
  assert_int_equal(tms_document_counts(document, &counts), TMS_OK);
  assert_int_equal(counts.source, 13);
  assert_int_equal(counts.kept + counts.dropped + counts.repaired + counts.syntax, counts.source);
  tms_document_free(document);
}

static void the_options_leave_out(void **state) {
  fixture *f = *state;
  tms_bytes out;
  tms_document *document = read_text(f, TEXT, "markdown");
  f->options.to = "markdown";
  f->options.no_links = f->options.no_images = f->options.no_tables = true;
  assert_int_equal(tms_document_write(document, &f->options, &out, NULL), TMS_OK);
  assert_null(strstr(out.data, "example.org"));
  assert_null(strchr(out.data, '|'));
  assert_non_null(strstr(out.data, "A paragraph with a link and `code`."));
  tms_bytes_release(&out);
  tms_document_free(document);
}

static void the_url_is_the_users_word(void **state) {
  fixture *f = *state;
  tms_bytes out;
  f->options.url = "https://example.org/a/b.html";
  tms_document *document = read_text(f, "<p>A paragraph with a <a href='c.html?utm_source=x'>link</a> in it, long enough to be one.</p>", "html");
  assert_string_equal(tms_document_metadata(document, "url", 0, NULL), "https://example.org/a/b.html");
  f->options.to = "markdown";
  assert_int_equal(tms_document_clean(document, &f->options, NULL), TMS_OK);
  assert_int_equal(tms_document_write(document, &f->options, &out, NULL), TMS_OK);
  assert_non_null(strstr(out.data, "(https://example.org/a/c.html)"));
  tms_bytes_release(&out);
  tms_document_free(document);
}

static void explain_says_what_became_of_it(void **state) {
  fixture *f = *state;
  tms_bytes out;
  tms_document *document = read_text(f, "<h1>Head</h1><p>A paragraph that is long enough to stay where it is, with a full stop.</p>", "html");
  assert_int_equal(tms_document_clean(document, &f->options, NULL), TMS_OK);
  assert_int_equal(tms_document_explain(document, TMS_EXPLAIN_TEXT, &out, NULL), TMS_OK);
  assert_memory_equal(out.data, "document  html", 14);
  assert_non_null(strstr(out.data, "\nkept      paragraph       16-"));
  tms_bytes_release(&out);
  assert_int_equal(tms_document_explain(document, TMS_EXPLAIN_JSONL, &out, NULL), TMS_OK);
  assert_memory_equal(out.data, "{\"type\":\"document\",\"format\":\"html\"", 33);
  assert_non_null(strstr(out.data, "{\"type\":\"kept\",\"block\":\"paragraph\",\"begin\":16,"));
  tms_bytes_release(&out);
  tms_document_free(document);
}

static void explain_survives_failing_allocations(void **state) {
  (void)state;
  for (size_t n = 1;; n++) {
    fail_alloc failing = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&failing);
    tms_options options;
    tms_document *document = NULL;
    tms_bytes out = {0};
    tms_options_init(&options);
    tms_context *context = tms_context_new(&allocator);
    tms_status status = context ? tms_document_read(context, TEXT, sizeof TEXT - 1, &options, &document, NULL) : TMS_ERR_MEMORY;
    if (status == TMS_OK) status = tms_document_clean(document, &options, NULL);
    if (status == TMS_OK) status = tms_document_explain(document, TMS_EXPLAIN_JSONL, &out, NULL);
    assert_true(status == TMS_OK || status == TMS_ERR_MEMORY);
    tms_bytes_release(&out);
    tms_document_free(document);
    tms_context_free(context);
    assert_int_equal(failing.live_blocks, 0);
    if (failing.calls < n) break;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(nodes_can_be_walked, begin, end),
      cmocka_unit_test(null_is_harmless),
      cmocka_unit_test_setup_teardown(metadata_can_be_read_and_set, begin, end),
      cmocka_unit_test_setup_teardown(cleaning_twice_changes_nothing, begin, end),
      cmocka_unit_test_setup_teardown(what_was_read_is_said, begin, end),
      cmocka_unit_test_setup_teardown(the_options_leave_out, begin, end),
      cmocka_unit_test_setup_teardown(the_url_is_the_users_word, begin, end),
      cmocka_unit_test_setup_teardown(explain_says_what_became_of_it, begin, end),
      cmocka_unit_test(explain_survives_failing_allocations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
