#!/usr/bin/env python3
"""Fits the boilerplate model and writes src/clean/boilerplate/weights.inc and words.inc.

    train.py --dump PROGRAM --pages FOLDER [--out FOLDER] [--work FOLDER] [--folds N]      (tools/train/train runs it)

PROGRAM is tools/train/dump.c, linked with the static library. FOLDER holds html/ID.html.gz and ground-truth/ID.json. Needs numpy, scipy and lightgbm.

What is learned, each from what the one before says of pages it has not seen (folds by domain):
  kinds   which of the seven kinds a page is: linear, on binary features
  words   what names of boxes and beginnings of texts have meant: tables of log-odds
  first   is a unit content: decision trees on the numbers of numbers.h
  second  the same, with what the first says of the units around it (look.h)
Labels come from aligning the words of the page's units with those of the truth (longest common subsequence by bit vectors); a unit weighs its words over the page's true
words, because F1 is a mean over pages. The figures printed are those of the rounded models, with the cut that decide.c makes.
"""
import argparse
import gzip
import hashlib
import json
import re
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent))
import forest
import words as tables
from labels import labels, words

ONE_KIND = 20
HONEST = 0.75  # scores are this much too sure on unseen pages (model.c, decide.c)
MOST_OF_PAGE = 4.0  # weights of one page together; half of the pages have 1.5 or less
KINDS = ["article", "forum", "product", "collection", "listing", "documentation", "service"]
say = lambda *what: print(*what, file=sys.stderr, flush=True)


# ---------------------------------------------------------------- reading

class Pages:
    """The pages of training, with kinds and folds."""

    def __init__(self, folder, work, folds):
        self.truth, self.files, kinds, fold = [], [], [], []
        (work / "html").mkdir(parents=True, exist_ok=True)
        for path in sorted((folder / "ground-truth").glob("*.json")):
            page = json.loads(path.read_text(encoding="utf-8"))
            kind = (page.get("_internal") or {}).get("page_type") or "article"
            kind = kind.get("primary") or "article" if isinstance(kind, dict) else kind
            kinds.append(KINDS.index("collection" if kind == "category" else kind))
            self.truth.append(page["ground_truth"].get("main_content") or "")
            host = re.sub(r"^\w+://", "", page.get("url") or path.stem).split("/")[0].split(":")[0]
            fold.append(int(hashlib.sha256(".".join(host.split(".")[-2:]).encode()).hexdigest(), 16) % folds)
            html = work / "html" / (path.stem + ".html")
            if not html.exists():
                html.write_bytes(gzip.decompress((folder / "html" / (path.stem + ".html.gz")).read_bytes()))
            self.files.append(html)
        self.kinds, self.folds, self.count = np.array(kinds), np.array(fold), folds
        self.true_words = np.array([len(words(t)) for t in self.truth], float)


def run_dump(program, what, files, *extra):
    run = subprocess.run([program, what, *map(str, extra), *map(str, files)], stdout=subprocess.PIPE)
    if run.returncode:
        sys.exit(f"{program} {what}: exit {run.returncode}")
    return run.stdout


def read_kinds(data):
    at, pages = 0, []
    while at < len(data):
        _, _, size = struct.unpack_from("<III", data, at)
        pages.append(np.frombuffer(data, np.uint16, size, at + 12))
        at += 12 + 2 * size
    return pages


