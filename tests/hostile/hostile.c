/*
 * Complexity certificates: every parser and the whole pipeline on hostile shapes of size n and 4n, counted in executed edges of the control flow graph
 * (the library is built with -fsanitize-coverage=trace-pc), so the figures are the same on every machine and under any load.
 *
 *   hostile                     own shapes, built here
 *   hostile SMALL MIDDLE LARGE  three files of one shape of HTML, of size n, 2n and 4n; more such threes may follow
 *
 * Law (docs/PROMISES.md): input x 4 costs at most x 4.5 in steps and in memory. HTML is also parsed alone: the same law, and at most 64 bytes of memory
 * at one time for each byte of the page, at every size.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/fail_alloc.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "formats/html/tree.h"

#include <tamis/tamis.h>

static uint64_t steps;
void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void) {
  steps++;
}

/* head, unit repeated, tail. In what is repeated, \1 is the number of the repeat, and \2 stands for the byte behind it as often as that number says. */
typedef struct shape {
  const char *format, *name, *head, *unit, *tail;
} shape;

/* Behind the tail, closing as often as the unit, then last as often, then the end. */
typedef struct paired_shape {
  shape open;
  const char *closing, *last, *end;
} paired_shape;

static const shape shapes[] = {
    {"html", "nested div", "", "<div>", "x"},
    {"html", "nested inline", "<p>", "<b><i>", "x"},
    {"html", "attributes", "<p", " a=1 b", ">x"},
    {"html", "classes", "<p class='", "a-b cD ", "'>x"},
    {"html", "cards", "", "<div class=card><a href=/x>more</a><p>Some words of a teaser.</div>", ""},
    {"html", "paragraphs", "<article>", "<p>A sentence that says little. And another one, too!", "</article>"},
    {"html", "same paragraph", "", "<p>Exactly the same words, again and again, in one document.</p>", ""},
    {"html", "list nest", "", "<ul><li>", "x"},
    {"html", "table cells", "<table><tr>", "<td>x", ""},
    {"html", "nested tables", "", "<table><tr><td>", "x"},
    {"html", "meta", "<head>", "<meta property='og:title' content='a title'>", "<p>x"},
    {"html", "json-ld", "<script type=application/ld+json>", "[{\"@type\":\"Article\",\"author\":", "</script><p>x"},
    {"html", "texts in state", "<p>x<script type=application/json>[", "{\"body\":\"\1 a b c d e f g h i j k l m n o p\"},", "0]</script>"},
    {"html", "state in strings", "<p>x<script type=application/json>[", "\"{\\\"body\\\":\\\"\1 a b c d e f g h i j k l m n o p\\\"}\",",
     "0]</script>"},
    {"html", "comments in comments", "<nav>", "<div itemtype=https://schema.org/Comment><p>x\1 y", ""},
    {"html", "a site's long name", "<meta property=og:site_name content='", "a", "'><title>aaaaaaaab | aaaaaaac</title><h1>aaaaaaad</h1><p>x"},
    {"html", "links", "", "<a href='?utm_source=x&a=1'>y</a> ", ""},
    {"html", "breaks", "<p>", "a<br>", ""},
    {"html", "math", "", "<math>", "x"},
    {"html", "math and its parts", "", "<math><mtext><button>", "x"},
    {"html", "math and blank TeX", "", "<math>", "<annotation encoding=tex> </annotation>"},
    {"html", "mojibake", "<p>", "\xC3\x83\xC2\xA9t\xC3\x83\xC2\xA9 ", ""},
    {"text", "lines", "", "A line of text that goes on\n", ""},
    {"text", "blank lines", "x", "\n\n", "y"},
    {"text", "items", "", "- an item\n", ""},
    {"text", "numbers", "", "1. one\n", ""},
    {"text", "labels", "", "Date: yes\n", ""},
    {"text", "one word", "", "a", ""},
    {"text", "tabs", "", "\t", "x"},
    {"text", "brackets", "x. ", "[Some Link] ", ""},
    {"text", "combining marks", "a", "\xCC\x81\xCC\xA3", ""},
    {"markdown", "brackets", "", "[", "x"},
    {"markdown", "bracket pairs", "", "[a](", "x"},
    {"markdown", "emphasis", "", "*a_", "x"},
    {"markdown", "strong", "", "**a ", "x"},
    {"markdown", "quotes", "", ">", " x"},
    {"markdown", "quotes and items", "", "> - ", "x"},
    {"markdown", "backticks", "", "`a``b", ""},
    {"markdown", "definitions", "", "[a]: u\n", "[a]"},
    {"markdown", "reference links", "[a]: u\n\n", "[a] ", ""},
    {"markdown", "entities", "", "&amp", ";"},
    {"markdown", "table", "a|b\n-|-\n", "x|y\n", ""},
    {"markdown", "table columns", "", "a|", "\n-|-\n"},
    {"markdown", "autolinks", "", "<a", ">"},
    {"markdown", "www", "", "www.a.b/( ", ""},
    {"markdown", "mail", "", "a@b.", "c"},
    {"markdown", "html", "", "<b>", "x"},
    {"markdown", "comments", "", "a <!-- ", "x"},
    {"markdown", "footnotes", "", "[^a]", "\n\n[^a]: x\n"},
    {"markdown", "list items", "", "- x\n", ""},
    {"markdown", "tilde", "", "~~a ~", ""},
    /* Markdown: what cmark, cmark-gfm and md4c once needed quadratic time for, and what looks alike. */
    {"markdown", "emphasis closers", "", "a_ ", ""},
    {"markdown", "emphasis openers", "", "_a ", ""},
    {"markdown", "emphasis of other marks", "", "*a_ ", ""},
    {"markdown", "emphasis, rule of three", "a**b", "c* ", ""},
    {"markdown", "emphasis, one run", "", "*", "a"},
    {"markdown", "emphasis, short runs", "", "**a *b_ ", ""},
    {"markdown", "emphasis in words", "", "a**b__", ""},
    {"markdown", "emphasis of growing runs", "", "a\2*", ""},
    {"markdown", "emphasis closers in links", "", "[ a_", ""},
    {"markdown", "tilde runs", "", "~~~a~~ b", ""},
    {"markdown", "link closers", "", "a]", ""},
    {"markdown", "link openers", "", "[a", ""},
    {"markdown", "image openers", "", "![a", ""},
    {"markdown", "images of links", "", "![[]()", ""},
    {"markdown", "unclosed destinations", "", "[a](b", ""},
    {"markdown", "unclosed pointed destinations", "", "[a](<b", ""},
    {"markdown", "unclosed titles", "", "[a](b \"c", ""},
    {"markdown", "unclosed titles in parentheses", "", "[a](b (c", ""},
    {"markdown", "labels", "", "[a][", ""},
    {"markdown", "labels with escapes", "", "[a\\]", ""},
    {"markdown", "collapsed references", "[a]: u\n\n", "[a][] ", ""},
    {"markdown", "unfinished definitions", "", "[a]:\n", ""},
    {"markdown", "definitions with open titles", "", "[a]: b \"c\n", ""},
    {"markdown", "definitions of open labels", "", "[a\n", ""},
    {"markdown", "long references", "[\1]: u\n\n", "[a b\n", "]"},
    {"markdown", "growing backticks", "", "e\2`", ""},
    {"markdown", "backticks in links", "", "[`a", ""},
    {"markdown", "pointed brackets", "", "<", "x"},
    {"markdown", "instructions", "", "a <?", ""},
    {"markdown", "declarations", "", "a <!A ", ""},
    {"markdown", "character data", "", "a <![CDATA[", ""},
    {"markdown", "comments that end at once", "", "a <!---> ", ""},
    {"markdown", "attributes of html", "a <b", " c='", ""},
    {"markdown", "closing tags", "", "</em>", "x"},
    {"markdown", "blocks of html", "", "<div>\n\n", "x"},
    {"markdown", "unclosed pre", "", "<pre>\n\n", ""},
    {"markdown", "unclosed comments", "", "<!--\n\n> ", ""},
    {"markdown", "nested tables of tags", "", "<table>\n<tr>\n<td>\n\n", "x"},
    {"markdown", "comments of comments", "", "<article class=\"comment\">\n\n", "x"},
    {"markdown", "entity begins", "", "&a", ""},
    {"markdown", "number references", "", "&#x41;&#99999999;", ""},
    {"markdown", "ampersands", "", "&", ";"},
    {"markdown", "escapes", "", "\\*\\a", ""},
    {"markdown", "items in items in one line", "", "* ", "a"},
    {"markdown", "items in items, ordered", "", "1. ", "a"},
    {"markdown", "items ever deeper", "", "\2 \2 * a\n", ""},
    {"markdown", "empty items", "", "-\n", ""},
    {"markdown", "items of other marks", "", "- a\n+ b\n", ""},
    {"markdown", "blank lines in items", "- a\n", "\n", "  b"},
    {"markdown", "almost rules", "", "- ", "a\n\n* b"},
    {"markdown", "many almost rules", "", "* * * * * * * * a\n", ""},
    {"markdown", "lazy lines", "> a\n", "b\n", ""},
    {"markdown", "lazy lines of deep quotes", "> > > > > > > > a\n", "b\n", ""},
    {"markdown", "quotes and blank lines", "", "> a\n\n", ""},
    {"markdown", "tabs of quotes", "", ">\t", "a"},
    {"markdown", "tabs of items", "", "-\t", "a"},
    {"markdown", "blank lines of indented code", "    a\n", "\n", "    b"},
    {"markdown", "indented code", "", "    a\n\n", ""},
    {"markdown", "fences", "", "```\n", ""},
    {"markdown", "fences in quotes", "", "> ```\na\n", ""},
    {"markdown", "underlines", "", "a\n=\n", ""},
    {"markdown", "lines of one paragraph", "", "a\n", "=\n"},
    {"markdown", "breaks", "", "a  \n", ""},
    {"markdown", "headings", "", "# a #\n", ""},
    {"markdown", "marks behind a heading", "# a", " #", " b"},
    {"markdown", "spaces in a line", "a", " ", "b"},
    {"markdown", "tables", "", "a|b\n-|-\n\n", ""},
    {"markdown", "almost tables", "", "a|b\n", ""},
    {"markdown", "escaped bars", "a|b\n-|-\n", "\\|", "\n"},
    {"markdown", "cells with backticks", "a|b\n-|-\n", "`|", "\n"},
    {"markdown", "footnotes in footnotes", "", "[^a]: ", "x"},
    {"markdown", "footnotes that refer on", "[^0]\n\n", "[^\1]: x[^1\1]\n\n", ""},
    {"markdown", "unused footnotes", "", "[^\1]: x\n", ""},
    {"markdown", "one footnote, many references", "", "[^a] ", "\n\n[^a]: x\n"},
    {"markdown", "addresses", "", "http://a", ""},
    {"markdown", "addresses with entities", "http://a.b/", "&a;", ""},
    {"markdown", "addresses with parentheses", "http://a.b/", ")", ""},
    {"markdown", "mail with dashes", "", "a@b-_", ""},
    {"markdown", "dots before a mail", "", "a.", "@b.c"},
    {"markdown", "colons", "", "a:", "//b"},
    {"markdown", "header", "---\n", "a: b\n", "---\n"},
    {"markdown", "header without end", "---\n", "a: b\n", ""},
    {"jsonl", "arrays", "{\"text\":\"a\",\"z\":", "[", ""},
    {"jsonl", "objects", "{\"text\":\"a\",\"z\":", "{\"a\":", ""},
    {"jsonl", "string", "{\"text\":\"", "\\u0041", "\"}"},
    {"jsonl", "text", "{\"text\":\"", "words and words\\n\\n", "\"}"},
    {"jsonl", "keys", "{\"text\":\"a\",", "\"k\":1,", "\"z\":1}"},
    {"json", "footnotes of a comment", "{\"tamis\":1,\"blocks\":[],\"comments\":[{\"kind\":\"comment\",\"blocks\":[",
     "{\"kind\":\"footnote\",\"label\":\"a\",\"blocks\":[{\"kind\":\"paragraph\",\"inlines\":[\"x\"]}]},",
     "{\"kind\":\"comment\",\"blocks\":[{\"kind\":\"paragraph\",\"inlines\":[\"y\"]}]}]}]}"},
    {"jsonl", "empty arrays", "{\"text\":\"a\",\"z\":[", "[],", "1]}"},
    {"jsonl", "spaces", "{\"text\":\"a\",\"z\":[", " ", "1]}"},
    {"jsonl", "one number", "{\"text\":\"a\",\"z\":[", "1", "1]}"},
    {"jsonl", "surrogates", "{\"text\":\"", "\\ud83d", "\"}"},
    {"jsonl", "different keys", "{\"text\":\"a\",", "\"k\1\":1,", "\"z\":1}"},
    {"jsonl", "keys of the text twice", "{", "\"text\":\"a\",", "\"z\":1}"},
    {"json", "blocks", "{\"tamis\":1,\"blocks\":[", "{\"kind\":\"paragraph\",\"inlines\":[\"x\"]},", "{\"kind\":\"rule\"}]}"},
    {"json", "inlines", "{\"tamis\":1,\"blocks\":[{\"kind\":\"paragraph\",\"inlines\":[\"a\"", ",{\"kind\":\"emphasis\",\"inlines\":[\"x\"]},\"y \"",
     "]}]}"},
    {"json", "different footnotes", "{\"tamis\":1,\"blocks\":[", "{\"kind\":\"footnote\",\"label\":\"\1\",\"blocks\":[]},", "{\"kind\":\"rule\"}]}"},
    {"jsonl", "lines", "", "{\"text\":\"a\"}\n", ""},
    {"tei", "nest", "<TEI>", "<p>", ""},
    {"tei", "closed nest", "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>", "<p>x</p>", "</body></text></TEI>"},
    {"tei", "attributes", "<TEI", " a='1'", "/>"},
    {"tei", "references", "<TEI><text><body><p>", "&amp;&#65;", "</p></body></text></TEI>"},
    {"tei", "namespaces", "<TEI", " xmlns:a='u'", "/>"},
    {"tei", "comments", "<TEI>", "<!-- a -->", "</TEI>"},
    {"tei", "open comment", "<TEI><!--", " - ", ""},
    {"tei", "character data", "<TEI><text><body><p>", "<![CDATA[x]]>", "</p></body></text></TEI>"},
    {"tei", "brackets", "<TEI><text><body><p>", "]]", "</p></body></text></TEI>"},
    {"tei", "instructions", "<TEI>", "<?a b?>", "</TEI>"},
    {"tei", "different attributes", "<TEI", " a\1='1'", "/>"},
    {"tei", "different namespaces", "<TEI", " xmlns:a\1='u'", "/>"},
    {"tei", "spaces in a tag", "<TEI", " ", "/>"},
    {"tei", "one value", "<TEI a='", "&lt;", "'/>"},
    {"tei", "headings", "<TEI><text><body>", "<head>x</head>", "</body></text></TEI>"},
    {"tei", "list items", "<TEI><text><body><list>", "<item>x</item>", "</list></body></text></TEI>"},
    {"tei", "labels", "<TEI><text><body><list>", "<label>x</label>", "</list></body></text></TEI>"},
    {"tei", "cells", "<TEI><text><body><table><row>", "<cell>x</cell>", "</row></table></body></text></TEI>"},
    {"tei", "notes", "<TEI><text><body><p>", "<note>x</note>", "</p></body></text></TEI>"},
    {"tei", "unknown elements", "<TEI><text><body>", "<w>x</w>", "</body></text></TEI>"},
    {"tei", "lines of verse", "<TEI><text><body>", "<l>x</l>", "</body></text></TEI>"},
    {"tei", "authors", "<TEI><teiHeader><fileDesc><titleStmt>", "<author>x</author>", "</titleStmt></fileDesc></teiHeader></TEI>"},
    {"tei", "keywords", "<TEI><teiHeader><profileDesc><textClass><keywords>", "<term>a, b</term>",
     "</keywords></textClass></profileDesc></teiHeader></TEI>"},
    {"tei", "texts of a corpus", "<teiCorpus xmlns='http://www.tei-c.org/ns/1.0'>", "<TEI><text><body><p>x</p></body></text></TEI>", "</teiCorpus>"},
    {"canonical", "lines", "---\ntamis: 1\n---\n\n", "word ", "\n"},
    {"canonical", "items", "---\ntamis: 1\n---\n\n", "- item\n", ""},
    {"url", "host of letters", "https://", "a", "/"},
    {"url", "host of labels", "https://", "a.", "/"},
    {"url", "host of rules", "https://", "google.com.", "/url?q=https://e.example/"},
    {"url", "host to encode", "https://", "\xC3\xA4.", "/"},
    {"url", "punycode", "https://", "xn--4ca.", "/"},
    {"url", "users", "https://", "a@", "e.example/"},
    {"url", "dots", "https://e.example/", "../a/", ""},
    {"url", "pieces", "https://e.example", "/a", ""},
    {"url", "sessions in the path", "https://e.example", "/a;jsessionid=1", ""},
    {"url", "matrix", "https://e.example/a", ";b=1", ""},
    {"url", "words in the path", "https://e.example", "/unsub-oauth", ""},
    {"url", "parameters", "https://e.example/?a=1", "&b=2", ""},
    {"url", "parameters that go", "https://e.example/?a=1", "&utm_source=1&amp;gclid=2;b=3", ""},
    {"url", "parameters of a site", "https://www.amazon.com/dp/B0?a=1", "&b=2&th=1", ""},
    {"url", "one long name", "https://e.example/?", "utm_", "=1"},
    {"url", "escapes", "https://e.example/?a=", "%41%", ""},
    {"url", "fragment", "https://e.example/#a", "&utm_source=1?b", ""},
    {"url", "directives", "https://e.example/#a", ":~:text=b", ""},
    {"url", "wrapped plainly", "", "https://href.li/?", "https://e.example/"},
    {"url", "wrapped in paths", "https://www.anrdoezrs.net", "/links/https%3A", "/x"},
    {"url", "wrapped in a parameter", "https://www.google.com/url?", "q=&url=x&", "q=https://e.example/"},
    {"url", "base64", "https://www.bing.com/ck/a?u=a1aHR0cHM6Ly9lLmV4YW1wbGUv", "YWFh", ""},
    {"url", "base64 pieces", "https://link.e.example/click", "/aHR0c", ""},
    {"url", "proofpoint v3", "https://urldefense.com/v3/__https://e.example/", "*", "__;Iw!!x!y$"},
    {"url", "proofpoint v2", "https://urldefense.proofpoint.com/v2/url?u=https-3A__e.example_", "-2D_", ""},
    {"url+rules", "user's rules", "https://www.shop.example/?a=1", "&track=1&b=2/ref=x", ""},
    {"url+rules", "user's patterns", "https://", "aa-", "b"},
    {"canonical", "paragraphs", "---\ntamis: 1\n---\n\n", "word\n\n", "word\n"},
    {"canonical", "headings", "---\ntamis: 1\n---\n\n", "# a\n\n", "b\n"},
    {"canonical", "escapes", "---\ntamis: 1\n---\n\n", "\\*\\_", "\n"},
    {"canonical", "emphasis", "---\ntamis: 1\n---\n\n", "_a_ **b** ", "c\n"},
    {"canonical", "tags", "---\ntamis: 1\n---\n\n", "<sub>a</sub>b", "\n"},
    {"canonical", "code", "---\ntamis: 1\n---\n\n", "`a` x ", "b\n"},
    {"canonical", "code with growing backticks", "---\ntamis: 1\n---\n\n", "\2` ", "b\n"},
    {"canonical", "links", "---\ntamis: 1\n---\n\n", "[a](b \"c\") ", "d\n"},
    {"canonical", "quotes", "---\ntamis: 1\n---\n\n", "> ", "a\n"},
    {"canonical", "deep items", "---\ntamis: 1\n---\n\n", "- ", "a\n"},
    {"canonical", "pipe table", "---\ntamis: 1\n---\n\n| a | b |\n| --- | --- |\n", "| x | |\n", ""},
    {"canonical", "table of tags", "---\ntamis: 1\n---\n\n<table>\n", "<tr>\n<td>\n\nx\n\n</td>\n</tr>\n", "</table>\n"},
    {"canonical", "definition list", "---\ntamis: 1\n---\n\n<dl>\n", "<dt>\n\na\n\n</dt>\n<dd>\n\nb\n\n</dd>\n", "</dl>\n"},
    {"canonical", "comments", "---\ntamis: 1\n---\n\n<section class=\"comments\">\n", "<article class=\"comment\">\n\nx\n\n</article>\n",
     "</section>\n"},
    {"canonical", "empty lines", "---\ntamis: 1\n---\n\n", "\n", "a\n"},
    {"canonical", "no table", "---\ntamis: 1\n---\n\n", "| a\n\n", "b\n"},
    {"canonical", "images", "---\ntamis: 1\n---\n\n", "![a](b) ", "c\n"},
    {"canonical", "escapes in a destination", "---\ntamis: 1\n---\n\n[a](<", "\\(", "b>)\n"},
    {"canonical", "escapes in a title", "---\ntamis: 1\n---\n\n[a](b \"", "\\\"", "c\")\n"},
    {"canonical", "escapes in an alternative text", "---\ntamis: 1\n---\n\n![", "\\[", "](a)\n"},
    {"canonical", "code with bars", "---\ntamis: 1\n---\n\n| `", "\\|", "a` |\n| --- |\n"},
    {"canonical", "code in an item", "---\ntamis: 1\n---\n\n- ```\n", "  x\n\n", "  y\n  ```\n"},
    {"canonical", "code in a quote", "---\ntamis: 1\n---\n\n> ```\n", "> x\n>\n", "> y\n> ```\n"},
    {"canonical", "lines in quotes", "---\ntamis: 1\n---\n\n> > > > > > a\n", "> > > > > >\n> > > > > > b\n", ""},
    {"canonical", "items in items", "---\ntamis: 1\n---\n\n", "- a\n  - b\n    - c\n", ""},
    {"canonical", "references", "---\ntamis: 1\n---\n\n<article class=\"comment\" data-author=\"", "&amp;", "a\">\n\nb\n\n</article>\n"},
    {"canonical", "no end of a link", "---\ntamis: 1\n---\n\n", "[a](", "\n"},
    {"canonical", "no end of code", "---\ntamis: 1\n---\n\n", "a``b` ", "\n"},
    {"canonical", "delimiters", "---\ntamis: 1\n---\n\n", "**_~~", "a\n"},
    {"canonical", "marks", "---\ntamis: 1\n---\n\n", "a\xCC\x81", "\n"},
    {"canonical", "authors", "---\ntamis: 1\nauthors: [", "\"a\1\", ", "\"b\"]\n---\n"},
    {"canonical", "keys", "---\ntamis: 1\n", "title: \"a\"\n", "---\n"},
};

