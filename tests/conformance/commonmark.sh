#!/bin/sh
# commonmark.sh BUILD: the 652 examples of the CommonMark specification.
set -u
[ -f ../shared/data/commonmark/spec-tests.json ] || { echo "../shared is not here"; exit 77; }
exec python3 tests/conformance/commonmark.py "$1/conformance/commonmark" ../shared/data/commonmark/spec-tests.json
