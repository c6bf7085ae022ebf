#!/bin/sh
# canonical_examples.sh BUILD: every example of docs/canonical-format.md is what the strict reader takes, and there is one of each kind.
exec python3 tests/conformance/canonical_examples.py "$1/tamis"
