#!/usr/bin/env python3
"""gen_charref.py: writes src/markup/charref_table.inc, the named character references of the HTML standard (section 13.5).

    gen_charref.py           writes the file
    gen_charref.py --check   exits 1 where the committed file differs

The source is Python's html.entities.html5, which is the standard's own entities.json (2,231 names, fixed since 2010: the standard adds no more).
Names stand in one string, sorted by bytes; a table with open addressing (4,096 slots, FNV-1a, next slot on collision) finds them.
"""
import html.entities
import os
import sys

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "markup", "charref_table.inc")
SLOTS = 4096


def fnv(name):
    h = 2166136261
    for byte in name.encode():
        h = ((h ^ byte) * 16777619) & 0xFFFFFFFF
    return (h ^ (h >> 15)) & (SLOTS - 1)


def rows(items, per_line):
    return ["    " + ", ".join(items[i:i + per_line]) + "," for i in range(0, len(items), per_line)]


def main():
    names = sorted(html.entities.html5)
    assert len(names) == 2231
    slots, longest_probe = [0] * SLOTS, 0
    for number, name in enumerate(names, 1):
        at, probe = fnv(name), 1
        while slots[at]:
            at, probe = (at + 1) % SLOTS, probe + 1
        slots[at] = number
        longest_probe = max(longest_probe, probe)
    entries, offset = ["{0, 0, 0, 0}"], 0
    for name in names:
        codes = [ord(c) for c in html.entities.html5[name]] + [0]
        assert len(codes) <= 3 and codes[1] < 0x10000
        entries.append(f"{{0x{codes[0]:X}, 0x{codes[1]:X}, {offset}, {len(name)}}}")
        offset += len(name)
    short = [n for n in names if not n.endswith(";")]
    out = ["/* Made by tools/gen_charref.py. Do not edit. */",
           f"enum {{ NAME_COUNT = {len(names)}, NAME_SLOTS = {SLOTS}, LONGEST_NAME = {max(map(len, names))}, LONGEST_PROBE = {longest_probe} }};",
           "/* Names that stand without ';' too are this long at least and at most. */",
           f"enum {{ SHORTEST_BARE = {min(map(len, short))}, LONGEST_BARE = {max(map(len, short))} }};",
           "static const char name_bytes[] ="]
    text = "".join(names)
    out += [f'    "{text[i:i + 120]}"' for i in range(0, len(text), 120)]
    out[-1] += ";"
    out += ["static const struct {", "  uint32_t first;", "  uint16_t second, offset;", "  uint8_t length;", "} name_entries[NAME_COUNT + 1] = {"]
    out += rows(entries, 5) + ["};", "static const uint16_t name_slots[NAME_SLOTS] = {"] + rows([str(s) for s in slots], 24) + ["};"]
    made = "\n".join(out) + "\n"
    if "--check" in sys.argv[1:]:
        if not os.path.exists(PATH) or open(PATH, encoding="utf-8").read() != made:
            print("src/markup/charref_table.inc is not what tools/gen_charref.py makes", file=sys.stderr)
            sys.exit(1)
        return
    with open(PATH, "w", encoding="utf-8") as f:
        f.write(made)


main()
