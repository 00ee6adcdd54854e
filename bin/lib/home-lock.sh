# One script at a time works on a platform.

# Two at once would build and start over each other. The kernel frees the lock however we end.
lock_home() {
  mkdir -p "$PAAS_HOME"
  exec 9>"$PAAS_HOME/up.lock"
  flock -n 9 || fail "Another bin/up, bin/backup or bin/restore works on $PAAS_HOME. Wait for it to end."
}
