# batch: a folder in, a folder out; paths below each INPUT are kept, records of a container are NAME/000001.EXT.
$ mkdir -p in/sub && cp $F/note.txt in/ && gzip -c $F/page.html >in/sub/page.html.gz && cp $F/three.jsonl in/sub/ && tamis batch in -t text -o out/ -j 2; find out -type f | sort
! tamis: 3 inputs: 5 documents, 0 failed, 0 skipped
> out/note.txt
> out/sub/page.txt
> out/sub/three/000001.txt
> out/sub/three/000002.txt
> out/sub/three/000003.txt

# Files as inputs are named after themselves.
$ tamis batch in/sub/page.html.gz in/note.txt -t json -o files/ -q; find files -type f | sort
> files/note.json
> files/page.json

# One jsonl or bundle out, in input order, whatever the number of threads.
$ tamis batch -q in -o one.jsonl -j 1 && tamis batch -q in -o four.jsonl -j 4 && cmp one.jsonl four.jsonl && wc -l <one.jsonl | tr -d ' '
> 5
$ tamis batch -q in -o one.jsonl.gz -j 1 && tamis batch -q in -o four.jsonl.gz -j 4 && cmp one.jsonl.gz four.jsonl.gz && tamis bundle verify one.jsonl.gz
> one.jsonl.gz: whole, 5 documents in 1 members
$ i=0; mkdir many; while [ $i -lt 60 ]; do i=$((i + 1)); sed "s/The well/Well $i/" $F/note.txt >many/$i.txt; done; cat $F/three.jsonl >many/c.jsonl; tamis batch -q many -o m1.jsonl -j 1 && tamis batch -q many -o m8.jsonl -j 8 && cmp m1.jsonl m8.jsonl && tamis batch -q many -o md1/ -j 1 && tamis batch -q many -o md8/ -j 8 && diff -r md1 md8

# --meta by path: below a folder with that folder's name before it.
$ printf 'path\ttitle\nin/note.txt\tFrom the table\n' >m.tsv; tamis batch -q in --meta m.tsv -o meta/ && grep '^title' meta/note.canon.md
> title: "From the table"

# --report says what became of each document, also in input order.
$ tamis batch -q in -t text -o r/ --report r.tsv -j 3 && cut -f 1,4,8 r.tsv
> input	state	record
> in/note.txt	done	0
> in/sub/page.html.gz	done	0
> in/sub/three.jsonl	done	1
> in/sub/three.jsonl	done	2
> in/sub/three.jsonl	done	3
$ tamis batch -q in -t text -o r2/ --report r.json && head -c 2 r.json && tail -n 1 r.json && grep -c '"state":"done"' r.json
> [
> ]
> 5
$ tamis batch -q in -t text -o r3/ --report r.jsonl && grep -c '"state":"done"' r.jsonl
> 5

# One bad document never stops it; a binary in a folder is passed over, one that was named has failed.
$ mkdir bad && cp $F/note.txt bad/ && printf '%%PDF-1.4\n\000' >bad/a.pdf && cp $F/broken.jsonl bad/ && tamis batch bad -t text -o badout/; echo $?; find badout -type f | sort
!~ tamis: bad/broken.jsonl, record 2: jsonl: *
! tamis: 3 inputs: 3 documents, 1 failed, 1 skipped
> 1
> badout/broken/000001.txt
> badout/broken/000003.txt
> badout/note.txt
$ tamis batch bad/a.pdf bad/note.txt -t text -o badout2/; echo $?
!~ tamis: bad/a.pdf: detect: this is a PDF file*
! tamis: 2 inputs: 1 documents, 1 failed, 0 skipped
> 1
$ tamis batch -q bad -t text -o badout3/ --max-errors 1
$ tamis batch -q bad -t text -o badout4/ --max-errors 0
? 6
$ tamis batch missing in -t text -o badout5/; echo $?; ls badout5
! tamis: missing: file: no such file or folder
! tamis: 4 inputs: 5 documents, 1 failed, 0 skipped
> 3
> note.txt
> sub

# --resume goes on: what is there stays, what is missing is done.
$ rm out/sub/three/000002.txt out/note.txt; echo old >out/sub/page.txt; tamis batch in -t text -o out/; echo $?
! tamis: out/sub/page.txt: the file exists: --force replaces it
> 2
$ tamis batch in -t text -o out/ --resume && cat out/sub/page.txt && find out -type f | wc -l | tr -d ' '
! tamis: 3 inputs: 2 documents, 0 failed, 3 skipped
> old
> 5
$ tamis batch in -q -t text -o out/ --force && head -n 1 out/sub/page.txt
> The old mill by the river

