"""What the generators of tables share: reading the Unicode Character Database, two-stage tables, writing C, and the freshness check."""
import os
import re
import sys

UCD = os.environ.get("UCD", "/usr/share/unicode")  # Debian: package unicode-data
VERSION = "15.0.0"
LIMIT = 0x110000
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def ucd_lines(name):
    """Fields of each data line of a UCD file, stripped."""
    with open(os.path.join(UCD, name), encoding="utf-8") as file:
        for line in file:
            line = line.split("#")[0].strip()
            if line and not line.startswith("@"):
                yield [field.strip() for field in line.split(";")]


def ucd_range(field):
    first, _, last = field.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def ucd_present():
    """True if the database is here in the version that the tables are made from."""
    try:
        with open(os.path.join(UCD, "DerivedAge.txt"), encoding="utf-8") as file:
            return VERSION in file.readline()
    except OSError:
        return False


def unicode_data():
    """code point -> fields of UnicodeData.txt, ranges filled."""
    out, first = {}, None
    for fields in ucd_lines("UnicodeData.txt"):
        code = int(fields[0], 16)
        if fields[1].endswith(", First>"):
            first = code
        elif fields[1].endswith(", Last>"):
            for c in range(first, code + 1):
                out[c] = fields
        else:
            out[code] = fields
    return out


def two_stage(values):
    """Splits a list into blocks, equal blocks once: (shift, stage 1, stage 2) of the smallest total of the sizes tried."""
    best = None
    for shift in range(4, 9):
        size, blocks, first, second = 1 << shift, {}, [], []
        for at in range(0, len(values), size):
            block = tuple(values[at:at + size])
            if block not in blocks:
                blocks[block] = len(second) >> shift
                second.extend(block)
            first.append(blocks[block])
        width = 1 if max(first) < 256 else 2
        cost = len(first) * width + len(second) * (1 if max(second) < 256 else 2)
        if best is None or cost < best[0]:
            best = (cost, shift, first, second)
    return best[1:]


def c_type(values):
    low, high = min(values), max(values)
    if low < 0:
        return "int32_t"
    return "uint8_t" if high < 1 << 8 else "uint16_t" if high < 1 << 16 else "uint32_t"


def c_array(name, values, kind=None, form="%d", storage="static "):
    """A constant array, lines at most 150 columns wide."""
    lines, line = [], " "
    for value in values:
        item = " " + form % value + ","
        if len(line) + len(item) > 148:
            lines.append(line)
            line = " "
        line += item
    lines.append(line)
    return "%sconst %s %s[%d] = {\n%s\n};\n" % (storage, kind or c_type(values), name, len(values), "\n".join(lines))


def c_two_stage(name, values):
    shift, first, second = two_stage(values)
    return "enum { %s_SHIFT = %d };\n" % (name.upper(), shift) + c_array(name + "_blocks", first) + c_array(name + "_values", second)


def header(generator, source, about):
    return ("/* %s\n * Made by tools/%s from %s: change the generator, not this file. */\n/* clang-format off */\n"
            % (about, generator, source))


def emit(outputs, check_available=True):
    """Writes {path: text}; with --check only compares, and says which files are stale."""
    stale = []
    for path, text in outputs.items():
        full = os.path.join(ROOT, path)
        if "--check" in sys.argv:
            try:
                with open(full, encoding="utf-8") as file:
                    old = file.read()
            except OSError:
                old = None
            if old != text:
                stale.append(path)
        else:
            with open(full, "w", encoding="utf-8") as file:
                file.write(text)
    for path in stale:
        print("stale: %s" % path)
    sys.exit(1 if stale else 0)


def skip(what):
    """The data of this generator is not on this machine: nothing to check (77 says so to tools/check-fresh), nothing to make."""
    print("skipped: %s is missing" % what)
    sys.exit(77 if "--check" in sys.argv else 1)


def c_identifier(name):
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
