# Options: --no-clean converts only; --clean cleans documents too; --skip leaves out passes.
$ tamis --no-clean $F/note.txt | grep -c cleaned_
> 0
? 1
$ tamis $F/note.txt | grep cleaned_mode
> cleaned_mode: "balanced"
$ tamis --mode precision $F/note.txt | grep cleaned_mode
> cleaned_mode: "precision"
$ tamis --precision $F/note.txt | grep cleaned_mode
> cleaned_mode: "precision"
$ tamis --recall $F/note.txt | grep cleaned_mode
> cleaned_mode: "recall"
$ tamis --mode all $F/note.txt | grep cleaned_mode
> cleaned_mode: "all"
$ tamis --skip twins,metadata $F/note.txt | grep cleaned_passes
> cleaned_passes: ["repair", "layout", "links", "boilerplate", "normalize"]
$ tamis --no-clean $F/note.txt | tamis --clean | grep -c cleaned_
> 3

# --url gives the address, --encoding the encoding.
$ tamis --url https://example.org/a/b.html $F/note.txt | grep '^url'
> url: "https://example.org/a/b.html"
$ printf 'caf\351 au lait, servi chaud dans une grande tasse, comme on le fait ici.\n' | tamis -t text --encoding iso-8859-1
> café au lait, servi chaud dans une grande tasse, comme on le fait ici.
$ tamis --encoding klingon $F/note.txt
! tamis: --encoding klingon: unknown encoding; utf-8, windows-1252 and shift_jis are some of the known
? 2
# ... with the nearest labels, and before anything is opened or written.
$ tamis --encoding utf9 $F/note.txt -t text -o never/; echo $?; test ! -e never
! tamis: --encoding utf9: unknown encoding; near it: utf8 utf-8
> 2
$ tamis --encoding latin-1 missing.html
!~ tamis: --encoding latin-1: unknown encoding; near it: latin1 *
? 2
$ tamis detect --encoding LATIN1 $F/note.txt | cut -f 2-3
> windows-1252	user
# ... --encoding also takes encodings that no page can declare, --encoding-errors fail stops at the first byte that means nothing.
$ printf 'caf\202 au lait, servi chaud dans une grande tasse, comme on le fait ici.\n' | tamis -t text --encoding cp437
> café au lait, servi chaud dans une grande tasse, comme on le fait ici.
$ printf 'A line that is long enough.\n\202 and one that is not UTF-8.\n' >bad.txt; tamis -t text --encoding utf-8 --encoding-errors fail bad.txt -o no/; echo $?; ls -A no
! tamis: bad.txt: charset: bytes that the encoding doesn't have (--encoding-errors replace lets them pass) at byte 28
> 1
$ tamis explain --encoding utf-8 --encoding-errors replace bad.txt | grep '^repaired  bad-bytes'
>~ repaired  bad-bytes *28-29 *

# --no-tables, --no-links and --no-images leave out what they name.
$ tamis -t text $F/page.html | grep -c 1850
> 1
$ tamis -t text --no-tables $F/page.html | grep -c 1850
> 0
? 1
$ tamis --url https://example.org/ -t md $F/page.html | grep -c 'https://example.org/stones?id=7'
> 1
$ tamis --keep-tracking --url https://example.org/ -t md $F/page.html | grep -c 'utm_source'
> 1
$ tamis --no-links -t md $F/page.html | grep -c 'stones?'
> 0
? 1
$ tamis --no-images -t md $F/page.html | grep -c 'wheel.jpg'
> 0
? 1

# --meta FILE.tsv: metadata by path or URL, provenance user.
$ printf 'path\turl\ttitle\tauthors\tauthors\n%s\thttps://example.org/n\tOther title\tAda\tBea\n' $F/note.txt >m.tsv; tamis --meta m.tsv $F/note.txt | grep -e '^url' -e '^title' -e '^authors'
> url: "https://example.org/n"
> title: "Other title"
> authors: ["Ada", "Bea"]
$ printf 'url\tlicense\nhttps://example.org/n\tCC0\n' >u.tsv; tamis --meta u.tsv --url https://example.org/n $F/note.txt | grep '^license'
> license: "CC0"
$ printf 'path\tnonsense\nx\ty\n' >n.tsv; tamis --meta n.tsv $F/note.txt
! tamis: n.tsv: --meta: a column of the first line is no key of the metadata (docs/document.md lists them)
? 2
$ tamis --meta missing.tsv $F/note.txt
! tamis: missing.tsv: file: no such file or folder
? 3

# --record FILE: what was kept and dropped, and why, as JSON Lines.
$ tamis --record r.jsonl -t text -o n.txt $F/note.txt && head -n 1 r.jsonl && grep -c '"type":"kept"' r.jsonl
>~ {"type":"input","input":"*note.txt","number":1}
> 3

# Numbers take K, M and G; what is no number is refused.
$ tamis --max-input 1K -t text $F/note.txt | head -n 1
> The well in the yard
$ tamis --max-input lots $F/note.txt
! tamis: --max-input lots: a number is needed, such as 1000, 64K, 256M or 1G
? 2

# Unknown options are refused, with the nearest one.
$ tamis --no-such-thing-at-all $F/note.txt
! tamis: unknown option --no-such-thing-at-all (tamis convert -h lists them)
? 2
$ tamis --stric $F/note.txt
! tamis: unknown option --stric: did you mean --strict?
? 2
$ tamis --shard 1/2 $F/note.txt
! tamis: --shard is no option of tamis convert, but of tamis batch
? 2
$ tamis -t
! tamis: --to needs a value: FORMAT
? 2
$ tamis -t nothing $F/note.txt
! tamis: --to nothing: no such format; there are canonical text json jsonl tei html markdown bundle
? 2
$ tamis --force=yes $F/note.txt
! tamis: --force takes no value
? 2
$ tamis --mode=slow $F/note.txt
! tamis: --mode slow: it has to be one of: precision balanced recall all
? 2

