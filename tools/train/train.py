#!/usr/bin/env python3
"""Fits the boilerplate model and writes src/clean/boilerplate/weights.inc.

    train.py --dump PROGRAM --pages FOLDER [--out FILE] [--work FOLDER] [--folds N]

PROGRAM is tools/train/dump.c, linked with the static library. FOLDER holds html/ID.html.gz and ground-truth/ID.json. Needs numpy and scipy.

What is learned: three linear models on binary features, in this order, each fitted on what the one before says of pages it has not seen (folds by domain):
kinds (which of the seven kinds a page is), blocks (is a block content), looks (the same, with the scores around it). Labels come from aligning the words of
the page's blocks with those of the truth (longest common subsequence by bit vectors); a block weighs its words over the page's true words, because F1 is
a mean over pages. Weights are rounded to 8 bits in steps of 1/20 logit; the figures printed are those of the rounded models.
"""
import argparse
import gzip
import hashlib
import json
import re
import struct
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

ONE = 20
HONEST = 0.7  # scores are this much too sure on unseen pages (model.c)
KINDS = ["article", "forum", "product", "collection", "listing", "documentation", "service"]
WORD = re.compile(r"\w+")


def words(text):
    return WORD.findall(text.lower())


# ---------------------------------------------------------------- labels

def lcs_matches(page, truth):
    """Positions of `page` that a longest common subsequence with `truth` uses. Bit-parallel: one big-integer step for each true word (Hyyro 2004)."""
    if len(page) * len(truth) > 6_000_000_000:
        truth = truth[: 6_000_000_000 // len(page)]
    masks = {}
    for at, word in enumerate(page):
        masks[word] = masks.get(word, 0) | 1 << at
    full = (1 << len(page)) - 1
    rows, row = [], full
    for word in truth:
        match = masks.get(word, 0)
        part = row & match
        row = ((row + part) | (row - part)) & full
        rows.append(row)
    used = np.zeros(len(page), bool)
    at = len(page) - 1
    for k in range(len(truth) - 1, -1, -1):
        # The bits that are 0 in rows[k] are the columns where the length grows.
        here = ~rows[k] & full & ((1 << (at + 1)) - 1)
        if not here:
            break
        column = here.bit_length() - 1
        before = rows[k - 1] if k else full
        if not before >> column & 1 and k:
            at = column
            continue
        used[column] = True
        at = column - 1
        if at < 0:
            break
    return used


def labels(units, truth):
    """The share of each unit's words that the truth holds, cleaned of chance matches."""
    tokens, owner = [], []
    for n, unit in enumerate(units):
        ws = words(unit)
        tokens += ws
        owner += [n] * len(ws)
    true = words(truth or "")
    count = np.bincount(np.array(owner, int), minlength=len(units)) if owner else np.zeros(len(units))
    if not tokens or not true:
        return np.zeros(len(units))
    used = lcs_matches(tokens, true)
    hit = np.bincount(np.array(owner, int), weights=used, minlength=len(units))
    share = hit / np.maximum(count, 1)
    share[share < 0.3] = 0
    # Order may differ: a long unit whose word triples stand in the truth is content wherever it is, unless another unit has taken them: a second copy is none.
    left = Counter(zip(true, true[1:], true[2:]))
    bounds = np.concatenate([[0], np.cumsum(count.astype(int))])
    triples = lambda n: list(zip(*(tokens[bounds[n] + k : bounds[n + 1] - 2 + k] for k in range(3))))
    for n in np.flatnonzero((count >= 3) & (share >= 0.8)):
        left.subtract(triples(n))
    for n in np.flatnonzero((count >= 8) & (share < 0.8)):
        own = triples(n)
        found = sum(left[t] > 0 for t in own) / len(own)
        if found > 0.7:
            share[n] = max(share[n], found)
            left.subtract(own)
    return share


# ---------------------------------------------------------------- dumps

def read_lists(data, with_text):
    at, pages = 0, []
    while at < len(data):
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
        sizes, ids, texts = [], [], []
        for _ in range(count):
            weight, size = struct.unpack_from("<II", data, at)
            at += 8
            ids.append(np.frombuffer(data, np.uint16, size, at))
            at += 2 * size
            sizes.append(weight)
            if with_text:
                (length,) = struct.unpack_from("<I", data, at)
                at += 4
                texts.append(data[at : at + length].decode("utf-8", "replace"))
                at += length
        pages.append((np.array(sizes, int), ids, texts))
    return pages


def dump(program, what, files, extra=()):
    run = subprocess.run([program, what, *map(str, extra), *map(str, files)], stdout=subprocess.PIPE)
    if run.returncode:
        sys.exit(f"{program} {what}: exit {run.returncode}")
    return read_lists(run.stdout, what == "blocks")


def matrix(lists, columns):
    lengths = np.fromiter((len(l) for l in lists), np.int64, len(lists))
    pointers = np.concatenate([[0], np.cumsum(lengths)])
    indices = np.concatenate(lists).astype(np.int32) if lists else np.zeros(0, np.int32)
    return csr_matrix((np.ones(len(indices), np.float32), indices, pointers), shape=(len(lists), columns))


# ---------------------------------------------------------------- fitting

def fit(x, y, weight, penalty, iterations, offset=0):
    """Logistic regression with soft labels and an L2 penalty. `offset` is what is known of each row already, in logits."""
    xt = x.T.tocsr()

    def loss(w):
        z = x @ w.astype(np.float32) + offset
        p = 1 / (1 + np.exp(-z))
        value = np.sum(weight * (np.logaddexp(0, z) - y * z)) + penalty / 2 * w @ w
        return float(value), (xt @ (weight * (p - y)).astype(np.float32)).astype(np.float64) + penalty * w

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 10}).x


