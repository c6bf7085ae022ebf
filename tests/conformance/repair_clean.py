#!/usr/bin/env python3
"""repair_clean.py REPAIR: translations on this machine (/usr/share/locale), line by line through REPAIR. Lines with controls and invisible characters
are left out; of the rest hardly one may change, and those are shown: the few that did were broken in their source. Exit 77 where there is too little.
"""
import glob
import re
import struct
import subprocess
import sys

# Of 4.9 million lines 8 changed, all of them broken in their source: one in 100,000 is the most.
MOST = 100000
LEAST = 20000
OF_EACH_FILE = 400
# What repair may remove, and references: not what is asked here.
UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc]|&amp;")


def messages(path):
    """The translations of a .mo file (GNU gettext manual, 11.3)."""
    with open(path, "rb") as file:
        data = file.read()
    order = "<" if data[:4] == b"\xde\x12\x04\x95" else ">"
    count, _, table = struct.unpack(order + "III", data[8:20])
    for i in range(1, count):
        size, at = struct.unpack(order + "II", data[table + 8 * i:table + 8 * i + 8])
        yield data[at:at + size].replace(b"\0", b"\n").decode("utf-8")


def main():
    lines = []
    for path in sorted(glob.glob("/usr/share/locale/*/LC_MESSAGES/*.mo")):
        try:
            clean = [line for message in messages(path) for line in message.split("\n") if line and not UNCLEAN.search(line)]
            lines += clean[:OF_EACH_FILE]
        except (UnicodeDecodeError, struct.error):
            pass
    if len(lines) < LEAST:
        print("too few translations on this machine (%d lines)" % len(lines))
        return 77
    text = "\n".join(lines) + "\n"
    out = subprocess.run([sys.argv[1]], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")[:-1]
    changed = [(a, b) for a, b in zip(lines, out) if a != b]
    for a, b in changed[:20]:
        print("changed: %r -> %r" % (a[:100], b[:100]))
    print("%d lines of clean text, %d bytes: %d changed" % (len(lines), len(text.encode()), len(changed)))
    return 1 if len(out) != len(lines) or len(changed) * MOST > len(lines) + MOST else 0


if __name__ == "__main__":
    sys.exit(main())
