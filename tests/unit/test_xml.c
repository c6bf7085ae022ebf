/* The XML parser and the escaping; the W3C suite runs through tests/conformance/xml_suite.py. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "markup/xml.h"

#include "base/alloc.h"
#include "markup/xml_char.h"
#include "markup/xml_escape.h"
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

/* ---- a trace of all events as one line ---- */

static void add_name(tms_buf *out, const tms_xml_name *name) {
  if (name->space.len) {
    tms_buf_add_byte(out, '{');
    tms_buf_add(out, name->space);
    tms_buf_add_byte(out, '}');
  }
  tms_buf_add(out, name->local);
}

static void add_event(const tms_xml *xml, tms_buf *out) {
  switch (xml->kind) {
    case TMS_XML_START:
      tms_buf_add_byte(out, '(');
      add_name(out, &xml->name);
      for (size_t i = 0; i < xml->attribute_count; i++) {
        tms_buf_add_byte(out, ' ');
        add_name(out, &xml->attributes[i].name);
        tms_buf_add_byte(out, '=');
        tms_buf_add(out, xml->attributes[i].value);
      }
      break;
    case TMS_XML_END: tms_buf_add_byte(out, ')'); break;
    case TMS_XML_TEXT:
      tms_buf_add_byte(out, xml->cdata ? '[' : '"');
      tms_buf_add(out, xml->text);
      tms_buf_add_byte(out, xml->cdata ? ']' : '"');
      break;
    case TMS_XML_COMMENT:
      tms_buf_add_byte(out, '!');
      tms_buf_add(out, xml->text);
      break;
    case TMS_XML_INSTRUCTION:
      tms_buf_add_byte(out, '?');
      tms_buf_add(out, xml->name.local);
      tms_buf_add_byte(out, ':');
      tms_buf_add(out, xml->text);
      break;
  }
}

static tms_status trace(tms_slice text, const tms_xml_options *options, const tms_allocator *allocator, tms_buf *out, tms_error *error) {
  char *copy = malloc(text.len ? text.len : 1); /* of exactly this size: a read past the end is seen */
  tms_arena arena;
  tms_xml xml;
  tms_status status;
  assert_non_null(copy);
  if (text.len) memcpy(copy, text.ptr, text.len);
  tms_arena_init(&arena, allocator, SIZE_MAX);
  tms_xml_init(&xml, tms_slice_of(copy, text.len), options, &arena);
  while ((status = tms_xml_next(&xml, error)) == TMS_OK) add_event(&xml, out);
  tms_arena_release(&arena);
  free(copy);
  return status;
}

static void expect_events(tms_slice text, const char *wanted) {
  tms_buf out;
  tms_error error = {0};
  tms_buf_init(&out, tms_allocator_libc(), SIZE_MAX);
  tms_status status = trace(text, NULL, tms_allocator_libc(), &out, &error);
  if (status != TMS_END) printf("%s at %zu\n", error.message, error.offset);
  assert_int_equal(status, TMS_END);
  assert_string_equal(out.data, wanted);
  tms_buf_release(&out);
}

static void expect_failure(tms_slice text, tms_status wanted, size_t offset, const char *message) {
  tms_buf out;
  tms_error error = {0};
  tms_buf_init(&out, tms_allocator_libc(), SIZE_MAX);
  assert_int_equal(trace(text, NULL, tms_allocator_libc(), &out, &error), wanted);
  assert_int_equal(error.code, wanted);
  assert_string_equal(error.format, "xml");
  if (message) assert_string_equal(error.message, message);
  assert_int_equal(error.offset, offset);
  tms_buf_release(&out);
}

#define EVENTS(text, wanted) expect_events(TMS_SLICE(text), wanted)
#define FAILS(text, offset, message) expect_failure(TMS_SLICE(text), TMS_ERR_SYNTAX, offset, message)

/* ---- what is read ---- */

static void events(void **state) {
  (void)state;
  EVENTS("<a/>", "(a)");
  EVENTS("<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<a></a>\n", "(a)");
  EVENTS("\xEF\xBB\xBF<a>x</a >", "(a\"x\")");
  EVENTS("<!--c--><?t d?><a>1<b c='d'/>2<!-- - --><?u?></a><!---->", "!c?t:d(a\"1\"(b c=d)\"2\"! - ?u:)!");
  EVENTS("<a><![CDATA[<b>&amp;]]]]></a>", "(a[<b>&amp;]]])");
  EVENTS("<\xC3\xA9 \xE5\x90\x8D=\"1\"/>", "(\xC3\xA9 \xE5\x90\x8D=1)");
}

