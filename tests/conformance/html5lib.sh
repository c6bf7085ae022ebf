#!/bin/sh
# html5lib.sh BUILD: html5lib-tests through build/tests/html-tree and html-tokens. Fewer passes than html5lib.floor says is a failure; more: raise the floor.
set -u
run=../shared/eval/html5lib_run.py
[ -f $run ] || { echo "../shared is not here"; exit 77; }
status=0 suites=0
while read -r what floor; do
  last=$(python3 $run "$what" "$1/tests/html-$what" --misses 0 | tail -n 1)
  echo "$last"
  passed=$(echo "$last" | sed 's/.*: \([0-9]*\) of .*/\1/')
  suites=$((suites + 1))
  [ "$passed" -ge "$floor" ] || { echo "fewer than $floor"; status=1; }
done <tests/conformance/html5lib.floor
[ $suites = 2 ] || { echo "$suites suites instead of 2"; status=1; }
exit $status
