#!/bin/sh
# nfc.sh BUILD: NormalizationTest.txt, every line: of Unicode 15.0, and of the version that the tables are made from where tools/ucd.py finds it.
set -u
text=$(mktemp)
trap 'rm -f "$text"' EXIT
if python3 tools/ucd.py >"$text"; then
  "$1/conformance/nfc" "$text" || exit 1
else
  cat "$text"
fi
"$1/conformance/nfc"
