#!/usr/bin/env python3
"""Fits the model of text lines and writes src/clean/boilerplate/lines_weights.inc.

    lines.py --dump PROGRAM --pages FOLDER --texts FOLDER [--out FILE] [--work FOLDER]

PROGRAM is tools/train/lines_dump.c, linked with the static library. FOLDER of pages holds ground-truth/ID.json; that of texts a folder for each way of rendering
with ID.txt (tools/train/render.py makes them). Needs numpy and lightgbm. Fixed seeds.

What is learned: odds of the words of lines (each domain counts once; a line is never told what its own domain said), a forest over the numbers of
lines_numbers.h, a second one that also sees what the first said of the neighbours, and a third that knows headings. A part of the lines stands in the training a second time without odds and capitals, as in a
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
SLOTS, LOOKS, FOLDS, PRIOR = 1 << 13, 14, 3, 0.4
HEADING_WORDS = 20  # in steps of tms_line_step(): 24 words
PAGE_MOST = 1.5  # of a page's weight: a few have a hundred times more around than the truth holds


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


class Words:
    """Means of a target by domain and slot, so that each domain counts once."""

    def __init__(self, d):
        key = d.domain[d.owner[d.slot_line]].astype(np.int64) * SLOTS + d.slots
        keys, self.key = np.unique(key, return_inverse=True)
        self.slot, self.fold, self.entries = keys % SLOTS, d.fold_of[keys // SLOTS], np.bincount(self.key)

    def table(self, d, target, fold):
        """Odds of slots from all folds but one, and those of each slot of each line, from which its own domain is left out."""
        mean = np.bincount(self.key, target[d.slot_line]) / self.entries
        seen = self.fold != fold
        good, count = np.bincount(self.slot, mean * seen, SLOTS), np.bincount(self.slot, seen, SLOTS)
        own = odds(np.maximum(good[d.slots] - (mean * seen)[self.key], 0), count[d.slots] - seen[self.key])
        return odds(good, count), np.bincount(d.slot_line, own, len(d.owner)).astype(int), own


def odds(good, count):
    value = np.log((good + 2 * PRIOR) / (count - good + 2 * (1 - PRIOR))) - np.log(PRIOR / (1 - PRIOR))
    return np.where(count >= 2, np.clip(np.rint(value * 16), -127, 127), 0).astype(int)


def beside(d, values, by):
    at = np.arange(len(values)) + by
    inside = (at >= d.begin[d.owner]) & (at < d.end[d.owner])
    return np.where(inside, values[np.clip(at, 0, len(values) - 1)], 0)


def flow_columns(d, line, up):
    """As put_flow() of lines_numbers.c."""
    index, begin, end = np.arange(len(line)), d.begin[d.owner], d.end[d.owner]
    total = np.concatenate([[0], np.cumsum(line)])
    span = lambda reach: total[np.minimum(index + 1 + reach, end)] - total[np.minimum(index + 1, end)] if up else total[index] - total[np.maximum(index - reach, begin)]
    cols = [trunc(beside(d, line, away if up else -away), 4) for away in range(4)]
    cols += [trunc(span(reach), by) for reach, by in ((5, 9), (12, 14), (30, 22), (10**7, 40))]
    return np.stack([signed_byte(c) for c in cols], 1)


def surroundings(d, reach=8):
    """What share of the words on the next and on the last lines is content."""
    index, begin, end = np.arange(len(d.owner)), d.begin[d.owner], d.end[d.owner]
    weight = d.count + 1.0
    words_to, good_to = (np.concatenate([[0], np.cumsum(v)]) for v in (weight, weight * d.share))
    share = lambda a, b: (good_to[b] - good_to[a]) / np.maximum(words_to[b] - words_to[a], 1)
    return share(np.minimum(index + 1, end), np.minimum(index + 1 + reach, end)), share(np.maximum(index - reach, begin), index)


def known_columns(d, tables):
    """The numbers of TMS_LINE_KNOWN."""
    n, (_, line, value) = len(d.owner), tables[0]
    whole = np.zeros(n, int)
    whole[d.slot_line] = value  # the last one stays
    cols = [line, whole]
    index, begin, end = np.arange(n), d.begin[d.owner], d.end[d.owner]
    cols += [beside(d, line, by) for by in (-1, -2, 1, 2)]
    total = np.concatenate([[0], np.cumsum(line)])
    for reach, by in ((5, 2), (12, 4)):
        cols.append(trunc(total[np.minimum(index + reach + 1, end)] - total[np.maximum(index - reach, begin)], by))
    cols.append(np.where(d.head >= 0, line[np.maximum(d.head, 0)], 0))
    flows = [flow_columns(d, tables[1][1], False), flow_columns(d, tables[2][1], True)]
    return np.concatenate([np.stack([signed_byte(trunc(c, 4)) for c in cols], 1), *flows], 1)


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
    chance = np.minimum(1, weight[rows] / weight[rows].sum() * 180000 + 0.02)
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
    return forest.fit(np.concatenate([x[picked], other]), np.concatenate([share[picked], share[picked[blind]]]), np.concatenate([w, w[blind]]) * scale, trees, seed=seed)


def fit_headings(d, names, known, trees):
    """Which short lines of the content were headings, by shapes alone: no word is asked, so it goes for every language."""
    short = np.flatnonzero((d.x[:, names.index("WORDS")] <= HEADING_WORDS) & (d.share > 0.5))
    fold, capitals = d.fold[d.owner[short]], names.index("CAPITAL_SHARE")
    for f in (0, -1):
        rows = np.random.default_rng(4).permutation(short[fold != f])[:120000]
        x = np.concatenate([d.x[rows, :known]] * 2)
        x[len(rows) :, capitals] = 255  # as in writings without capitals
        model = forest.fit(x, np.tile(d.heading[rows].astype(float), 2), np.ones(len(x)), trees, seed=5)
        if f == 0:
            rows = short[fold == 0]
            said, true = predict(model, d.x[rows, :known]), d.heading[rows]
            for least in (-512, 0, 512, 1024):
                hit = (said > least) & true
                say("headings above", least, "precision", round(hit.sum() / max((said > least).sum(), 1), 3), "recall", round(hit.sum() / max(true.sum(), 1), 3))
    return model


def predict(f, x):
    return np.concatenate([f.scores(x[k : k + 200000])[0] for k in range(0, len(x), 200000)])


def write(path, tables, first, second, heading, numbers, shapes):
    out = ["/* Made by tools/train/lines.py. Don't edit. */", "/* clang-format off */"]
    for name, table in zip(("word", "after", "before"), tables):
        out += [f"static const int8_t {name}_odds[{SLOTS}] = {{", *forest.rows(table.tolist()), "};"]
    out += forest.table("first", first, numbers) + forest.table("second", second, numbers + LOOKS) + forest.table("heading", heading, shapes)
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
    heads = [{" ".join(words(h)) for h in page} - {""} for page in map(json.loads((args.texts / "headings.json").read_text()).get, ids)]
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
    d.fold_of, d.fold = fold_of, fold_of[d.domain]
    d.true = np.tile([len(words(t)) for t in truth], len(ways)).astype(float)
    lengths = np.array([len(p[0]) for p in pages])
    d.owner = np.repeat(np.arange(len(pages)), lengths)
    d.end = np.cumsum(lengths)
    d.begin = d.end - lengths
    d.size = np.concatenate([p[0] for p in pages])
    d.x = np.stack([r for p in pages for r in p[1]])
    spoken = [[words(t) for t in p[3]] for p in pages]
    d.count = np.array([len(line) for page in spoken for line in page])
    d.heading = np.array([" ".join(line) in heads[k % len(ids)] for k, page in enumerate(spoken) for line in page])
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
    parser.add_argument("--trees", type=int, nargs=3, default=(150, 100, 50))
    args = parser.parse_args()
    names = subprocess.run([args.dump, "sizes"], stdout=subprocess.PIPE, check=True, text=True).stdout.split()
    d = read(args, names)
    known = next(k for k, name in enumerate(names) if name == "ODDS")
    say("lines", d.x.shape)
    report(d, d.share, "perfect choice")
    weight = np.minimum(d.count / (d.true[d.owner] + 30), 1) + 0.0002
    weight[d.true[d.owner] == 0] *= 0.05
    fold = d.fold[d.owner]
    weight *= np.minimum(1, PAGE_MOST / np.maximum(np.bincount(d.owner, weight, len(d.begin)), 1e-9))[d.owner]
    around, learned = surroundings(d), Words(d)
    headings = fit_headings(d, names, known, args.trees[2])
    first, looks, ones = np.zeros(len(fold), np.int64), {}, {}
    for f in [*range(FOLDS), -1]:
        train = fold != f
        tables = [learned.table(d, target, f) for target in (d.share, *around)]
        d.x[:, known:] = known_columns(d, tables)
        looks[f] = d.x[:, known:].copy(), [table[0] for table in tables]
        model = ones[f] = fit(d.x, d.share, weight, train, args.trees[0], names, 1)
        if f >= 0:
            first[~train] = predict(model, d.x[~train])
        say("fold", f)
    sigmoid = lambda s: 1 / (1 + np.exp(-s / forest.ONE))
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
            write(args.work / f"fold{f}.inc", looks[f][1], ones[f], model2, headings, len(names), known)
            (args.work / f"fold{f}.txt").write_text("".join(i + "\n" for i, g in zip(d.ids, d.fold) if g == f))
    report(d, sigmoid(second), "second, by folds")
    report(d, sigmoid((first + second) * 0.45), "both, by folds")
    sample = np.random.default_rng(3).choice(len(x), min(len(x), 200000), replace=False)
    (one, exact_one), (two, exact_two) = model.scores(x[sample]), model2.scores(x[sample])
    changed = float(np.mean((exact_one + exact_two > 0) != (one + two > 0)))
    say("decisions that rounding changes:", changed)
    if changed > 0.001:
        sys.exit("rounding changes more than one decision in a thousand")
    if args.out:
        write(args.out, looks[-1][1], model, model2, headings, len(names), known)


if __name__ == "__main__":
    main()
