#!/bin/sh
# Command tests: run.sh TAMIS [CASE...] runs every cases/*.t against the command TAMIS.
#
# A case is a file; its commands run in one fresh folder, in order:
#   # text       a comment: the sentence that is tested
#   $ command    runs it with sh; `tamis` is the command under test, $F the folder files/
#   | line       a line of its standard input (without any, input is empty)
#   > line       a line of its standard output          >~ pattern   the same as a shell pattern
#   ! line       a line of its standard error           !~ pattern
#   ? N          its exit status (without any: 0)
# What isn't said must be empty. `>*` and `!*` say that anything may follow.
set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 1 ] || { sed -n '2,14s/^# \{0,1\}//p' "$0" >&2; exit 2; }
tamis=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
[ -x "$tamis" ] || { echo "run.sh: $tamis can't be run" >&2; exit 2; }
shift
[ $# -gt 0 ] || set -- "$here"/cases/*.t

top=$(mktemp -d) || exit 2
trap 'chmod -R u+rwX "$top" 2>/dev/null; rm -rf "$top"' EXIT INT TERM
mkdir "$top/bin"
ln -s "$tamis" "$top/bin/tamis"
PATH=$top/bin:$PATH
F=$here/files
export PATH F
unset NO_COLOR
commands=0 failed=0

# holds FILE EXPECTED: does each line of FILE match its line of EXPECTED ("=text", "~pattern" or "*")?
holds() {
  exec 3<"$1" 4<"$2"
  while IFS= read -r want <&4; do
    [ "$want" = '*' ] && return 0
    IFS= read -r line <&3 || [ -n "$line" ] || return 1
    case $want in
      =*) [ "$line" = "${want#=}" ] || return 1 ;;
      '~'*) pattern=${want#?}
        # shellcheck disable=SC2254  # a pattern is meant
        case $line in $pattern) ;; *) return 1 ;; esac ;;
    esac
  done
  IFS= read -r line <&3 || [ -n "${line-}" ] && return 1
  return 0
}

# Runs the command that has been gathered and compares.
finish() {
  [ -n "$command" ] || return 0
  commands=$((commands + 1))
  (cd "$work" && sh -c "$command" <"$top/in" >"$top/out" 2>"$top/err")
  status=$?
  if [ "$status" -ne "$exit" ] || ! holds "$top/out" "$top/want-out" || ! holds "$top/err" "$top/want-err"; then
    failed=$((failed + 1))
    printf '%s:%s: $ %s\n' "$case" "$line_number" "$command"
    [ "$status" -eq "$exit" ] || printf '  exit %s, expected %s\n' "$status" "$exit"
    printf '  -- standard output --\n'; sed 's/^/  /' "$top/out" | head -n 40
    printf '  -- standard error --\n'; sed 's/^/  /' "$top/err" | head -n 20
  fi
  command=
}

begin() {
  finish
  command=$1 exit=0 line_number=$number
  : >"$top/in"; : >"$top/want-out"; : >"$top/want-err"
}

for file in "$@"; do
  case=$(basename "$file") work=$top/work number=0 command=
  mkdir "$work"
  while IFS= read -r text || [ -n "$text" ]; do
    number=$((number + 1))
    case $text in
      '$ '*) begin "${text#??}" ;;
      '| '*) printf '%s\n' "${text#??}" >>"$top/in" ;;
      '|') printf '\n' >>"$top/in" ;;
      '>~ '*) printf '~%s\n' "${text#???}" >>"$top/want-out" ;;
      '>*') printf '*\n' >>"$top/want-out" ;;
      '> '*) printf '=%s\n' "${text#??}" >>"$top/want-out" ;;
      '>') printf '=\n' >>"$top/want-out" ;;
      '!~ '*) printf '~%s\n' "${text#???}" >>"$top/want-err" ;;
      '!*') printf '*\n' >>"$top/want-err" ;;
      '! '*) printf '=%s\n' "${text#??}" >>"$top/want-err" ;;
      '? '*) exit=${text#??} ;;
      '#'* | '') ;;
      *) printf '%s:%s: what is this? %s\n' "$case" "$number" "$text"; failed=$((failed + 1)) ;;
    esac
  done <"$file"
  finish
  chmod -R u+rwX "$work"
  rm -rf "$work"
done
printf 'command tests: %d commands in %d files, %d failed\n' "$commands" "$#" "$failed"
[ "$failed" -eq 0 ]
