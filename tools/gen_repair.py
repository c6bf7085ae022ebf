#!/usr/bin/env python3
"""gen_repair.py [--check]: makes src/repair/mojibake_tables.h: which byte a character is in each of the encodings that UTF-8 is wrongly read as.

Made from Python's own codecs. Undefined bytes pass through as C1 controls, as most software reads them; the first table is windows-1252 and ISO 8859-1
in one, because pages mix them.
"""
import tables

ENCODINGS = ["cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "iso8859_2", "mac_roman", "cp437"]


def characters(encoding):
    """character -> byte, from 80 up."""
    out = {}
    for byte in range(0x80, 0x100):
        try:
            c = ord(bytes([byte]).decode(encoding))
        except UnicodeDecodeError:
            c = byte if byte < 0xA0 else None
        if c is not None:
            out[c] = byte
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
    leads = [sum(1 << i for i, byte in enumerate(row) if 0xC2 <= byte <= 0xF4) for row in rows]
    pairs = [sum(1 << i for i, byte in enumerate(row) if 0xC2 <= byte <= 0xDF) for row in rows]
    trails = [sum(1 << i for i, byte in enumerate(row) if 0x80 <= byte <= 0xBF) for row in rows]
    out = tables.header("gen_repair.py", "the codecs of Python", "Bytes of characters in the encodings that UTF-8 is wrongly read as.")
    out += "\n#ifndef TMS_REPAIR_MOJIBAKE_TABLES_H\n#define TMS_REPAIR_MOJIBAKE_TABLES_H\n\n#include <stdint.h>\n\n"
    out += "/* In the order in which they are tried: %s. */\n" % ", ".join(ENCODINGS)
    out += "enum { MOJIBAKE_ENCODINGS = %d, MOJIBAKE_WINDOWS1252 = %d, MOJIBAKE_MACROMAN = %d };\n" % (
        len(ENCODINGS), ENCODINGS.index("cp1252"), ENCODINGS.index("mac_roman"))
    out += "/* Of a character up to U+FFFF: its row; 0 for those in no encoding. */\n"
    out += tables.c_two_stage("mojibake_index", index)
    out += "static const uint8_t mojibake_bytes[%d][%d] = {\n" % (len(rows), len(ENCODINGS))
    out += "\n".join("  {%s}," % ", ".join("%d" % byte for byte in row) for row in rows) + "\n};\n"
    out += "/* In which encodings (bits) the character is a lead byte of UTF-8, one of two bytes, or a trail byte. */\n"
    out += tables.c_array("mojibake_leads", leads, "uint16_t") + tables.c_array("mojibake_pairs", pairs, "uint16_t")
    out += tables.c_array("mojibake_trails", trails, "uint16_t")
    return out + "\n#endif\n"


if __name__ == "__main__":
    tables.emit({"src/repair/mojibake_tables.h": mojibake_tables()})