static const paired_shape paired_shapes[] = {
    {{"markdown", "nested strong emphasis", "", "*a **a ", "b"}, " a** a*", "", ""},
    {{"markdown", "nested brackets", "", "[", "a"}, "]", "", ""},
    {{"markdown", "nested links", "", "[", "a"}, "](b)", "", ""},
    {{"markdown", "nested images", "", "![", "a"}, "](b)", "", ""},
    {{"markdown", "parentheses of a destination", "[a](", "(", "b"}, ")", "", ""},
    {{"markdown", "different definitions", "", "[\1]: u\n", "\n"}, "[\1] ", "", ""},
    {{"markdown", "nested quotations", "", "<q>", "x"}, "</q>", "", ""},
    {{"markdown", "wide table of short rows", "", "a|", "\n"}, "-|", "\nx", ""},
    {{"markdown", "different footnotes", "", "[^\1]", "\n\n"}, "[^\1]: x\n\n", "", ""},
    {{"jsonl", "closed arrays", "{\"text\":\"a\",\"z\":", "[", ""}, "]", "", "}"},
    {{"json", "nested inlines", "{\"tamis\":1,\"blocks\":[{\"kind\":\"paragraph\",\"inlines\":[", "{\"kind\":\"emphasis\",\"inlines\":[", "\"x\""},
     "]}",
     "",
     "]}]}"},
    {{"json", "nested quotes", "{\"tamis\":1,\"blocks\":[", "{\"kind\":\"quote\",\"blocks\":[", ""}, "]}", "", "]}"},
    {{"tei", "namespaces in a nest", "<TEI>", "<a:b xmlns:a='u'>", ""}, "</a:b>", "", "</TEI>"},
    {{"tei", "many prefixes in a nest", "<TEI>", "<p xmlns:a\1='u' a\1:b='c'>", ""}, "</p>", "", "</TEI>"},
    {{"tei", "sections", "<TEI><text><body>", "<div><head>x</head>", ""}, "</div>", "", "</body></text></TEI>"},
    {{"tei", "nested lists", "<TEI><text><body>", "<list><item>some words", "x"}, "</item></list>", "", "</body></text></TEI>"},
    {{"tei", "notes in notes", "<TEI><text><body><p>", "<note>words ", ""}, "</note>", "", "</p></body></text></TEI>"},
    {{"tei", "nested highlights", "<TEI><text><body><p>", "<hi>a word or ", "x"}, "</hi>", "", "</p></body></text></TEI>"},
    {{"tei", "notes and their references", "<TEI><text><body><p>", "<ptr type='note' target='#n\1'/>", "</p>"},
     "<note xml:id='n\1'>x</note>",
     "",
     "</body></text></TEI>"},
    {{"canonical", "spans", "---\ntamis: 1\n---\n\n", "<span lang=\"de\">", "x"}, "</span>", "", ""},
    {{"canonical", "footnotes", "---\ntamis: 1\n---\n\n", "[^\1]", "\n"}, "\n[^\1]: x\n", "", ""},
};

