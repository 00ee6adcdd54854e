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
  for program in "${programs[@]}"; do log_position "$program" >"$PAAS_HOME/run/$program.log-position"; done
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
  echo "The new paas-router does not serve; the one before serves on."
  explain_silence paas-router
  return 1
}

# One that dies again and again will not answer: that is said at once. The first tries are at once, too. A paasd with
# much to adopt answers long before it is ready.
await_answer() {
  local begun=$EPOCHSECONDS patience
  patience=$(($(restarts_of "$1") + 3))
  until answers "$1"; do
    [ "$(restarts_of "$1")" -lt "$patience" ] || return 1
    [ "$EPOCHSECONDS" -lt "$((begun + 120))" ] || is_on_its_way "$1" "$begun" || return 1
    sleep 0.1
  done
}

is_on_its_way() { [ "$1" = paasd ] && [ "$EPOCHSECONDS" -lt "$(($2 + 900))" ] && api_answers; }

# The sentence in which the program itself says why, else what it has written since it was started.
explain_silence() {
  local said why
  said=$(log_since "$1" "$(cat "$PAAS_HOME/run/$1.log-position")")
  why=$(sed -n 's/^.* cannot start: //p' <<<"$said" | tail -n 1)
  if [ -n "$why" ]; then
    echo "$1 cannot start: $why"
  else
    echo "$1 does not answer. The last lines of its log ($(log_of "$1")):"
    tail -n 15 <<<"$said"
  fi
}

# forget_start NAME…: these end, and whatever runs next has to prove itself.
forget_start() {
  local program
  for program in "$@"; do rm -f "$PAAS_HOME/run/$program.started" "$PAAS_HOME/run/$program.ready"; done
}

started_signature() { cat "$PAAS_HOME/run/$1.started" 2>/dev/null || true; }

# Everything that a program is made of and told: with the same signature a restart would change nothing.
signature() {
  local root=$app jar settings=settings own=()
  if [ "$1" = paas-router ]; then
    settings=router.settings
    mapfile -t own < <(ls "$app"/bin/lib/{keep-router,*.pl} 2>/dev/null)
  fi
  jar=$(program_jar "$1")
  {
    cat "$jar" "$(dirname "$jar")"/lib/*.jar "$app/bin/$1" "$app"/bin/lib/{say,packages,jdk,settings,jvm}.sh "${own[@]}" "$PAAS_HOME/$settings"
    echo "$PAAS_JAVA_HOME"
    if [ "$1" = paasd ]; then (cd "$app" && find buildpacks -type f -exec sha256sum {} + 2>/dev/null | sort); fi
  } | sha256sum | cut -c1-16
}

# Asked before the long steps, for the answer may be that another port is needed.
require_ports() {
  local router
  router=$(program_pid paas-router)
  router=${router:-$(reserve_pid)}
  require_port_for paas-router "$router" PAAS_HTTP_PORT
  leave_a_taken_https_port
  [ "$PAAS_HTTPS_PORT" = off ] || require_port_for paas-router "$router" PAAS_HTTPS_PORT
  require_port_for paasd "$(program_pid paasd)" PAAS_API_PORT
  require_free_address
}

# What a killed keeper left (decision 0034): it has the router's ports, and gives them to the next keeper.
reserve_pid() {
  { grep -lszxF -e "paas-router-reserve $PAAS_HOME" /proc/[0-9]*/cmdline || true; } | head -n 1 | cut -d/ -f3
}

# The kernel lets no two addresses share a port when one of them stands for all. systemd's socket is closed first.
require_free_address() {
  local before
  before=$(kept_setting PAAS_HTTP_BIND)
  [ -n "$before" ] && [ "$before" != "$PAAS_HTTP_BIND" ] && [ -n "$(program_pid paas-router)" ] || return 0
  case " $before $PAAS_HTTP_BIND " in
    *' :: '* | *' 0.0.0.0 '*) ;;
    *) return 0 ;;
  esac
  ! under_systemd || return 0
  fail "PAAS_HTTP_BIND cannot change from $before to $PAAS_HTTP_BIND while the router serves. Stop it first, for some seconds in which no app is reached: bin/down && PAAS_HTTP_BIND=$PAAS_HTTP_BIND bin/up"
}

# answers NAME: our own process, not somebody else's on the same port.
answers() {
  [ -n "$(program_pid "$1")" ] || return 1
  case $1 in
    paasd) api_answers && is_ready paasd ;;
    paas-router) router_answers ;;
  esac
}

# paasd answers before it has adopted what runs; then it writes down its process id.
is_ready() { [ "$(cat "$PAAS_HOME/run/$1.ready" 2>/dev/null)" = "$(program_pid "$1")" ]; }

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
