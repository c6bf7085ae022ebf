#!/usr/bin/env python3
"""Compares the text that cmark-gfm sees in canonical files with the text of their documents.

    canonical.py PROGRAM FILE...

PROGRAM is build/conformance/canonical (canonical.c). White space is left out of the comparison, for it depends on how blocks are set apart. Where a
file has footnotes, which cmark-gfm moves to the end, the characters are compared without their order. Ends with 1 if any file differs.
"""
import html.parser
import re
import subprocess
import sys

CMARK = ["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "tasklist", "-e", "footnotes"]


class Text(html.parser.HTMLParser):
    """The characters of HTML without what cmark-gfm adds for footnotes."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.added = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if (tag == "sup" and given.get("class") == "footnote-ref") or (tag == "a" and "data-footnote-backref" in given):
            self.added.append(tag)

    def handle_endtag(self, tag):
        if self.added and self.added[-1] == tag:
            self.added.pop()

    def handle_data(self, data):
        if not self.added:
            self.out.append(data)


def squeeze(text):
    return re.sub(r"\s+", "", text)


def body(text):
    """What stands behind the header."""
    return text.split("\n---\n", 1)[1]


def compare(program, path):
    """None if both see the same, else a line that says what differs."""
    ours = subprocess.run([program, path], stdout=subprocess.PIPE, check=False)
    if ours.returncode:
        return "%s: not canonical" % path
    with open(path, encoding="utf-8", newline="") as file:
        markdown = body(file.read())
    parser = Text()
    parser.feed(subprocess.run(CMARK, input=markdown.encode(), stdout=subprocess.PIPE, check=True).stdout.decode())
    parser.close()
    want, got = squeeze(ours.stdout.decode()), squeeze("".join(parser.out))
    # A mark that stands without a paragraph (canonical-format.md, 4) is text to cmark-gfm.
    marks = len(re.findall(r"(?m)^[\s>]*(?:[-+]|\d+[.)]) \[[ x]\]$", markdown))
    if marks:
        want, got = re.sub(r"[\[\]x]", "", want), re.sub(r"[\[\]x]", "", got)
    if want == got or ("[^" in markdown and sorted(want) == sorted(got)):
        return None
    at = next((i for i, (a, b) in enumerate(zip(want, got)) if a != b), min(len(want), len(got)))
    return "%s: %r, cmark-gfm sees %r" % (path, want[max(0, at - 20) : at + 40], got[max(0, at - 20) : at + 40])


def main():
    differ = [line for line in (compare(sys.argv[1], path) for path in sys.argv[2:]) if line]
    for line in differ:
        print(line)
    print("canonical: %d of %d files say the same to cmark-gfm" % (len(sys.argv) - 2 - len(differ), len(sys.argv) - 2))
    return 1 if differ or len(sys.argv) < 3 else 0  # no files at all: what made them failed


if __name__ == "__main__":
    sys.exit(main())
