#!/usr/bin/env python3
"""url.py PROGRAM [-v] [--clean]: runs urltestdata.json, setters_tests.json, percent-encoding.json, toascii.json and IdnaTestV2.json of web-platform-tests through PROGRAM (tests/conformance/url.c).

With --clean it is a filter instead: one URL a line in, one cleaned URL a line out. The files are looked for in ../shared/data/url; where they are missing, one line says so. Exit 1 below the floors.
"""
import json
import os
import subprocess
import sys

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../shared/data/url")
PARTS = "href protocol username password host hostname port pathname search hash".split()
# IdnaTestV2.json is of a newer Unicode than our tables: four cases have characters that 15.0 does not know.
FLOORS = {"urltestdata": 1, "setters": 1, "percent": 1, "toascii": 1, "idna": 0.998}
verbose = "-v" in sys.argv


def ask(program, questions):
    data = "\n".join(" ".join(question) for question in questions) + "\n"
    out = subprocess.run([program], input=data.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    return out.split("\n")[:len(questions)]


def code(text):
    return text.encode("utf-8", "surrogatepass").hex()


def load(name):
    with open(os.path.join(DATA, name), encoding="utf-8") as file:
        return [case for case in json.load(file) if not isinstance(case, str)]


def report(name, good, total):
    print("%s: %d of %d" % (name, good, total))
    return good >= FLOORS[name] * total


def run_urls(program):
    cases = load("urltestdata.json")
    answers = ask(program, [("U", code(c["input"]) or "0a", code(c["base"]) if c.get("base") else "-") for c in cases])
    good = 0
    for case, answer in zip(cases, answers):
        want = "failure" if case.get("failure") else {p: case[p] for p in PARTS if p in case}
        got = "failure" if answer == "failure" else dict(zip(PARTS, answer.split("\x1f")))
        if isinstance(want, dict) and isinstance(got, dict):
            got = {p: got[p] for p in want}
        good += want == got
        if verbose and want != got:
            print("%r base %r\n  want %s\n  got  %s" % (case["input"], case.get("base"), want, got))
    return report("urltestdata", good, len(cases))


def run_setters(program):
    with open(os.path.join(DATA, "setters_tests.json"), encoding="utf-8") as file:
        groups = json.load(file)
    cases = [(part, case) for part in PARTS for case in groups.get(part, [])]
    answers = ask(program, [("S", code(c["href"]), code("%d%s" % (PARTS.index(part), c["new_value"]))) for part, c in cases])
    good = 0
    for (part, case), answer in zip(cases, answers):
        got = dict(zip(PARTS, answer.split("\x1f"))) if answer != "failure" else {}
        ok = all(got.get(key) == value for key, value in case["expected"].items() if key in PARTS)
        good += ok
        if verbose and not ok:
            print("%s of %r to %r\n  want %s\n  got  %s" % (part, case["href"], case["new_value"], case["expected"], got))
    return report("setters", good, len(cases))


def run_percent(program):
    """The inputs in UTF-8; other encodings of queries are of forms, which nothing here submits."""
    cases = load("percent-encoding.json")
    answers = ask(program, [("P", code(c["input"])) for c in cases])
    good = sum(answer == case["output"]["utf-8"] for case, answer in zip(cases, answers))
    return report("percent", good, len(cases))


def run_domains(program, name, file):
    cases = load(file)
    answers = ask(program, [("A", code(c["input"]) or "-") for c in cases])
    good = 0
    for case, answer in zip(cases, answers):
        # A host must not be empty, and may not hold these: the host parser says so, not domain to ASCII.
        bad = not answer or any(c in answer for c in "\0\t\n\r #/:<>?@[\\]^|%\x7f") or any(ord(c) < 32 for c in answer)
        got = "failure" if bad else answer
        want = case["output"] if case["output"] is not None else "failure"
        good += got == want
        if verbose and got != want:
            print("%s %r\n  want %r\n  got  %r %s" % (name, case["input"], want, got, case.get("comment", "")))
    return report(name, good, len(cases))


def clean(program):
    lines = sys.stdin.buffer.read().split(b"\n")[:-1]
    for answer in ask(program, [("C", line.hex() or "0a") for line in lines]):
        print(answer)


if __name__ == "__main__":
    if "--clean" in sys.argv:
        clean(sys.argv[1])
        sys.exit(0)
    if not os.path.exists(os.path.join(DATA, "urltestdata.json")):
        print("../shared is not here")
        sys.exit(77)
    results = [run_urls(sys.argv[1]), run_setters(sys.argv[1]), run_percent(sys.argv[1]), run_domains(sys.argv[1], "toascii", "toascii.json"), run_domains(sys.argv[1], "idna", "IdnaTestV2.json")]
    sys.exit(not all(results))
