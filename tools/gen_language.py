#!/usr/bin/env python3
"""Makes src/clean/language_table.inc from the n-gram profiles of langdetect 1.0.9 (Apache-2.0, Nakatani Shuyo; counted on Wikipedia).

    pip download --no-deps --no-binary :all: langdetect==1.0.9 && tar xf langdetect-1.0.9.tar.gz
    gen_language.py langdetect-1.0.9/langdetect/profiles > src/clean/language_table.inc

Of each language the PICK most frequent trigrams are kept (a space is the border of a word), letters in lower case. A weight is
the logarithm of how much more frequent the trigram is than FLOOR, in steps of 1/16: a trigram that a language lacks adds nothing.
"""
import json
import math
import sys
from collections import Counter
from pathlib import Path

PICK, FLOOR = 200, 0.0002
GROUPS = [  # script group: languages told apart by trigrams (our tag: profile)
    ("LATIN", "en de fr es it pt nl pl cs sk sv da no:nb fi hu ro tr id vi hr sl lt lv et ca sq af tl sw so cy".split()),
    ("CYRILLIC", "ru uk bg mk".split()),
    ("ARABIC", "ar fa ur".split()),
    ("DEVANAGARI", "hi mr ne".split()),
]


def fold(c):
    return c.lower()[0]  # the simple mapping: one character for one


def main():
    folder = Path(sys.argv[1])
    tags, table, groups = [], {}, []
    for group, languages in GROUPS:
        groups.append((group, len(tags), len(languages)))
        for language in languages:
            profile, _, tag = language.partition(":")
            data = json.loads((folder / profile).read_text(encoding="utf-8"))
            counts = Counter()
            for gram, count in data["freq"].items():
                if len(gram) == 3:
                    counts["".join(map(fold, gram))] += count
            total = data["n_words"][2]
            for gram, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:PICK]:
                weight = round(16 * math.log(count / total / FLOOR))
                if weight > 0:
                    table.setdefault(gram, []).append((len(tags), min(weight, 255)))
            tags.append(tag or profile)
    # A key holds three characters of 21 bits in 64: the low bits of each are enough to keep those of the table apart.
    key = lambda gram: (ord(gram[0]) * 0x9E3779B1 ^ ord(gram[1]) * 0x85EBCA77 ^ ord(gram[2]) * 0xC2B2AE3D) & 0xFFFFFFFF
    rows = sorted((key(gram), pairs) for gram, pairs in table.items())
    assert len({k for k, _ in rows}) == len(rows), "two trigrams share a key"
    print("/* Made by tools/gen_language.py from the profiles of langdetect 1.0.9 (Apache-2.0). Don't edit. */")
    print("/* clang-format off */")
    print("static const char tags[][4] = {%s};" % ", ".join(f'"{t}"' for t in tags))
    print("enum { %s };" % ", ".join(f"GROUP_{g}_FIRST = {a}, GROUP_{g}_COUNT = {n}" for g, a, n in groups))
    print("static const uint32_t keys[] = {")
    emit([f"{k}u" for k, _ in rows])
    print("};\nstatic const uint16_t starts[] = {")
    starts, pairs = [0], []
    for _, row in rows:
        pairs += row
        starts.append(len(pairs))
    emit(starts)
    print("};\nstatic const struct { uint8_t language, weight; } votes[] = {")
    emit([f"{{{a},{b}}}" for a, b in pairs])
    print("};\n/* clang-format on */")


def emit(values):
    line = "  "
    for value in values:
        if len(line) > 144:
            print(line)
            line = "  "
        line += f"{value},"
    print(line)


if __name__ == "__main__":
    main()
