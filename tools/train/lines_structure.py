#!/usr/bin/env python3
"""Which borders of paragraphs and items, and which headings, are found in pages rendered to text: lines_structure.py PAGES TAMIS [EVERY]

PAGES holds html/ID.html.gz; every EVERYth page (5) is rendered by render.py and read back. Paragraphs are blocks of more than 80 characters, whole, with nothing
dropped; headings are counted among the blocks that cleaning leaves. Needs lxml.
"""
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import render

WAYS = ("inner", "wet", "wrap")


def fold(text):
    return re.sub(r"\s+", " ", text).strip()


def text_of(block):
    out, stack = [], [block.get("inlines") or block.get("text") or []]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, list):
            stack += part[::-1]
        else:
            out.append(" " if part.get("kind") == "break" else "")
            stack += [part[key] for key in ("inlines", "text") if key in part]
    return fold("".join(out))


def blocks_of(path):
    """(kind, text) of every block that holds text; a paragraph of an item counts as item."""
    out, stack = [], [("", json.loads(path.read_text(encoding="utf-8"))["blocks"])]
    while stack:
        where, block = stack.pop()
        if isinstance(block, list):
            stack += [(where, part) for part in block[::-1]]
        elif "inlines" in block or "text" in block:
            out.append(("item" if where else block["kind"], text_of(block)))
        else:
            stack += [("item" if key == "items" else where if block["kind"] == "item" else "", block[key]) for key in ("blocks", "items", "rows", "cells") if key in block]
    return out


def share(hit, whole):
    return f"{hit / max(whole, 1):.3f}"


def main():
    pages, tamis, every = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 5
    folder, truth = Path(tempfile.mkdtemp()), {}
    for path in sorted((pages / "html").glob("*.html.gz"))[::every]:
        try:
            root = render.parse(path)
        except Exception as error:
            print(path.name, error)
            continue
        made, name = render.render(root), path.name.split(".")[0]
        truth[name] = made["lines"], {fold(h).lower() for h in render.headings_of(root)} - {""}
        for way in WAYS:
            (folder / way).mkdir(exist_ok=True)
            (folder / way / (name + ".txt")).write_text("\n".join(made[way]) + "\n", encoding="utf-8")
    for way in WAYS:
        files = sorted(map(str, (folder / way).glob("*.txt")))
        for kind, options in (("all", ["--mode", "all", "--skip", "twins,metadata"]), ("clean", [])):
            subprocess.run([tamis, "convert", "-q", "-f", "text", "-t", "json", *options, "-o", f"{folder}/{kind}-{way}/", *files], check=True)
        n = Counter()
        for name, (lines, headings) in truth.items():
            read = blocks_of(folder / f"all-{way}" / (name + ".json"))
            long, items = Counter(fold(t) for t, *_ in lines if len(fold(t)) > 80), Counter(fold(t) for t, _, _, item in lines if item)
            read_long, read_items = Counter(t for _, t in read if len(t) > 80), Counter(t for kind, t in read if kind == "item")
            for key, value in (("long", long), ("read long", read_long), ("both long", long & read_long), ("items", items), ("read items", read_items), ("both items", items & read_items)):
                n[key] += value.total()
            for kind, text in blocks_of(folder / f"clean-{way}" / (name + ".json")):
                n[kind == "heading", text.lower() in headings] += kind in ("heading", "paragraph")
        found = n[True, True]
        print(f"{way:6} paragraphs: recall {share(n['both long'], n['long'])} precision {share(n['both long'], n['read long'])}"
              f"   items: {share(n['both items'], n['items'])} {share(n['both items'], n['read items'])}"
              f"   headings: {share(found, found + n[False, True])} {share(found, found + n[True, False])}")


main()
