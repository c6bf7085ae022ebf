# Bad input: one line that says which input, where and what to do, the right exit code, no partial file, the other inputs still done.
# Empty input is a document without text.
$ printf '' >empty.html; tamis empty.html -o e.json && grep -c '"tamis": 1' e.json
> 1
$ tamis -t text empty.html
$ tamis --strict -t text empty.html
! tamis: empty.html: nothing was extracted (no-text)
? 4

# A directory.
$ mkdir folder; tamis -t text folder $F/note.txt -o out1/; echo $?; ls -A out1
! tamis: folder: this is a folder: tamis batch FOLDER -o OUT/ converts what is in it
> 3
> note.txt

# An unreadable file: root reads everything, so it becomes nobody for this where it can; else a file that is not there stands in for it.
$ mkdir -m 755 pub && cp $F/note.txt pub/no.txt && cp $F/note.txt pub/yes.txt && chmod 0 pub/no.txt && chmod 755 . && cp "$(readlink -f "$(command -v tamis)")" pub/tamis && chmod 777 pub; as=; if [ -r pub/no.txt ]; then as="setpriv --reuid=65534 --regid=65534 --clear-groups"; chmod 755 ..; $as true 2>/dev/null || { as=; rm pub/no.txt; }; fi; $as pub/tamis -t text pub/no.txt pub/yes.txt -o pub/out/; echo $?; ls -A pub/out
!~ tamis: pub/no.txt: file: *
> 3
> yes.txt
$ cp $F/note.txt secret.txt; chmod 0 secret.txt; if [ -r secret.txt ]; then rm secret.txt; fi; tamis -t text secret.txt $F/note.txt -o out2/; echo $?; ls -A out2
!~ tamis: secret.txt: file: *
> 3
> note.txt

# A binary.
$ printf '%%PDF-1.7\n\000\001\002' >x.pdf; tamis -t text x.pdf $F/note.txt -o out3/; echo $?; ls -A out3
! tamis: x.pdf: detect: this is a PDF file, not text: extract its text first (pdftotext, say)
> 1
> note.txt
$ head -c 5000 /bin/ls | tamis -t text
!~ tamis: stdin: detect: this is a program (ELF), not text
? 1

$ tamis -q -t jsonl x.pdf -o x.jsonl; echo $?; test ! -e x.jsonl
> 1
$ tamis -f jsonl -t jsonl /dev/null -o empty.jsonl && wc -c <empty.jsonl | tr -d ' '
> 0

# A truncated gzip.
$ gzip -c $F/page.html | head -c 300 >cut.html.gz; tamis -t text cut.html.gz $F/note.txt -o out4/; echo $?; ls -A out4
! tamis: cut.html.gz: gzip: the file ends inside compressed data at byte 300; the file is not whole: fetch it again
> 1
> note.txt

# A gzip bomb.
$ head -c 30000000 /dev/zero | tr '\000' 'a' | gzip -9 >bomb.gz; tamis -t text bomb.gz $F/note.txt -o out5/ --max-ratio 100; echo $?; ls -A out5
!~ tamis: bomb.gz: gzip: *--max-ratio*
> 1
> note.txt

# Invalid UTF-8: kept with U+FFFD where any text is read, refused with its place where a format allows none.
$ printf 'A paragraph \377\376 with two bytes that are no text at all, and an end: \342\202\254.\n' >bad.txt; tamis --encoding utf-8 -t text bad.txt | grep -c "$(printf '\357\277\275')"
> 1
$ tamis -t json $F/note.txt | sed 's/The well/The \xff well/' >bad.json; tamis -f json -t text bad.json $F/note.txt -o out6/; echo $?
!~ tamis: bad.json: *UTF-8* at byte *
!~ tamis: *note.txt: *
> 1

# Wrong -f.
$ tamis -f json -t text $F/note.txt; echo $?
!~ tamis: *note.txt: json: * at byte 0; -f names another format
> 1
$ tamis -f canonical -t text $F/note.txt; echo $?
!~ tamis: *note.txt: canonical: *; -f names another format
> 1
$ tamis -f tei -t text $F/page.html; echo $?
!~ tamis: *page.html: xml: * at byte *; -f names another format
> 1

# A WARC file is refused, not taken for text; -f text is the way around.
$ printf 'WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n' | gzip >a.warc.gz; tamis -t text a.warc.gz $F/note.txt -o out7/; echo $?; ls -A out7
! tamis: a.warc.gz: detect: this is a WARC file, which this version doesn't read: extract its pages first (-f text reads it as text)
> 1
> note.txt
$ tamis -f text --no-clean -t text a.warc.gz | head -n 1
> WARC/1.0

# What is no bundle.
$ tamis bundle list $F/page.html
!~ tamis: */page.html: bundle: * at byte 0; is it a bundle, and all of it?
? 5
$ tamis bundle get $F/page.html 1
!~ tamis: */page.html: bundle: * at byte 0; is it a bundle, and all of it?
? 1

# A folder that can't be made says why.
$ echo x >file; tamis -t text $F/note.txt -o file/
! tamis: file/: the folder can't be made: Not a directory
? 3
$ echo x >file; tamis batch $F/note.txt -t text -o file/below/
! tamis: file/below/: the folder can't be made: Not a directory
? 3
