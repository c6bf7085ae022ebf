#!/bin/sh
# What others read of ours: the JSON schema by a foreign validator, JSON Lines by the readers of datatrove and dolma, bundles by every gzip there is. $1: the build.
exec python3 tests/conformance/readers.py "$1/tamis"