/* For the parser alone: what makes most nodes, records, clones or decoded bytes of the fewest bytes, and what its ceilings are for. */
static const shape parser_shapes[] = {
    {"html", "text and tags", "", "x<p>", ""},
    {"html", "implied parts of a table", "<table>", "<col><td>x", ""},
    {"html", "unknown elements", "", "<z>x", ""},
    {"html", "unknown elements with attributes", "", "<z a>", ""},
    {"html", "comments", "", "x<!>", ""},
    {"html", "end tags that open", "", "</p>x", ""},
    {"html", "formatting made again", "<p><b><i><u><s>", "<p>x", ""},
    {"html", "adoption", "", "<b><p>x</b>", ""},
    {"html", "adoption of a link", "", "<a><p>", ""},
    {"html", "adoption over a nest", "<b><i><u><s><a>", "<p></b>x", ""},
    {"html", "foster parents", "<table>", "<b>x<tr>", ""},
    {"html", "many attributes", "<p", " a b c d", ">"},
    {"html", "body again", "", "<body a b=1 c>", ""},
    {"html", "NUL in foreign text", "<svg>", "\xEF\xBF\xBD&#0;", ""},
    {"html", "references that grow", "", "&nGt;", ""},
    {"html", "references in attributes", "", "<p a='&nGt;'>", ""},
    {"html", "carriage returns", "<pre>", "\rx", ""},
    {"html", "templates", "", "<template>", ""},
    {"html", "math", "", "<math>", "x"},
    {"html", "depth and end tags", "", "<div><i></div>", ""},
    {"html", "selects", "", "<select><option>x", ""},
    {"html", "doctypes", "", "<!doctype a>", ""},
    {"html", "instructions", "", "<?a b?>", ""},
};

