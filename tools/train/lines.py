#!/usr/bin/env python3
"""Fits the model of text lines and writes src/clean/boilerplate/lines_weights.inc.

    lines.py --dump PROGRAM --pages FOLDER --texts FOLDER [--out FILE] [--work FOLDER]

PROGRAM is tools/train/lines_dump.c, linked with the static library. FOLDER of pages holds ground-truth/ID.json; that of texts a folder for each way of rendering
with ID.txt (tools/train/render.py makes them). Needs numpy and lightgbm. Fixed seeds.

What is learned: odds of the words of lines (each domain counts once; a line is never told what its own domain said), a forest over the numbers of
lines_numbers.h, and a second one that also sees what the first said of the neighbours. A part of the lines stands in the training a second time without odds and capitals, as in a
language that the pages don't have. All figures are of folds by domain.
"""
import argparse
import json
import re
import struct
import subprocess
import sys
from multiprocessing import Pool
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import forest
from labels import labels, words

KINDS = ["article", "forum", "product", "collection", "listing", "documentation", "service"]
SLOTS, LOOKS, FOLDS = 1 << 13, 14, 3


def say(*what):
    print(*what, file=sys.stderr, flush=True)


def dump(program, files, numbers):
    data = b"".join(subprocess.run([program, *map(str, files[k : k + 500])], stdout=subprocess.PIPE, check=True).stdout for k in range(0, len(files), 500))
    at, pages = 0, []
    for _ in files:
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
        sizes, rows, hashes, texts = [], [], [], []
        for _ in range(count):
            (size,) = struct.unpack_from("<I", data, at)
            rows.append(np.frombuffer(data, np.uint8, numbers, at + 4))
            at += 4 + numbers
            (slots,) = struct.unpack_from("<I", data, at)
            hashes.append(np.frombuffer(data, np.uint16, slots, at + 4))
            at += 4 + 2 * slots
            (length,) = struct.unpack_from("<I", data, at)
            texts.append(data[at + 4 : at + 4 + length].decode("utf-8", "replace"))
            at += 4 + length
            sizes.append(size)
        pages.append((np.array(sizes, int), rows, hashes, texts))
    return pages


def label_of(job):
    cached, texts, truth = job
    if cached.exists() and len(done := np.load(cached)) == len(texts):
        return done
    share = labels(texts, truth)
    np.save(cached, share)
    return share


