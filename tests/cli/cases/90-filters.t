# urls: one URL a line, one cleaned URL a line.
$ tamis urls
| https://example.org/a?utm_source=x&id=7
| not a url
|
| https://example.org/b
> https://example.org/a?id=7
> not a url
>
> https://example.org/b
$ printf 'https://example.org/a?utm_source=x' | tamis urls
> https://example.org/a
$ tamis urls --keep-tracking
| https://example.org/a?utm_source=x&id=7
> https://example.org/a?utm_source=x&id=7

# ... a line is answered before the next one is sent.
$ mkfifo pi po; tamis urls <pi >po & exec 3>pi 4<po; echo 'https://example.org/a?utm_source=x' >&3; IFS= read -r line <&4; echo "$line"; echo 'https://example.org/b?utm_source=x' >&3; IFS= read -r line <&4; echo "$line"; exec 3>&-; wait
> https://example.org/a
> https://example.org/b

# repair: text in, same text with encoding damage and broken Unicode repaired, lines and structure untouched.
$ tamis repair
| It is a cafÃ© in MÃ¼nchen.
|
|   Indented, and "quoted" -- as it was.
> It is a café in München.
>
>   Indented, and "quoted" -- as it was.
$ printf 'broken \377 byte\r\n' | tamis repair | od -An -tx1 | tr -d ' \n'; echo
> 62726f6b656e20efbfbd20627974650d0a
$ tamis repair missing.txt
! tamis: missing.txt: file: no such file or folder
? 3

# detect FILE...: path, TAB, encoding, TAB, how it was known, TAB, format.
$ cd $F && tamis detect note.txt page.html three.jsonl
> note.txt	UTF-8	utf-8	text
> page.html	UTF-8	meta	html
> three.jsonl	UTF-8	format	jsonl
$ gzip -c $F/page.html >p.gz && tamis detect p.gz
> p.gz	UTF-8	meta	html
$ head -c 4096 /bin/ls >ls.bin; tamis detect ls.bin missing
> ls.bin	binary	bytes	binary
! tamis: missing: file: no such file or folder
? 3

# explain: what was kept and dropped, and why; text and JSON lines.
$ tamis explain $F/page.html | grep -e '^document' -e '^kept      heading'
>~ document  html            UTF-8 (meta) source=* kept=* dropped=* syntax=* blocks_kept=*
>~ kept      heading *"The old mill by the river"
$ tamis explain $F/page.html | grep '^dropped   navigation'
>~ dropped   navigation*-*"Home"
>~ dropped   navigation*-*"News"
>~ dropped   navigation*-*"Contact"
# ... its first line says of which input, for every document.
$ tamis explain $F/note.txt | head -n 1
>~ input     *note.txt
$ tamis explain $F/three.jsonl | grep '^input' | sed 's/.*, //'
> record 1
> record 2
> record 3
$ tamis explain --json $F/three.jsonl | grep '"type":"input"' | tail -n 1
>~ {"type":"input","input":"*three.jsonl","number":3}
$ tamis explain --json $F/page.html | grep '"type":"document"'
>~ {"type":"document","format":"html","encoding":"UTF-8","encoding_source":"meta","source":*
$ tamis explain --json $F/page.html -o e.jsonl && head -c 8 e.jsonl
> {"type":

# formats: formats, their readers and writers, limits, schema versions.
$ tamis formats | grep '^tei'
>~ tei*.xml*read write*many*
$ tamis formats | grep -c -e --max-input -e Schemas
> 2
