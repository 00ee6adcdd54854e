# Starting, restarting and stopping the two programs: under systemd where it is PID 1 and the platform is
# this machine's own, else under bin/lib/supervise. PAAS_SUPERVISION=own asks for the latter (tests do).

programs=(paas-router paasd)

under_systemd() {
  [ "${PAAS_SUPERVISION:-}" != own ] && has_systemd && am_root
}

for_supervision() {
  if under_systemd; then . "$root/bin/lib/service-systemd.sh"; else . "$root/bin/lib/service-own.sh"; fi
}

# What runs as it should is left alone; what was made of other files or settings is restarted.
start_or_keep() {
  local program stale=()
  prepare_supervision
  for program in "${programs[@]}"; do
    if ! is_up_to_date "$program"; then stale+=("$program"); fi
  done
  [ ${#stale[@]} -gt 0 ] || return 0
  step "Starting ${stale[*]}" start_programs "${stale[@]}"
}

is_up_to_date() {
  is_supervised && [ -n "$(program_pid "$1")" ] && [ "$(started_signature "$1")" = "$(signature "$1")" ]
}

start_programs() {
  local program
  launch "$@"
  for program in "$@"; do
    await_answer "$program" || { explain_silence "$program" && return 1; }
    signature "$program" >"$PAAS_HOME/run/$program.started"
  done
}

# replace_router COMMAND…: the command tells the keeper; what came of it stands in a file. The router before serves
# on until the next one does, and for good when that does not start.
replace_router() {
  local outcome=$PAAS_HOME/router/upgrade
  rm -f "$outcome"
  "$@"
  wait_until 90 test -s "$outcome" || true
  [ "$(cat "$outcome" 2>/dev/null)" != serves ] || return 0
  echo "The new paas-router does not serve; the one before serves on. The last lines of its log ($(log_of paas-router)):"
  last_log_lines paas-router
  return 1
}

# One that dies again and again will not answer: that is said at once.
await_answer() {
  local deadline=$((EPOCHSECONDS + 120)) patience
  patience=$(($(restarts_of "$1") + 3))
  until answers "$1"; do
    [ "$EPOCHSECONDS" -lt "$deadline" ] && [ "$(restarts_of "$1")" -lt "$patience" ] || return 1
    sleep 0.1
  done
}

explain_silence() {
  echo "$1 does not answer. The last lines of its log ($(log_of "$1")):"
  last_log_lines "$1"
}

started_signature() { cat "$PAAS_HOME/run/$1.started" 2>/dev/null || true; }

# Everything that a program is made of and told: with the same signature a restart would change nothing.
signature() {
  local root=$app jar settings=settings own=
  if [ "$1" = paas-router ]; then settings=router.settings own=$app/bin/lib/keep-router; fi
  jar=$(program_jar "$1")
  {
    cat "$jar" "$(dirname "$jar")"/lib/*.jar "$app/bin/lib/jvm.sh" ${own:+"$own"} "$PAAS_HOME/$settings"
    echo "$PAAS_JAVA_HOME"
    if [ "$1" = paasd ]; then (cd "$app" && find buildpacks -type f -exec sha256sum {} + 2>/dev/null | sort); fi
  } | sha256sum | cut -c1-16
}

# Asked before the long steps, for the answer may be that another port is needed.
require_ports() {
  require_port_for paas-router "$(program_pid paas-router)" PAAS_HTTP_PORT
  leave_a_taken_https_port
  [ "$PAAS_HTTPS_PORT" = off ] || require_port_for paas-router "$(program_pid paas-router)" PAAS_HTTPS_PORT
  require_port_for paasd "$(program_pid paasd)" PAAS_API_PORT
}

# answers NAME: our own process, not somebody else's on the same port.
answers() {
  [ -n "$(program_pid "$1")" ] || return 1
  case $1 in
    paasd) api_answers ;;
    paas-router) router_answers ;;
  esac
}

api_answers() { curl -fs -o /dev/null --max-time 5 "$(api_url)/health"; }

# Any answer counts: a host without an app gets 404.
router_answers() { ask_router -s -o /dev/null --max-time 5 "http://$(router_address):$PAAS_HTTP_PORT/"; }

# ask_router [curl options]: as a client of this machine, by a PROXY header where the router wants one.
ask_router() {
  local options=()
  [ "${PAAS_PROXY_PROTOCOL:-off}" = off ] || options=(--haproxy-protocol)
  curl "${options[@]}" "$@"
}

router_address() {
  case $PAAS_HTTP_BIND in
    0.0.0.0 | '::' | '') echo 127.0.0.1 ;;
    *:*) echo "[$PAAS_HTTP_BIND]" ;;
    *) echo "$PAAS_HTTP_BIND" ;;
  esac
}
