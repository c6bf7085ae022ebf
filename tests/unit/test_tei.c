/* TEI: writer, reader, splitter, detection. Validity against tei_all is checked by tests/conformance/tei_valid.py. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/registry.h"

#include "base/alloc.h"
#include "doc/check.h"
#include "doc/normalize.h"
#include "formats/tei/elements.h"
#include "formats/tei/uri.h"
#include "tests/support/cmocka.h"
#include "tests/support/dump.h"
#include "tests/support/fail_alloc.h"
#include "tests/support/make_doc.h"

#define NAMESPACE "xmlns=\"http://www.tei-c.org/ns/1.0\""
#define HEADER                                                                                                                                    \
  "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></" \
  "teiHeader>"
#define TEXT(body) "<TEI " NAMESPACE ">" HEADER "<text><body>" body "</body></text></TEI>"

static const tms_format *tei(void) {
  return tms_registry_find(TMS_SLICE("tei"));
}

static tms_status read_with(tms_slice text, const tms_allocator *allocator, tms_document **out, tms_error *error) {
  tms_limits limits = {0};
  *out = tms_doc_new(allocator, &limits, 1);
  if (!*out) return TMS_ERR_MEMORY;
  (*out)->source_size = (*out)->decoded_size = text.len;
  tms_status status = tei()->read(text, NULL, *out, error);
  if (status == TMS_OK) status = tms_doc_normalize(*out);
  if (status == TMS_OK) return TMS_OK;
  tms_doc_free(*out);
  *out = NULL;
  return status;
}

static tms_document *read_text(const char *text) {
  tms_document *doc = NULL;
  tms_error error = {0};
  if (read_with(tms_slice_cstr(text), tms_allocator_libc(), &doc, &error) != TMS_OK) fail_msg("%s at %zu", error.message, error.offset);
  assert_null(tms_doc_check(doc, NULL));
  return doc;
}

static void expect(const char *text, const char *wanted) {
  tms_document *doc = read_text(text);
  char *dump = dump_doc(doc);
  assert_string_equal(dump, wanted);
  free(dump);
  tms_doc_free(doc);
}

#define READS(body, wanted) expect(TEXT(body), "main(" wanted ")")

/* ---- reading ---- */

static void blocks(void **state) {
  (void)state;
  READS("<div><head>h</head><p>a</p><div><head>i</head></div></div>", "heading(text'h') paragraph(text'a') heading(text'i')");
  READS("<list rend=\"numbered\"><item>a</item><item><p>b</p><p>c</p></item></list>",
        "list(item(paragraph(text'a')) item(paragraph(text'b') paragraph(text'c')))");
  READS("<list type=\"gloss\"><label>a</label><item>b</item></list>", "definition-list(term(text'a') definition(paragraph(text'b')))");
  READS("<list><label>a</label><item>b</item></list>", "definition-list(term(text'a') definition(paragraph(text'b')))");
  READS("<quote><p>a</p><ab type=\"heading\" n=\"3\">b</ab></quote>", "quote(paragraph(text'a') heading(text'b'))");
  READS("<table><head>c</head><row role=\"label\"><cell>a</cell></row><row><cell/></row></table>",
        "table(caption(text'c') row(cell(paragraph(text'a'))) row(cell()))");
  READS("<ab type=\"code\" xml:space=\"preserve\">\n a\n  &lt;b</ab>", "code-block'\n a\n  <b'");
  READS("<p>a</p><milestone unit=\"section\" rend=\"rule\"/><milestone unit=\"page\"/><p>b</p>", "paragraph(text'a') rule paragraph(text'b')");
  READS("<ab type=\"formula\"><formula notation=\"TeX\">x</formula></ab><p>b <formula>y</formula></p>",
        "formula-block'x' paragraph(text'b ' formula'y')");
  READS("<figure><graphic url=\"u\"/><head>h</head></figure>", "figure(image'u' caption(text'h'))");
  READS("<lg><l>a</l><l>b</l></lg><sp><speaker>s</speaker><p>c</p></sp>", "paragraph(text'a' break text'b') paragraph(text's') paragraph(text'c')");
  READS("<floatingText type=\"comment\"><body><div type=\"comment\"><byline><name>N</name></byline><p>a</p></div></body></floatingText>",
        "comment'N'(paragraph(text'a'))");
}

