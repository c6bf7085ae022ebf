"""Texts as copied by hand: from a little before the first line of the content to a little after the last."""
import json, random, re, sys
from pathlib import Path
W = re.compile(r"\w+")
data, out = Path(sys.argv[1]), Path(sys.argv[2])
(out / "cropped").mkdir(exist_ok=True)
for f in sorted((data / "ground-truth").glob("*.json")):
    truth = " ".join(W.findall((json.loads(f.read_text())["ground_truth"].get("main_content") or "").lower()))
    rng = random.Random(f.stem)
    lines = (out / rng.choice(["inner", "wet", "inner", "gettext"]) / (f.stem + ".txt")).read_text().split("\n")
    hits = [k for k, l in enumerate(lines) if len(w := W.findall(l.lower())) >= 6 and " ".join(w) in truth]
    if hits:
        lines = lines[max(0, hits[0] - rng.choice([1, 2, 3, 4, 8, 12])) : hits[-1] + 1 + rng.choice([0, 0, 1, 2, 4, 8])]
    (out / "cropped" / (f.stem + ".txt")).write_text("\n".join(lines) + "\n")
