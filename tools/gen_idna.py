#!/usr/bin/env python3
"""gen_idna.py [--check]: makes src/url/idna_tables.h from the Unicode Character Database 15.0.

The mapping is derived as UTS #46 section 7 says (NFKC_Casefold, then the exclusions), with the changes that Unicode 15.1 made to it: capital sharp s maps to
sharp s, and the old exceptions U+04C0, U+10A0, U+2132, U+2183 map as they fold; and of 16.0: deprecated format characters are ignored, not refused. See gen_unicode.py for --check and where the database is looked for.
"""
import tables

VALID, DISALLOWED, IGNORED = 0, 1, 2
DEVIATIONS = {0xDF, 0x3C2, 0x200C, 0x200D}
SEPARATORS = {0x3002: ".", 0xFF0E: ".", 0xFF61: "."}
# Default ignorable, and yet refused: they are orthography somewhere, steer bidi, or are deprecated.
REFUSED = ({0x61C, 0x2065} | set(range(0x200E, 0x2010)) | set(range(0x202A, 0x202F)) | set(range(0x2066, 0x206A)) | set(range(0xFFF0, 0xFFF9))
           | set(range(0xE0000, 0xE0100)) | set(range(0xE01F0, 0xE1000)) | set(range(0x2FF0, 0x3000)) | {0xFFFC, 0xFFFD})
BIDI = "L R AL AN EN ES CS ET ON BN NSM".split()
JOINING = "U D L R T C".split()


def casefold():
    """code point -> NFKC_Casefold as text; only where it differs."""
    out = {}
    for fields in tables.ucd_lines("DerivedNormalizationProps.txt"):
        if fields[1] == "NFKC_CF":
            for c in tables.ucd_range(fields[0]):
                out[c] = "".join(chr(int(x, 16)) for x in fields[2].split())
    return out


def mapping_of(c, folded, data):
    """VALID, DISALLOWED, IGNORED, or the text that the character maps to."""
    if c in DEVIATIONS or c < 0x80 and not 0x41 <= c <= 0x5A:
        return VALID
    if c in SEPARATORS:
        return SEPARATORS[c]
    if c == 0x1E9E:
        return "\xDF"
    if c in REFUSED:
        return DISALLOWED
    text = folded.get(c, chr(c))
    if text == "":
        return IGNORED
    for part in text:
        category = data[ord(part)][2] if ord(part) in data else "Cn"
        if category in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp") or category == "Zs" and part != " " or part == "." or ord(part) in REFUSED:
            return DISALLOWED
    return VALID if text == chr(c) else text


def bidi_classes():
    out = [BIDI.index("L")] * tables.LIMIT
    with open(tables.UCD + "/extracted/DerivedBidiClass.txt", encoding="utf-8") as file:
        names = {"Arabic_Letter": "AL", "Right_To_Left": "R", "Left_To_Right": "L", "European_Terminator": "ET", "Boundary_Neutral": "BN"}
        for line in file:
            if line.startswith("# @missing:"):
                field, name = line.split(":", 1)[1].split(";")
                for c in tables.ucd_range(field.strip()):
                    out[c] = BIDI.index(names[name.strip()])
    for fields in tables.ucd_lines("extracted/DerivedBidiClass.txt"):
        for c in tables.ucd_range(fields[0]):
            out[c] = BIDI.index(fields[1]) if fields[1] in BIDI else BIDI.index("BN")
    return out


def idna_tables():
    data, folded = tables.unicode_data(), casefold()
    pool, places, index = bytearray(b"\0\0\0"), {}, []
    for c in range(tables.LIMIT):
        mapped = mapping_of(c, folded, data)
        if isinstance(mapped, str):
            if mapped not in places:
                places[mapped] = len(pool)
                coded = mapped.encode("utf-8")
                pool.append(len(coded))
                pool.extend(coded)
            mapped = places[mapped]
        index.append(mapped)
    shape = bidi_classes()
    for fields in tables.ucd_lines("extracted/DerivedJoiningType.txt"):
        for c in tables.ucd_range(fields[0]):
            shape[c] |= JOINING.index(fields[1]) << 4
    out = tables.header("gen_idna.py", "the Unicode Character Database " + tables.VERSION, "UTS #46, Bidi_Class and Joining_Type.")
    out += "\n#ifndef TMS_URL_IDNA_TABLES_H\n#define TMS_URL_IDNA_TABLES_H\n\n#include <stdint.h>\n\n"
    out += "/* Of each code point: valid, disallowed, ignored, or where in idna_pool its mapping stands (its length, then UTF-8). */\n"
    out += "enum { IDNA_VALID = %d, IDNA_DISALLOWED = %d, IDNA_IGNORED = %d };\n" % (VALID, DISALLOWED, IGNORED)
    out += tables.c_two_stage("idna_index", index)
    out += tables.c_array("idna_pool", list(pool), "unsigned char")
    out += "/* Bidi_Class in the low four bits, Joining_Type above. */\n"
    out += "enum { " + ", ".join("BIDI_%s" % name for name in BIDI) + " };\n"
    out += "enum { " + ", ".join("JOINING_%s" % name for name in JOINING) + " };\n"
    out += tables.c_two_stage("shape_index", shape)
    return out + "\n#endif\n"


if __name__ == "__main__":
    if not tables.ucd_present():
        tables.skip("the Unicode Character Database %s in %s" % (tables.VERSION, tables.UCD))
    tables.emit({"src/url/idna_tables.h": idna_tables()})
