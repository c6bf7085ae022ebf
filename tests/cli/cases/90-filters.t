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
> 62726f6b656e20efbfbd20627974650a
# ... a surrogate pair in UTF-8 is one character, a lone one is lost.
$ printf 'a\355\240\275\355\270\200b\355\240\275\n' | tamis repair
> a😀b�
# ... profile none decodes and does nothing else; full goes further than safe.
$ printf 'caf\303\203\302\251 \033[1m\342\200\213\r\n\377' | tamis repair --profile none | od -An -tx1 | tr -d ' \n'; echo
> 636166c383c2a9201b5b316de2808b0d0aefbfbd
$ printf '\357\360\350\342\345\362\n' | tamis repair --profile none --encoding windows-1251
> привет
$ printf '\357\360\350\342\345\362\001\n' | tamis repair --encoding windows-1251
> привет
$ echo 'the ﬁrst' | tamis repair --profile safe; echo 'the ﬁrst' | tamis repair --profile full
> the ﬁrst
> the first
$ tamis repair --profile wild
!~ *profile wild: it has to be one of: none safe full*
? 2
# ... and so does the pass.
$ echo '<p>A cafÃ© in MÃ¼nchen that serves good coffee all day long.</p>' >moji.html; for p in none safe full; do tamis -t text --mode all --profile $p moji.html; done
> A cafÃ© in MÃ¼nchen that serves good coffee all day long.
> A café in München that serves good coffee all day long.
> A café in München that serves good coffee all day long.
$ printf '\223\372\226{\261 \201' | tamis repair --encoding shift_jis | od -An -tx1 | tr -d ' \n'; echo
> e697a5e69cacefbdb120efbfbd
$ printf '\223\372\226{ \201' | tamis repair --encoding shift_jis --encoding-errors fail
! tamis: stdin: charset: bytes that the encoding doesn't have (--encoding-errors replace lets them pass) at byte 5
? 1
$ tamis repair --encoding shiftjis missing.txt
!~ tamis: --encoding shiftjis: unknown encoding; near it: shift-jis shift_jis*
? 2
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
