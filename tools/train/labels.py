"""What each unit of a page should be: the share of its words that the truth holds."""
import re
from collections import Counter

import numpy as np

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
        # Each triple as often as the truth has it left: a log that repeats one line a hundred times is no content for that line's sake.
        found = sum(min(often, max(left[t], 0)) for t, often in Counter(own).items()) / len(own)
        if found > 0.7:
            share[n] = max(share[n], found)
            left.subtract(own)
    return share
