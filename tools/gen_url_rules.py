#!/usr/bin/env python3
"""gen_url_rules.py [--check]: makes src/url/rules_table.inc from src/url/tracking.rules (docs/url-rules.md describes that format).

Two perfect hash tables: of host suffixes, and of (group, parameter name). A key's bucket says by how much its hash is shifted, so that no two keys meet.
"""
import re
import sys

import tables

SOURCE = "src/url/tracking.rules"
OUT = "src/url/rules_table.inc"
# Bits of tms_rule_kind (src/url/rules.h).
NAMES = {"drop": 1, "affiliate": 2, "session": 4, "session?": 8, "session-php": 16, "sign": 32, "login": 64, "token": 128, "expires": 256, "only": 512,
         "fragment": 1024}
UNWRAP = "parameter base64 query tail path bare-path amp turbo proofpoint-v2 proofpoint-v3 disqus local bare parentheses between base64-path json json-path".split()
KEEP = "archive argument login unsubscribe share signed".split()
EVERYWHERE_ONLY = {"session", "session?", "session-php", "sign", "login", "token", "expires", "fragment", "word", "piece"}
MAX_NAME = 64
MAX_GROUPS_OF_A_HOST = 32  # TMS_RULES_MAX_GROUPS
WILD = 0x8000


def fail(line, what):
    sys.exit("%s:%d: %s" % (SOURCE, line, what))


class Group:
    def __init__(self):
        self.hosts = []  # (host, [paths])
        self.names = {}  # name -> kinds
        self.keep = ""
        self.wrappers = []  # (kind, names)
        self.cut = ""
        self.index = ""


def read_hosts(text, line):
    words = text[1:-1].split()
    hosts = [w for w in words if w[0] not in "/*" or w == "*"]
    paths = [w for w in words if w not in hosts]
    for host in hosts:
        if host != "*" and not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.(\*|[a-z0-9-]+)", host):
            fail(line, "%r is no host" % host)
    if not hosts:
        fail(line, "a section without a host")
    return [(host, paths or [""]) for host in hosts]


def read_verb(group, verb, words, line):
    if verb in EVERYWHERE_ONLY and group.hosts != [("*", [""])]:
        fail(line, "%r stands in [*] alone" % verb)
    if verb in NAMES:
        for name in words:
            name = name.lower()
            if "*" in name[:-1] or len(name) > MAX_NAME or not re.fullmatch(r"[!-~]+", name):
                fail(line, "%r is no name" % name)
            if group.names.get(name, 0) & NAMES[verb]:
                fail(line, "%r stands there twice" % name)
            group.names[name] = group.names.get(name, 0) | NAMES[verb]
    elif verb == "keep" and len(words) == 1 and words[0] in KEEP:
        group.keep = words[0]
    elif verb == "unwrap" and words and words[0] in UNWRAP:
        group.wrappers.append((words[0], " ".join(words[1:])))
    elif verb == "path-cut" and len(words) == 1:
        group.cut = words[0]
    elif verb == "index" and len(words) == 1:
        group.index = words[0]
    elif verb in ("word", "piece"):
        return [(verb, word) for word in words]
    else:
        fail(line, "%r is not understood" % " ".join([verb] + words))
    return []


def read(text):
    groups, words, fresh = [], [], False
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            if not line.endswith("]"):
                fail(number, "a section without its end")
            if not fresh:
                groups.append(Group())
            groups[-1].hosts += read_hosts(line, number)
            fresh = True
        elif not groups:
            fail(number, "a rule before the first section")
        else:
            first, *rest = line.split()
            words += read_verb(groups[-1], first, rest, number)
            fresh = False
    if not groups or groups[0].hosts != [("*", [""])]:
        sys.exit("%s: the first section must be [*]" % SOURCE)
    return groups, words


# ---- hashing, as src/url/rules.c does it

def step(h, byte):
    return ((h ^ byte) * 0x01000193) & 0xFFFFFFFF


