#!/bin/sh
# charset.sh BUILD: html5lib's encoding tests, all of them; then the decoding vectors, of which as many as below must pass (the rest is where glibc's
# converters of Big5, EUC-JP and ISO-2022-JP lack what the standard has).
set -u
floor=4118
data=../shared/data/encodings
[ -d $data ] || { echo "../shared is not here"; exit 77; }
"$1/conformance/charset" prescan $data/html5lib/*.dat || exit 1
last=$("$1/conformance/charset" vectors $data/whatwg-vectors-dev.tsv | tail -n 1)
echo "$last"
passed=$(echo "$last" | sed 's/.*: \([0-9]*\) of .*/\1/')
[ "$passed" -ge $floor ]