def trunc(value, by):
    return np.sign(value) * (np.abs(value) // by)


def signed_byte(value):
    return (np.clip(value, -127, 127) + 128).astype(np.uint8)


class Data:
    """All lines of all texts in a row; `owner` is the text of each."""


def odds_table(d, share, rows):
    """Sums over domains, for `rows`: slot by domain means of share."""
    keep = rows[d.slot_line]
    key = d.domain[d.owner[d.slot_line[keep]]].astype(np.int64) * SLOTS + d.slots[keep]
    keys, inverse = np.unique(key, return_inverse=True)
    good = np.bincount(inverse, share[d.slot_line[keep]]) / np.bincount(inverse)
    slot = keys % SLOTS
    return np.bincount(slot, good, SLOTS), np.bincount(slot, minlength=SLOTS), dict(keys=keys, good=good)


def odds(good, count, prior):
    value = np.log((good + 2 * prior) / (count - good + 2 * (1 - prior))) - np.log(prior / (1 - prior))
    return np.where(count >= 2, np.clip(np.rint(value * 16), -127, 127), 0).astype(int)


def known_columns(d, good, count, prior, own=None):
    """The numbers of TMS_LINE_KNOWN. With `own`, each line's domain is left out of its odds."""
    g, c = good[d.slots], count[d.slots].astype(float)
    if own:
        key = d.domain[d.owner[d.slot_line]].astype(np.int64) * SLOTS + d.slots
        place = np.minimum(np.searchsorted(own["keys"], key), len(own["keys"]) - 1)
        same = own["keys"][place] == key
        g, c = g - np.where(same, own["good"][place], 0), c - same
    value = odds(np.maximum(g, 0), c, prior)
    n = len(d.owner)
    line = np.bincount(d.slot_line, value, n).astype(int)
    whole = np.zeros(n, int)
    whole[d.slot_line] = value  # the last one stays
    cols = [line, whole]
    index = np.arange(n)
    begin, end = d.begin[d.owner], d.end[d.owner]
    for by in (-1, -2, 1, 2):
        at = index + by
        inside = (at >= begin) & (at < end)
        cols.append(np.where(inside, line[np.clip(at, 0, n - 1)], 0))
    total = np.concatenate([[0], np.cumsum(line)])
    for reach, by in ((5, 2), (12, 4)):
        cols.append(trunc(total[np.minimum(index + reach + 1, end)] - total[np.maximum(index - reach, begin)], by))
    cols.append(np.where(d.head >= 0, line[np.maximum(d.head, 0)], 0))
    return np.stack([signed_byte(trunc(c, 4)) for c in cols], 1)


def look_columns(d, scores):
    n, index = len(scores), np.arange(len(scores))
    begin, end = d.begin[d.owner], d.end[d.owner]
    byte = lambda s: signed_byte(trunc(s, 48))
    cols = [byte(scores)]
    for by in (-1, -2, -3, 1, 2, 3):
        at = index + by
        cols.append(np.where((at >= begin) & (at < end), byte(scores[np.clip(at, 0, n - 1)]), 0))
    weight = d.size + 1
    sums, weights = np.concatenate([[0], np.cumsum(weight * scores)]), np.concatenate([[0], np.cumsum(weight)])

    def mean(a, b):
        w = weights[b] - weights[a]
        return np.where(w > 0, byte(trunc(sums[b] - sums[a], np.maximum(w, 1))), 0)

    for reach in (4, 10, 25):
        cols += [mean(np.maximum(index - reach, begin), index), mean(np.minimum(index + 1, end), np.minimum(index + 1 + reach, end))]
    cols.append(mean(begin, end))
    return np.stack(cols, 1).astype(np.uint8)


def f1_of(p, count, share, true_words):
    """As lines_model.c cuts: what is at least t likely stays, for the t of the best expected F1."""
    if not count.sum():
        return 0.0 if true_words else 1.0
    order = np.argsort(-p, kind="stable")
    size, hit = np.cumsum(count[order]), np.cumsum((count * p)[order])
    cut = p[order[int(np.argmax(hit / (size + hit[-1] + 1e-9)))]]
    keep = p >= cut
    return 2 * (count * share)[keep].sum() / max(count[keep].sum() + true_words, 1)


def fit(x, share, weight, rows, trees, names, seed):
    """On a sample of the lines, by weight; a third of it again without odds and capitals."""
    rng = np.random.default_rng(seed)
    rows = np.flatnonzero(rows)
    chance = np.minimum(1, weight[rows] / weight[rows].sum() * 220000 + 0.02)
    taken = rng.random(len(rows)) < chance
    picked, w = rows[taken], weight[rows[taken]] / chance[taken]
    blind = rng.random(len(picked)) < 0.33
    other = x[picked[blind]].copy()
    half = rng.random(len(other)) < 0.5  # of these: a writing without signs at the end of a sentence, as Thai
    for k, name in enumerate(names):
        if name.startswith("ODDS"):
            other[:, k] = 128
        if name == "CAPITAL_SHARE":
            other[:, k] = 255
        if name.startswith("ENDER") or name == "COMMA_SHARE":
            other[half, k] = 0
        if name.startswith(("LAST", "FIRST", "CASE")):
            column = other[:, k]
            column[column < 2] = 2
            column[half & (column == 4)] = 2
            other[:, k] = column
    scale = 1 / w.mean()
    return forest.fit(np.concatenate([x[picked], other]), np.concatenate([share[picked], share[picked[blind]]]), np.concatenate([w, w[blind]]) * scale, trees, threads=2, seed=seed)


def predict(f, x):
    return np.concatenate([f.scores(x[k : k + 200000])[0] for k in range(0, len(x), 200000)])


def write(path, table, first, second, numbers):
    out = ["/* Made by tools/train/lines.py. Don't edit. */", "/* clang-format off */"]
    out += [f"static const int8_t word_odds[{len(table)}] = {{", *forest.rows(table.tolist()), "};"]
    out += forest.table("first", first, numbers) + forest.table("second", second, numbers + LOOKS)
    path.write_text("\n".join(out + ["/* clang-format on */", ""]))


def read(args, names):
    d = Data()
    truth, d.kind, domains, ids = [], [], [], []
    for path in sorted((args.pages / "ground-truth").glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        kind = (page.get("_internal") or {}).get("page_type") or "article"
        kind = kind.get("primary") or "article" if isinstance(kind, dict) else kind
        host = re.sub(r"^\w+://", "", page.get("url") or path.stem).split("/")[0].split(":")[0]
        d.kind.append(KINDS.index("collection" if kind == "category" else kind))
        domains.append(".".join(host.split(".")[-2:]))
        truth.append(page["ground_truth"].get("main_content") or "")
        ids.append(path.stem)
    ways = sorted(p.name for p in args.texts.iterdir() if p.is_dir())
    numbers = {name: k for k, name in enumerate(sorted(set(domains)))}
    fold_of = np.random.default_rng(1).permutation(len(numbers)) % FOLDS
    pages, jobs = [], []
    for way in ways:
        (args.work / way).mkdir(parents=True, exist_ok=True)
        pages += dump(args.dump, [args.texts / way / (i + ".txt") for i in ids], len(names))
        jobs += [(args.work / way / (i + ".npy"), pages[k - len(ids)][3], t) for k, (i, t) in enumerate(zip(ids, truth))]
    say("dumped", len(pages))
    with Pool(2) as pool:
        d.share = np.concatenate(pool.map(label_of, jobs, chunksize=8))
    d.way = np.repeat(np.arange(len(ways)), len(ids))
    d.ids = ids
    d.ways, d.kind, d.domain = ways, np.tile(d.kind, len(ways)), np.tile([numbers[x] for x in domains], len(ways))
    d.fold = fold_of[d.domain]
    d.true = np.tile([len(words(t)) for t in truth], len(ways)).astype(float)
    lengths = np.array([len(p[0]) for p in pages])
    d.owner = np.repeat(np.arange(len(pages)), lengths)
    d.end = np.cumsum(lengths)
    d.begin = d.end - lengths
    d.size = np.concatenate([p[0] for p in pages])
    d.x = np.stack([r for p in pages for r in p[1]])
    d.count = np.array([len(words(t)) for p in pages for t in p[3]])
    hashes = [h for p in pages for h in p[2]]
    d.slot_line = np.repeat(np.arange(len(hashes)), [len(h) for h in hashes])
    d.slots = np.concatenate(hashes).astype(np.int64)
    n = len(d.owner)
    age = d.x[:, names.index("SECTION_AGE")]
    head = np.where((age == 1) & (np.arange(n) > d.begin[d.owner]), np.arange(n) - 1, -1)
    d.head = np.maximum.accumulate(head)
    d.head = np.where(d.head >= d.begin[d.owner], d.head, -1)
    return d


def report(d, p, name):
    f1 = np.array([f1_of(p[a:b], d.count[a:b], d.share[a:b], t) for a, b, t in zip(d.begin, d.end, d.true)])
    say(name, round(float(f1.mean()), 4), {w: round(float(f1[d.way == k].mean()), 4) for k, w in enumerate(d.ways)},
        {k: round(float(f1[d.kind == n].mean()), 3) for n, k in enumerate(KINDS)})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dump", required=True)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/train-lines"))
    parser.add_argument("--trees", type=int, nargs=2, default=(100, 70))
    args = parser.parse_args()
    names = subprocess.run([args.dump, "sizes"], stdout=subprocess.PIPE, check=True, text=True).stdout.split()
    d = read(args, names)
    known = next(k for k, name in enumerate(names) if name == "ODDS")
    say("lines", d.x.shape)
    report(d, d.share, "perfect choice")
    weight = np.minimum(d.count / (d.true[d.owner] + 30), 1) + 0.0002
    weight[d.true[d.owner] == 0] *= 0.05
    fold = d.fold[d.owner]
    prior = 0.4
    everything = np.ones(len(fold), bool)
    first, looks, ones = np.zeros(len(fold), np.int64), {}, {}
    for f in [*range(FOLDS), -1]:
        train = fold != f
        good, count, own = odds_table(d, d.share, train)
        d.x[train, known:] = known_columns(d, good, count, prior, own)[train]
        d.x[~train, known:] = known_columns(d, good, count, prior)[~train]
        looks[f] = d.x[:, known:].copy(), odds(good, count, prior)
        model = ones[f] = fit(d.x, d.share, weight, train, args.trees[0], names, 1)
        if f >= 0:
            first[~train] = predict(model, d.x[~train])
        say("fold", f)
    one = forest.ONE
    sigmoid = lambda s: 1 / (1 + np.exp(-s / one))
    report(d, sigmoid(first), "first, by folds")
    second = np.zeros(len(fold), np.int64)
    look = look_columns(d, first)
    for f in [*range(FOLDS), -1]:
        train = fold != f
        d.x[:, known:] = looks[f][0]
        x = np.concatenate([d.x, look], 1)
        model2 = fit(x, d.share, weight, train, args.trees[1], names + [""] * LOOKS, 2)
        if f >= 0:
            second[~train] = predict(model2, x[~train])
            write(args.work / f"fold{f}.inc", looks[f][1], ones[f], model2, len(names))
            (args.work / f"fold{f}.txt").write_text("".join(i + "\n" for i, g in zip(d.ids, d.fold) if g == f))
    report(d, sigmoid(second), "second, by folds")
    for a, b in ((0.7, 0), (0.5, 0), (0.35, 0.35), (0.25, 0.25), (0.3, 0.5)):
        report(d, sigmoid(first * a + second * b), f"first x {a} + second x {b}")
    for honest in (0.5, 0.65):
        report(d, sigmoid(second * honest), f"second x {honest}")
    if args.out:
        write(args.out, looks[-1][1], model, model2, len(names))


if __name__ == "__main__":
    main()
