#!/bin/sh
# detect.sh BUILD: detection on chardet's test files, as they are, with their declarations blanked, and on cuts of 100 bytes. Floors are in percent.
set -u
data=../shared/data/encodings
program=$1/conformance/detect
[ -d $data ] || { echo "../shared is not here"; exit 77; }
"$program" as-is $data/dev.txt $data/chardet-dev 99.5 >/dev/null || exit 1
"$program" blank $data/dev.txt $data/chardet-dev 99.5 >/dev/null || exit 1
"$program" snippets $data/dev.txt $data/chardet-dev 97 >/dev/null