static void inlines(void **state) {
  (void)state;
  READS("<p><hi rend=\"bold\">a</hi><hi rend=\"#i\">b</hi><hi rend=\"sup\">c</hi><hi>d</hi></p>",
        "paragraph(strong(text'a') emphasis(text'b') superscript(text'c') emphasis(text'd'))");
  READS("<p>a<lb/>b <code>c d</code> <del>e</del><add>f</add><q>g</q></p>",
        "paragraph(text'a' break text'b ' code'c d' text' ' deleted(text'e') inserted(text'f') quotation(text'g'))");
  READS("<p><ref target=\"u\">a</ref> <ref>b</ref> <foreign xml:lang=\"fr\">c</foreign></p>",
        "paragraph(link'u'(text'a') text' b ' span'fr'(text'c'))");
  READS("<p><ref type=\"raw\" target=\"a%20b\" n=\"a b\">x</ref></p>", "paragraph(link'a b'(text'x'))");
  READS("<p>He said <quote>no</quote>.</p>", "paragraph(text'He said ' quotation(text'no') text'.')");
  READS("<p>a<choice><sic>teh</sic><corr>the</corr></choice><pb n=\"2\"/>b</p>", "paragraph(text'atehb')");
  READS("<p>a <persName><forename>B</forename> C</persName></p>", "paragraph(text'a B C')");
}

static void notes(void **state) {
  (void)state;
  READS("<p>a<note>n</note> b<note xml:id=\"x\"><p>m</p></note></p>",
        "paragraph(text'a' note-reference'1' text' b' note-reference'2') footnote'1'(paragraph(text'n')) footnote'2'(paragraph(text'm'))");
  READS("<p>a<ref type=\"note\" target=\"#x\">7</ref></p><note xml:id=\"x\">n</note>",
        "paragraph(text'a' note-reference'1') footnote'1'(paragraph(text'n'))");
  READS("<p>a<note>n<note>m</note></note></p>", "paragraph(text'a' note-reference'1') footnote'1'(paragraph(text'nm'))");
}

static void other_xml(void **state) {
  (void)state;
  expect("<rss><channel><title>a</title><item><title>b <i>c</i></title></item></channel></rss>", "main(paragraph(text'a') paragraph(text'b c'))");
  expect("<x/>", "main()");
  tms_document *doc = read_text("<x><y>a</y></x>");
  assert_int_equal(doc->ledger.counts[TMS_REASON_UNKNOWN], 2);
  tms_doc_free(doc);
}

static void syntax_is_strict(void **state) {
  (void)state;
  tms_document *doc;
  tms_error error;
  assert_int_equal(read_with(TMS_SLICE("<TEI><text>&nbsp;</text></TEI>"), tms_allocator_libc(), &doc, &error), TMS_ERR_SYNTAX);
  assert_int_equal(error.offset, 11);
  assert_int_equal(read_with(TMS_SLICE("<!DOCTYPE TEI [<!ENTITY a 'b'>]><TEI/>"), tms_allocator_libc(), &doc, &error), TMS_ERR_SYNTAX);
  assert_int_equal(read_with(TMS_SLICE(""), tms_allocator_libc(), &doc, &error), TMS_ERR_SYNTAX);
}

static void check_value(const tms_document *doc, tms_field field, const char *wanted, tms_provenance from) {
  tms_slice value = tms_metadata_get(&doc->metadata, field);
  assert_int_equal(value.len, strlen(wanted));
  assert_memory_equal(value.ptr, wanted, value.len);
  assert_int_equal(doc->metadata.fields[field].from, from);
}