typedef struct cost {
  uint64_t steps;
  size_t peak, size;
  tms_status status;
} cost;

static cost run(const char *bytes, size_t size, const char *format, const char *to) {
  fail_alloc memory = {0};
  tms_allocator allocator = fail_allocator(&memory);
  tms_options options;
  tms_bytes out;
  tms_options_init(&options);
  options.from = format;
  options.to = to;
  options.limits.max_work = UINT64_MAX;
  steps = 0;
  tms_status status = tms_convert(bytes, size, &options, &allocator, &out, NULL);
  cost spent = {steps, memory.peak_bytes, size, status};
  tms_bytes_release(&out);
  if (memory.live_bytes) {
    printf("leak\n");
    exit(1);
  }
  return spent;
}

/* The parser alone, on text that is valid UTF-8 already, as it always is there. */
static cost parse(const char *bytes, size_t size) {
  fail_alloc memory = {0};
  tms_allocator allocator = fail_allocator(&memory);
  const tms_html_options options = {0};
  tms_html_tree *tree = NULL;
  tms_buf text;
  tms_buf_init(&text, tms_allocator_libc(), SIZE_MAX / 4);
  tms_utf8_repair(tms_slice_of(bytes, size), &text);
  steps = 0;
  tms_status status = tms_html_parse(tms_buf_slice(&text), &options, &allocator, &tree, NULL);
  cost spent = {steps, memory.peak_bytes, text.len, status};
  tms_html_free(tree);
  tms_buf_release(&text);
  if (memory.live_bytes) {
    printf("leak\n");
    exit(1);
  }
  return spent;
}

