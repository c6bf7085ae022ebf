#!/usr/bin/env python3
"""Validates random documents written as TEI: tei_valid.py TEI_RANDOM [COUNT [SEED]].

Every file, and all of them as one teiCorpus, must be valid against tei_all.rng of ../shared (jing), and come back as the same content.
Exit 0 where all are, 1 where one is not, 77 with a line where the schema or jing is missing.
"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

import jing

SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "shared", "data", "tei", "tei_all.rng")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    count = sys.argv[2] if len(sys.argv) > 2 else "2000"
    seed = sys.argv[3] if len(sys.argv) > 3 else "1"
    if not os.path.exists(SCHEMA) or not shutil.which("jing"):
        print("TEI validity: skipped, tei_all.rng or jing is not there")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run([sys.argv[1], folder, count, seed], capture_output=True, text=True)
        files = sorted(glob.glob(os.path.join(folder, "*.xml")))
        messages = made.stdout.splitlines()
        for begin in range(0, len(files), 1000):
            messages += jing.messages(SCHEMA, files[begin : begin + 1000])
    for line in messages[:20]:
        print(line)
    good = made.returncode == 0 and not messages and len(files) > 1
    print(f"TEI validity: {len(files) - 1} of {len(files) - 1} random documents and their corpus valid, and read back the same" if good else "TEI validity: failed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
