# What comes out: -t wins, then the ending of -o, else canonical, on a terminal or not.
$ tamis $F/note.txt | head -n 2
> ---
> tamis: 1
$ tamis $F/note.txt -t json -o x.txt && head -n 2 x.txt
> {
>   "tamis": 1,
$ tamis $F/note.txt -o note.json && head -n 2 note.json
> {
>   "tamis": 1,
$ tamis $F/note.txt -o note.unknown && head -n 2 note.unknown
> ---
> tamis: 1
$ script -qec "tamis $F/note.txt" /dev/null </dev/null | head -n 2 | tr -d '\r'
> ---
> tamis: 1

# The ending of -o: section 6; .md is markdown.
$ tamis $F/note.txt -o note.md && head -n 1 note.md
> # The well in the yard
$ tamis $F/note.txt -o note.canon.md && head -n 2 note.canon.md
> ---
> tamis: 1
$ tamis $F/note.txt -o note.txt && head -n 1 note.txt
> The well in the yard
$ tamis $F/note.txt -o note.xml && head -n 2 note.xml
> <?xml version="1.0" encoding="UTF-8"?>
> <TEI xmlns="http://www.tei-c.org/ns/1.0">
$ tamis $F/note.txt -o note.jsonl && head -c 7 note.jsonl
> {"id":"
$ tamis $F/note.txt -o note.html && head -n 1 note.html
>~ <!DOCTYPE html>*
$ tamis $F/note.txt -o note.jsonl.gz && zcat note.jsonl.gz | head -c 11
> {"tamis":1,

# -t md, txt, xmltei are aliases.
$ tamis -t md $F/note.txt | head -n 1
> # The well in the yard
$ tamis -t txt $F/note.txt | head -n 1
> The well in the yard
$ tamis -t xmltei $F/note.txt | head -n 1
> <?xml version="1.0" encoding="UTF-8"?>

# An output whose name ends in .gz is compressed.
$ tamis -t text $F/note.txt -o note2.txt.gz && zcat note2.txt.gz | head -n 1
> The well in the yard
$ tamis note2.txt.gz -t text | head -n 1
> The well in the yard

# The title first, where the body does not begin with it.
$ printf 'First paragraph that is long enough to be one, with a full stop.\n' | tamis -t text --title --meta /dev/null
! tamis: /dev/null: --meta: the first column has to be path or url
? 2
$ printf 'path\ttitle\n-\tA title from outside\n' >meta.tsv; printf 'A paragraph that is long enough to be one, with a full stop.\n' | tamis -t text --title --meta meta.tsv
> A title from outside
>
> A paragraph that is long enough to be one, with a full stop.
