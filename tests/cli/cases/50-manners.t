# Manners: data only on stdout; messages on stderr, one line each, control bytes escaped.
$ tamis -t text "$(printf 'bad\033[31m\nname')" $F/note.txt -o out/; head -n 1 out/note.txt
! tamis: bad\x1b[31m\x0aname: file: no such file or folder
> The well in the yard
$ tamis -v -t text $F/note.txt | head -n 1
>~ The well*
!~ tamis: */note.txt: text, UTF-8 (utf-8), 257 bytes: * kept, 0 dropped, 0 repaired

# No colour unless it is a terminal and NO_COLOR is unset.
$ tamis missing 2>&1 | grep -c "$(printf '\033')"
> 0
? 1
$ script -qec "tamis missing" /dev/null </dev/null | grep -c "$(printf '\033')"
> 1
$ NO_COLOR=1 script -qec "tamis missing" /dev/null </dev/null | grep -c "$(printf '\033')"
> 0
? 1

# -f jsonl -t jsonl gives one line for each line, in order, errors as {"id","status","reason","text":""}.
$ tamis -f jsonl -t jsonl $F/three.jsonl | sed 's/,"source".*//' | cut -c 1-30
> {"id":"a","text":"First text o
> {"id":"b","text":"Second text 
> {"id":"c","text":"Third text o
$ tamis -q -f jsonl -t jsonl $F/broken.jsonl | cut -c 1-75
>~ {"id":"a","text":"First text*
> {"id":"","status":"syntax","reason":"the text ends too early","text":""}
>~ {"id":"c","text":"Third text*
$ tamis -f jsonl -t jsonl $F/broken.jsonl -o b.jsonl; wc -l <b.jsonl | tr -d ' '
!~ tamis: */broken.jsonl, record 2: jsonl: the text ends too early at byte *
> 3

# ... flushed: a line is answered before the next one is sent.
$ mkfifo pi po; tamis -f jsonl -t jsonl <pi >po & exec 3>pi 4<po; head -n 1 $F/three.jsonl >&3; IFS= read -r line <&4; echo "$line" | cut -c 1-9; sed -n 2p $F/three.jsonl >&3; IFS= read -r line <&4; echo "$line" | cut -c 1-9; exec 3>&-; wait
> {"id":"a"
> {"id":"b"

# A closed pipe ends convert quietly.
$ (for i in 1 2 3 4 5 6 7 8 9; do for j in 1 2 3 4 5 6 7 8 9; do cat $F/three.jsonl; done; done) >many.jsonl; (tamis -f jsonl -t jsonl --blocks many.jsonl; echo $? >status) | head -n 1 | cut -c 1-9; cat status
> {"id":"a"
> 0

# Files appear whole or not at all.
$ mkdir w; printf '\037\213\010\0\0\0\0\0' >w/cut.gz; tamis w/cut.gz -t text -o w/cut.txt; ls -A w
!~ tamis: w/cut.gz: *
> cut.gz
$ tamis -t text $F/note.txt -o /dev/full
!~ tamis: /dev/full: *
? 3
$ tamis -t text $F/note.txt >/dev/full
!~ tamis: *writing failed
? 3

# ... also when a signal ends the run, while it waits for more input.
$ mkdir sig; mkfifo ps; (tamis -f jsonl -t jsonl -o sig/out.jsonl <ps & echo $! >pid; wait $!; echo $?) & exec 3>ps; cat $F/three.jsonl >&3; while [ -z "$(ls -A sig)" ]; do sleep 0.1; done; kill -TERM $(cat pid); wait; ls -A sig
> 143
!*

# A file that isn't what -f says: the first failures are said with their record, the rest is counted; -v says all.
$ i=0; while [ $i -lt 40 ]; do i=$((i + 1)); echo "no object $i"; done >no.jsonl; tamis -f jsonl -t text no.jsonl 2>err; echo $?; wc -l <err | tr -d ' '; sed -n '1p;$p' err
> 1
> 11
>~ tamis: no.jsonl, record 1: jsonl: *
> tamis: no.jsonl: 30 more records failed (-v names each)
$ tamis -v -f jsonl -t text no.jsonl 2>&1 | wc -l | tr -d ' '
> 40
$ tamis batch -f jsonl no.jsonl $F/three.jsonl -o no/ -t text 2>err; echo $?; wc -l <err | tr -d ' '; tail -n 2 err
> 1
> 12
> tamis: no.jsonl: 30 more records failed (-v names each)
> tamis: 2 inputs: 3 documents, 40 failed, 0 skipped

# -q says nothing of documents that fail; the exit status tells.
$ tamis detect -q missing; echo $?; tamis explain -q missing; echo $?; tamis urls -q missing; echo $?; tamis bundle verify -q missing; echo $?
> 3
> 3
> 3
> 3

# Names of files are escaped in data too, where a line is a record.
$ printf '' >"$(printf 'a\nb\tc.html')" && tamis detect a*c.html
> a\x0ab\x09c.html	UTF-8	utf-8	html

# Nothing else is opened: a FIFO that nobody writes to would hang whoever opened it.
$ mkfifo trap; printf '<!DOCTYPE html SYSTEM "trap"><base href="trap"><link rel=stylesheet href=trap><script src=trap></script><iframe src=trap></iframe><p>A paragraph that is long enough to stay, with <img src=trap> in it.</p>' >t.html; timeout 10 tamis -t text t.html
> A paragraph that is long enough to stay, with in it.
$ printf '<!DOCTYPE TEI SYSTEM "trap">\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader><text><body><p>One paragraph.</p></body></text></TEI>\n' >t.xml; timeout 10 tamis -t text t.xml
> One paragraph.
$ n=0; if command -v nm >nm.path && ! grep -qe __asan -e __tsan "$(command -v tamis)"; then n=$(nm -D "$(command -v tamis)" | grep -c -w -e socket -e connect -e getaddrinfo); fi; echo "calls of the network: $n"
> calls of the network: 0
