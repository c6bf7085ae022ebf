#!/usr/bin/env python3
"""Learns src/clean/title_weights.inc: which choice of a page is its title.

    titles.py --dump PROGRAM --data FOLDER --pages FOLDER [--out FILE] [--rounds N]

PROGRAM is tools/train/titles.c, linked with the static library (tools/train/titles does it all). --data holds ground-truth/ID.json, --pages ID.html. Needs numpy and
lightgbm. Without --out it only reports: the share of pages whose title is right, cross-validated by domain (every fold knows no page of the domains that it is asked
for; mean of N divisions into ten folds), and on the training pages, both by the integer reference of forest.py.

The model is a conditional logit over a forest: of the choices of one page the right one should have the highest score. Several choices may be right; pages where none is
teach nothing. Fixed seeds, one thread: the same forest each time, with one version of lightgbm.
"""
import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import lightgbm
import numpy as np

import forest

WORD = re.compile(r"\w+")
SETTINGS = dict(learning_rate=0.06, num_leaves=16, min_data_in_leaf=10, feature_fraction=0.2, bagging_fraction=0.6, bagging_freq=1, lambda_l2=10,
                min_sum_hessian_in_leaf=1, max_bin=63, num_threads=1, seed=1, deterministic=True, verbose=-1)
TREES = 130


def words(text):
    return WORD.findall((text or "").lower())


def read(dump, data, pages):
    """[(domain, numbers of each choice, which are right, texts)]"""
    truths = sorted((data / "ground-truth").glob("*.json"))
    out = subprocess.run([dump] + [str(pages / (t.stem + ".html")) for t in truths], stdout=subprocess.PIPE, check=True).stdout
    blocks = re.split(r"^page\n", out.decode("utf-8", "replace"), flags=re.M)[1:]
    rows = []
    for path, block in zip(truths, blocks, strict=True):
        page = json.loads(path.read_text(encoding="utf-8"))
        truth = words(page["ground_truth"]["title"])
        choices = [line.split("\t", 1) for line in block.splitlines() if "\t" in line]
        numbers = np.array([c[0].split(",") for c in choices], np.uint8) if choices else np.zeros((0, 1), np.uint8)
        right = np.array([words(c[1]) == truth for c in choices], bool)
        host = ".".join((urlsplit(page["url"]).hostname or "").split(".")[-2:])
        rows.append((host, numbers, right, [c[1] for c in choices]))
    return rows


def fit(rows, **settings):
    rows = [r for r in rows if r[2].any() and len(r[2]) > 1]
    sizes = [len(r[2]) for r in rows]
    starts, page = np.cumsum([0] + sizes)[:-1], np.repeat(np.arange(len(rows)), sizes)
    x, right = np.vstack([r[1] for r in rows]).astype(np.float32), np.concatenate([r[2] for r in rows]).astype(float)

    def objective(scores, _):
        e = np.exp(scores - np.maximum.reduceat(scores, starts)[page])
        all_of, good = e / np.add.reduceat(e, starts)[page], e * right
        return all_of - good / np.add.reduceat(good, starts)[page], np.maximum(all_of * (1 - all_of), 1e-4)

    settings = {**SETTINGS, "trees": TREES, **settings}
    trees = settings.pop("trees")
    return forest.Forest(lightgbm.train({**settings, "objective": objective}, lightgbm.Dataset(x, right, params=dict(max_bin=63, verbose=-1)), trees))


def answers(rows, model):
    """Is the answer right on each page? The first of the highest, as in the library."""
    asked = [r for r in rows if len(r[2])]
    scores, at, right = model.scores(np.vstack([r[1] for r in asked]))[0], 0, [False] * (len(rows) - len(asked))
    for r in asked:
        right.append(bool(r[2][np.argmax(scores[at:at + len(r[2])])]))
        at += len(r[2])
    return right


def cross_validated(rows, rounds, folds=10, **settings):
    shares = []
    for seed in range(1, rounds + 1):
        domains = sorted({r[0] for r in rows})
        np.random.default_rng(seed).shuffle(domains)
        fold = {domain: i % folds for i, domain in enumerate(domains)}
        right = []
        for k in range(folds):
            right += answers([r for r in rows if fold[r[0]] == k], fit([r for r in rows if fold[r[0]] != k], **settings))
        shares.append(sum(right) / len(right))
    return shares


def write(path, model, count):
    out = ["/* Made by tools/train/titles.py. Don't edit. */", "/* clang-format off */"] + forest.table("title", model, count)
    path.write_text("\n".join(out + ["/* clang-format on */", ""]), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dump", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    rows = read(args.dump, args.data, args.pages)
    print(f"pages {len(rows)}, a choice is right on {sum(r[2].any() for r in rows) / len(rows):.4f}")
    shares, model = cross_validated(rows, args.rounds), fit(rows)
    print(f"right, cross-validated by domain: {np.mean(shares):.4f} ({' '.join(f'{s:.4f}' for s in shares)}); on the training pages: {np.mean(answers(rows, model)):.4f}")
    if args.out:
        write(args.out, model, rows[0][1].shape[1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
