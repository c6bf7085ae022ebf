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

# --explain: what it was, what it is, the steps apart by spaces; --json: the same as JSON Lines.
$ tamis urls --explain
| https://www.google.com/url?q=https%3A%2F%2Fyoutu.be%2Fa%3Fsi%3Db
| https://e.example/?utm_source=a&sig=b
> https://www.google.com/url?q=https%3A%2F%2Fyoutu.be%2Fa%3Fsi%3Db	https://youtu.be/a	unwrapped:www.google.com site-parameter:si
> https://e.example/?utm_source=a&sig=b	https://e.example/?utm_source=a&sig=b	kept:signed
$ tamis urls --json
| https://e.example/?gclid=1
> {"url":"https://e.example/?gclid=1","clean":"https://e.example/","steps":[{"step":"parameter","what":"gclid"}]}

# --url-rules: rules in ClearURLs' format; a mistake is named with its line, and nothing is loaded.
$ printf '{"providers":{"a":{"urlPattern":"^https://e[.]","rules":["track"]}}}' >rules.json; tamis urls --url-rules rules.json
| https://e.example/?track=1&utm_source=2&b=3
> https://e.example/?b=3
$ tamis urls --url-rules rules.json --url-rules-only
| https://e.example/?track=1&utm_source=2&b=3
> https://e.example/?utm_source=2&b=3
$ printf '<p>A sentence with <a href="https://e.example/?track=1&b=2">a link</a> and more words in it.' | tamis -f html --url-rules rules.json --no-links -t text
> A sentence with a link and more words in it.
$ printf '<p>A sentence with <a href="https://e.example/?track=1&b=2">a link</a> and more words in it.' | tamis -f html --url-rules rules.json -t markdown | tail -n 1
> A sentence with [a link](https://e.example/?b=2) and more words in it.
$ printf '{"providers":{"a":{"urlPattern":".*",\n"rules":["x","(?=y)"]}}}' >bad.json; tamis urls --url-rules bad.json
! tamis: bad.json, line 2: "(?=y)": look-around and named groups are not supported; no rule was loaded
? 2
$ tamis urls --url-rules missing.json
! tamis: missing.json: file: no such file or folder
? 3

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
