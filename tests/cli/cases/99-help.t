# Help, version, man page and completions come from one table.
$ tamis --version
>~ tamis 0.*
$ tamis -h | head -n 1
>~ tamis 0.*: turns messy scraped web text into clean documents, and back
$ tamis batch -h | head -n 1
> tamis batch [OPTIONS] INPUT... -o OUT
$ for c in convert batch bundle explain urls repair detect formats; do tamis $c -h | grep -c -e '--help'; done
> 1
> 1
> 1
> 1
> 1
> 1
> 1
> 1
$ tamis help >a; tamis -h >b; cmp a b
$ tamis help batch | head -n 1
> tamis batch [OPTIONS] INPUT... -o OUT
$ tamis bundle -h | sed -n '/^Actions/,/^$/p' | cut -c 3-8
> tions
> create
> list B
> get BU
> verify
> append
>
# The man page and the completions in the tree are this program's own output.
$ tamis --man | cmp - $F/../../../docs/tamis.1
$ for s in bash zsh fish; do tamis --completion $s | cmp - $F/../../../docs/completions/$([ $s = zsh ] && echo _tamis || echo tamis.$s) || echo $s; done
$ tamis --completion bash >c.bash; bash -n c.bash
$ bash -c '. ./c.bash; COMP_WORDS=(tamis --mo); COMP_CWORD=1; _tamis 2>/dev/null; echo ${COMPREPLY[@]}'
> --mode
$ bash -c '. ./c.bash; COMP_WORDS=(tamis -t can); COMP_CWORD=2; _tamis 2>/dev/null; echo ${COMPREPLY[@]}'
> canonical
