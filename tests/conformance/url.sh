#!/bin/sh
# url.sh BUILD: the URL and IDNA suites of web-platform-tests, then the tracking cases: all of them right, cleaning twice changes nothing.
set -u
shared=../shared
python3 tests/conformance/url.py "$1/conformance/url"
status=$?
[ $status = 0 ] || exit $status
last=$(python3 $shared/eval/score_tracking.py --tsv $shared/data/url/tracking-dev.tsv --cmd "tests/conformance/url.py $1/conformance/url --clean" | tail -n 1)
echo "$last"
case $last in *"positives 109/109"*"kept 45/45"*"idempotent 154/154"*"clean-stays-clean 154/154") exit 0 ;; esac
exit 1
