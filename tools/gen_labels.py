#!/usr/bin/env python3
"""gen_labels.py [--check]: makes src/charset/label_tables.h and single_byte_tables.h from the data files of the WHATWG Encoding Standard.

They are looked for in ../shared/data/encodings/whatwg (encodings.json and indexes.json) or the folder of the environment variable WHATWG_ENCODINGS.
--check compares what is there with what would be made, and exits 1 where they differ; where the data is missing, it says so and exits 77.
"""
import json
import os

import tables

DATA = os.environ.get("WHATWG_ENCODINGS", tables.ROOT + "/../shared/data/encodings/whatwg")
SOURCE = "encodings.json and indexes.json of the WHATWG Encoding Standard"
OWN = {"UTF-8": "UTF8", "UTF-16LE": "UTF16LE", "UTF-16BE": "UTF16BE", "x-user-defined": "USER_DEFINED", "replacement": "REPLACEMENT"}
OWN.update({"GBK": "GB18030", "gb18030": "GB18030", "Big5": "BIG5", "EUC-JP": "EUC_JP", "ISO-2022-JP": "ISO_2022_JP", "Shift_JIS": "SHIFT_JIS", "EUC-KR": "EUC_KR"})


def load(name):
    with open(os.path.join(DATA, name), encoding="utf-8") as file:
        return json.load(file)


def label_tables():
    encodings = [e for group in load("encodings.json") for e in group["encodings"]]
    out = tables.header("gen_labels.py", SOURCE, "Encodings and their labels.")
    out += "\n#ifndef TMS_CHARSET_LABEL_TABLES_H\n#define TMS_CHARSET_LABEL_TABLES_H\n\n"
    out += '#include "charset/label.h"\n#include "charset/single_byte_tables.h"\n\n'
    out += "static const tms_encoding encodings[TMS_ENCODINGS_STANDARD] = {\n"
    for e in encodings:
        name = e["name"]
        if name in OWN:
            out += '  {"%s", TMS_DECODER_%s, NULL, {NULL, NULL}, false},\n' % (name, OWN[name])
        else:
            out += '  {"%s", TMS_DECODER_SINGLE_BYTE, upper_%s, {NULL, NULL}, false},\n' % (name, tables.c_identifier(index_of(name)))
    names = [e["name"] for e in encodings]
    out += "};\n\nenum { ENCODING_UTF8 = %d, ENCODING_WINDOWS1252 = %d };\n\n" % (names.index("UTF-8"), names.index("windows-1252"))
    labels = sorted((label, number) for number, e in enumerate(encodings) for label in e["labels"])
    out += "/* Sorted by bytes. */\ntypedef struct label_row { const char *label; unsigned char size, encoding; } label_row;\n"
    out += "static const label_row labels[%d] = {\n" % len(labels)
    rows = ['  {"%s", %d, %d},' % (label, len(label), number) for label, number in labels]
    out += "\n".join("".join(rows[i:i + 4]) for i in range(0, len(rows), 4))
    return out + "\n};\n\n#endif\n"


def index_of(name):
    return "ISO-8859-8" if name == "ISO-8859-8-I" else name


def single_byte_tables():
    indexes = load("indexes.json")
    out = tables.header("gen_labels.py", SOURCE, "The upper halves of the single-byte encodings; 0 where a byte has no character.")
    out += "\n#ifndef TMS_CHARSET_SINGLE_BYTE_TABLES_H\n#define TMS_CHARSET_SINGLE_BYTE_TABLES_H\n\n#include <stdint.h>\n\n"
    for group in load("encodings.json"):
        for e in group["encodings"]:
            index = indexes.get(e["name"].lower())
            if e["name"] in OWN or e["name"] == "ISO-8859-8-I":
                continue
            out += tables.c_array("upper_" + tables.c_identifier(e["name"]), [c or 0 for c in index], "uint16_t", "0x%X")
    return out + "\n#endif\n"


if __name__ == "__main__":
    if not os.path.exists(os.path.join(DATA, "encodings.json")):
        tables.skip("the data of the WHATWG Encoding Standard in " + os.path.relpath(DATA, tables.ROOT))
    tables.emit({"src/charset/label_tables.h": label_tables(), "src/charset/single_byte_tables.h": single_byte_tables()})