/* One address, cleaned; with "+rules" by rules of the kind that backtracking can't stand, too. */
static cost run_url(const char *bytes, size_t size, bool rules) {
  static const char json[] =
      "{\"providers\":{\"a\":{\"urlPattern\":\"^https?:\\/\\/(?:[a-z0-9-]+[.])*?shop[.]example\",\"rules\":[\"track\"],\"rawRules\":[\"\\/ref=[^\\/"
      "?&]*\"]},"
      "\"b\":{\"urlPattern\":\"(?:a|aa|a-)*?(a*)*b$\",\"redirections\":[\"(?:a*)*-(x*)*=([^&]*)y\"]}}}";
  fail_alloc memory = {0};
  tms_allocator allocator = fail_allocator(&memory);
  tms_options options;
  tms_bytes out = {0};
  tms_url_rules *loaded = NULL;
  tms_options_init(&options);
  if (rules && tms_url_rules_load(json, sizeof json - 1, &allocator, &loaded, NULL) != TMS_OK) exit(1);
  options.url_rules = loaded;
  tms_context *context = tms_context_new(&allocator);
  steps = 0;
  tms_status status = tms_url_clean(context, bytes, size, &options, &out, NULL);
  cost spent = {steps, memory.peak_bytes, size, status};
  tms_bytes_release(&out);
  tms_context_free(context);
  tms_url_rules_free(loaded);
  if (memory.live_bytes) {
    printf("leak\n");
    exit(1);
  }
  return spent;
}

