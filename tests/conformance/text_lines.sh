#!/bin/sh
# text_lines.sh BUILD: scraped texts in 16 languages, each in four layouts, against what a reader would keep (text-lines/NAME.gold.txt).
set -u
here=tests/conformance
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
for file in "$here"/text-lines/*.txt; do
  case $file in *.gold.txt) continue ;; esac
  "$1/tamis" convert -f text -t text -o "$folder/" "$file" || exit 1
done
python3 "$here/text_lines.py" "$here/text-lines" "$folder"
