#!/bin/sh
# html5lib.sh BUILD: html5lib-tests through build/tests/html-tree and html-tokens. Fewer passes than html5lib.floor says is a failure; more: raise the floor.
# html5lib.corrected lists the cases whose expectation is out of date, each with what the standard says now: no other case may fail, and these must give that.
set -u
run=../shared/eval/html5lib_run.py corrected=tests/conformance/html5lib.corrected
[ -f $run ] || { echo "../shared is not here"; exit 77; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0 suites=0
while read -r what floor; do
  python3 $run "$what" "$1/tests/html-$what" --misses 1000 >"$log"
  last=$(tail -n 1 "$log")
  echo "$last"
  passed=$(echo "$last" | sed 's/.*: \([0-9]*\) of .*/\1/')
  suites=$((suites + 1))
  [ "$passed" -ge "$floor" ] || { echo "fewer than $floor"; status=1; }
  sed -n 's/^--- \([^ ]*\).*/\1/p' "$log" | while read -r miss; do
    cut -f1,2 $corrected | grep -qxF "$(printf '%s\t%s' "$what" "$miss")" || { echo "$miss fails and is not in $corrected"; exit 1; }
  done || status=1
done <tests/conformance/html5lib.floor
[ $suites = 2 ] || { echo "$suites suites instead of 2"; status=1; }

# The arguments hold quotes for the shell.
right=$(tail -n +2 $corrected | while IFS="$(printf '\t')" read -r what name arguments input expected why; do
  got=$(printf '%s' "$input" | eval "$1/tests/html-$what $arguments")
  if [ "$got" = "$(printf '%b' "$expected")" ]; then echo yes; else echo "$name: '$got' instead of '$expected' ($why)" >&2; fi
done | wc -l)
all=$(($(wc -l <$corrected) - 1))
echo "corrected cases: $right of $all"
[ "$right" = "$all" ] || status=1
exit $status