static bool is_small(const char *name, cost spent) {
  enum { BYTES_A_BYTE = 64 };
  bool fine = spent.peak <= spent.size * BYTES_A_BYTE && spent.status == TMS_OK;
  if (!fine) printf("FAILED  %-34s %zu bytes: %zu of memory, %.1f a byte\n", name, spent.size, spent.peak, (double)spent.peak / (double)spent.size);
  return fine;
}

/* A constant for what every run costs, so that tiny shapes aren't judged by their start-up. */
static bool is_linear(const char *name, cost small, cost large) {
  double s = (double)large.steps / ((double)small.steps + 20000), m = (double)large.peak / ((double)small.peak + 262144);
  double by = (double)large.size / (double)small.size;
  bool fine = s <= by * 1.125 && m <= by * 1.125 && small.status == large.status;
  printf("%-7s %-34s %9zu -> %9zu bytes, steps x %.2f (%.0f a byte), memory x %.2f (%.0f a byte)%s\n", fine ? "ok" : "FAILED", name, small.size,
         large.size, s, (double)large.steps / (double)large.size, m, (double)large.peak / (double)large.size,
         small.status == large.status ? "" : ", other status");
  return fine;
}

/* One repeat of `unit`, with \1 and \2 as shape says; returns its length. bytes NULL: only that. */
static size_t expand(const char *unit, size_t number, char *bytes) {
  size_t length = 0;
  for (; unit && *unit; unit++) {
    char digits[24];
    const char *add = unit;
    size_t times = 1, size = 1;
    if (*unit == '\1') {
      size = (size_t)snprintf(digits, sizeof digits, "%zu", number);
      add = digits;
    } else if (*unit == '\2') {
      times = number;
      add = ++unit;
    }
    for (; times; times--, length += size) {
      if (bytes) memcpy(bytes + length, add, size);
    }
  }
  return length;
}

