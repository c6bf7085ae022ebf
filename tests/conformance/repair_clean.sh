#!/bin/sh
# repair_clean.sh BUILD: clean text in every language of this machine's translations doesn't change.
exec python3 tests/conformance/repair_clean.py "$1/conformance/repair"
