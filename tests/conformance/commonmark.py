#!/usr/bin/env python3
"""Runs the Markdown reader over the examples of the CommonMark specification.

    commonmark.py PROGRAM [spec-tests.json]

PROGRAM is build/tests/commonmark (tests/conformance/commonmark.c). What the reader makes of each example's `markdown` is compared with
its `html`, after both were brought to what a document knows: no looseness of lists, raw HTML only as its text, soft breaks as spaces, no
titles of images. Examples that differ for a reason stand in EXCEPT, with the reason. Ends with 1 if any other differs.
"""
import html
import html.parser
import json
import os
import re
import subprocess
import sys
from urllib.parse import unquote

# Raw HTML is handed through by the specification; a document has no such thing: tags that mean something to it are understood, others leave their text.
OPEN = "a tag without its end tag: the document's node ends with the block"
EMPTY = "an <a> without an address is no link"
SPANS = "an HTML element around further blocks is understood inside one HTML block only"
SCRIPT = "script, style and instructions are syntax, not text"
UNKNOWN = "the parser of this test sees a tag where the specification sees text"


class Normal(html.parser.HTMLParser):
    """HTML as a list of what a document knows."""

    KEEP = set("h1 h2 h3 h4 h5 h6 ul ol li blockquote em strong del a pre table tr th td".split())

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.pre = [], 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "pre":
            self.pre += 1
        if tag == "code" and self.pre:
            language = given.get("class", "") or ""
            self.out.append(("language", language.removeprefix("language-")))
        elif tag == "code":
            self.out.append(("open", "code"))
        elif tag == "a":
            self.out.append(("a", unquote(given.get("href", "") or ""), given.get("title", "") or ""))
        elif tag == "img":
            self.out.append(("img", unquote(given.get("src", "") or ""), " ".join((given.get("alt", "") or "").split())))
        elif tag in ("br", "hr"):
            self.out.append((tag,))
        elif tag == "ol":
            self.out.append(("ol", given.get("start", "1")))
        elif tag in self.KEEP:
            self.out.append(("open", tag))
        elif tag == "p":
            self.out.append(("edge",))

    def handle_endtag(self, tag):
        if tag == "pre":
            self.pre -= 1
        if tag in self.KEEP or (tag == "code" and not self.pre):
            self.out.append(("close", tag))
        elif tag == "p":
            self.out.append(("edge",))

    def handle_data(self, data):
        data = data.rstrip("\n") if self.pre else data
        if data:
            self.out.append(("pre" if self.pre else "text", data))


BLOCK = {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "table", "tr", "th", "td"}


def is_edge(event):
    return event[0] in ("edge", "hr", "ol", "language") or (event[0] in ("open", "close") and event[1] in BLOCK)


def normal(text):
    parser = Normal()
    parser.feed(text)
    parser.close()
    events = []
    for event in parser.out:
        if event[0] == "text" and events and events[-1][0] == "text":
            events[-1] = ("text", events[-1][1] + event[1])
        else:
            events.append(event)
    out = []
    for i, event in enumerate(events):
        if event[0] == "text":
            value = re.sub(r"[ \t\n\r\f]+", " ", event[1])
            if i == 0 or is_edge(events[i - 1]) or events[i - 1][0] == "br":
                value = value.lstrip(" ")
            if i + 1 == len(events) or is_edge(events[i + 1]) or events[i + 1][0] == "br":
                value = value.rstrip(" ")
            if value:
                out.append(("text", value))
        elif event[0] != "edge":
            out.append(event)
    merged = []
    for event in out:
        if event[0] == "text" and merged and merged[-1][0] == "text":
            merged[-1] = ("text", merged[-1][1] + " " + event[1])
        else:
            merged.append(event)
    return merged


# Numbers of the examples, by reason.
EXCEPT = {
    number: reason
    for reason, numbers in {
        OPEN: [21, 31, 187, 344, 476, 477, 630, 631, 642, 643],
        EMPTY: [150, 613, 614, 615, 616, 623],
        SPANS: [148, 164, 167],
        SCRIPT: [170, 172, 176, 178, 180],
        UNKNOWN: [494, 626],
    }.items()
    for number in numbers
}

# Markup that ends within a tag or a <style>: what releases of Python's parser make of it differs, so it is said here. The style stays syntax, text stays text.
UNFINISHED = {
    156: [("text", '<div id="foo" *hi*')],
    157: [("text", "<div class foo")],
    158: [("text", "<div *???-&&&-<--- *foo*")],
    173: [],
}


def main():
    program = sys.argv[1]
    here = os.path.dirname(os.path.abspath(__file__))
    path = sys.argv[2] if len(sys.argv) > 2 else os.path.join(here, "../../../shared/data/commonmark/spec-tests.json")
    if not os.path.exists(path):
        print("commonmark: skipped, no spec-tests.json in ../shared")
        return 0
    tests = json.load(open(path, encoding="utf-8"))
    given = b"".join(b"%d\n" % len(t["markdown"].encode()) + t["markdown"].encode() for t in tests)
    answer = subprocess.run([program], input=given, stdout=subprocess.PIPE, check=True).stdout
    passed, failed, excepted = 0, [], 0
    for test in tests:
        length, answer = answer.split(b"\n", 1)
        got, answer = answer[: int(length)].decode(), answer[int(length) :]
        # What the reader gives for those is escaped or gone, so it has nothing unfinished itself.
        want = UNFINISHED[test["example"]] if test["example"] in UNFINISHED else normal(test["html"])
        if normal(got) == want:
            passed += 1
            if test["example"] in EXCEPT:
                print("example %d is excepted, but passes" % test["example"])
        elif test["example"] in EXCEPT:
            excepted += 1
        else:
            failed.append((test, got))
    for test, got in failed:
        print("example %d (%s)\n  markdown %r\n  want %r\n  got  %r"
              % (test["example"], test["section"], test["markdown"], normal(test["html"]), normal(got)))
    print("commonmark: %d of %d pass, %d differ for a reason, %d fail" % (passed, len(tests), excepted, len(failed)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
