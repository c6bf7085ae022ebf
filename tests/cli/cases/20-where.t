# Where: no -o is stdout.
$ tamis -t text $F/note.txt | head -n 1
> The well in the yard
$ tamis -t text $F/note.txt -o - | head -n 1
> The well in the yard

# -o is a folder if one exists there or it ends in /; then one output each, named after the input with its known endings replaced.
$ mkdir there && tamis -t text $F/note.txt $F/page.html -o there && ls there
> note.txt
> page.txt
$ tamis -t json $F/note.txt -o new/ && ls new
> note.json
$ mkdir a && gzip -c $F/page.html >a/0001.html.gz && tamis a/0001.html.gz -t text -o OUT/ && ls OUT
> 0001.txt
$ cp $F/note.txt odd.name && tamis odd.name -t text -o OUT/ && ls OUT
> 0001.txt
> odd.name.txt
$ cp $F/note.txt b.canon.md.txt && tamis b.canon.md.txt -o deep/er/ && ls deep/er
> b.canon.md.canon.md

# With several inputs any other -o, and stdout, are for formats that hold many documents alone; else exit 2 with a line that says what to do.
$ tamis -t text $F/note.txt $F/page.html
! tamis: several inputs and one output need a format that holds many documents: use -t jsonl, or -o FOLDER/ for one file each
? 2
$ tamis $F/note.txt $F/page.html -o one.txt
! tamis: several inputs and one output need a format that holds many documents: use -t jsonl, or -o FOLDER/ for one file each
? 2
$ tamis -t jsonl $F/note.txt $F/page.html | wc -l | tr -d ' '
> 2
$ tamis -t bundle $F/note.txt $F/page.html -o two.jsonl.gz && zcat two.jsonl.gz | wc -l | tr -d ' '
> 2
$ tamis -t tei $F/note.txt $F/page.html | grep -c -e '<teiCorpus' -e '^<TEI'
> 3
$ tamis -t tei $F/note.txt | grep -c '<teiCorpus'
> 0
? 1

# A container with one document can be any format; with several it needs one that holds many, and nothing is written.
$ head -n 1 $F/three.jsonl | tamis -f jsonl -t text
>~ First text of three*
$ tamis -t text $F/three.jsonl -o three.txt; echo $?; test ! -e three.txt
> 2
!~ tamis: */three.jsonl: several documents, and this output format holds one: use -t jsonl, or tamis batch -o FOLDER/
$ tamis -t tei $F/three.jsonl | grep -c '^<TEI'
> 3

# Two inputs for one output name: exit 2 before anything is written.
$ mkdir c d && cp $F/note.txt c/x.txt && cp $F/page.html d/x.html && tamis -t text c/x.txt d/x.html -o both/; echo $?; test ! -e both
> 2
! tamis: both/x.txt: c/x.txt and d/x.html would both become this file: rename one, or write to two folders

# An output that is an input is always refused.
$ cp $F/note.txt self.txt && tamis --force -t text self.txt -o self.txt; echo $?; cmp self.txt $F/note.txt
! tamis: self.txt: the output is an input: write elsewhere
> 2
$ cp $F/note.txt e.txt && ln e.txt f.txt && tamis --force -t text e.txt -o f.txt
! tamis: f.txt: the output is an input: write elsewhere
? 2
$ cp $F/note.txt g.txt && tamis --force -t text g.txt -o .
! tamis: ./g.txt: the output is an input: write elsewhere
? 2
$ cp $F/note.txt h.txt && tamis -t text h.txt >>h.txt
! tamis: standard output: the output is an input: write elsewhere
? 2

# Other existing files need --force or --resume.
$ echo old >old.txt && tamis -t text $F/note.txt -o old.txt; echo $?; cat old.txt
> 2
> old
! tamis: old.txt: the file exists: --force replaces it
$ tamis -t text --resume $F/note.txt -o old.txt; cat old.txt
> old
$ tamis -t text --force $F/note.txt -o old.txt; head -n 1 old.txt
> The well in the yard
$ mkdir g && echo old >g/note.txt && tamis -t text $F/note.txt $F/page.html -o g; echo $?; ls g
> 2
> note.txt
! tamis: g/note.txt: the file exists: --force replaces it
$ tamis -t text --resume $F/note.txt $F/page.html -o g && ls g && cat g/note.txt
> note.txt
> page.txt
> old
$ tamis -t text $F/note.txt -o /dev/null
$ tamis -t text $F/note.txt -o no/such/folder.txt
!~ tamis: no/such/folder.txt: file: no such file or folder*
? 3