static void headers(void **state) {
  (void)state;
  tms_document *doc =
      read_text("<TEI " NAMESPACE
                "><teiHeader><fileDesc><titleStmt><title>\n A  title\n</title><title type=\"sub\">no</title><author><persName>Ann "
                "<surname>B</surname></persName></author></titleStmt><publicationStmt><publisher>Pub</publisher><date when=\"2020-01\">January</date>"
                "<availability><licence target=\"http://l.org/\"/></availability></publicationStmt><sourceDesc><biblStruct><monogr><title "
                "level=\"m\">Book</title>"
                "</monogr></biblStruct></sourceDesc></fileDesc><profileDesc><textClass><keywords><term "
                "type=\"tags\">x,y</term></keywords></textClass></profileDesc>"
                "</teiHeader><text xml:lang=\"en\"><body><p>a</p></body></text></TEI>");
  check_value(doc, TMS_FIELD_TITLE, "A title", TMS_FROM_HEADER);
  check_value(doc, TMS_FIELD_AUTHORS, "Ann B", TMS_FROM_HEADER);
  check_value(doc, TMS_FIELD_SITE, "Pub", TMS_FROM_HEADER);
  check_value(doc, TMS_FIELD_DATE_PUBLISHED, "2020-01", TMS_FROM_HEADER);
  check_value(doc, TMS_FIELD_LICENSE, "http://l.org/", TMS_FROM_HEADER);
  check_value(doc, TMS_FIELD_LANGUAGE, "en", TMS_FROM_HEADER);
  assert_int_equal(doc->metadata.fields[TMS_FIELD_TAGS].count, 2);
  tms_doc_free(doc);
}

static void elements_are_sorted(void **state) {
  (void)state;
  size_t i = 0;
  for (; tms_tei_element_at(i + 1).len; i++) assert_true(tms_slice_compare(tms_tei_element_at(i), tms_tei_element_at(i + 1)) < 0);
  assert_true(i > 150);
  assert_int_equal(tms_tei_action_of(TMS_SLICE("p")), TMS_TEI_PARAGRAPH);
  assert_int_equal(tms_tei_action_of(TMS_SLICE("P")), TMS_TEI_UNKNOWN);
}

/* ---- writing ---- */

static void write_to(tms_document *doc, bool ids, tms_buf *out) {
  tms_options options;
  tms_options_init(&options);
  options.xml_ids = ids;
  tms_buf_init(out, tms_allocator_libc(), SIZE_MAX);
  assert_int_equal(tei()->write(doc, &options, out, NULL), TMS_OK);
  assert_int_equal(out->status, TMS_OK);
}

static void expect_written(const char *notation, const char *wanted) {
  tms_document *doc = make_doc(notation, tms_allocator_libc());
  tms_buf out;
  assert_non_null(doc);
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  write_to(doc, false, &out);
  const char *begin = strstr(out.data, "<text>\n"), *end = strstr(out.data, "</text>");
  assert_non_null(begin);
  assert_non_null(end);
  out.data[end - out.data] = '\0';
  assert_string_equal(begin + 7, wanted);
  tms_buf_release(&out);
  tms_doc_free(doc);
}

#define BODY(inside) "<body>\n<div type=\"main\">\n" inside "</div>\n</body>\n"

static void written(void **state) {
  (void)state;
  expect_written("main()", BODY(""));
  expect_written("main(paragraph(text'a < b ' emphasis(text'c')))", BODY("<p>a &lt; b <hi rend=\"italic\">c</hi></p>\n"));
  expect_written("main(list(item(paragraph(text'a')) item(paragraph(text'b') rule)))",
                 BODY("<list rend=\"bulleted\">\n<item>a</item>\n<item>\n<p>b</p>\n<milestone unit=\"section\" rend=\"rule\"/>\n</item>\n</list>\n"));
  expect_written("main(definition-list(term(text'a') definition(paragraph(text'b'))))",
                 BODY("<list type=\"gloss\">\n<label>a</label>\n<item>b</item>\n</list>\n"));
  expect_written("main(definition-list(term(text'a') term(text'b') definition(paragraph(text'c'))))",
                 BODY("<list rend=\"definitions\">\n<item rend=\"term\">a</item>\n<item rend=\"term\">b</item>\n<item>c</item>\n</list>\n"));
  expect_written("main(code-block'a\nb')", BODY("<ab type=\"code\" xml:space=\"preserve\">a\nb</ab>\n"));
}

/* Sections nest by level, and close before a heading of their level or above. */
static void sections(void **state) {
  (void)state;
  tms_document *doc =
      read_text(TEXT("<ab type=\"heading\" n=\"2\">a</ab><ab type=\"heading\" n=\"4\">b</ab><p>c</p><ab type=\"heading\" n=\"3\">d</ab>"
                     "<ab type=\"heading\" n=\"1\">e</ab>"));
  tms_buf out;
  write_to(doc, false, &out);
  assert_non_null(
      strstr(out.data,
             "<div type=\"main\">\n<div type=\"section\" n=\"2\"><head>a</head>\n<div type=\"section\" n=\"4\"><head>b</head>\n<p>c</p>\n</div>\n"
             "<div type=\"section\" n=\"3\"><head>d</head>\n</div>\n</div>\n<div type=\"section\" n=\"1\"><head>e</head>\n</div>\n</div>\n"));
  tms_document *back = read_text(out.data);
  assert_null(tms_doc_compare(doc, back));
  tms_doc_free(back);
  tms_buf_release(&out);
  tms_doc_free(doc);
}

