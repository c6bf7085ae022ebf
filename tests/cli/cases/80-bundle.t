# bundle create, list, get, verify, append.
$ tamis bundle create $F/note.txt $F/three.jsonl -o b.jsonl.gz
! tamis: 2 inputs: 4 documents, 0 failed, 0 skipped
$ tamis bundle verify b.jsonl.gz
> b.jsonl.gz: whole, 4 documents in 1 members
$ tamis bundle list b.jsonl.gz | cut -f 1
> 1
> 2
> 3
> 4
$ tamis bundle list b.jsonl.gz | sed -n 3p
>~ 3	b	
$ tamis bundle get b.jsonl.gz 1 -t text | head -n 1
> The well in the yard
$ tamis bundle get b.jsonl.gz b -t text
>~ Second text of three*
$ tamis bundle get b.jsonl.gz a c -t jsonl | cut -c 1-9
> {"id":"a"
> {"id":"c"
$ tamis bundle get b.jsonl.gz nobody
! tamis: nobody: the bundle has no document of this number, id or URL
? 1
$ tamis bundle append b.jsonl.gz $F/page.html && tamis bundle verify b.jsonl.gz
> b.jsonl.gz: whole, 5 documents in 1 members
$ tamis bundle get b.jsonl.gz 5 -t text | head -n 1
> The old mill by the river
# What was appended to is what create makes of the whole: one small file after the other, and texts that fill several members.
$ tamis bundle create -q $F/note.txt $F/three.jsonl $F/page.html -o whole.jsonl.gz; cmp b.jsonl.gz whole.jsonl.gz
$ for i in 1 2 3 4 5; do seq -s ' ' $((i * 30000)) $((i * 30000 + 40000)) >$i.txt; done; tamis bundle create -q --no-clean 1.txt 2.txt 3.txt 4.txt 5.txt -o all.jsonl.gz
$ tamis bundle create -q --no-clean 1.txt 2.txt -o part.jsonl.gz && tamis bundle append -q --no-clean part.jsonl.gz 3.txt && tamis bundle append -q --no-clean part.jsonl.gz 4.txt 5.txt && cmp part.jsonl.gz all.jsonl.gz
$ tamis bundle verify part.jsonl.gz | sed 's/ [0-9] members/ N members/'
> part.jsonl.gz: whole, 5 documents in N members
# Its first line is longer than what detection gets to see, and still one of many. Options of append are for what is new.
$ tamis all.jsonl.gz -t jsonl | wc -l | tr -d ' '; zcat all.jsonl.gz | head -n 1 >one.json; tamis one.json -t text | wc -w | tr -d ' '
> 5
> 40001
$ cp b.jsonl.gz links.jsonl.gz; tamis bundle append -q --no-links --no-tables -f html links.jsonl.gz $F/page.html && tamis bundle get links.jsonl.gz 5 -t json >5.json && tamis bundle get b.jsonl.gz 5 -t json | cmp - 5.json
# The old file stays until the new one is whole, and nothing else is left in the folder.
$ ln part.jsonl.gz old.jsonl.gz; tamis bundle append -q part.jsonl.gz missing.txt
? 3
$ cmp part.jsonl.gz old.jsonl.gz && tamis bundle append -q part.jsonl.gz $F/note.txt && cmp -s old.jsonl.gz all.jsonl.gz && tamis bundle list part.jsonl.gz | wc -l | tr -d ' '; ls -A | grep -c jsonl
> 6
> 6
# Whoever lacks tamis still has zcat.
$ zcat b.jsonl.gz | wc -l | tr -d ' '
> 5
# Existing bundles are not overwritten, and create needs an output.
$ tamis bundle create $F/note.txt -o b.jsonl.gz
! tamis: b.jsonl.gz: the file exists: --force replaces it
? 2
$ tamis bundle create $F/note.txt
! tamis: tamis bundle create needs -o OUT.jsonl.gz
? 2
$ tamis bundle
! tamis: tamis bundle create|list|get|verify|append
? 2
$ tamis bundle verify missing
! tamis: missing: file: no such file or folder
? 3
# One flipped byte is found.
$ (head -c 100 b.jsonl.gz; printf X; tail -c +102 b.jsonl.gz) >flip.jsonl.gz; cmp -s b.jsonl.gz flip.jsonl.gz || tamis bundle verify flip.jsonl.gz
!*
? 5
# The ring: canonical, json, tei and bundle carry the same content.
$ tamis $F/page.html -o 1.canon.md && tamis 1.canon.md -o 2.json && tamis 2.json -o 3.xml && tamis 3.xml -o 4.jsonl.gz && tamis 4.jsonl.gz -o 5.canon.md && cmp 1.canon.md 5.canon.md