static void decoding(void **state) {
  (void)state;
  EVENTS("<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;</a>", "(a\"<>&\"'A\xF0\x9F\x98\x80\")");
  EVENTS("<a>1\r\n2\r3\n4&#13;</a>", "(a\"1\n2\n3\n4\r\")");
  EVENTS("<a b='1\r\n2\t3\n4&#10;&#9;5'/>", "(a b=1 2 3 4\n\t5)");
  EVENTS("<a><![CDATA[1\r\n2\r]]></a>", "(a[1\n2\n])");
  EVENTS("<!--1\r\n2--><?t 1\r2?><a/>", "!1\n2?t:1\n2(a)");
  EVENTS("<a>]] ]> ></a>", "(a\"]] ]> >\")");
}

static void namespaces(void **state) {
  (void)state;
  EVENTS("<a xmlns='u'><b/><c xmlns=''/></a>", "({u}a {http://www.w3.org/2000/xmlns/}xmlns=u({u}b)(c {http://www.w3.org/2000/xmlns/}xmlns=))");
  EVENTS("<p:a xmlns:p='u' p:x='1' x='2'><p:a xmlns:p='v'/><p:b/></p:a>",
         "({u}a {http://www.w3.org/2000/xmlns/}p=u {u}x=1 x=2({v}a {http://www.w3.org/2000/xmlns/}p=v)({u}b))");
  EVENTS("<a xml:lang='de'/>", "(a {http://www.w3.org/XML/1998/namespace}lang=de)");
  FAILS("<p:a/>", 1, "the prefix is not declared");
  FAILS("<a><p:b xmlns:p='u'/><p:c/></a>", 22, "the prefix is not declared");
  FAILS("<a xmlns:p=''/>", 3, "a prefix can't be undeclared");
  FAILS("<a xmlns:p='u' xmlns:q='u' p:x='' q:x=''/>", 34, "the same attribute twice in one tag");
  FAILS("<a:b:c/>", 1, NULL);
  FAILS("<:a/>", 1, NULL);
  FAILS("<a:1 xmlns:a='u'/>", 3, NULL);
}

static void offsets_of_events(void **state) {
  (void)state;
  tms_arena arena;
  tms_xml xml;
  tms_arena_init(&arena, tms_allocator_libc(), SIZE_MAX);
  tms_xml_init(&xml, TMS_SLICE("<a>x&amp;<b/></a>"), NULL, &arena);
  static const uint32_t wanted[][3] = {
      {TMS_XML_START, 0, 3}, {TMS_XML_TEXT, 3, 9}, {TMS_XML_START, 9, 13}, {TMS_XML_END, 13, 13}, {TMS_XML_END, 13, 17}};
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
    assert_int_equal(tms_xml_next(&xml, NULL), TMS_OK);
    assert_int_equal(xml.kind, wanted[i][0]);
    assert_int_equal(xml.begin, wanted[i][1]);
    assert_int_equal(xml.end, wanted[i][2]);
  }
  assert_int_equal(tms_xml_next(&xml, NULL), TMS_END);
  assert_int_equal(tms_xml_next(&xml, NULL), TMS_END);
  tms_arena_release(&arena);
}

/* ---- what is refused ---- */

static void errors(void **state) {
  (void)state;
  FAILS("", 0, "no root element");
  FAILS("  <!-- -->", 10, "no root element");
  FAILS("<a>", 3, "the document ends inside an element");
  FAILS("<a", 0, "the document ends inside a tag");
  FAILS("<a></b>", 3, "the end tag is not the one of the open element");
  FAILS("<a></ab>", 3, "the end tag is not the one of the open element");
  FAILS("<a/><b/>", 4, "something follows the root element");
  FAILS("<a/>x", 4, "text outside the root element");
  FAILS("<a b='1' b='2'/>", 9, "the same attribute twice in one tag");
  FAILS("<a b='1'c='2'/>", 8, "white space expected before an attribute");
  FAILS("<a b/>", 4, "attribute without =");
  FAILS("<a b=1/>", 5, "attribute value without quotes");
  FAILS("<a b='<'/>", 6, "< must not stand in an attribute value");
  FAILS("<a>]]></a>", 3, "]]> must not stand in text");
  FAILS("<a>&nbsp;</a>", 3, "undefined entity (only amp, lt, gt, quot and apos are known)");
  FAILS("<a>&#0;</a>", 3, "the character of this reference is not allowed in XML");
  FAILS("<a>&#x110000;</a>", 3, "the character of this reference is not allowed in XML");
  FAILS("<a>&#99999999999999999999;</a>", 3, "the character of this reference is not allowed in XML");
  FAILS("<a>&#xD800;</a>", 3, "the character of this reference is not allowed in XML");
  FAILS("<a>&#65</a>", 3, "broken character reference");
  FAILS("<a>\x01</a>", 3, "character not allowed in XML");
  FAILS("<a>\xEF\xBF\xBE</a>", 3, "character not allowed in XML");
  FAILS("<a><!-- -- --></a>", 8, "-- must not stand in a comment");
  FAILS("<a><?XML x?></a>", 3, "the XML declaration stands at the very begin of the document only");
  FAILS(" <?xml version='1.0'?><a/>", 1, NULL);
  FAILS("<?xml version='2.0'?><a/>", 19, NULL);
  FAILS("<?xml encoding='UTF-8'?><a/>", 5, NULL);
  FAILS("<!DOCTYPE a><a/>", 0, TMS_XML_DOCTYPE_MESSAGE);
  FAILS("<a><![CDATA[ </a>", 3, "the CDATA section never ends");
}

