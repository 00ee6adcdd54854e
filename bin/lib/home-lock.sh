# One script at a time works on a platform.

# Two at once would build and start over each other. The kernel frees the lock however we end. Who can open the file can
# hold it, too.
open_lock() {
  mkdir -p "$PAAS_HOME"
  (umask 077 && touch "$PAAS_HOME/up.lock")
  chmod 600 "$PAAS_HOME/up.lock"
  exec 9>>"$PAAS_HOME/up.lock"
}

lock_home() {
  [ -z "${home_is_locked:-}" ] || return 0
  open_lock
  flock -n 9 || fail "$(lock_holder) works on $PAAS_HOME. Wait for it to end."
  home_is_locked=yes
  # For whoever comes meanwhile; on a full disk without it.
  { echo "bin/$(basename "$0") (process $$)" >"$PAAS_HOME/up.lock"; } 2>/dev/null || true
}

# Earlier versions do not write who they are.
lock_holder() {
  local holder
  holder=$(cat "$PAAS_HOME/up.lock" 2>/dev/null) || true
  echo "${holder:-Another bin/up, bin/down, bin/backup or bin/restore}"
}
