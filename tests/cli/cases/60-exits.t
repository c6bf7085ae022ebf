# Exit: 0 all done.
$ tamis -t text $F/note.txt -o a.txt

# 1 some documents failed, were refused or hit a limit; the others are done.
$ tamis -q -t jsonl -o b.jsonl $F/broken.jsonl
? 1
$ tamis --max-input 100 -t text $F/note.txt
!~ tamis: */note.txt: input: the document is larger than the limit (--max-input raises it)
? 1
$ tamis --max-output 10 -t text $F/note.txt
!~ tamis: *note.txt: text: the output is larger than the limit (--max-output raises it)
? 1

# With --max-errors: 0 up to it, 6 above.
$ tamis -q --max-errors 1 -t jsonl -o c.jsonl $F/broken.jsonl
$ tamis -q --max-errors 0 -t jsonl -o d.jsonl $F/broken.jsonl
? 6
$ tamis -q --max-errors 50% -t jsonl -o e.jsonl $F/broken.jsonl
$ tamis -q --max-errors 20% -t jsonl -o f.jsonl $F/broken.jsonl
? 6
$ tamis --max-errors many -t jsonl $F/broken.jsonl
! tamis: --max-errors many: a number, or a percentage such as 5%, is needed
? 2

# 2 usage.
$ tamis --nonsense
!*
? 2

# 3 input or output could not be opened or written; the other inputs are done.
$ tamis -t text missing.html $F/note.txt -o g/; ls g
! tamis: missing.html: file: no such file or folder
> note.txt
$ tamis -t text missing.html
! tamis: missing.html: file: no such file or folder
? 3

# 4 nothing extracted (with --strict).
$ printf '' | tamis -t text
$ printf '' | tamis -t text --strict
! tamis: stdin: nothing was extracted (no-text)
? 4
$ { printf '<!DOCTYPE html><title>x</title><nav class="menu"><ul>'; for i in 1 2 3 4 5 6 7 8 9; do printf '<li><a href=/%s>Our offers of week %s</a></li>' $i $i; done; printf '</ul></nav>'; } | tamis -f html -t text --strict
! tamis: stdin: nothing was extracted (navigation)
? 4

# 5 damaged (verify).
$ tamis -t bundle $F/note.txt $F/page.html -o v.jsonl.gz && head -c 200 v.jsonl.gz >cut.jsonl.gz && tamis bundle verify v.jsonl.gz cut.jsonl.gz
> v.jsonl.gz: whole, 2 documents in 1 members
!~ tamis: cut.jsonl.gz: *
? 5