def name_hash(name):
    h = 0x811C9DC5
    for byte in name.encode():
        h = step(h, byte)
    return h


def host_hash(host):
    return name_hash(host[::-1])


def finish(h, owner):
    h = (h + owner * 0x9E3779B1) & 0xFFFFFFFF
    h ^= h >> 15
    h = h * 0x85EBCA6B & 0xFFFFFFFF
    return h ^ h >> 13


def slot_of(key, shift, bits):
    return ((key ^ shift * 0x9E3779B1 & 0xFFFFFFFF) * 0xC2B2AE35 & 0xFFFFFFFF) >> (32 - bits)


def perfect(keys):
    """(bits of the table, bits of the buckets, shifts, slots): keys are distinct 32-bit numbers."""
    if len(set(keys)) != len(keys):
        sys.exit("two keys with one hash: change the hash")
    bits = max(4, (len(keys) * 4 // 3).bit_length())
    bucket_bits = max(2, (len(keys) // 3).bit_length())
    buckets = {}
    for index, key in enumerate(keys):
        buckets.setdefault(key & (1 << bucket_bits) - 1, []).append(index)
    shifts, slots, used = [0] * (1 << bucket_bits), [None] * len(keys), set()
    for bucket, members in sorted(buckets.items(), key=lambda b: (-len(b[1]), b[0])):
        for shift in range(65536):
            places = [slot_of(keys[m], shift, bits) for m in members]
            if len(set(places)) == len(places) and not used.intersection(places):
                break
        else:
            sys.exit("no perfect hash found: make the table larger")
        shifts[bucket] = shift
        used.update(places)
        for member, place in zip(members, places):
            slots[member] = place
    return bits, bucket_bits, shifts, slots


# ---- writing

class Text:
    """One string for all names; an offset for each."""

    def __init__(self):
        self.at, self.parts, self.size = {}, [], 0

    def add(self, text):
        if text not in self.at:
            self.at[text] = self.size
            self.parts.append(text)
            self.size += len(text) + 1
        return self.at[text]

    def write(self):
        lines, line = [], ""
        for part in self.parts:
            piece = part.replace("\\", "\\\\").replace('"', '\\"') + "\\0"
            if len(line) + len(piece) > 140:
                lines.append(line)
                line = ""
            line += piece
        lines.append(line)
        for i, line in enumerate(lines):  # "\0" before a digit would read as another octal escape
            lines[i] = '    "' + re.sub(r"\\0(?=[0-7])", '\\\\0" "', line) + '"'
        return "static const char rule_text[] =\n" + "\n".join(lines) + ";\n"


def numbers(name, kind, values, comment=""):
    out = "static const %s %s[%d] = {%s\n" % (kind, name, len(values), comment)
    line = "   "
    for value in values:
        item = " %s," % value
        if len(line) + len(item) > 150:
            out += line + "\n"
            line = "   "
        line += item
    return out + line + "\n};\n"


def make(groups, words):
    text = Text()
    text.add("")
    wrappers, group_rows, entries = [], [], []
    for number, group in enumerate(groups):
        lengths = 0
        for name, kinds in group.names.items():
            wild = name.endswith("*")
            stem = name[:-1] if wild else name
            if wild:
                lengths |= 1 << min(len(stem), 31)
                if len(stem) > 31:
                    sys.exit("%r: a beginning of more than 31 letters" % name)
            owner = number | (WILD if wild else 0)
            entries.append((stem, owner, kinds))
        only = any(kinds & NAMES["only"] for kinds in group.names.values())
        group_rows.append("{0x%08xu, %d, %d, %d, %s, %s, %s, %s}" % (
            lengths, len(wrappers), len(group.wrappers), text.add(group.cut), "TMS_KEEP_" + (group.keep.upper() or "NOT"), str(only).lower(),
            str(bool(group.names)).lower(), text.add(group.index)))
        for kind, names in group.wrappers:
            wrappers.append("{TMS_WRAP_%s, %d}" % (kind.upper().replace("-", "_"), text.add(names)))
    # hosts: every pattern with its rows of (path, group)
    rows = {}
    for number, group in enumerate(groups):
        for host, paths in group.hosts:
            if number or paths != [""]:
                rows.setdefault(host, []).extend((path, number) for path in paths)
    for host, found in rows.items():
        if len({g for _, g in found}) > MAX_GROUPS_OF_A_HOST * 3 // 4:
            sys.exit("%s: too many groups" % host)
    row_list, host_entries = [], []
    for host in sorted(rows):
        if host == "*":
            continue
        any_suffix = host.endswith(".*")
        stem = host[:-2] if any_suffix else host
        host_entries.append((stem, any_suffix, len(row_list), len(rows[host])))
        row_list += rows[host]
    everywhere = len(row_list)
    row_list += rows.get("*", [])

    def row(path, group):
        return "{%d, %d, %s, %d}" % (text.add(path.lstrip("*")), len(path.lstrip("*")), str(path.startswith("*")).lower(), group)

    name_bits, name_bucket_bits, name_shifts, name_slots = perfect([finish(name_hash(stem), owner) for stem, owner, _ in entries])
    name_table = ["{0, 0, 0, 0}"] * (1 << name_bits)
    for (stem, owner, kinds), slot in zip(entries, name_slots):
        name_table[slot] = "{%d, %d, %d, %d}" % (text.add(stem), owner, kinds, len(stem))
    host_bits, host_bucket_bits, host_shifts, host_slots = perfect([finish(host_hash(stem), 1 if any_suffix else 0) for stem, any_suffix, _, _ in host_entries])
    host_table = ["{0, 0, 0, 0, false}"] * (1 << host_bits)
    for (stem, any_suffix, first, count), slot in zip(host_entries, host_slots):
        host_table[slot] = "{%d, %d, %d, %d, %s}" % (text.add(stem), first, count, len(stem), str(any_suffix).lower())
    path_rows = [row(path, group) for path, group in row_list]
    words = sorted(words, key=lambda w: (w[0] == "piece", w[1]))
    word_rows = ["{%d, %d}" % (text.add(word), len(word)) for _, word in words]
    anywhere = sum(verb == "word" for verb, _ in words)
    firsts = sum(1 << ord(c) - ord("a") for c in {word[0] for verb, word in words if verb == "word"})
    if text.size > 65535:
        sys.exit("more text than 16 bits can address")
    out = tables.header("gen_url_rules.py", SOURCE, "The rules of link cleaning: %d groups, %d hosts, %d names." % (len(groups), len(host_entries), len(entries)))
    out += "enum {\n  NAME_BITS = %d,\n  NAME_BUCKETS = %d,\n  HOST_BITS = %d,\n  HOST_BUCKETS = %d,\n  ROWS_EVERYWHERE = %d,\n  ROWS = %d,\n  GROUPS = %d,\n  WORDS_ANYWHERE = %d,\n  WORDS = %d,\n  WORD_LETTERS = 0x%x /* first letters of those found anywhere, as bits */\n};\n" % (
        name_bits, 1 << name_bucket_bits, host_bits, 1 << host_bucket_bits, everywhere, len(row_list), len(groups), anywhere, len(words), firsts)
    out += text.write()
    out += numbers("groups", "group_row", group_rows)
    out += numbers("wrappers", "wrapper_row", wrappers)
    out += numbers("rows", "path_row", path_rows)
    out += numbers("words", "word_row", word_rows)
    out += numbers("name_shifts", "uint16_t", name_shifts)
    out += numbers("names", "name_row", name_table)
    out += numbers("host_shifts", "uint16_t", host_shifts)
    out += numbers("hosts", "host_row", host_table)
    return out


if __name__ == "__main__":
    with open(tables.ROOT + "/" + SOURCE, encoding="ascii") as file:
        parsed = read(file.read())
    tables.emit({OUT: make(*parsed)})
