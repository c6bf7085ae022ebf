#!/bin/sh
# Random documents as TEI, validated against tei_all. $1: the folder of the build.
exec python3 tests/conformance/tei_valid.py "$1/conformance/tei_random"