/* What a shape is with so many repeats; with bytes NULL only its size. */
static size_t fill(const paired_shape *s, size_t repeats, char *bytes) {
  const char *const repeated[] = {s->open.unit, s->closing, s->last};
  size_t size = strlen(s->open.head);
  if (bytes) memcpy(bytes, s->open.head, size);
  for (int part = 0; part < 3; part++) {
    for (size_t i = 0; i < repeats; i++) size += expand(repeated[part], i, bytes ? bytes + size : NULL);
    const char *behind = part == 0 ? s->open.tail : part == 2 ? s->end : "";
    size += expand(behind, 0, bytes ? bytes + size : NULL);
  }
  return size;
}

/* The shape with as many repeats as make about `wanted` bytes. */
static char *build(const paired_shape *s, size_t wanted, size_t *size) {
  size_t repeats = 0;
  for (size_t sum = 0; sum < wanted; repeats++)
    sum += expand(s->open.unit, repeats, NULL) + expand(s->closing, repeats, NULL) + expand(s->last, repeats, NULL);
  *size = fill(s, repeats, NULL);
  char *bytes = malloc(*size + 1);
  if (bytes) (void)fill(s, repeats, bytes);
  return bytes;
}

/* The parser on one shape at three sizes. */
static bool is_parsed_well(const char *name, const char *const bytes[3], const size_t sizes[3]) {
  char full[160];
  cost spent[3];
  bool fine = true;
  snprintf(full, sizeof full, "parser: %s", name);
  for (int i = 0; i < 3; i++) {
    spent[i] = parse(bytes[i], sizes[i]);
    fine = is_small(full, spent[i]) && fine;
  }
  return is_linear(full, spent[0], spent[2]) && fine;
}

