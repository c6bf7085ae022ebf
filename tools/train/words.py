"""Tables of words: the log-odds that text below a box of that name, or text that begins with that word, is content. Mirrors src/clean/boilerplate/words.[ch]."""
import numpy as np

BITS, ONE = 14, 16
TABLES = 8
PATH, OWN, NEAR, FIRST, PAIR, WHOLE, ABOVE, HEADING = range(TABLES)
COLUMNS = 14  # the last numbers of numbers.h
CAP = 0.3  # what one page may add to a word, in pages: a page with a hundred cards says it once
PRIOR = 1.0


def bucket(word, salt):
    word = np.asarray(word, np.uint64) ^ np.uint64(salt * 0x9E3779B9 & 0xFFFFFFFF)
    return ((word * np.uint64(0x85EBCA6B) & np.uint64(0xFFFFFFFF)) >> np.uint64(32 - BITS)).astype(np.int64)


def table(entry, page, good, bad, folds, count):
    """Log-odds without each fold, and with all: array [count + 1, 1 << BITS] of int8."""
    size = 1 << BITS
    keys, inverse = np.unique(page.astype(np.int64) * size + entry, return_inverse=True)
    p, q = np.bincount(inverse, good, len(keys)), np.bincount(inverse, bad, len(keys))
    scale = np.minimum((p + q) / CAP, 1) / np.maximum(p + q, 1e-9)
    entries, fold = keys % size, folds[keys // size]
    sums = np.zeros((2, count, size))
    np.add.at(sums[0], (fold, entries), p * scale)
    np.add.at(sums[1], (fold, entries), q * scale)
    out = np.zeros((count + 1, size), np.int8)
    for f in range(count + 1):
        a, b = (s.sum(0) - (s[f] if f < count else 0) for s in sums)
        rate = a.sum() / (a.sum() + b.sum())
        odds = np.log((a + PRIOR * rate) / (b + PRIOR * (1 - rate))) - np.log(rate / (1 - rate))
        out[f] = np.clip(np.rint(odds * ONE), -127, 127)
    return out


def row_sums(pointers, values):
    total = np.concatenate([[0], np.cumsum(values)])
    return total[pointers[1:]] - total[pointers[:-1]]


def row_most(pointers, values):
    """The largest value of each row, at least 0."""
    out = np.zeros(len(pointers) - 1, np.int64)
    rows = np.flatnonzero(np.diff(pointers))
    if len(rows):
        out[rows] = np.maximum(np.maximum.reduceat(values, pointers[rows]), 0)
    return out


def odds8(value, step):
    return np.clip(128 + np.trunc(value / step), 0, 255).astype(np.uint8)


def tables_and_columns(d, weight, share, folds, count):
    """All tables (list of [count + 1, 1 << BITS]), and the columns of each unit by the table that has not seen its fold."""
    good, bad = weight * share, weight * (1 - share)
    sums = [np.concatenate([[0], np.cumsum(v)]) for v in (good, bad)]
    lengths = np.diff(d["box_pointers"])
    row = np.repeat(np.arange(len(lengths)), lengths)
    page = d["box_page"][row]
    fold, tables = folds[page], [None] * TABLES

    entry = bucket(d["box_words"], PATH)
    below = [s[d["box_end"]] - s[d["box_first"]] for s in sums]
    tables[PATH] = table(entry, page, below[0][row], below[1][row], folds, count)
    value = tables[PATH][fold, entry].astype(np.int64)
    pointers = d["box_pointers"]
    names, most, least = row_sums(pointers, value), row_most(pointers, value), -row_most(pointers, -value)
    path, path_most, path_least = most + least, most.copy(), least.copy()
    for level in d["box_levels"][1:]:
        parent = d["box_parent"][level]
        path[level] += path[parent]
        path_most[level] = np.maximum(path_most[level], path_most[parent])
        path_least[level] = np.minimum(path_least[level], path_least[parent])

    entry = bucket(d["box_words"], NEAR)
    inside = [np.bincount(d["unit_box"], v, len(lengths)) for v in (good, bad)]
    tables[NEAR] = table(entry, page, inside[0][row], inside[1][row], folds, count)
    near = row_sums(pointers, tables[NEAR][fold, entry].astype(np.int64))

    lengths = np.diff(d["unit_pointers"])
    row = np.repeat(np.arange(len(lengths)), lengths)
    page = d["unit_page"][row]
    entry = bucket(d["unit_words"], OWN)
    tables[OWN] = table(entry, page, good[row], bad[row], folds, count)
    own = row_sums(d["unit_pointers"], tables[OWN][folds[page], entry].astype(np.int64))

    def phrase(which, key, has):
        entry, rows = bucket(key, which), np.flatnonzero(has)
        tables[which] = table(entry[rows], d["unit_page"][rows], good[rows], bad[rows], folds, count)
        out = np.zeros(len(key), np.int64)
        out[rows] = tables[which][folds[d["unit_page"][rows]], entry[rows]]
        return odds8(out, 1)

    words, first, second, whole = (d[k] for k in ("words", "first_word", "second_word", "whole"))
    heading = d["heading"]  # unit, or -1
    above = np.maximum(heading, 0)
    headed = (heading >= 0) & (words[above] > 0) & (words[above] <= 6)
    box, parent = d["unit_box"], d["box_parent"]
    columns = [
        odds8(path[box], 4), odds8(path_most[box], 1), odds8(path_least[box], 1),
        odds8(names[box], 2), odds8(names[parent[box]], 2), odds8(names[parent[parent[box]]], 2),
        odds8(own, 2), odds8(near[box], 2), odds8(near[parent[box]], 2),
        phrase(FIRST, first ^ np.where(words < 4, 0x1234, 0x777), words > 0),
        phrase(PAIR, (first ^ second * 31) & 0xFFFFFFFF, words > 1),
        phrase(WHOLE, whole, (words > 0) & (words <= 5)),
        phrase(ABOVE, first[above], headed),
        phrase(HEADING, whole[above], headed),
    ]
    return tables, np.stack(columns, 1)