static void encodings(void **state) {
  (void)state;
  expect_failure(TMS_SLICE("<a>\xFF</a>"), TMS_ERR_ENCODING, 3, "not valid UTF-8");
  expect_failure(TMS_SLICE("<a>\xC0\xBC</a>"), TMS_ERR_ENCODING, 3, "not valid UTF-8");
  expect_failure(TMS_SLICE("\xFF\xFE<\0a\0"), TMS_ERR_ENCODING, 0, NULL);
  expect_failure(TMS_SLICE("<\0a\0/\0>\0"), TMS_ERR_ENCODING, 0, NULL);
  expect_failure(TMS_SLICE("<?xml version='1.0' encoding='ISO-8859-1'?><a/>"), TMS_ERR_ENCODING, 30, "declared in another encoding than UTF-8");
}

static void doctype_that_may_be_skipped(void **state) {
  (void)state;
  static const tms_xml_options options = {.skip_doctype = true};
  static const char *const good[] = {"<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'x>'><a/>", "<!DOCTYPE a PUBLIC \"-//x\" \"y\" ><a/>"};
  static const char *const bad[] = {"<!DOCTYPE a [ ]><a/>",
                                    "<!DOCTYPE a SYSTEM 'x' [<!ENTITY e 'f'>]><a/>",
                                    "<!DOCTYPE a><!DOCTYPE a><a/>",
                                    "<!DOCTYPEa><a/>",
                                    "<!DOCTYPE a PUBLIC 'x'><a/>",
                                    "<!DOCTYPE a SYSTEM 'x",
                                    "<a/><!DOCTYPE a>",
                                    "<!DOCTYPE a SYSTEM x><a/>"};
  for (size_t i = 0; i < sizeof good / sizeof good[0] + sizeof bad / sizeof bad[0]; i++) {
    bool is_good = i < sizeof good / sizeof good[0];
    tms_buf out;
    tms_buf_init(&out, tms_allocator_libc(), SIZE_MAX);
    tms_status status = trace(tms_slice_cstr(is_good ? good[i] : bad[i - sizeof good / sizeof good[0]]), &options, tms_allocator_libc(), &out, NULL);
    assert_int_equal(status, is_good ? TMS_END : TMS_ERR_SYNTAX);
    tms_buf_release(&out);
  }
}

/* ---- limits ---- */

static tms_status parse_repeated(const char *before, const char *piece, size_t times, const char *after, size_t *peak) {
  tms_buf text, out;
  fail_alloc counting = {0};
  tms_allocator allocator = fail_allocator(&counting);
  tms_buf_init(&text, tms_allocator_libc(), SIZE_MAX);
  tms_buf_init(&out, tms_allocator_libc(), SIZE_MAX);
  tms_buf_add_cstr(&text, before);
  for (size_t i = 0; i < times; i++) {
    tms_buf_add_cstr(&text, piece);
    if (strchr(piece, '=')) { /* attributes of different names: <a b1=""... */
      tms_buf_cut(&text, text.len - strlen(piece));
      tms_buf_add_cstr(&text, " n");
      tms_buf_add_u64(&text, i);
      tms_buf_add_cstr(&text, "=''");
    }
  }
  tms_buf_add_cstr(&text, after);
  tms_status status = trace(tms_buf_slice(&text), NULL, &allocator, &out, NULL);
  if (peak) *peak = counting.peak_bytes / (text.len + 1);
  assert_int_equal(counting.live_bytes, 0);
  tms_buf_release(&text);
  tms_buf_release(&out);
  return status;
}

