#!/bin/sh
# json.sh BUILD: JSONTestSuite through build/tests/json-check: all y_ accepted, all n_ refused, i_ never crash.
set -u
data=../shared/data/json
[ -d $data ] || { echo "../shared is not here"; exit 77; }
yes=0 no=0 wrong=0
for file in $data/*.json; do
  "$1/tests/json-check" "$file" >/dev/null 2>&1
  status=$?
  case ${file##*/}:$status in
    y_*:0) yes=$((yes + 1)) ;;
    n_*:1) no=$((no + 1)) ;;
    i_*:[01]) ;;
    *) wrong=$((wrong + 1)); echo "wrong: ${file##*/} gave $status" ;;
  esac
done
echo "JSONTestSuite: $yes of 95 accepted, $no of 188 refused, $wrong wrong"
[ $yes = 95 ] && [ $no = 188 ] && [ $wrong = 0 ]
