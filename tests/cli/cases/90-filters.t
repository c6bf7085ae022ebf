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
>~ dropped   navigation*Home*
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