static void round_trips(void **state) {
  (void)state;
  for (uint32_t seed = 0; seed < 400; seed++) {
    tms_document *doc = make_random_doc(seed, 10 + seed % 120, tms_allocator_libc()), *back = NULL;
    tms_buf first, second;
    assert_non_null(doc);
    assert_int_equal(tms_doc_normalize(doc), TMS_OK);
    write_to(doc, seed & 1, &first);
    assert_int_equal(read_with(tms_buf_slice(&first), tms_allocator_libc(), &back, NULL), TMS_OK);
    const char *differs = tms_doc_compare(doc, back);
    if (differs) fail_msg("seed %u: %s", seed, differs);
    write_to(back, seed & 1, &second);
    assert_string_equal(first.data, second.data);
    tms_buf_release(&first);
    tms_buf_release(&second);
    tms_doc_free(back);
    tms_doc_free(doc);
  }
}

/* Every metadata field, with every provenance. */
static void metadata_round_trips(void **state) {
  (void)state;
  for (int from = 0; from < TMS_PROVENANCE_COUNT; from++) {
    tms_document *doc = make_doc("main(paragraph(text'a'))", tms_allocator_libc());
    assert_non_null(doc);
    for (int field = 0; field < TMS_FIELD_COUNT; field++) {
      bool is_date = strncmp(tms_field_key((tms_field)field), "date_", 5) == 0 || field == TMS_FIELD_WARC_DATE;
      const char *value = is_date                        ? "2024-02-29T12:30Z"
                          : field == TMS_FIELD_LANGUAGE  ? "de-CH"
                          : field == TMS_FIELD_PAGE_KIND ? "article"
                          : field == TMS_FIELD_QUALITY   ? "0.87"
                                                         : "a <b> & \"c\"";
      assert_true(tms_metadata_add(&doc->metadata, &doc->arena, (tms_field)field, tms_slice_cstr(value), (tms_provenance)from));
      if (tms_field_is_list((tms_field)field))
        assert_true(tms_metadata_add(&doc->metadata, &doc->arena, (tms_field)field, TMS_SLICE("2, 3"), (tms_provenance)from));
    }
    assert_int_equal(tms_doc_normalize(doc), TMS_OK);
    tms_buf out;
    write_to(doc, false, &out);
    tms_document *back = read_text(out.data);
    const char *differs = tms_doc_compare(doc, back);
    if (differs) fail_msg("%s", differs);
    assert_int_equal(back->ledger.counts[TMS_REASON_UNKNOWN], 0);
    tms_doc_free(back);
    tms_buf_release(&out);
    tms_doc_free(doc);
  }
}