def rounded(w):
    return np.clip(np.rint(w * ONE), -127, 127).astype(np.int8)


def scores(x, w8):
    return (x @ w8.astype(np.float32)).astype(np.int32)


# ---------------------------------------------------------------- the cut, as decide.c makes it

def f1_of(p, count, share, true_words):
    """Best expected cut and the F1 that it gives."""
    order = np.argsort(-p, kind="stable")
    size, hit = np.cumsum(count[order]), np.cumsum((count * p)[order])
    if not len(order) or not count.sum():
        return 0.0 if true_words else 1.0
    best = int(np.argmax(hit / (size + hit[-1] + 1e-9)))
    keep = p >= p[order[best]]
    kept, good = count[keep].sum(), (count * share)[keep].sum()
    return 2 * good / max(kept + true_words, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dump", required=True)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/train"))
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--penalty", type=float, default=10.0)
    parser.add_argument("--penalty-kind", type=float, default=3.0)
    parser.add_argument("--penalty-look", type=float, default=1.0)
    parser.add_argument("--iterations", type=int, default=50)
    args = parser.parse_args()
    (args.work / "html").mkdir(parents=True, exist_ok=True)

    say = lambda *what: print(*what, file=sys.stderr, flush=True)
    truth, files, kinds, folds = [], [], [], []
    for path in sorted((args.pages / "ground-truth").glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        kind = (page.get("_internal") or {}).get("page_type") or "article"
        kind = kind.get("primary") or "article" if isinstance(kind, dict) else kind
        kinds.append(KINDS.index("collection" if kind == "category" else kind))
        truth.append(page["ground_truth"].get("main_content") or "")
        host = re.sub(r"^\w+://", "", page.get("url") or path.stem).split("/")[0].split(":")[0]
        domain = ".".join(host.split(".")[-2:])
        folds.append(int(hashlib.sha256(domain.encode()).hexdigest(), 16) % args.folds)
        html = args.work / "html" / (path.stem + ".html")
        if not html.exists():
            html.write_bytes(gzip.decompress((args.pages / "html" / (path.stem + ".html.gz")).read_bytes()))
        files.append(html)
    kinds, folds = np.array(kinds), np.array(folds)

    # Kinds.
    pages = dump(args.dump, "kinds", files)
    columns = int(subprocess.run([args.dump, "sizes"], stdout=subprocess.PIPE, text=True, check=True).stdout.split()[2])
    x = matrix([ids[0] for _, ids, _ in pages], columns)
    one = np.ones(len(files))
    guess, fold_kinds = np.zeros(len(files), int), []
    for fold in range(args.folds):
        train = folds != fold
        w = np.stack([rounded(fit(x[train], (kinds[train] == k).astype(float), one[train], args.penalty_kind, args.iterations)) for k in range(len(KINDS))])
        fold_kinds.append(w)
        guess[~train] = np.argmax(np.stack([scores(x[~train], w[k]) for k in range(len(KINDS))], 1), 1)
    say("kinds right, by folds:", round(float(np.mean(guess == kinds)), 4), {KINDS[k]: round(float(np.mean(guess[kinds == k] == k)), 2) for k in range(len(KINDS))})
    kind_weights = np.stack([rounded(fit(x, (kinds == k).astype(float), one, args.penalty_kind, args.iterations)) for k in range(len(KINDS))])
    (args.work / "kinds.txt").write_text("\n".join(map(str, guess)))

    # Blocks.
    say("reading blocks")
    pages = dump(args.dump, "blocks", files, [args.work / "kinds.txt"])
    sizes = [int(n) for n in subprocess.run([args.dump, "sizes"], stdout=subprocess.PIPE, text=True, check=True).stdout.split()]
    owner = np.repeat(np.arange(len(pages)), [len(p[0]) for p in pages])
    count = np.concatenate([np.array([len(words(t)) for t in texts], float) for _, _, texts in pages])
    say(len(owner), "units; aligning")
    share = []
    for n, (_, _, texts) in enumerate(pages):
        key = hashlib.sha256(("2" + "\0".join(texts) + "\1" + truth[n]).encode()).hexdigest()
        cached = args.work / "labels" / (key + ".npy")
        if cached.exists():
            share.append(np.load(cached))
            continue
        cached.parent.mkdir(exist_ok=True)
        share.append(labels(texts, truth[n]))
        np.save(cached, share[-1])
    share = np.concatenate(share)
    true_words = np.array([len(words(t)) for t in truth], float)
    weight = np.minimum(count / (true_words[owner] + 30), 1) + 0.0002
    weight[true_words[owner] == 0] *= 0.05
    x = matrix([l for _, ids, _ in pages for l in ids], sizes[0])
    say("features", x.shape, x.nnz)

    def report(p, name):
        f1 = np.array([f1_of(p[owner == n], count[owner == n], share[owner == n], true_words[n]) for n in range(len(pages))])
        say(name, "F1", round(float(f1.mean()), 4), {KINDS[k]: round(float(f1[kinds == k].mean()), 3) for k in range(len(KINDS))})

    sigmoid = lambda s: 1 / (1 + np.exp(-s / ONE * HONEST))
    report(share, "perfect choice of blocks:")
    first, fold_blocks, fold_looks = np.zeros(len(owner), np.int32), [], []
    for fold in range(args.folds):
        train = folds[owner] != fold
        fold_blocks.append(rounded(fit(x[train], share[train], weight[train], args.penalty, args.iterations)))
        first[~train] = scores(x[~train], fold_blocks[-1])
        say("fold", fold)
    report(sigmoid(first), "blocks, by folds:")
    block_weights = rounded(fit(x, share, weight, args.penalty, args.iterations))
    report(sigmoid(scores(x, block_weights)), "blocks, on training pages:")

    # Looks. Half of the correction: the whole makes the errors of a page agree with each other.
    first.astype("<i4").tofile(args.work / "scores.bin")
    pages = dump(args.dump, "looks", files, [args.work / "kinds.txt", args.work / "scores.bin"])
    x = matrix([l for _, ids, _ in pages for l in ids], sizes[1])
    second = np.zeros(len(owner), np.int32)
    for fold in range(args.folds):
        train = folds[owner] != fold
        fold_looks.append(rounded(fit(x[train], share[train], weight[train], args.penalty_look, args.iterations, first[train] / ONE) / 2))
        second[~train] = first[~train] + scores(x[~train], fold_looks[-1])
    report(sigmoid(second), "looks, by folds:")
    look_weights = rounded(fit(x, share, weight, args.penalty_look, args.iterations, first / ONE) / 2)
    np.savez_compressed(args.work / "second.npz", second=second, first=first, owner=owner, share=share, count=count, kinds=kinds, guess=guess, true=true_words)

    # With these, each fold can be run through the library itself: FOLD.txt lists the pages that FOLD.inc has not seen.
    for fold in range(args.folds):
        write(args.work / f"fold{fold}.inc", fold_blocks[fold], fold_looks[fold], fold_kinds[fold])
        (args.work / f"fold{fold}.txt").write_text("\n".join(str(f) for f, k in zip(files, folds) if k == fold) + "\n")
    if args.out:
        write(args.out, block_weights, look_weights, kind_weights)


def write(path, block_weights, look_weights, kind_weights):
    def array(name, values, indent="    "):
        lines, line = [], indent
        for value in values:
            if len(line) > 144:
                lines.append(line)
                line = indent
            line += f"{value},"
        return lines + [line]

    out = ["/* Made by tools/train/train.py. Don't edit. */", "/* clang-format off */"]
    out += [f"static const signed char block_weights[] = {{"] + array("", block_weights) + ["};"]
    out += [f"static const signed char look_weights[] = {{"] + array("", look_weights) + ["};"]
    out += [f"static const signed char kind_weights[{len(kind_weights)}][{len(kind_weights[0])}] = {{"]
    for row in kind_weights:
        out += ["  {"] + array("", row) + ["  },"]
    out += ["};", "/* clang-format on */", ""]
    path.write_text("\n".join(out))


if __name__ == "__main__":
    main()
