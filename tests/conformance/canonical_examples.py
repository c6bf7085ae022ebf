#!/usr/bin/env python3
"""The examples of docs/canonical-format.md: canonical_examples.py TAMIS.

Every block marked "canonical" is accepted by the strict reader and written again byte for byte, alone and by way of JSON and TEI; together they hold every kind that
a normal document can have (src/doc/kind.c), and the values that people look up: spans, checked items, authors and dates of comments.
"""
import json
import re
import subprocess
import sys

# A group dissolves in normal form; main, the document and the text are there in any example, and the lossless object doesn't name them.
UNNAMED = {"group", "document", "main", "text", "comments", "row", "cell", "caption", "unknown"}
VALUES = {"colspan", "rowspan", "checked", "author", "date", "language", "title", "start", "comments", "rows", "caption"}


def examples(path):
    with open(path, encoding="utf-8") as f:
        found = re.findall(r"^(`{3,})canonical\n(.*?)^\1$", f.read(), re.M | re.S)
    return [text if text.startswith("---\n") else "---\ntamis: 1\n---\n\n" + text for _, text in found]


def kinds_of_documents():
    with open("src/doc/kind.c", encoding="utf-8") as f:
        names = re.findall(r'return "([a-z-]+)";', f.read().split("tms_kind_content")[0])
    return set(names) - UNNAMED


def convert(tamis, text, source, target):
    done = subprocess.run([tamis, "convert", "--no-clean", "-f", source, "-t", target, "-"], input=text.encode(), capture_output=True)
    return done.stdout.decode() if done.returncode == 0 else done.stderr.decode()


def seen(text, kinds, keys):
    stack = [json.loads(text)]
    while stack:
        at = stack.pop()
        if isinstance(at, dict):
            keys.update(at)
            if isinstance(at.get("kind"), str):
                kinds.add(at["kind"])
            stack.extend(at.values())
        elif isinstance(at, list):
            stack.extend(at)


def main():
    tamis, found, bad = sys.argv[1], examples("docs/canonical-format.md"), 0
    kinds, keys = set(), set()
    for text in found:
        ways = [convert(tamis, text, "canonical", "canonical")]
        for middle in ("json", "tei"):
            ways.append(convert(tamis, convert(tamis, text, "canonical", middle), middle, "canonical"))
        wrong = [way for way in ways if way != text]
        if wrong:
            bad += 1
            print(f"--- example:\n{text}--- comes back as:\n{wrong[0]}")
            continue
        seen(convert(tamis, text, "canonical", "json"), kinds, keys)
    missing = sorted(kinds_of_documents() - kinds) + sorted(VALUES - keys)
    if missing:
        print("no example of: " + ", ".join(missing))
    print(f"{len(found) - bad} of {len(found)} examples of the canonical form, {len(kinds)} kinds, {len(missing)} missing")
    return bad > 0 or bool(missing) or len(found) < 15


if __name__ == "__main__":
    sys.exit(main())
