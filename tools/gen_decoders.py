#!/usr/bin/env python3
"""gen_decoders.py [--check]: makes the indexes of the multi-byte decoders, src/charset/{big5,euc_kr,gb18030,jis}_tables.h, from indexes.json of the
WHATWG Encoding Standard.

It is looked for in ../shared/data/encodings/whatwg or the folder of the environment variable WHATWG_ENCODINGS. --check compares what is there with what
would be made, and exits 1 where they differ; where the data is missing, it says so and exits 77.
"""
import json
import os

import tables

DATA = os.environ.get("WHATWG_ENCODINGS", tables.ROOT + "/../shared/data/encodings/whatwg")
SOURCE = "indexes.json of the WHATWG Encoding Standard"
# 14.2 "Big5 decoder": the pointers that stand for two code points. U+0001 to U+0004, which no index holds, are their places in the table of pairs.
BIG5_PAIRS = {1133: (0xCA, 0x304), 1135: (0xCA, 0x30C), 1164: (0xEA, 0x304), 1166: (0xEA, 0x30C)}
EUDC = range(8836, 10716)  # "Shift_JIS decoder": these pointers are computed, so the index need not hold them


def header(guard, about):
    out = tables.header("gen_decoders.py", SOURCE, about)
    return out + "\n#ifndef TMS_CHARSET_%s_H\n#define TMS_CHARSET_%s_H\n\n#include <stdint.h>\n\n" % (guard, guard)


def trimmed(index):
    while index and index[-1] is None:
        index = index[:-1]
    return index


def hexadecimal(name, values):
    return tables.c_array(name, [v or 0 for v in values], "uint16_t", "%#x")


def plain(indexes, name, c_name):
    index = trimmed(indexes[name])
    assert max(c or 0 for c in index) < 0x10000 and min(c for c in index if c is not None) >= 0x80
    return hexadecimal(c_name, index)


def big5(indexes):
    index = trimmed(list(indexes["big5"]))
    first = next(i for i, c in enumerate(index) if c is not None)
    pairs = sorted(BIG5_PAIRS.items())
    for number, (pointer, _) in enumerate(pairs):
        assert index[pointer] is None
        index[pointer] = number + 1
    first = min(first, pairs[0][0])
    assert all(c is None or c < 0x10000 or (c >> 16 == 2 and c & 0xFFFF > len(pairs)) for c in index)
    used = index[first:]
    # The rows that decode_chinese.c reads as pairs of bytes have no character of plane 2.
    assert all(c is None or c < 0x10000 for i, c in enumerate(index) if 0xA1 <= 0x81 + i // 157 <= 0xF9 and 0x81 + i // 157 != 0xC8)
    out = header("BIG5_TABLES", "Index Big5, from its first used pointer on; 0 where there is no character.")
    out += "enum { BIG5_FIRST = %d };\n" % first
    out += "/* The low 16 bits; below 5: which of big5_pairs. */\n" + hexadecimal("big5_index", [(c or 0) & 0xFFFF for c in used])
    bits = [0] * ((len(used) + 7) // 8)
    for i, c in enumerate(used):
        if c is not None and c >= 0x10000:
            bits[i >> 3] |= 1 << (i & 7)
    out += "/* One bit a pointer: the character is in plane 2. */\n" + tables.c_array("big5_plane2", bits, "uint8_t")
    out += tables.c_array("big5_pairs", [c for _, pair in pairs for c in pair], "uint16_t", "%#x")
    return out + "\n#endif\n"


def gb18030(indexes):
    ranges = indexes["gb18030-ranges"]
    assert ranges[-1] == [189000, 0x10000]  # the decoder computes the planes above the first
    out = header("GB18030_TABLES", "Index gb18030, and index gb18030 ranges below U+10000.") + plain(indexes, "gb18030", "gb18030_index")
    out += tables.c_array("gb18030_range_pointers", [p for p, _ in ranges[:-1]], "uint16_t")
    out += tables.c_array("gb18030_range_characters", [c for _, c in ranges[:-1]], "uint16_t", "%#x")
    return out + "\n#endif\n"


def japanese(indexes):
    index = list(indexes["jis0208"])
    assert all(index[p] is None for p in EUDC)
    out = header("JIS_TABLES", "Index jis0208 without the pointers that stand for private characters, and index jis0212.")
    out += "enum { JIS0208_EUDC = %d, JIS0208_EUDC_END = %d };\n" % (EUDC.start, EUDC.stop)
    out += "/* Below JIS0208_EUDC. */\n" + hexadecimal("jis0208_index", index[:EUDC.start])
    out += "/* From JIS0208_EUDC_END on. */\n" + hexadecimal("jis0208_index_high", trimmed(index[EUDC.stop:]))
    out += plain(indexes, "jis0212", "jis0212_index")
    return out + "\n#endif\n"


def korean(indexes):
    return header("EUC_KR_TABLES", "Index EUC-KR.") + plain(indexes, "euc-kr", "euc_kr_index") + "\n#endif\n"


if __name__ == "__main__":
    path = os.path.join(DATA, "indexes.json")
    if not os.path.exists(path):
        tables.skip("the data of the WHATWG Encoding Standard in " + os.path.relpath(DATA, tables.ROOT))
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    tables.emit({"src/charset/big5_tables.h": big5(data), "src/charset/gb18030_tables.h": gb18030(data), "src/charset/jis_tables.h": japanese(data),
                 "src/charset/euc_kr_tables.h": korean(data)})
