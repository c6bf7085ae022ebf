#!/bin/sh
# charset.sh BUILD: html5lib's encoding tests; the decoding vectors; every entry of every index and every label of the Encoding Standard. All of them must pass.
set -u
data=../shared/data/encodings
program=$1/conformance/charset
[ -d $data ] || { echo "../shared is not here"; exit 77; }
"$program" prescan $data/html5lib/*.dat || exit 1
"$program" vectors $data/whatwg-vectors-dev.tsv || exit 1
cases=$(mktemp)
trap 'rm -f "$cases"' EXIT
for kind in vectors labels; do
  python3 tests/conformance/charset_indexes.py $kind $data/whatwg >"$cases" || exit 1
  "$program" $kind "$cases" || exit 1
done
