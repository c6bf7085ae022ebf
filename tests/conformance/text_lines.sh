#!/bin/sh
# text_lines.sh BUILD: scraped texts against what a reader would keep (NAME.gold.txt): text-lines/ has articles in 16 languages, each in four layouts; text-kinds/ forums,
# shops, recipes, documentation, lists, answers and news with comments, no two alike, in 24 languages.
set -u
here=tests/conformance
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
failed=0
for texts in text-lines text-kinds; do
  for file in "$here/$texts"/*.txt; do
    case $file in *.gold.txt) continue ;; esac
    "$1/tamis" convert -f text -t text -o "$folder/$texts/" "$file" || exit 1
  done
  python3 "$here/text_lines.py" "$here/$texts" "$folder/$texts" || failed=1
done
exit $failed