# trafilatura's flag names are accepted where the meaning is the same.
$ tamis --output-format txt --no-comments --no-tables --links --images --formatting $F/note.txt | head -n 1
> The well in the yard
$ tamis --markdown $F/note.txt | head -n 1
> # The well in the yard
$ tamis --xmltei $F/note.txt | head -n 1
> <?xml version="1.0" encoding="UTF-8"?>
$ tamis --json $F/note.txt | head -n 2
> {
>   "tamis": 1,
$ tamis --html $F/note.txt | head -n 1
>~ <!DOCTYPE html>*

# --blocks puts the lossless object into JSON Lines; --xml-ids ids on blocks; --no-index leaves the index of a bundle out.
$ tamis -t jsonl --blocks $F/note.txt | grep -c '"tamis":1'
> 1
$ tamis -t tei --xml-ids $F/note.txt | grep -c 'xml:id='
>~ [1-9]*
$ tamis -t bundle --no-index $F/note.txt >p.jsonl.gz && tamis bundle verify p.jsonl.gz
> p.jsonl.gz: whole, 1 documents in 1 members, without index

# By default canonical, tei, json, html and markdown keep everything that is content, comments in their own section; text has them with --comments.
$ printf '%s\n' '---' 'tamis: 1' 'page_kind: "article"' '---' '' 'A sieve of silk is finer.' '' '<section class="comments">' '<article class="comment" data-author="Bea">' '' 'I have used mine for twelve years.' '' '</article>' '</section>' >c.canon.md; for t in canonical tei json html markdown; do tamis -t $t c.canon.md | grep -c 'twelve years'; done
> 1
> 1
> 1
> 1
> 1
$ tamis c.canon.md | grep -c 'class="comments"'
> 1
$ tamis -t text c.canon.md | grep -c 'twelve years'
> 0
? 1
$ tamis -t text --comments c.canon.md | grep -c 'twelve years'
> 1
$ tamis --no-comments c.canon.md | grep -c 'twelve years'
> 0
? 1

# --spaces keep: U+00A0 stays; --level and .gz; --reclean runs passes that the document has had.
$ printf '12\302\240kg of flour, in a sentence that is long enough to be a paragraph.\n' >nb.txt; tamis -t text nb.txt | grep -c '^12 kg'; tamis --spaces keep -t text nb.txt | grep -c "^12$(printf '\302\240')kg"
> 1
> 1
$ tamis -t text --level 1 nb.txt -o one.txt.gz && tamis -t text --level 9 nb.txt -o nine.txt.gz && zcat one.txt.gz nine.txt.gz | grep -c '^12 kg'
> 2
$ tamis nb.txt -o nb.canon.md && tamis --reclean --mode recall nb.canon.md | grep cleaned_mode
> cleaned_mode: "recall"
$ tamis --clean --mode recall nb.canon.md | grep cleaned_mode
> cleaned_mode: "balanced"

# Every limit can be met, and says which option raises it; what is too deep or has too many attributes is kept, flatter.
$ for l in max-memory max-nodes max-work; do tamis --$l 1 -t text $F/page.html; done
!~ tamis: */page.html: *(--max-memory*
!~ tamis: */page.html: *--max-nodes*
!~ tamis: */page.html: *--max-work*
? 1
$ tamis --max-depth 5 --max-attributes 1 -t text $F/page.html | head -n 1
> The old mill by the river

# --url has to be absolute; what -o, --record and --report name are files of their own, and paths are not empty.
$ tamis --url example.org/a $F/note.txt
! tamis: --url example.org/a: an absolute URL is needed, such as https://example.org/page
? 2
$ tamis -t text $F/note.txt -o same --record same; echo $?; test ! -e same
! tamis: same: --record and -o name the same file
> 2
$ tamis batch --force $F/note.txt -o same.jsonl --report same.jsonl; echo $?; test ! -e same.jsonl
! tamis: same.jsonl: --report and -o name the same file
> 2
$ tamis batch $F/note.txt -o b.jsonl --report both --record both; echo $?; test ! -e both
! tamis: both: --record and --report name the same file
> 2
$ tamis --record - $F/note.txt
! tamis: --record -: it needs a file of its own
? 2
$ tamis $F/note.txt -o ''
! tamis: --output : a path is needed
? 2

# Formats that this version doesn't have.
$ tamis -t wet $F/note.txt
! tamis: --to wet: this version doesn't read or write WARC and WET
? 2

# trafilatura's names that change nothing, and those of the modes.
$ tamis --links --images --formatting --no-tables -t text $F/page.html | head -n 1
> The old mill by the river
$ tamis --output-format xmltei $F/note.txt | head -n 1; tamis --markdown $F/note.txt | head -n 1
> <?xml version="1.0" encoding="UTF-8"?>
> # The well in the yard
$ tamis batch -q --parallel 2 $F/note.txt $F/page.html -o p.jsonl && wc -l <p.jsonl | tr -d ' '
> 2

# Modes keep more, one after the other.
$ for m in precision balanced recall all; do for f in $F/../../cases/html/clean-*.html; do tamis -t text --mode $m $f; done | wc -w; done | sort -n -c && echo grows
> grows

# --no-comments leaves out what readers wrote below an article; on a forum the posts are the text and stay.
$ tamis $F/../../cases/html/clean-comments.html | grep -c 'class="comment"'; tamis --no-comments $F/../../cases/html/clean-comments.html | grep -c 'class="comment"' | cat
> 3
> 0
$ tamis --no-comments $F/../../cases/html/clean-thread.html | grep -c 'class="comment"'
> 3
