# Supervision by our own bin/lib/supervise.

# pid_in FILE WORDS: the process id in the file, if that process still is this platform's and has WORDS in its
# command line; after a reboot the number may be anybody's. Earlier versions took a home with a slash at its end as it was.
pid_in() {
  local pid
  pid=$(cat "$PAAS_HOME/run/$1.pid" 2>/dev/null) || return 0
  [[ $pid =~ ^[0-9]+$ ]] || return 0 # the router's user writes its own
  if grep -qsF -e "$2" "/proc/$pid/cmdline" &&
    grep -qszxF -e "PAAS_HOME=$PAAS_HOME" -e "PAAS_HOME=$PAAS_HOME/" "/proc/$pid/environ"; then
    echo "$pid"
  fi
}

supervisor_pid() { pid_in supervise bin/lib/supervise; }

keeper_pid() { pid_in paas-router-keeper bin/lib/keep-router; }

program_pid() { pid_in "$1" "$(basename "$(program_jar "$1")")"; }

restarts_of() { cat "$PAAS_HOME/run/$1.restarts" 2>/dev/null || echo 0; }

prepare_supervision() {
  make_app_current
  ensure_start_at_boot
}

# launch NAME…: programs that run are told to end; the supervisor brings them back, from the current version. The
# router serves until its successor does.
launch() {
  local program
  if [ -z "$(supervisor_pid)" ]; then
    forget_start "${programs[@]}"
    supervise_anew
    return
  fi
  for program in "$@"; do
    if [ "$program" = paas-router ] && is_router_kept; then
      replace_router kill -HUP "$(keeper_pid)"
    else
      forget_start "$program"
      end_programs "$program"
      touch "$PAAS_HOME/run/start-at-once"
    fi
  done
}

is_router_kept() { [ -n "$(keeper_pid)" ] && [ -n "$(program_pid paas-router)" ]; }

# Where only the supervisor was killed the router serves on.
supervise_anew() {
  end_programs paasd
  if is_router_kept; then
    replace_router succeed_keeper
  else
    end_orphans
    start_supervisor
  fi
}

# The next supervisor's keeper takes over what this one leaves (decision 0034).
succeed_keeper() {
  kill -KILL "$(keeper_pid)"
  start_supervisor
}

end_programs() {
  local program
  for program in "$@"; do end_process "$(program_pid "$program")"; done
}

end_process() {
  [ -n "$1" ] || return 0
  kill -TERM "$1" 2>/dev/null || return 0 # it has just ended
  wait_until 30 is_gone "$1" || kill -KILL "$1" 2>/dev/null || true
}

# What a supervisor that was killed has left; its keeper would start the router again.
end_orphans() {
  end_process "$(keeper_pid)"
  end_programs "${programs[@]}"
}

# One that has ended but that nobody collects is gone too: in a container PID 1 may be any program.
is_gone() { ! kill -0 "$1" 2>/dev/null || grep -qs '^State:[[:space:]]*Z' "/proc/$1/status"; }

# Nothing of this shell's environment goes along: a setting exported today would beat tomorrow's settings file.
start_supervisor() {
  env -i PATH="$PATH" HOME="$HOME" LANG=C.UTF-8 PAAS_HOME="$PAAS_HOME" PAAS_ROUTER_USER="$(router_user)" \
    PAAS_LONGEST_RESTART_WAIT="$PAAS_LONGEST_RESTART_WAIT" setsid "$PAAS_HOME/app/current/bin/lib/supervise" </dev/null >>"$PAAS_HOME/log/supervise.log" 2>&1 9>&- &
  disown
  wait_until 10 is_supervised
}

# A supervisor of another version becomes the current one; what it runs is not touched. Bash reads its script from 255.
renew_supervisor() {
  local script
  script=/proc/$(supervisor_pid)/fd/255
  is_supervisor_current && return 0
  if grep -qs 'run/renew' "$script"; then
    touch "$PAAS_HOME/run/renew"
    wait_until 10 is_supervisor_current && return 0
    rm -f "$PAAS_HOME/run/renew"
  fi
  note "The supervisor that runs is of an earlier version. To renew it, for some seconds without any app: bin/down && bin/up"
}

is_supervisor_current() { cmp -s "/proc/$(supervisor_pid)/fd/255" "$PAAS_HOME/app/current/bin/lib/supervise"; }

is_supervised() { [ -n "$(supervisor_pid)" ]; }

stop_programs() {
  local pid
  pid=$(supervisor_pid)
  if [ -n "$pid" ]; then
    kill -TERM "$pid"
    wait_until 60 is_gone "$pid" || return 1
  fi
  end_orphans
  end_process "$(reserve_pid)"
}

remove_units() { true; }

log_of() { echo "$PAAS_HOME/log/$1.log"; }

# log_position NAME: what log_since takes, for all that is written from now on.
log_position() { stat -c %s "$(log_of "$1")" 2>/dev/null || echo 0; }

# A log that was put aside since then has begun anew.
log_since() {
  local position=$2
  [ "$(log_position "$1")" -ge "$position" ] || position=0
  tail -c "+$((position + 1))" "$(log_of "$1")"
}

# line_at_boot HOME
line_at_boot() { echo "@reboot PAAS_HOME=$1 $1/app/current/bin/lib/at-boot"; }

# Without an init system only cron can start anything at boot.
ensure_start_at_boot() {
  local line
  line=$(line_at_boot "$PAAS_HOME")
  [ "${PAAS_SUPERVISION:-}" != own ] || return 0
  if ! have crontab; then
    [ -e "$PAAS_HOME/run/boot.told" ] || note "There is no cron here to start the platform after a reboot: bin/up does."
    touch "$PAAS_HOME/run/boot.told"
  elif ! crontab -l 2>/dev/null | grep -xF "$line" >/dev/null; then
    { crontab -l 2>/dev/null || true; echo "$line"; } | crontab -
    note "Starts at boot by a line in $(id -un)'s crontab."
  fi
}

# Other lines with this home are somebody's own, as that of a backup each night.
forget_start_at_boot() {
  local ours
  have crontab || return 0
  ours=(-xF -e "$(line_at_boot "$PAAS_HOME")" -e "$(line_at_boot "$PAAS_HOME/")")
  if crontab -l 2>/dev/null | grep "${ours[@]}" >/dev/null; then
    { crontab -l | grep -v "${ours[@]}" || true; } | crontab -
  fi
}
