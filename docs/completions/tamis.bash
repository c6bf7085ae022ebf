# Made by tamis --completion bash from the option table. Do not edit.
_tamis() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=convert options
  COMPREPLY=()
  case $before in
    -f|--from) COMPREPLY=($(compgen -W 'canonical text json jsonl tei html markdown bundle' -- "$word")); return ;;
    -t|--to) COMPREPLY=($(compgen -W 'canonical text json jsonl tei html markdown bundle' -- "$word")); return ;;
    --encoding) return ;;
    --encoding-errors) COMPREPLY=($(compgen -W 'replace fail' -- "$word")); return ;;
    --url) return ;;
    --meta) compopt -o default; return ;;
    --mode) COMPREPLY=($(compgen -W 'precision balanced recall all' -- "$word")); return ;;
    --skip) COMPREPLY=($(compgen -W 'repair layout links boilerplate twins metadata' -- "$word")); return ;;
    --profile) COMPREPLY=($(compgen -W 'none safe full' -- "$word")); return ;;
    --spaces) COMPREPLY=($(compgen -W 'keep fold' -- "$word")); return ;;
    --url-rules) compopt -o default; return ;;
    -o|--output) compopt -o default; return ;;
    --level) return ;;
    --record) compopt -o default; return ;;
    -j|--jobs) return ;;
    --shard) return ;;
    --report) compopt -o default; return ;;
    --progress) COMPREPLY=($(compgen -W 'auto never json' -- "$word")); return ;;
    --max-errors) return ;;
    --max-input) return ;;
    --max-output) return ;;
    --max-memory) return ;;
    --max-ratio) return ;;
    --max-depth) return ;;
    --max-nodes) return ;;
    --max-attributes) return ;;
    --max-work) return ;;
    --completion) COMPREPLY=($(compgen -W 'bash zsh fish' -- "$word")); return ;;
    --output-format) COMPREPLY=($(compgen -W 'canonical text json jsonl tei html markdown bundle' -- "$word")); return ;;
    --parallel) return ;;
  esac
  case ${COMP_WORDS[1]} in
    convert|batch|bundle|explain|urls|repair|detect|formats) command=${COMP_WORDS[1]} ;;
  esac
  case $command in
    convert) options='--from --to --encoding --encoding-errors --url --meta --mode --clean --no-clean --reclean --skip --profile --spaces --keep-tracking --url-rules --url-rules-only --comments --no-comments --no-tables --no-links --no-images --output --force --title --xml-ids --blocks --no-index --level --record --strict --resume --max-errors --max-input --max-output --max-memory --max-ratio --max-depth --max-nodes --max-attributes --max-work --quiet --verbose --help --version --man --completion' ;;
    batch) options='--from --to --encoding --encoding-errors --url --meta --mode --clean --no-clean --reclean --skip --profile --spaces --keep-tracking --url-rules --url-rules-only --comments --no-comments --no-tables --no-links --no-images --output --force --title --xml-ids --blocks --no-index --level --record --strict --jobs --shard --resume --report --progress --max-errors --max-input --max-output --max-memory --max-ratio --max-depth --max-nodes --max-attributes --max-work --quiet --verbose --help --version --man --completion' ;;
    bundle) options='--from --to --encoding --encoding-errors --url --meta --mode --clean --no-clean --reclean --skip --profile --spaces --keep-tracking --url-rules --url-rules-only --comments --no-comments --no-tables --no-links --no-images --output --force --title --xml-ids --blocks --no-index --level --repair --resume --max-input --max-output --max-memory --max-ratio --max-depth --max-nodes --max-attributes --max-work --quiet --verbose --help --version --man --completion' ;;
    explain) options='--from --encoding --encoding-errors --url --meta --mode --clean --no-clean --reclean --skip --profile --spaces --keep-tracking --url-rules --url-rules-only --comments --no-comments --no-tables --no-links --no-images --output --force --json --max-input --max-output --max-memory --max-ratio --max-depth --max-nodes --max-attributes --max-work --quiet --verbose --help --version --man --completion' ;;
    urls) options='--keep-tracking --url-rules --url-rules-only --json --explain --max-input --max-output --quiet --verbose --help --version --man --completion' ;;
    repair) options='--encoding --encoding-errors --profile --max-input --max-output --quiet --verbose --help --version --man --completion' ;;
    detect) options='--from --encoding --max-input --max-output --max-ratio --quiet --verbose --help --version --man --completion' ;;
    formats) options='--quiet --verbose --help --version --man --completion' ;;
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
    return
  fi
  if [[ $COMP_CWORD -eq 1 ]]; then COMPREPLY=($(compgen -W 'convert batch bundle explain urls repair detect formats' -- "$word")); fi
  if [[ $command == bundle && $COMP_CWORD -eq 2 ]]; then COMPREPLY=($(compgen -W 'create list get verify append' -- "$word")); fi
  compopt -o default
}
complete -F _tamis tamis
