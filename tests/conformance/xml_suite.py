#!/usr/bin/env python3
"""Runs xml-check over the W3C cases and the hostile ones: xml_suite.py XML_CHECK [DATA].

DATA is the folder with manifest.tsv (default: ../shared/data/xml beside the checkout). The column `expect` is explained in DATA/README.md.
Exit 0 where every demand is met, 1 where one is not, 77 with a line where the data is missing.
"""
import collections
import os
import re
import subprocess
import sys
import tempfile
import time

# Hostile files that are well-formed: to be accepted, those of LIMITED also refused with a limit.
ACCEPT = {"attr-ws", "bom-ok", "cdata-split", "crlf", "xinclude", "long-attr-200k", "long-comment-200k", "long-name-100k"}
LIMITED = {"deep-closed-50000", "attrs-20000", "ns-20000", "ns-nested"}
DOCTYPE = "DOCTYPE not allowed"
SECONDS = 2.0  # far above what any of the files needs; catches what is not linear


def run(program, path, *options):
    begin = time.monotonic()
    done = subprocess.run([program, *options, path], capture_output=True, timeout=60)
    return done.returncode, done.stderr.decode("utf-8", "replace"), done.stdout, time.monotonic() - begin


def judge(expect, code, message):
    if code not in (0, 1):
        return False
    if expect == "accept":
        return code == 0
    if expect == "reject" or expect == "reject-dtd-syntax" or expect == "doctype-entity":
        return code == 1
    if expect == "accept-or-doctype":
        return code == 0 or DOCTYPE in message
    return True  # reject-or-doctype (a reader that skips DTDs may accept), either


def without_doctype(text):
    """The document without its DOCTYPE, or None where the DTD changes what is read (entities, defaults, normalized values) or isn't plain."""
    match = re.search(rb"<!DOCTYPE\s+[^\[\]>'\"]*(\[(?P<subset>[^\[\]]*?)\]\s*)?>", text)
    if not match or re.search(rb"<!ENTITY|<!ATTLIST|<!NOTATION|<\?|%|<!--", match.group("subset") or b""):
        return None
    return text[: match.start()] + text[match.end() :]


def canonical_agrees(program, path, wanted_path):
    """None where the document can't be compared."""
    with open(path, "rb") as file:
        text = without_doctype(file.read())
    with open(wanted_path, "rb") as file:
        wanted = file.read()
    wanted = re.sub(rb"<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>\s*", b"", wanted, flags=re.S)
    if text is None:
        return None
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(text)
        file.flush()
        return run(program, file.name, "--canonical")[2].strip() == wanted.strip()


def suite(program, data):
    good, all_, bad = collections.Counter(), collections.Counter(), []
    compared = same = 0
    with open(os.path.join(data, "manifest.tsv"), encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            fields = line.rstrip("\n").split("\t")
            expect, file, canonical = fields[0], fields[7], fields[8]
            path = os.path.join(data, file)
            code, message, _, seconds = run(program, path)
            ok = judge(expect, code, message) and seconds < SECONDS
            all_[expect] += 1
            good[expect] += ok
            if not ok:
                bad.append(f"{expect}: {file}: exit {code} {message.strip()} ({seconds:.2f} s)")
            agrees = canonical_agrees(program, path, os.path.join(data, canonical)) if canonical != "-" else None
            if agrees is not None:
                compared += 1
                same += agrees
                if not agrees:
                    bad.append(f"canonical output differs: {file}")
    for expect in sorted(all_):
        print(f"{expect:20} {good[expect]:4} of {all_[expect]}")
    print(f"{'canonical output':20} {same:4} of {compared}")
    return bad


def hostile(program, data):
    folder, bad, count = os.path.join(data, "hostile"), [], 0
    for name in sorted(os.listdir(folder)):
        stem = name.rsplit(".", 1)[0]
        code, message, _, seconds = run(program, os.path.join(folder, name))
        if stem in ACCEPT:
            ok = code == 0
        elif stem in LIMITED:
            ok = code == 0 or (code == 1 and ": limit:" in message)
        else:
            ok = code == 1
        count += 1
        if not ok or seconds > SECONDS:
            bad.append(f"hostile: {name}: exit {code} {message.strip()} ({seconds:.2f} s)")
    print(f"{'hostile':20} {count - len(bad):4} of {count}")
    return bad


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    here = os.path.dirname(os.path.abspath(__file__))
    data = sys.argv[2] if len(sys.argv) == 3 else os.path.join(here, "..", "..", "..", "shared", "data", "xml")
    if not os.path.exists(os.path.join(data, "manifest.tsv")):
        print("XML suite: skipped, its data is not there")
        return 77
    bad = suite(sys.argv[1], data) + hostile(sys.argv[1], data)
    for line in bad:
        print(line)
    print("XML suite: 0 of its demands missed" if not bad else f"XML suite: {len(bad)} of its demands missed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