static void addresses(void **state) {
  (void)state;
  static const char *const rows[][2] = {{"http://e.org/a?b=c&d=%20#e", NULL},
                                        {"http://u@e.org:80/", NULL},
                                        {"http://\xC3\xA9.org/\xE4\xB8\xAD", NULL},
                                        {"../a/b:c", NULL},
                                        {"mailto:a@b.org", NULL},
                                        {"http://e.org/a b", "http://e.org/a%20b"},
                                        {"http://e.org/100%", "http://e.org/100%25"},
                                        {"http://[bad", "http://%5Bbad"},
                                        {"a:b#c#d", "a:b#c%23d"},
                                        {"http://e.org:8x/", "http://e.org%3A8x/"},
                                        {"http://", "http%3A//"},
                                        {"mailto:", "mailto%3A"},
                                        {"//", "/%2F"},
                                        {"1a:b", "1a%3Ab"},
                                        {"javascript:x(%zz)", "javascript:x(%25zz)"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    tms_buf out;
    tms_buf_init(&out, tms_allocator_libc(), SIZE_MAX);
    bool same = tms_tei_uri_add(&out, tms_slice_cstr(rows[i][0]));
    assert_string_equal(out.data, rows[i][1] ? rows[i][1] : rows[i][0]);
    assert_int_equal(same, rows[i][1] == NULL);
    tms_buf_release(&out);
  }
}

/* ---- splitting ---- */

/* Feeds windows that grow by `step`; appends the records, each with a | behind it, and an ! for an error. */
static void split_text(tms_slice text, size_t step, tms_buf *out) {
  tms_arena arena;
  void *state = tms_alloc_zero(tms_allocator_libc(), tei()->state_size);
  size_t begin = 0, end = 0;
  assert_non_null(state);
  tms_arena_init(&arena, tms_allocator_libc(), SIZE_MAX);
  for (bool more = true; more;) {
    tms_split split = {
        .window = tms_slice_of(text.ptr + begin, end - begin), .offset = begin, .last = end == text.len, .arena = &arena, .state = state};
    tms_record record = {0};
    size_t used = 0;
    tms_arena_reset(&arena);
    tms_status status = tei()->split(&split, &record, &used, NULL);
    assert_true(used <= split.window.len);
    begin += used;
    if (status == TMS_OK) {
      tms_buf_add(out, record.bytes);
      tms_buf_add_byte(out, '|');
    } else if (status != TMS_END) {
      tms_buf_add_byte(out, '!');
    } else if (used == 0) {
      more = !split.last;
      end = text.len - end > step ? end + step : text.len;
    }
    if (status == TMS_OK && split.last && begin == end && used == 0) more = false; /* an empty input is one record */
  }
  tms_arena_release(&arena);
  tms_free(tms_allocator_libc(), state, tei()->state_size);
}

static void expect_split(const char *text, const char *wanted) {
  static const size_t steps[] = {1, 3, 7, 1000};
  for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
    tms_buf out;
    tms_buf_init(&out, tms_allocator_libc(), SIZE_MAX);
    split_text(tms_slice_cstr(text), steps[i], &out);
    assert_string_equal(out.data, wanted);
    tms_buf_release(&out);
  }
}

static void splitting(void **state) {
  (void)state;
  expect_split(
      "<?xml version='1.0'?>\n<teiCorpus xmlns='u'><teiHeader><a/></teiHeader>\n<TEI>1</TEI>\n<TEI n='>'>2<!-- </TEI> "
      "--><![CDATA[</TEI>]]></TEI><TEI/>"
      "</teiCorpus>\n<!-- end -->",
      "<TEI>1</TEI>|<TEI n='>'>2<!-- </TEI> --><![CDATA[</TEI>]]></TEI>|<TEI/>|");
  expect_split("<teiCorpus><TEI><TEI>1</TEI></TEI><teiCorpus><TEI>2</TEI></teiCorpus><TEI>3</TEI></teiCorpus>",
               "<TEI><TEI>1</TEI></TEI>|<TEI>2</TEI>|<TEI>3</TEI>|");
  expect_split("<t:teiCorpus xmlns:t='u' xmlns:x=\"v\"><t:TEI xmlns:x='w'>1</t:TEI></t:teiCorpus>", "<t:TEI xmlns:t='u' xmlns:x='w'>1</t:TEI>|");
  expect_split("\xEF\xBB\xBF<!DOCTYPE teiCorpus><teiCorpus><TEI>1</TEI></teiCorpus>", "<TEI>1</TEI>|");
  expect_split("<teiCorpus><TEI>1</TEI><TEI>2", "<TEI>1</TEI>|<TEI>2|");
  expect_split("<teiCorpus><TEI>1</TEI>", "<TEI>1</TEI>|!");
  expect_split("<teiCorpus><TEI>1<a b='></TEI><TEI>2 ' <!-- <TEI> --></TEI></teiCorpus>", "<TEI>1<a b='></TEI>|<TEI>2 ' <!-- <TEI> --></TEI>|");
  expect_split("<!DOCTYPE teiCorpus [<!ENTITY a '>]>'>]><teiCorpus><!-- <TEI> ' --><?x <TEI> \"?><TEI>1</TEI></teiCorpus>", "<TEI>1</TEI>|");
  expect_split("<teiCorpus><TEI>1</wrong></TEI><TEI>2</TEI></teiCorpus>", "<TEI>1</wrong></TEI>|<TEI>2</TEI>|");
}

static void single_texts(void **state) {
  (void)state;
  expect_split("<TEI>1</TEI>", "<TEI>1</TEI>|");
  expect_split(" <!-- c --> <rss><TEI/></rss> ", " <!-- c --> <rss><TEI/></rss> |");
  expect_split("no XML", "no XML|");
  expect_split("<!-- never", "<!-- never|");
}

