# tamis bundle verify --repair: what is whole stays, what is lost is said.
$ tamis bundle create $F/note.txt $F/three.jsonl -o b.jsonl.gz
! tamis: 2 inputs: 4 documents, 0 failed, 0 skipped
$ cp b.jsonl.gz whole.jsonl.gz; tamis bundle verify --repair b.jsonl.gz && cmp b.jsonl.gz whole.jsonl.gz
> b.jsonl.gz: whole, 4 documents in 1 members
# The index was torn off: it is written again, and the bundle is what it was.
$ head -c $(($(wc -c <whole.jsonl.gz) - 170)) whole.jsonl.gz >torn.jsonl.gz; tamis bundle verify torn.jsonl.gz
!~ tamis: torn.jsonl.gz:*the footer of the bundle is missing*
? 5
$ tamis bundle verify --repair torn.jsonl.gz && cmp torn.jsonl.gz whole.jsonl.gz && tamis bundle verify torn.jsonl.gz
> torn.jsonl.gz: written anew, 4 documents in 1 members
> torn.jsonl.gz: whole, 4 documents in 1 members
# Torn in the middle of the documents: those before the cut stay. Elsewhere with -o.
$ head -c 900 whole.jsonl.gz >cut.jsonl.gz; tamis bundle verify -q --repair -o mended.jsonl.gz cut.jsonl.gz
? 5
$ tamis bundle verify mended.jsonl.gz | sed 's/[0-9] documents/N documents/'; tamis bundle get mended.jsonl.gz 1 -t text | head -n 1
> mended.jsonl.gz: whole, N documents in 1 members
> The well in the yard
$ tamis bundle verify --repair $F/note.txt -o x.jsonl.gz
!~ tamis: *note.txt: bundle: no gzip member is left in the file at byte 0*
? 5
$ tamis bundle list b.jsonl.gz -o x
! tamis: -o goes with tamis bundle verify --repair of one bundle, create and get
? 2