def read_numbers(data):
    """All pages as one: numbers of units, boxes, words; unit and box indices count over all pages."""
    at, first_unit, first_box, page = 0, 0, 0, 0
    parts = {k: [] for k in ("x", "box", "unit", "box_words", "unit_words", "box_page", "unit_page")}
    box_sizes, unit_sizes, texts = [], [], []
    u32 = lambda count: np.frombuffer(data, np.uint32, count, at)
    while at < len(data):
        units, boxes, numbers = struct.unpack_from("<III", data, at)
        at += 12
        parts["x"].append(np.frombuffer(data, np.uint8, units * numbers, at).reshape(units, numbers))
        at += units * numbers
        box, unit, text = np.zeros((boxes, 3), np.int64), np.zeros((units, 7), np.int64), []
        for i in range(boxes):
            head = u32(6)
            box[i] = head[0] + first_box, head[1] + first_unit, head[2] + first_unit
            at += 24
            parts["box_words"].append(u32(head[5]))
            box_sizes.append(head[5])
            at += 4 * int(head[5])
        for i in range(units):
            head = u32(8)
            unit[i] = head[:7]
            at += 32
            parts["unit_words"].append(u32(head[7]))
            unit_sizes.append(head[7])
            at += 4 * int(head[7])
            (size,) = struct.unpack_from("<I", data, at)
            text.append(data[at + 4 : at + 4 + size].decode("utf-8", "replace"))
            at += 4 + size
        unit[:, 0] += first_box
        unit[:, 1] = np.where(unit[:, 1] > 0, unit[:, 1] - 1 + first_unit, -1)
        parts["box"].append(box)
        parts["unit"].append(unit)
        parts["box_page"].append(np.full(boxes, page))
        parts["unit_page"].append(np.full(units, page))
        texts.append(text)
        first_unit, first_box, page = first_unit + units, first_box + boxes, page + 1
    d = {k: np.concatenate(v) for k, v in parts.items()}
    box, unit = d.pop("box"), d.pop("unit")
    d.update(box_parent=box[:, 0], box_first=box[:, 1], box_end=box[:, 2], unit_box=unit[:, 0], heading=unit[:, 1], words=unit[:, 3], first_word=unit[:, 4],
             second_word=unit[:, 5], whole=unit[:, 6])
    d["box_pointers"] = np.concatenate([[0], np.cumsum(np.array(box_sizes, np.int64))])
    d["unit_pointers"] = np.concatenate([[0], np.cumsum(np.array(unit_sizes, np.int64))])
    depth = np.zeros(len(box), np.int32)
    for i, parent in enumerate(d["box_parent"]):
        depth[i] = depth[parent] + 1 if parent != i else 0
    order = np.argsort(depth, kind="stable")
    d["box_levels"] = np.split(order, np.flatnonzero(np.diff(depth[order])) + 1)
    return d, texts


def read_labels(pages, texts, work):
    """Aligning is slow: kept from run to run, by the text it was made from."""
    (work / "labels").mkdir(exist_ok=True)
    share = []
    for text, truth in zip(texts, pages.truth):
        kept = work / "labels" / (hashlib.sha256(("3" + "\0".join(text) + "\1" + truth).encode()).hexdigest() + ".npy")
        if not kept.exists():
            np.save(kept, labels(text, truth))
        share.append(np.load(kept))
    return np.concatenate(share)


# ---------------------------------------------------------------- kinds

def fit_linear(x, y, penalty=3.0, iterations=50):
    """Logistic regression with an L2 penalty."""
    def loss(w):
        z = x @ w
        return float(np.sum(np.logaddexp(0, z) - y * z) + penalty / 2 * w @ w), x.T @ (1 / (1 + np.exp(-z)) - y) + penalty * w

    w = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": iterations}).x
    return np.clip(np.rint(w * ONE_KIND), -127, 127).astype(np.int8)


def fit_kinds(program, pages, work):
    """Weights by fold and of all; writes what dump.c needs to know of each page."""
    lists = read_kinds(run_dump(program, "kinds", pages.files))
    columns = int(subprocess.run([program, "sizes"], stdout=subprocess.PIPE, text=True, check=True).stdout.split()[2])
    pointers = np.concatenate([[0], np.cumsum([len(l) for l in lists])])
    x = csr_matrix((np.ones(pointers[-1]), np.concatenate(lists).astype(np.int32), pointers), shape=(len(lists), columns))
    fitted, total = [], np.zeros((len(lists), len(KINDS)), np.int64)
    for fold in range(pages.count + 1):
        train = pages.folds != fold
        fitted.append(np.stack([fit_linear(x[train], (pages.kinds[train] == k).astype(float)) for k in range(len(KINDS))]))
        total[~train] = x[~train] @ fitted[-1].T.astype(np.int64)
    guess = total.argmax(1)
    say("kinds right, by folds:", round(float(np.mean(guess == pages.kinds)), 4),
        {name: round(float(np.mean(guess[pages.kinds == k] == k)), 2) for k, name in enumerate(KINDS)})
    shares = np.clip(128 + np.trunc(total / 2), 0, 255).astype(int)
    (work / "kinds.txt").write_text("\n".join(f"{g} " + " ".join(map(str, s)) for g, s in zip(guess, shares)))
    return fitted


