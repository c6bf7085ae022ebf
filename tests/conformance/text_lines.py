#!/usr/bin/env python3
"""text_lines.py FOLDER ANSWERS: word F1 of each NAME.txt in ANSWERS against FOLDER/NAME.gold.txt; of scripts without spaces characters count. Fails below the floors."""
import re
import sys
from collections import Counter
from pathlib import Path

MEAN, LOWEST = 0.95, 0.88
TEXTS = {"text-lines": 64, "text-kinds": 40}
ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"  # Thai, Lao, Myanmar, Khmer, kana, Han
TOKEN = re.compile(f"[{ALONE}]|[^\\W{ALONE}]+")


def tokens(path):
    return Counter(TOKEN.findall(path.read_text(encoding="utf-8").lower())) if path.exists() else Counter()


def main():
    folder, answers = Path(sys.argv[1]), Path(sys.argv[2])
    rows = []
    for gold in sorted(folder.glob("*.gold.txt")):
        name = gold.name.removesuffix(".gold.txt")
        true, answer = tokens(gold), tokens(answers / (name + ".txt"))
        rows.append((2 * sum((true & answer).values()) / max(sum(true.values()) + sum(answer.values()), 1), name))
    mean = sum(f1 for f1, _ in rows) / max(len(rows), 1)
    low = [f"{name}: {f1:.3f}" for f1, name in sorted(rows) if f1 < LOWEST]
    print("\n".join(low + [f"{folder.name}: {len(rows)} texts, word F1 {mean:.4f} (floor {MEAN}), lowest {min(rows)[0]:.3f} {min(rows)[1]} (floor {LOWEST})"]))
    return int(len(rows) < TEXTS[folder.name] or mean < MEAN or bool(low))


sys.exit(main())
