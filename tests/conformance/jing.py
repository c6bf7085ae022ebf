#!/usr/bin/env python3
"""Validation with jing, and the one thing that jing gets wrong: jing.messages(SCHEMA, FILES) is empty where all are valid.

Xerces, which reads for jing, loses its place where a character of four bytes lies across the border of its buffer ("Invalid byte 2 of 4-byte UTF-8 sequence"): a file may
be valid UTF-8 and trip over it, and not with four bytes more before that character. xmllint has no such trouble. So a file of which jing says that, and Python's strict
decoder doesn't, is validated once more with a few line feeds behind its first line, where they mean nothing. `python3 jing.py` shows that this is so.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

TRIPPED = re.compile(r"^(.*?):\d+:\d+: fatal: .*MalformedByteSequenceException")


def _run(schema, files):
    done = subprocess.run(["jing", schema, *files], capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line]
    return lines or ([done.stderr.strip()] if done.returncode else [])


def _shifted(path, copy):
    with open(path, "rb") as file:
        head, line_feed, rest = file.read().partition(b"\n")
    (head + rest).decode("utf-8")  # raises what jing would be right about
    with open(copy, "wb") as file:
        file.write(head + line_feed + b"\n" * 8 + rest)


def messages(schema, files):
    """Lines of jing's output, those that come of its reader's mistake left out."""
    left = []
    for line in _run(schema, files):
        tripped = TRIPPED.match(line)
        if not tripped:
            left.append(line)
            continue
        with tempfile.TemporaryDirectory() as folder:
            copy = os.path.join(folder, "again.xml")
            try:
                _shifted(tripped.group(1), copy)
            except UnicodeDecodeError:
                left.append(line)
                continue
            left += _run(schema, [copy])
    return left


def main():
    """A file that is known to trip: the character begins 37 bytes behind a border of 8192."""
    if not shutil.which("jing"):
        print("jing: skipped, it is not there")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        schema, path = os.path.join(folder, "a.rng"), os.path.join(folder, "a.xml")
        with open(schema, "w") as file:
            file.write('<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><text/></element>')
        with open(path, "wb") as file:
            file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<a>' + b"x" * 8187 + "\U0001f600".encode() + b"y" * 6000 + b"</a>\n")
        says, means = _run(schema, [path]), messages(schema, [path])
        second = subprocess.run(["xmllint", "--noout", "--relaxng", schema, path], capture_output=True, text=True) if shutil.which("xmllint") else None
        with open(path, "ab") as file:
            file.write(b"\xf0\x28")  # and what is no UTF-8 stays wrong
        wrong = messages(schema, [path])
    print(f"jing {'trips over' if says else 'reads'} a character of four bytes across its buffer's border; moved: {'valid' if not means else means}"
          f"; xmllint: {'not there' if second is None else 'valid' if second.returncode == 0 else second.stderr}")
    return 0 if not means and wrong and (second is None or second.returncode == 0) else 1


if __name__ == "__main__":
    sys.exit(main())
