#!/usr/bin/env python3
"""Learns src/clean/title_weights.inc: which choice of a page is its title.

    titles.py --dump PROGRAM --data FOLDER --pages FOLDER [--out FILE] [--folds N]

PROGRAM is tools/train/titles.c, linked with the static library. --data holds ground-truth/ID.json, --pages ID.html. Needs numpy and scipy. Without --out it only
reports: the share of pages whose title is right, cross-validated by domain (every fold knows no page of the domains that it is asked for), and on the training pages.

The model is a conditional logit: of the choices of one page the right one should have the highest sum of weights, where each mark has a weight for every page and
one more for its group of page kinds. Weights are integers, one being 1/SCALE. Pages where no choice is right teach nothing.
"""
import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import numpy
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack

WORD = re.compile(r"\w+")
MARKS, GROUPS, SCALE = 128, 6, 64
PENALTY_ALL, PENALTY_GROUP = 2.0, 20.0


def words(text):
    return WORD.findall((text or "").lower())


def read(dump, data, pages):
    """[(domain, group, marks of each choice, index of the right ones)]"""
    truths = sorted((data / "ground-truth").glob("*.json"))
    out = subprocess.run([dump] + [str(pages / (t.stem + ".html")) for t in truths], stdout=subprocess.PIPE, check=True).stdout
    blocks = re.split(r"^page (?=\d$)", out.decode("utf-8", "replace"), flags=re.M)[1:]
    rows = []
    for path, block in zip(truths, blocks, strict=True):
        page = json.loads(path.read_text(encoding="utf-8"))
        group, *lines = block.rstrip("\n").split("\n")
        truth = words(page["ground_truth"]["title"])
        choices = [line.split("\t", 1) for line in lines]
        marks = [[int(m) for m in c[0].split(",")] for c in choices]
        right = [i for i, c in enumerate(choices) if words(c[1]) == truth]
        host = ".".join((urlsplit(page["url"]).hostname or "").split(".")[-2:])
        rows.append((host, int(group), marks, right))
    return rows


def vectors(row):
    """One line a choice: its marks, once for every page and once for the group."""
    columns = [[m for m in marks] + ([row[1] * MARKS + m for m in marks] if row[1] else []) for marks in row[2]]
    ends = numpy.cumsum([0] + [len(c) for c in columns])
    return csr_matrix((numpy.ones(ends[-1]), numpy.concatenate(columns + [[]]).astype(int), ends), shape=(len(columns), GROUPS * MARKS))


def fit(rows):
    rows = [r for r in rows if r[3] and len(r[2]) > 1]
    x = vstack([vectors(r) for r in rows]).tocsr()
    transposed = x.T.tocsr()
    starts = numpy.cumsum([0] + [len(r[2]) for r in rows])
    page = numpy.repeat(numpy.arange(len(rows)), numpy.diff(starts))
    right = numpy.zeros(x.shape[0], dtype=bool)
    for r, start in zip(rows, starts):
        right[[start + i for i in r[3]]] = True
    penalty = numpy.full(GROUPS * MARKS, PENALTY_GROUP)
    penalty[:MARKS] = PENALTY_ALL

    def loss(w):
        s = x @ w
        s -= numpy.maximum.reduceat(s, starts[:-1])[page]
        e = numpy.exp(s)
        total = numpy.add.reduceat(e, starts[:-1])
        good = numpy.add.reduceat(e * right, starts[:-1])
        gradient = transposed @ (e / total[page] - e * right / good[page])
        return numpy.log(total / good).sum() + 0.5 * (penalty * w * w).sum(), gradient + penalty * w

    w = minimize(loss, numpy.zeros(GROUPS * MARKS), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return numpy.clip(numpy.rint(w * SCALE), -32768, 32767).astype(int)


def answers(rows, w):
    """Is the choice of each page right? The first of the highest, as in the library."""
    return [bool(r[2]) and int(numpy.argmax(vectors(r) @ w)) in r[3] for r in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dump", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    args = parser.parse_args()
    rows = read(args.dump, args.data, args.pages)
    print(f"pages {len(rows)}, a choice is right on {sum(bool(r[3]) for r in rows) / len(rows):.4f}")
    domains = sorted({r[0] for r in rows})
    numpy.random.default_rng(1).shuffle(domains)
    fold = {domain: i % args.folds for i, domain in enumerate(domains)}
    right = []
    for k in range(args.folds):
        w = fit([r for r in rows if fold[r[0]] != k])
        right += answers([r for r in rows if fold[r[0]] == k], w)
    w = fit(rows)
    print(f"right, cross-validated by domain: {sum(right) / len(right):.4f}; on the training pages: {sum(answers(rows, w)) / len(rows):.4f}")
    if args.out:
        lines = ["/* Made by tools/train/titles.py. */", "static const int16_t weights[TMS_TITLE_GROUPS][TMS_TITLE_MARKS] = {"]
        for group in w.reshape(GROUPS, MARKS):
            row = [str(int(v)) for v in group]
            lines += ["    {"] + ["        " + ", ".join(row[i:i + 16]) + "," for i in range(0, MARKS, 16)] + ["    },"]
        args.out.write_text("\n".join(lines + ["};", ""]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