/* Small pages too: there what is free of charge counts most. */
static bool run_parser(const shape *s) {
  const paired_shape whole = {*s, "", "", ""};
  static const size_t smallest[] = {1000, 40000};
  bool fine = true;
  for (int i = 0; i < 2; i++) {
    char *bytes[3];
    size_t sizes[3];
    for (int k = 0; k < 3; k++) bytes[k] = build(&whole, smallest[i] << k, &sizes[k]);
    fine = is_parsed_well(s->name, (const char *const *)bytes, sizes) && fine;
    for (int k = 0; k < 3; k++) free(bytes[k]);
  }
  return fine;
}

static bool run_shape(const paired_shape *s) {
  enum { SMALL = 40000 }; /* bytes: large enough for a quadratic term to show, small enough for a second in all */
  const char *format = s->open.format;
  bool many = strcmp(format, "jsonl") == 0 || strncmp(s->open.head, "<teiCorpus", 10) == 0;
  const char *to = many ? "jsonl" : "canonical";
  size_t small_size, large_size;
  char name[128], *small = build(s, SMALL, &small_size), *large = build(s, SMALL * 4, &large_size);
  snprintf(name, sizeof name, "%s: %s", format, s->open.name);
  bool url = strncmp(format, "url", 3) == 0, rules = strcmp(format, "url+rules") == 0, fine;
  if (url) {
    fine = is_linear(name, run_url(small, small_size, rules), run_url(large, large_size, rules));
  } else {
    fine = is_linear(name, run(small, small_size, format, to), run(large, large_size, format, to));
  }
  free(small);
  free(large);
  return fine;
}

static char *load(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    exit(2);
  }
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*size + 1);
  if (fread(bytes, 1, *size, file) != *size) exit(2);
  fclose(file);
  return bytes;
}

/* Three files of one shape. */
static bool run_files(char **paths) {
  char *bytes[3];
  size_t sizes[3];
  for (int i = 0; i < 3; i++) bytes[i] = load(paths[i], &sizes[i]);
  const char *name = strrchr(paths[0], '/') ? strrchr(paths[0], '/') + 1 : paths[0];
  bool fine = is_linear(name, run(bytes[0], sizes[0], "html", "text"), run(bytes[2], sizes[2], "html", "text"));
  fine = is_parsed_well(name, (const char *const *)bytes, sizes) && fine;
  for (int i = 0; i < 3; i++) free(bytes[i]);
  return fine;
}

int main(int argc, char **argv) {
  size_t failed = 0, count = 0;
  if (argc == 1) {
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++, count++) failed += !run_shape(&(paired_shape){shapes[i], "", "", ""});
    for (size_t i = 0; i < sizeof paired_shapes / sizeof paired_shapes[0]; i++, count++) failed += !run_shape(&paired_shapes[i]);
    for (size_t i = 0; i < sizeof parser_shapes / sizeof parser_shapes[0]; i++, count++) failed += !run_parser(&parser_shapes[i]);
  }
  for (int i = 1; i + 2 < argc; i += 3, count++) failed += !run_files(&argv[i]);
  printf("%zu shapes: %zu passed, %zu failed\n", count, count - failed, failed);
  return failed != 0;
}