# ---------------------------------------------------------------- the cut, as cut.c makes it

STEPS, TOSSES = 64, 16


def best_step(p, count):
    """The step of probability from which on blocks are kept: the mean of what is expected of doubts each by itself, and of doubts with one cause."""
    step = np.minimum((p * STEPS).astype(int), STEPS - 1)
    words, hits = (np.bincount(step, v, STEPS)[::-1].cumsum()[::-1] for v in (count, count * p))
    tosses = np.arange(TOSSES) * (STEPS // TOSSES) + STEPS // TOSSES // 2
    both = np.maximum(np.arange(STEPS)[:, None], tosses)
    expected = hits / (words + hits[0] + 1e-9) + (words[both] / (words[:, None] + words[tosses] + 1e-9)).mean(1)
    expected[np.bincount(step, count, STEPS) == 0] = 0
    return step, int(np.argmax(expected))


def f1_of(p, count, share, true_words):
    if not len(p) or not count.sum():
        return 0.0 if true_words else 1.0
    step, least = best_step(p, count)
    keep = step >= least
    return 2 * (count * share)[keep].sum() / max(count[keep].sum() + true_words, 1)


class Report:
    def __init__(self, pages, owner, count, share):
        self.pages, self.count, self.share = pages, count, share
        self.bounds = np.searchsorted(owner, np.arange(len(pages.files) + 1))

    def __call__(self, name, scores, one=forest.ONE, honest=HONEST):
        p = 1 / (1 + np.exp(-scores / one * honest)) if one else scores
        f1 = np.array([f1_of(p[a:b], self.count[a:b], self.share[a:b], t) for a, b, t in zip(self.bounds, self.bounds[1:], self.pages.true_words)])
        say(name, "F1", round(float(f1.mean()), 4), {k: round(float(f1[self.pages.kinds == n].mean()), 3) for n, k in enumerate(KINDS)})
        return f1


def some_rows(weight, wanted, seed=0):
    """Units with little weight are drawn, and weigh the more: (rows, weights of all)."""
    low, high = 1e-6, 1.0
    for _ in range(40):
        limit = (low * high) ** 0.5
        low, high = (limit, high) if np.minimum(1, weight / limit).sum() > wanted else (low, limit)
    chance = np.minimum(1, weight / limit)
    return np.flatnonzero(np.random.default_rng(seed).random(len(weight)) < chance), weight / chance


# ---------------------------------------------------------------- the files

def write_words(path, odds):
    out = ["/* Made by tools/train/train.py. Don't edit. */", "/* clang-format off */", f"static const signed char word_odds[{len(odds)}][{odds[0].size}] = {{"]
    for row in odds:
        out += ["{"] + forest.rows(row) + ["},"]
    path.write_text("\n".join(out + ["};", "/* clang-format on */", ""]))


def write_weights(path, kinds, first, second, numbers):
    out = ["/* Made by tools/train/train.py. Don't edit. */", "/* clang-format off */"]
    for name, f, count in (("first", first, numbers[0]), ("second", second, numbers[1])):
        out += forest.table(name, f, count)
    out += [f"static const signed char kind_weights[{len(kinds)}][{len(kinds[0])}] = {{"]
    for row in kinds:
        out += ["{"] + forest.rows(row) + ["},"]
    path.write_text("\n".join(out + ["};", "/* clang-format on */", ""]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dump", required=True)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/train"))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--trees", type=int, nargs=2, default=[220, 180])
    parser.add_argument("--rows", type=int, default=200000)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    started = time.time()
    clock = lambda: f"[{time.time() - started:.0f} s]"
    pages = Pages(args.pages, args.work, args.folds)
    kinds = fit_kinds(args.dump, pages, args.work)
    d, texts = read_numbers(run_dump(args.dump, "numbers", pages.files, args.work / "kinds.txt"))
    owner = d["unit_page"]
    say(clock(), len(owner), "units of", d["x"].shape[1], "numbers; aligning")
    share = read_labels(pages, texts, args.work)
    count = np.array([len(words(t)) for text in texts for t in text], float)
    report = Report(pages, owner, count, share)
    report("perfect choice of units:", share, one=0)
    weight = np.minimum(count / (pages.true_words[owner] + 30), 1) + 0.0002
    weight[pages.true_words[owner] == 0] *= 0.05
    # A few pages have a hundred times more around than the truth holds: what is lost on one is at most its F1.
    of_page = np.bincount(owner, weight, len(pages.files))
    weight *= np.minimum(1, MOST_OF_PAGE / np.maximum(of_page, 1e-9))[owner]
    odds, columns = tables.tables_and_columns(d, weight, share, pages.folds, pages.count)
    x = d["x"].copy()
    x[:, -tables.COLUMNS :] = columns
    rows, row_weight = some_rows(weight, args.rows)
    say(clock(), "words done;", len(rows), "rows")
    unit_fold = pages.folds[owner]

    def fit_forest(x, trees, name):
        """By fold and of all, and what each fold's says of units that it hasn't seen."""
        forests, seen = [], np.zeros(len(x), np.int32)
        for fold in range(pages.count + 1):
            train = rows[unit_fold[rows] != fold]
            forests.append(forest.fit(x[train], share[train], row_weight[train] * 100, trees, threads=args.threads))
            if fold < pages.count:
                seen[unit_fold == fold] = forests[-1].scores(x[unit_fold == fold])[0]
        say(clock(), name)
        return forests, seen

    first, seen = fit_forest(x, args.trees[0], "first")
    report("first, by folds:", seen)
    report("first, on training pages (words by folds):", first[-1].scores(x)[0])
    seen.astype("<i4").tofile(args.work / "scores.bin")
    looks = np.frombuffer(run_dump(args.dump, "looks", pages.files, args.work / "kinds.txt", args.work / "scores.bin"), np.uint8).reshape(len(x), -1)
    both = np.concatenate([x, looks], 1)
    second, final = fit_forest(both, args.trees[1], "second")
    report("second, by folds:", final)
    report("both, by folds:", (final + seen) // 2)
    rounded, exact = second[-1].scores(both)
    report("both, on training pages (words by folds):", (rounded + first[-1].scores(x)[0]) // 2)
    changed = float(np.mean((exact > 0) != (rounded > 0)))
    say("decisions that rounding changes:", changed)
    if changed > 0.001:
        sys.exit("rounding changes more than one decision in a thousand")
    np.savez_compressed(args.work / "second.npz", first=seen, second=final, owner=owner, share=share, count=count)
    np.save(args.work / "numbers.npy", both)

    # With these, each fold can be run through the library itself: foldN.txt lists the pages that foldN has not seen.
    numbers = x.shape[1], both.shape[1]
    for fold in range(pages.count):
        folder = args.work / f"fold{fold}" / "clean/boilerplate"
        folder.mkdir(parents=True, exist_ok=True)
        write_weights(folder / "weights.inc", kinds[fold], first[fold], second[fold], numbers)
        write_words(folder / "words.inc", [t[fold] for t in odds])
        (args.work / f"fold{fold}.txt").write_text("\n".join(str(f) for f, k in zip(pages.files, pages.folds) if k == fold) + "\n")
    if args.out:
        write_weights(args.out / "weights.inc", kinds[-1], first[-1], second[-1], numbers)
        write_words(args.out / "words.inc", [t[-1] for t in odds])
    say(clock(), "done")


if __name__ == "__main__":
    main()
