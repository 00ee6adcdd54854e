# Settings are kept only when the platform starts with them: a crash or a reboot after a start that failed starts with
# what worked before.

start_with_settings() {
  local on_failed_step=go_back
  put_former_aside
  trap end_unfinished_start EXIT
  save_settings
  start_or_keep
  trap - EXIT
  forget_former
}

put_former_aside() {
  local file
  # One that a power cut left is what worked last.
  [ ! -e "$PAAS_HOME/settings.former" ] || put_former_back
  forget_former
  for file in settings router.settings; do
    if [ -e "$PAAS_HOME/$file" ]; then cp -p "$PAAS_HOME/$file" "$PAAS_HOME/$file.former"; fi
  done
}

forget_former() { rm -f "$PAAS_HOME/settings.former" "$PAAS_HOME/router.settings.former"; }

put_former_back() {
  local file
  for file in settings router.settings; do
    if [ -e "$PAAS_HOME/$file.former" ]; then
      mv "$PAAS_HOME/$file.former" "$PAAS_HOME/$file"
    else
      rm -f "$PAAS_HOME/$file"
    fi
  done
}

# A start that was interrupted (Ctrl-C, a connection that was lost), or could not begin. Until it is done no second
# interruption counts, nor words to a terminal that is gone.
end_unfinished_start() {
  trap '' INT TERM HUP PIPE
  set +e
  if [ ! -e "$PAAS_HOME/settings.former" ]; then
    warn "The start did not finish: stopping what was started."
    leave_nothing
    warn "Nothing runs now, and none of these settings is kept. Run bin/up again with all of them."
    return
  fi
  put_former_back
  # What runs may have been started with the new ones: the next bin/up is to start it anew.
  rm -f "$PAAS_HOME"/run/*.started
  warn "The start did not finish: the former settings are kept. Run bin/up again, with the new ones if you want them."
}

# No settings have worked yet: what starts at boot, or after a crash, would start without any.
leave_nothing() {
  trap '' INT TERM HUP PIPE
  stop_again
  put_former_back
}

# go_back WHAT: a start has failed.
go_back() {
  local status=0
  trap - EXIT
  if cmp -s "$PAAS_HOME/settings" "$PAAS_HOME/settings.former"; then
    forget_former
    fail "$1"
  fi
  warn "$1"
  if [ ! -e "$PAAS_HOME/settings.former" ]; then
    leave_nothing
    fail "Nothing runs now, and none of these settings is kept. Mend what is said above, and run bin/up again with all of them."
  fi
  put_former_back
  say "Going back to the former settings"
  set +e # and not in a condition, in which nothing would end at a failure
  (set -e; start_as_before)
  status=$?
  set -e
  [ "$status" -ne 0 ] ||
    fail "The platform runs with its former settings, and none of the new ones is kept. Mend what is said above, and run bin/up again with the new ones."
  fail "The former settings are back, but the platform does not start with them either, see above."
}

start_as_before() {
  local key
  for key in $(platform_settings); do [ "$key" = PAAS_HOME ] || unset "$key"; done
  # shellcheck disable=SC2034 # read by step, and by service-systemd.sh: what this try has changed
  on_failed_step=fail changed_units=''
  load_settings
  start_or_keep
}

stop_again() {
  forget_start_at_boot || true
  stop_programs || true
}
