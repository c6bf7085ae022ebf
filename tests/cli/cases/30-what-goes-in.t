# What goes in: no FILE or - is stdin.
$ tamis -t text
| A paragraph on standard input that is long enough to be one, with a full stop.
> A paragraph on standard input that is long enough to be one, with a full stop.
$ tamis -t text -
| A paragraph on standard input that is long enough to be one, with a full stop.
> A paragraph on standard input that is long enough to be one, with a full stop.

# A terminal there: short help, exit 2.
$ script -qec "tamis; echo exit \$?" /dev/null </dev/null | tr -d '\r' | sed -n '1p;$p'
> tamis cleans scraped web text and converts it.
> exit 2

# A folder or a URL as FILE: one line that names batch, or curl -sL URL | tamis --url URL.
$ mkdir folder; tamis folder
! tamis: folder: this is a folder: tamis batch FOLDER -o OUT/ converts what is in it
? 3
$ tamis https://example.org/page
! tamis: https://example.org/page: tamis fetches nothing: curl -sL URL | tamis --url URL
? 3

# Formats are detected by what stands in them; -f wins; gzip is taken off.
$ tamis -t text $F/note.txt | gzip | tamis -t text | head -n 1
> The well in the yard
$ gzip -c $F/note.txt | gzip | tamis -t text | head -n 1
> The well in the yard
$ tamis -t json $F/note.txt | tamis -t text | head -n 1
> The well in the yard
$ tamis -t tei $F/note.txt | tamis -t text | head -n 1
> The well in the yard
$ tamis $F/note.txt | tamis -t text | head -n 1
> The well in the yard
$ tamis -t bundle $F/note.txt | tamis -t text | head -n 1
> The well in the yard
$ printf '<p>Less &lt; than, in a paragraph that is long enough to stay.</p>\n' | tamis -f text --no-clean -t text
> <p>Less &lt; than, in a paragraph that is long enough to stay.</p>

# Arguments behind -- are files.
$ cp $F/note.txt ./--odd; tamis -t text -- --odd | head -n 1
> The well in the yard

# TEI is read in the encoding that it declares; a byte order mark is no part of any format but refused by the strict canonical one.
$ (printf '<?xml version="1.0" encoding="iso-8859-1"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader><text><body><p>Un caf\351 noir.</p></body></text></TEI>\n') | tamis -t text
> Un café noir.
$ tamis -t tei $F/note.txt | iconv -t UTF-16 | tamis -t text | head -n 1
> The well in the yard
$ (printf '\357\273\277'; tamis -t json $F/note.txt) | tamis -t text | head -n 1
> The well in the yard
$ (printf '\357\273\277'; tamis $F/note.txt) | tamis -t text
!~ tamis: stdin: canonical: *; -f names another format
? 1
