#!/bin/sh
# The W3C XML suite and the hostile cases of ../shared. $1: the folder of the build.
exec python3 tests/conformance/xml_suite.py "$1/tests/xml-check"
