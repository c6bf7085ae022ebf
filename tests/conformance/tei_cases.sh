#!/bin/sh
# tei_cases.sh BUILD: the 71 valid and 30 invalid small TEI documents of ../shared, read without loss, written again valid.
set -u
[ -d ../shared/data/tei/valid ] || { echo "../shared is not here"; exit 77; }
exec python3 tests/conformance/tei_cases.py "$1/tamis" ../shared/data/tei