static void detection(void **state) {
  (void)state;
  static const struct {
    const char *head;
    int least, most;
  } rows[] = {{"<?xml version=\"1.0\"?><TEI xmlns=\"http://www.tei-c.org/ns/1.0\">", 64, 64},
              {"<!-- x --><tei:TEI xmlns:tei='http://www.tei-c.org/ns/1.0'>", 64, 64},
              {"<teiCorpus>", 24, 64},
              {"<?xml version='1.0'?><rss>", 16, 63},
              {"<rss>", 0, 0},
              {"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", 0, 0},
              {"<?xml version='1.0'?><!DOCTYPE html><HTML>", 0, 0},
              {"<html>", 0, 0},
              {"<!DOCTYPE html><p>x", 0, 0},
              {"plain text", 0, 0},
              {"", 0, 0}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    int bid = tei()->bid(tms_slice_cstr(rows[i].head));
    assert_true(bid >= rows[i].least && bid <= rows[i].most);
  }
  assert_int_equal(tei()->bid(TMS_SLICE("\xFF\xFE<\0T\0E\0I\0>\0")), 24); /* to be refused as what it is */
}

/* ---- failing allocations ---- */

static void failing_reads(void **state) {
  (void)state;
  tms_slice text =
      TMS_SLICE(TEXT("<div><head>h</head><p>a &amp; <hi>b</hi><note>n</note></p><list type=\"gloss\"><label>l</label><item>i</item></list><p><ref "
                     "target=\"u\"><graphic url=\"v\"><desc>d</desc></graphic></ref></p><ab type=\"code\">c</ab></div>"));
  tms_document *wanted = read_text(text.ptr);
  for (size_t n = 1;; n++) {
    fail_alloc failing = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&failing);
    tms_document *doc = NULL;
    tms_status status = read_with(text, &allocator, &doc, NULL);
    if (status == TMS_OK)
      assert_null(tms_doc_compare(wanted, doc));
    else
      assert_int_equal(status, TMS_ERR_MEMORY);
    tms_doc_free(doc);
    assert_int_equal(failing.live_bytes, 0);
    if (failing.calls < n) break;
  }
  tms_doc_free(wanted);
}

static void failing_writes(void **state) {
  (void)state;
  tms_document *model = read_text(TEXT("<div><head>h</head><p>a <ref target=\"a b\" n=\"t\">b</ref><note>n</note></p></div>"));
  tms_buf wanted;
  write_to(model, true, &wanted);
  tms_doc_free(model);
  for (size_t n = 1;; n++) {
    fail_alloc failing = {0};
    tms_allocator allocator = fail_allocator(&failing);
    tms_document *doc = NULL;
    tms_buf out;
    tms_options options;
    tms_options_init(&options);
    options.xml_ids = true;
    assert_int_equal(read_with(tms_buf_slice(&wanted), &allocator, &doc, NULL), TMS_OK);
    failing.calls = 0;
    failing.fail_at = n;
    tms_buf_init(&out, &allocator, SIZE_MAX);
    tms_status status = tei()->write(doc, &options, &out, NULL);
    if (status == TMS_OK && out.status == TMS_OK)
      assert_string_equal(out.data, wanted.data);
    else
      assert_int_equal(status == TMS_OK ? out.status : status, TMS_ERR_MEMORY);
    bool done = failing.calls < n;
    tms_buf_release(&out);
    tms_doc_free(doc);
    assert_int_equal(failing.live_bytes, 0);
    if (done) break;
  }
  tms_buf_release(&wanted);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blocks),
      cmocka_unit_test(inlines),
      cmocka_unit_test(notes),
      cmocka_unit_test(other_xml),
      cmocka_unit_test(syntax_is_strict),
      cmocka_unit_test(headers),
      cmocka_unit_test(elements_are_sorted),
      cmocka_unit_test(written),
      cmocka_unit_test(sections),
      cmocka_unit_test(round_trips),
      cmocka_unit_test(metadata_round_trips),
      cmocka_unit_test(addresses),
      cmocka_unit_test(splitting),
      cmocka_unit_test(single_texts),
      cmocka_unit_test(detection),
      cmocka_unit_test(failing_reads),
      cmocka_unit_test(failing_writes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
