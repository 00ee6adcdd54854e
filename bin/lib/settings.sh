# The settings of one platform: the environment first, then what an earlier bin/up was told, then defaults.
# $PAAS_HOME/settings holds KEY=VALUE lines, read by systemd and by the launchers alike; the router has a
# file of its own, for it must never see a database password.

default_home() {
  if am_root; then echo /var/lib/paas; else echo "${XDG_DATA_HOME:-$HOME/.local/share}/paas"; fi
}

# One way to write it, for processes, units and lines in the crontab are found by it.
settle_home() {
  PAAS_HOME=${PAAS_HOME:-$(default_home)}
  require_plain_path "$PAAS_HOME"
  PAAS_HOME=$(realpath -ms "$PAAS_HOME")
}

load_settings() {
  settle_home
  read_settings "$PAAS_HOME/settings"
  : "${PAAS_DOMAIN:=localhost}" "${PAAS_API_PORT:=7300}" "${PAAS_HTTP_BIND:=$(usual_bind)}"
  : "${PAAS_LONGEST_RESTART_WAIT:=30}"
  : "${PAAS_HTTP_PORT:=$(if am_root; then echo 80; else echo 8080; fi)}"
  https_port_is_chosen=${PAAS_HTTPS_PORT:+yes}
  : "${PAAS_HTTPS_PORT:=$(usual_https_port)}"
  export PAAS_HOME PAAS_DOMAIN PAAS_API_PORT PAAS_HTTP_BIND PAAS_HTTP_PORT PAAS_HTTPS_PORT
  require_port PAAS_HTTP_PORT
  [ "$PAAS_HTTPS_PORT" = off ] || require_port PAAS_HTTPS_PORT
  require_port PAAS_API_PORT
  [ "$PAAS_HTTP_PORT" != "$PAAS_API_PORT" ] || fail "PAAS_HTTP_PORT and PAAS_API_PORT are both $PAAS_API_PORT. Choose another for one of them."
  case $PAAS_HTTPS_PORT in
    "$PAAS_HTTP_PORT" | "$PAAS_API_PORT") fail "PAAS_HTTPS_PORT must be a port of its own or off, not '$PAAS_HTTPS_PORT'." ;;
  esac
  # For the programs an empty word is none of their words.
  unset_where_empty PAAS_ROUTER_TRANSPORT PAAS_PUBLIC_HTTP_PORT PAAS_PUBLIC_HTTPS_PORT
  case ${PAAS_PROXY_PROTOCOL:=off} in
    on | off) ;;
    *) fail "PAAS_PROXY_PROTOCOL must be on or off, not '$PAAS_PROXY_PROTOCOL'." ;;
  esac
  [[ $PAAS_LONGEST_RESTART_WAIT =~ ^[1-9][0-9]{0,3}$ ]] ||
    fail "PAAS_LONGEST_RESTART_WAIT must be seconds from 1 to 9999, not '$PAAS_LONGEST_RESTART_WAIT'."
}

unset_where_empty() {
  local key
  for key in "$@"; do [ -n "${!key:-}" ] || unset "$key"; done
}

# A new platform listens by IPv6 too; one that listens already goes on as it does.
usual_bind() {
  local kept
  kept=$(kept_setting PAAS_HTTP_BIND)
  if [ -n "$kept" ]; then
    echo "$kept"
  elif [ ! -e "$PAAS_HOME/settings" ] && [ "$(cat /proc/sys/net/ipv6/bindv6only 2>/dev/null)" = 0 ] && can_be_bound ::; then
    echo ::
  else
    echo 0.0.0.0
  fi
}

# Bash knows no addresses; Perl is on every Debian, and elsewhere bin/up asks for it soon after.
knows_addresses() { have perl && perl -MSocket -MIO::Socket::IP -e1 2>/dev/null; }

# A literal address is one whatever addresses this machine has: the kernel is to say whether it can be bound.
can_be_bound() {
  knows_addresses || return 0
  perl -MSocket=AI_NUMERICHOST -MIO::Socket::IP -e 'exit !IO::Socket::IP->new(LocalHost => $ARGV[0],
    LocalPort => 0, Listen => 1, V6Only => 0, GetAddrInfoFlags => AI_NUMERICHOST)' -- "$1"
}

# What an earlier bin/up kept.
kept_setting() { sed -n "s/^$1=//p" "$PAAS_HOME/settings" 2>/dev/null || true; }

