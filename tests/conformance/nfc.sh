#!/bin/sh
# nfc.sh BUILD: NormalizationTest.txt, every line.
exec "$1/conformance/nfc"
