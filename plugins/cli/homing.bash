# bash completion for homing
_homing() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  case $previous in
    --answers | --trace | --skip-done | --files | --output | --certificate)
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
    --set)
      mapfile -t COMPREPLY < <(compgen -S = -W "$(homing options 2>/dev/null | sed -n 's/^\([a-z][a-z._]*\) .*/\1/p')" -- "$current")
      compopt -o nospace
      return
      ;;
  esac
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W "resolve batch check audit options-to-send export verify send-test login token logout explain options version help --help --version" -- "$current")
  elif ((COMP_CWORD == 2)) && [[ ${COMP_WORDS[1]} == export && $current != -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(homing export --list 2>/dev/null | cut -d ' ' -f 1)" -- "$current")
  elif [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "--json --offline --set --answers --trace --address --unordered --skip-done --jobs --records --files --output --force --list --password-stdin --token-stdin --no-login --protocol --method --username --server --ports --find --to --from --dsn --subject --via --for --device --no-browser --app --client-secret-stdin --certificate --user --client-id --tenant --issuer --redirect --sasl --help" -- "$current")
  elif [[ ${COMP_WORDS[1]} == check ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -o default -F _homing homing
