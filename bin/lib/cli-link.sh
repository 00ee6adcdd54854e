# Puts `paas` on the PATH and gives it this machine's first admin.

credentials_file() { echo "${PAAS_CONFIG_DIR:-$(calling_home)/.config/paas}/credentials.json"; }

admin_token() { cat "$PAAS_HOME/admin-token"; }

link_cli() {
  local place target=$PAAS_HOME/app/current/bin/paas
  [ -e "$target" ] || return 0
  place=$(link_place)
  if [ "$(readlink "$place" 2>/dev/null)" = "$target" ]; then return 0; fi
  if [ -e "$place" ] && ! [[ $(readlink "$place") == */bin/paas ]]; then
    warn "$place is another program: left alone. Run ours as $target"
    return 0
  fi
  mkdir -p "$(dirname "$place")"
  ln -sfn "$target" "$place"
  note "paas is $place"
  case :$PATH: in
    *:"$(dirname "$place")":*) ;;
    *) warn "$(dirname "$place") is not on your PATH: export PATH=\$PATH:$(dirname "$place")" ;;
  esac
}

link_place() { if am_root; then echo /usr/local/bin/paas; else echo "$HOME/.local/bin/paas"; fi; }

# The AOT caches that bin/paas has made of the versions in PAAS_HOME; a link beside each names its jar.
remove_cli_caches() {
  local owner home
  home=$(readlink -f "$PAAS_HOME")
  for owner in "${XDG_CACHE_HOME:-$(calling_home)/.cache}"/paas/*.jar; do
    if [[ $(readlink "$owner") == "$home"/app/* ]]; then as_caller rm -rf "$owner" "${owner%.jar}".aot*; fi
  done
}

# A login to another platform is not overwritten: it may be the only copy of that token.
give_credentials() {
  local file known
  [ -r "$PAAS_HOME/admin-token" ] || return 0
  file=$(credentials_file)
  known=$(cat "$file" 2>/dev/null || true)
  if [ -n "$known" ] && [[ $known != *"\"$(api_url)\""* ]]; then
    warn "$file belongs to another platform and is left alone. For this one: export PAAS_URL=$(api_url) PAAS_TOKEN=\$(cat $PAAS_HOME/admin-token)"
    return 0
  fi
  [[ $known != *"\"$(admin_token)\""* ]] || return 0
  # A token that somebody logged in with since is theirs, as long as it is still good.
  if [ -n "$known" ] && token_is_good "$(sed -n 's/.*"token" *: *"\([^"]*\)".*/\1/p' <<<"$known")"; then return 0; fi
  as_caller mkdir -p "$(dirname "$file")"
  printf '{"url":"%s","token":"%s"}\n' "$(api_url)" "$(admin_token)" | as_caller_writes "$file"
  note "You are the admin of this platform: its token is in $file"
}

# Whether `paas` in the caller's shell asks this platform.
paas_leads_here() {
  if [ -n "${PAAS_URL:-}" ]; then
    [ "$PAAS_URL" = "$(api_url)" ]
  else
    grep -qsF -e "\"$(api_url)\"" "$(credentials_file)"
  fi
}

token_is_good() {
  curl -fs -o /dev/null --max-time 10 -H @- "$(api_url)/account" <<<"Authorization: Bearer $1"
}

# The token must not be seen in a command line, nor the file by others for a moment.
as_caller_writes() {
  # shellcheck disable=SC2016 # expanded by that shell
  as_caller sh -c 'umask 077; cat >"$1.new" && mv "$1.new" "$1"' sh "$1"
}