# A second platform on this machine has ports of its own, and says which one for HTTPS if any.
usual_https_port() {
  case $PAAS_HTTP_PORT in
    80) echo 443 ;;
    8080) echo 8443 ;;
    *) echo off ;;
  esac
}

# Nobody asked for HTTPS, and a proxy in front of the platform may serve it already.
leave_a_taken_https_port() {
  if [ -z "$https_port_is_chosen" ] && [ "$PAAS_HTTPS_PORT" != off ] && port_is_taken "$PAAS_HTTPS_PORT"; then
    note "Port $PAAS_HTTPS_PORT is taken by $(describe_listener "$PAAS_HTTPS_PORT"), so the router serves no HTTPS. With another port: PAAS_HTTPS_PORT=$((PAAS_HTTPS_PORT + 8000)) bin/up"
    PAAS_HTTPS_PORT=off
  fi
}

# Never sourced: a value is a value. What the environment says already wins.
read_settings() {
  local line key
  [ -r "$1" ] || return 0
  while IFS= read -r line; do
    key=${line%%=*}
    if [[ $key =~ ^PAAS_[A-Za-z0-9_]+$ ]] && [ -z "${!key+set}" ]; then export "$key=${line#*=}"; fi
  done <"$1"
}

# Unit files and cron lines carry it, and their quoting rules differ.
require_plain_path() {
  [[ $1 =~ ^/[A-Za-z0-9._/+@-]+$ ]] || fail "PAAS_HOME must be an absolute path of letters, digits and ._/+@-, not '$1'."
}

require_port() {
  if ! [[ ${!1} =~ ^[1-9][0-9]{0,4}$ ]] || [ "${!1}" -gt 65535 ]; then
    fail "$1 must be a port from 1 to 65535, not '${!1}'."
  fi
}

# What belongs to the person or the run, not to the platform.
is_platform_setting() {
  case $1 in
    PAAS_TOKEN | PAAS_URL | PAAS_CONFIG_DIR | PAAS_APP_DIR | PAAS_APP | PAAS_SUPERVISION | PAAS_STACK_BASE) return 1 ;;
    PAAS_*) return 0 ;;
    *) return 1 ;;
  esac
}

save_settings() {
  local key
  for key in $(platform_settings); do require_plain_value "$key"; done
  print_settings "$(platform_settings)" | replace_file "$PAAS_HOME/settings" 600
  print_settings "$router_settings" | replace_file "$PAAS_HOME/router.settings" 644
}

router_settings='PAAS_HOME PAAS_HTTP_BIND PAAS_HTTP_PORT PAAS_HTTPS_PORT PAAS_PUBLIC_HTTPS_PORT PAAS_ROUTER_THREADS PAAS_ROUTER_TRANSPORT PAAS_TRUSTED_PROXIES PAAS_PROXY_PROTOCOL PAAS_JAVA_HOME'

platform_settings() {
  local key
  for key in $(compgen -e | LC_ALL=C sort); do
    if is_platform_setting "$key"; then echo "$key"; fi
  done
}

print_settings() {
  local key
  for key in $1; do
    if [ -n "${!key+set}" ]; then echo "$key=${!key}"; fi
  done
}

# systemd reads backslashes, quotes and outer blanks in a settings file its own way.
require_plain_value() {
  case ${!1} in
    *[\\\"\']* | *$'\n'* | ' '* | *' ')
      fail "$1 holds a quote, a backslash, a newline or a blank at an end, which cannot be kept. Choose another value." ;;
  esac
}

# replace_file PATH MODE: standard input becomes the file in one step, and only if it differs.
replace_file() {
  local path=$1 mode=$2 new
  new=$(mktemp "$path.XXXXXX")
  cat >"$new"
  chmod "$mode" "$new"
  if cmp -s "$new" "$path"; then rm -f "$new"; else mv "$new" "$path"; fi
}

api_url() { echo "http://127.0.0.1:$PAAS_API_PORT"; }

# app_url NAME: as a browser would be given it.
app_url() {
  local port=${PAAS_PUBLIC_HTTP_PORT:-$PAAS_HTTP_PORT}
  if [ "$port" = 80 ]; then echo "http://$1.$PAAS_DOMAIN"; else echo "http://$1.$PAAS_DOMAIN:$port"; fi
}
