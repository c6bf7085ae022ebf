#!/usr/bin/env python3
"""Small TEI documents that others might have written: tei_cases.py TAMIS FOLDER, where FOLDER holds valid/ and invalid/ and tei_all.rng.

Every one is read without an error, whether the schema likes it or not, and no letter or digit of its text is lost: each word of the file's <text> stands in ours, and each
character at least as often. What we write of it as TEI is valid (jing), and is read back as the same content. Prints the counts; exit 1 where one case fails.
"""
import collections
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

import jing

TEI = "{http://www.tei-c.org/ns/1.0}"
FLOORS = {"valid": 71, "invalid": 30}


def convert(tamis, path, *options):
    done = subprocess.run([tamis, "convert", "--no-clean", *options, path], capture_output=True)
    return done.stdout.decode() if done.returncode == 0 else None


def outermost_texts(root):
    """Every <text> that stands in no other; a corpus has many."""
    stack, found = [root], []
    while stack:
        at = stack.pop()
        if at.tag == TEI + "text":
            found.append(at)
        else:
            stack.extend(at)
    return found


def text_nodes(path):
    """All text. Of a comment's byline only name and date are content: the words between them ("by", "on") are made again by whoever shows it."""
    texts = outermost_texts(ET.parse(path).getroot())
    for text in texts:
        for byline in text.iterfind(f".//{TEI}div[@type='comment']/{TEI}byline"):
            byline.text = None
            for part in byline:
                part.tail = None
    return [node for text in texts for node in text.itertext()]


def strings_of(lines):
    """All strings of the blocks: text, and what text became (alt text, titles, labels, authors)."""
    found, stack = [], []
    for line in lines.splitlines():
        record = json.loads(line)
        stack.extend([record.get("comments"), record.get("blocks"), record.get("document")])
        while stack:
            at = stack.pop()
            if isinstance(at, str):
                found.append(at)
            elif isinstance(at, (list, dict)):
                stack.extend(reversed(list(at.values()) if isinstance(at, dict) else at))
    return found


def lost(path, lines):
    theirs, ours = text_nodes(path), "".join(re.sub(r"\s", "", part) for part in strings_of(lines))
    words = {word for part in theirs for word in re.findall(r"\w+", part)}
    fewer = collections.Counter(c for part in theirs for c in part if c.isalnum()) - collections.Counter(ours)
    return sorted(word for word in words if word not in ours) + sorted(fewer)


def check(tamis, path, folder):
    """What is wrong with this case, or nothing."""
    lines = convert(tamis, path, "-f", "tei", "-t", "jsonl", "--blocks")
    if lines is None:
        return "not read"
    gone = lost(path, lines)
    if gone:
        return "lost: " + " ".join(gone[:8])
    documents = len(lines.splitlines())
    if documents != 1:
        return None  # the texts of a corpus are read one by one
    again = os.path.join(folder, os.path.basename(os.path.dirname(path)) + "-" + os.path.basename(path))
    with open(again, "w", encoding="utf-8") as f:
        f.write(convert(tamis, path, "-f", "tei", "-t", "tei") or "")
    first, second = (convert(tamis, p, "-f", "tei", "-t", "canonical") for p in (path, again))
    return None if first and first == second else "other content after a round trip"


def main():
    tamis, cases = sys.argv[1], sys.argv[2]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for part, floor in FLOORS.items():
            paths = sorted(glob.glob(os.path.join(cases, part, "*.xml")))
            wrong = {path: what for path in paths if (what := check(tamis, path, folder))}
            for path, what in wrong.items():
                print(f"{path}: {what}")
            print(f"TEI cases, {part}: {len(paths) - len(wrong)} of {len(paths)} read, nothing lost (floor {floor})")
            failed += len(paths) - len(wrong) < floor
        written = sorted(glob.glob(os.path.join(folder, "*.xml")))
        if shutil.which("jing"):
            messages = jing.messages(os.path.join(cases, "tei_all.rng"), written)
            print("\n".join(messages)[:2000] + f"TEI cases written again: {len(written)}, {'NOT valid' if messages else 'all valid'}")
            failed += bool(messages)
    print(f"{sum(FLOORS.values())} cases, {failed} of their three laws failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
