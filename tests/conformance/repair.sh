#!/bin/sh
# repair.sh BUILD: real and made mojibake; clean text that must stay. As many as the floors say are repaired, no clean text changes, and repairing
# twice is repairing once.
set -u
shared=../shared
[ -d $shared/data/ftfy ] || { echo "../shared is not here"; exit 77; }
status=0
check() { # check FILE FLOOR "the rest of the last line"
  last=$(python3 $shared/eval/score_repair.py "$shared/data/ftfy/$1" --cmd "$4/conformance/repair" | tail -n 1)
  echo "$1: $last"
  repaired=$(echo "$last" | sed 's/repaired \([0-9]*\).*/\1/')
  [ "$repaired" -ge "$2" ] || status=1
  case $last in *"$3") ;; *) status=1 ;; esac
}
check cases-dev.json 67 "clean kept 18/18  idempotent 87/87" "$1"
check mojibake-dev.json 468 "clean kept 42/42  idempotent 514/514" "$1"
exit $status