static void limits(void **state) {
  (void)state;
  size_t peak;
  assert_int_equal(parse_repeated("", "<a>", TMS_XML_MAX_DEPTH, "", &peak), TMS_ERR_SYNTAX); /* not closed */
  assert_int_equal(parse_repeated("", "<a>", TMS_XML_MAX_DEPTH + 1, "", NULL), TMS_ERR_LIMIT);
  assert_int_equal(parse_repeated("<a", " b=''", TMS_XML_MAX_ATTRIBUTES, "/>", &peak), TMS_END);
  assert_true(peak < 40); /* bytes for a byte of input, at the worst: a tag of 65,536 attributes of six bytes */
  assert_int_equal(parse_repeated("<a", " b=''", TMS_XML_MAX_ATTRIBUTES + 1, "/>", NULL), TMS_ERR_LIMIT);
  assert_int_equal(parse_repeated("<a>", "&lt;", 100000, "</a>", &peak), TMS_END);
  assert_true(peak < 4);
}

static const tms_slice busy = TMS_SLICE_INIT(
    "<p:a xmlns:p='u' xmlns='v' b='&lt;'>x&amp;y<c xmlns:p='w' p:d='1'/><![CDATA[\r\n]]><e f0='' f1='' f2='' f3='' f4='' f5='' f6='' f7='' f8='' "
    "f9='' "
    "f10='' f11='' f12='' f13=''/></p:a>");

static void failing_allocations(void **state) {
  (void)state;
  tms_buf wanted;
  tms_buf_init(&wanted, tms_allocator_libc(), SIZE_MAX);
  assert_int_equal(trace(busy, NULL, tms_allocator_libc(), &wanted, NULL), TMS_END);
  for (size_t n = 1;; n++) {
    fail_alloc failing = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&failing);
    tms_buf out;
    tms_error error = {0};
    tms_buf_init(&out, tms_allocator_libc(), SIZE_MAX);
    tms_status status = trace(busy, NULL, &allocator, &out, &error);
    assert_int_equal(failing.live_bytes, 0);
    if (status == TMS_END)
      assert_string_equal(out.data, wanted.data);
    else
      assert_int_equal(status, TMS_ERR_MEMORY);
    tms_buf_release(&out);
    if (failing.calls < n) break;
    assert_int_equal(status, TMS_ERR_MEMORY);
  }
  tms_buf_release(&wanted);
}

/* ---- characters and escaping ---- */

static void characters(void **state) {
  (void)state;
  static const struct {
    uint32_t point;
    bool is_char, starts, continues;
  } rows[] = {{'a', true, true, true},     {':', true, true, true},       {'-', true, false, true},       {'9', true, false, true},
              {' ', true, false, false},   {0xB7, true, false, true},     {0xD7, true, false, false},     {0x300, true, false, true},
              {0x37E, true, false, false}, {0x203F, true, false, true},   {0x2190, true, false, false},   {0x3000, true, false, false},
              {0x3001, true, true, true},  {0xFFFE, false, false, false}, {0xFFFD, true, true, true},     {0x10000, true, true, true},
              {0xEFFFF, true, true, true}, {0xF0000, true, false, false}, {0, false, false, false},       {0x1F, false, false, false},
              {0x7F, true, false, false},  {0xD800, false, false, false}, {0x110000, false, false, false}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_int_equal(tms_xml_is_char(rows[i].point), rows[i].is_char);
    assert_int_equal(tms_xml_is_name_start(rows[i].point), rows[i].starts);
    assert_int_equal(tms_xml_is_name(rows[i].point), rows[i].continues);
  }
}

static void escaping(void **state) {
  (void)state;
  tms_slice nasty = TMS_SLICE("a<b>&\"'\t\n\r]]>\x01\xEF\xBF\xBF\xFF\xC3\xA9\xF0\x9F\x98\x80\0");
  tms_buf out;
  tms_buf_init(&out, tms_allocator_libc(), SIZE_MAX);
  tms_xml_escape_text(&out, nasty);
  assert_string_equal(out.data, "a&lt;b&gt;&amp;\"'\t\n&#13;]]&gt;\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xC3\xA9\xF0\x9F\x98\x80\xEF\xBF\xBD");
  tms_buf_reset(&out);
  tms_xml_add_attribute(&out, "n", nasty);
  assert_string_equal(out.data,
                      " n=\"a&lt;b&gt;&amp;&quot;'&#9;&#10;&#13;]]&gt;\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xC3\xA9\xF0\x9F\x98\x80\xEF\xBF\xBD\"");
  tms_buf_reset(&out);
  tms_xml_add_attribute(&out, "n", TMS_SLICE(""));
  assert_int_equal(out.len, 0);
  tms_buf_release(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(events),
      cmocka_unit_test(decoding),
      cmocka_unit_test(namespaces),
      cmocka_unit_test(offsets_of_events),
      cmocka_unit_test(errors),
      cmocka_unit_test(encodings),
      cmocka_unit_test(doctype_that_may_be_skipped),
      cmocka_unit_test(limits),
      cmocka_unit_test(failing_allocations),
      cmocka_unit_test(characters),
      cmocka_unit_test(escaping),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