# One output file appears when all is done: where it is there, nothing is to be done, and that is said.
$ tamis batch one.jsonl in --resume -o one.jsonl.gz; tamis batch -q in --resume -o one.jsonl.gz
! tamis: one.jsonl.gz: it is there already, so it is whole: nothing to do (--force makes it anew)

# A batch that is killed at any moment and resumed gives the same result as one that was not.
$ for part in 1 2 3; do rm -rf kd; (tamis batch -q many -o kd/ -j 2 & p=$!; while [ "$(ls kd 2>/dev/null | wc -l)" -lt $((part * 15)) ]; do :; done; kill -9 $p; wait $p) 2>/dev/null; tamis batch -q many -o kd/ --resume; diff -r -x '.tamis-*' kd md1 || echo differs; done

# --shard I/N does the I-th of N parts; together they are the whole.
$ tamis batch -q in -t text -o s/ --shard 1/2 && tamis batch -q in -t text -o s/ --shard 2/2 && diff -r s out
$ tamis batch in -t text -o s/ --shard 3/2
! tamis: --shard 3/2: I/N is needed, such as 1/4
? 2

# Two inputs for one name are refused before anything is written; so is an output that is an input.
$ mkdir twins && cp $F/note.txt twins/a.txt && cp $F/page.html twins/a.html && tamis batch twins -t text -o tw/; echo $?; test ! -e tw
! tamis: tw/a.txt: twins/a.html and twins/a.txt would both become this file
> 2
$ tamis batch --force in -t text -o in/; echo $?
! tamis: in/note.txt: the output is an input: write elsewhere
> 2

# The output folder is no input, hidden names are passed over, and a link to a folder is not followed.
$ mkdir -p loop/d && cp $F/note.txt loop/d/ && cp $F/note.txt loop/d/.hidden && ln -s .. loop/d/up && tamis batch loop -t text -o loop/out/ && tamis batch loop -t text -o loop/out/ --force; find loop/out -type f
! tamis: 1 inputs: 1 documents, 0 failed, 0 skipped
! tamis: 1 inputs: 1 documents, 0 failed, 0 skipped
> loop/out/d/note.txt

# Usage.
$ tamis batch in
! tamis: tamis batch needs -o OUT: a folder that exists or ends in /, or a file of a format that holds many documents
? 2
$ tamis batch -o out/
! tamis: no inputs: tamis batch [OPTIONS] INPUT... -o OUT
? 2
$ tamis batch in -o x.txt
! tamis: many inputs and one output file need a format that holds many documents: use -t jsonl, or -o FOLDER/ for one file each
? 2
$ tamis batch - -o out/
! tamis: tamis batch reads files and folders, not standard input
? 2

# --progress json: lines for programs on stderr.
$ tamis batch -q in -t text -o pr/ --progress json
! {"inputs":3,"total":3,"documents":5,"failed":0}

# --record: what was kept and dropped of each document, in input order.
$ tamis batch -q in -t text -o rec/ --record rec.jsonl -j 3 && grep '"type":"input"' rec.jsonl
> {"type":"input","input":"in/note.txt","number":0}
> {"type":"input","input":"in/sub/page.html.gz","number":0}
> {"type":"input","input":"in/sub/three.jsonl","number":1}
> {"type":"input","input":"in/sub/three.jsonl","number":2}
> {"type":"input","input":"in/sub/three.jsonl","number":3}

# Nothing extracted is an answer, with its reason in the report.
$ mkdir n && printf '' >n/empty.html && tamis batch -q n -t text -o no/ --report n.tsv && cut -f 4,15 n.tsv
> state	reason
> done	nothing was extracted (no-text)

# --strict: exit 4 where nothing was extracted.
$ mkdir e && printf '' >e/empty.html && tamis batch -q e -t text -o eo/ --strict
? 4

# A TEI file with one text is one document, a teiCorpus a container.
$ mkdir tei && tamis -q -t tei $F/note.txt -o tei/one.xml && tamis -q -t tei $F/three.jsonl -o tei/three.xml && tamis batch -q tei -t text -o teiout/ && find teiout -type f | sort
> teiout/one.txt
> teiout/three/000001.txt
> teiout/three/000002.txt
> teiout/three/000003.txt

# The same answer for each page whatever was read before it: in one order, in the other, alone.
$ p=$F/../../cases/html; tamis batch -q -j 1 $(ls $p/*.html) -t json -o fore/ && tamis batch -q -j 1 $(ls -r $p/*.html) -t json -o back/ && diff -r fore back && for f in $p/*.html; do tamis -q -t json $f -o alone/ --force && cmp alone/$(basename $f .html).json fore/$(basename $f .html).json; done
