# How the scripts talk: a step with its duration, a note, an error that says what to do next.

say() { printf -- '-----> %s\n' "$*"; }
note() { printf '       %s\n' "$*"; }
warn() { printf ' !     %s\n' "$*" >&2; }

# fail WHAT [NEXT…]: what went wrong, then what to do about it, and the end of the script.
fail() {
  warn "$@"
  exit 1
}

seconds_since() { echo $((EPOCHSECONDS - $1)); }

# step TITLE COMMAND…: runs the command with its output in a file, shows the time it takes, and
# ends the script with the last lines of that output when it fails. TITLE stands in the log of CI too.
step() {
  local title=$1 status=0 started=$EPOCHSECONDS output job ticker rest_of_output
  shift
  output=$(mktemp "${TMPDIR:-/tmp}/paas-step.XXXXXX")
  say_begun "$title"
  # Process groups of their own, so that each ends with all its children; without bin/up's locks, which a daemon
  # started here would hold for ever.
  set -m
  (set -e; "$@") </dev/null >"$output" 2>&1 7>&- 9>&- &
  job=$!
  tick "$title" "$started" 7>&- 9>&- &
  ticker=$!
  set +m
  # A terminal that goes away sends HUP to this script only; the job would go on.
  trap 'kill -TERM -- "-$job" "-$ticker" 2>/dev/null; rm -f "$output"; exit 130' INT TERM HUP
  wait "$job" || status=$?
  trap - INT TERM HUP
  kill -TERM -- "-$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  say_ended "$title" "$(seconds_since "$started")"
  if [ "$status" -ne 0 ]; then
    show_end "$output" 25
    "${on_failed_step:-fail}" "$title: failed (exit $status).${rest_of_output:-}"
    return 0
  fi
  rm -f "$output"
}

# show_end FILE LINES: the file goes when that was all; else `rest_of_output` says where it is, for a day at least.
show_end() {
  tail -n "$2" "$1" | sed 's/^/       /' >&2
  if [ "$(wc -l <"$1")" -le "$2" ]; then
    rest_of_output=''
    rm -f "$1"
  else
    rest_of_output=" All its output: $1"
    find "$(dirname "$1")" -maxdepth 1 -user "$(id -un)" -name 'paas-step.*' -mtime +0 -delete 2>/dev/null || true
  fi
}

# optional_step TITLE COMMAND…: its failure is said, and the script goes on.
optional_step() {
  local on_failed_step=warn
  step "$@"
}

# On a terminal one line is rewritten every second; elsewhere a line every 30 s shows that it lives. A script that was
# killed lives no more.
tick() {
  local title=$1 started=$2
  if [ -t 1 ]; then
    while sleep 1 && kill -0 $$ 2>/dev/null; do printf '\r-----> %s … %s s' "$title" "$(seconds_since "$started")"; done
  else
    while sleep 30 && kill -0 $$ 2>/dev/null; do note "… $(seconds_since "$started") s"; done
  fi
}

say_begun() { if [ -t 1 ]; then printf -- '-----> %s' "$1"; else say "$1"; fi; }

say_ended() {
  if [ -t 1 ]; then
    printf '\r\033[K-----> %s%s\n' "$1" "$([ "$2" -lt 1 ] || echo " ($2 s)")"
  elif [ "$2" -ge 1 ]; then
    note "$2 s"
  fi
}

# wait_until SECONDS COMMAND…: polls until the command succeeds; false when the time is up.
wait_until() {
  local deadline=$((EPOCHSECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$EPOCHSECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}
