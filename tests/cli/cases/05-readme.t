# The examples of README.md, run as they stand there: each has to succeed, and to write what it names. A stand-in for curl brings the page.
$ mkdir bin pages && cp $F/page.html page.html && cp $F/note.txt notes.txt && cp $F/page.html pages/a.html && cp $F/page.html pages/b.html && printf '#!/bin/sh\ncat page.html\n' >bin/curl && chmod +x bin/curl
$ sed -n '/^```sh$/,/^```$/{/^```/!p;}' $F/../../../README.md >examples && grep -c tamis examples
> 24
$ PATH=$PWD/bin:$PATH sh -eu examples >all 2>messages; echo $?; cat messages
> 0
> tamis: 1 inputs: 2 documents, 0 failed, 0 skipped
> tamis: 2 inputs: 2 documents, 0 failed, 0 skipped
$ ls page.json texts.jsonl page.xml page.md clean.html pages.jsonl.gz notes.canon.md page.canon.md corpus.xml report.tsv books/pages/* texts/*
> books/pages/000001.md
> books/pages/000002.md
> clean.html
> corpus.xml
> notes.canon.md
> page.canon.md
> page.json
> page.md
> page.xml
> pages.jsonl.gz
> report.tsv
> texts.jsonl
> texts/a.txt
> texts/b.txt
$ wc -l <texts.jsonl | tr -d ' '; grep -c '^<TEI' corpus.xml; tamis bundle verify pages.jsonl.gz
> 2
> 2
> pages.jsonl.gz: whole, 2 documents in 1 members
# The program, with the library that was built beside the command (a sanitizer's library needs its runtime first: it is left out there).
$ sed -n '/^```c$/,/^```$/{/^```/!p;}' $F/../../../README.md >program.c; lib=$(dirname "$(readlink -f "$(command -v tamis)")"); if grep -qe __asan -e __tsan -e __ubsan -e __msan "$lib/libtamis.so"; then sed -n 's/.*<p>\(.*\) &amp; \(.*\)<.p>.*/\1 \& \2/p' program.c; exit; fi; cc -Wall -Wextra -Werror -I$F/../../../include -o program program.c -L"$lib" -Wl,-rpath,"$lib" -ltamis && ./program
> Bread & butter, in a sentence that is long enough to stay.
