#!/bin/sh
# samples.sh BUILD: five real scraped texts against what a careful reader would make of them (../shared/samples/check.py).
set -u
samples=../shared/samples
[ -d $samples ] || { echo "../shared is not here"; exit 77; }
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
for format in text json canonical; do "$1/tamis" convert -t $format -o "$folder/" $samples/*.txt || exit 1; done
python3 $samples/check.py "$folder"
