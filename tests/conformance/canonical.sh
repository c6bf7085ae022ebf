#!/bin/sh
# canonical.sh BUILD: cmark-gfm sees the same text in canonical files as we do, for all golden cases and for scraped pages with nothing cleaned away.
set -u
command -v cmark-gfm >/dev/null || { echo "cmark-gfm is not here"; exit 77; }
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
cp tests/cases/canonical/*.canon.md "$folder" || exit 1
pages=corpus/demo
[ -d ../shared/data/wcxb-dev/html ] && pages=$(ls ../shared/data/wcxb-dev/html/*.html* | awk 'NR % 10 == 0')
for page in $pages; do [ -d "$page" ] && pages=$(ls "$page"/*.html); done
# shellcheck disable=SC2086
[ -n "$pages" ] && { "$1/tamis" convert --no-clean -q -t canonical -o "$folder/" $pages || exit 1; }
python3 tests/conformance/canonical.py "$1/conformance/canonical" "$folder"/*.canon.md
