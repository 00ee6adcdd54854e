# Settings and a version are kept only when the platform starts with them: a crash or a reboot after a start that failed
# starts with what worked before.

start_with_settings() {
  local on_failed_step=go_back
  put_former_aside
  trap end_unfinished_start EXIT
  save_settings
  start_or_keep
  trap - EXIT
  forget_former
}

# `settings.former` says that all the others are there and whole, so it comes last, and goes first.
put_former_aside() {
  local file current
  # One that a power cut left is what worked last.
  [ ! -e "$PAAS_HOME/settings.former" ] || put_former_back
  forget_former
  if current=$(readlink "$PAAS_HOME/app/current"); then
    ln -sfn "$current" "$PAAS_HOME/run/former-app"
    sync "$PAAS_HOME/run"
  fi
  for file in router.settings settings; do
    [ ! -e "$PAAS_HOME/$file" ] || put_aside "$PAAS_HOME/$file" ||
      fail "What the platform runs with cannot be put aside in $PAAS_HOME, see above, so nothing was changed. Make room on its disk."
  done
}

# put_aside FILE: half a copy, as on a full disk, is none.
put_aside() {
  cp -p "$1" "$1.former.new" && sync "$1.former.new" && mv "$1.former.new" "$1.former" && sync "$(dirname "$1")"
}

forget_former() {
  rm -f "$PAAS_HOME/settings.former"
  rm -f "$PAAS_HOME"/{router.settings.former,settings.former.new,router.settings.former.new,run/former-app}
}

# What ends it can come at any moment: as long as `settings.former` is there, it can be done again.
put_former_back() {
  local file former
  if former=$(readlink "$PAAS_HOME/run/former-app") && [ -d "$former" ]; then
    ln -sfn "$former" "$PAAS_HOME/app/current.new"
    mv -T "$PAAS_HOME/app/current.new" "$PAAS_HOME/app/current"
  fi
  for file in router.settings settings; do
    former=$PAAS_HOME/$file.former
    if [ ! -e "$former" ]; then
      rm -f "$PAAS_HOME/$file"
    elif ! [ "$former" -ef "$PAAS_HOME/$file" ]; then
      ln -f "$former" "$PAAS_HOME/$file" # takes no room on a full disk
    fi
  done
  forget_former
}

# What a kill of bin/up or a power cut left. Under the lock only: a bin/up at work may still prove it.
take_back_unfinished_start() {
  [ -e "$PAAS_HOME/settings.former" ] || return 0
  rm -f "$PAAS_HOME"/run/*.started
  put_former_back
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
  local status=0 version=''
  trap - EXIT
  if is_another_version; then
    version='in its former version, '
  elif cmp -s "$PAAS_HOME/settings" "$PAAS_HOME/settings.former"; then
    forget_former
    fail "$1"
  fi
  warn "$1"
  if [ ! -e "$PAAS_HOME/settings.former" ]; then
    leave_nothing
    fail "Nothing runs now, and none of these settings is kept. Mend what is said above, and run bin/up again with all of them."
  fi
  put_former_back
  say "Going back to what ran before"
  set +e # and not in a condition, in which nothing would end at a failure
  (set -e; start_as_before)
  status=$?
  set -e
  [ "$status" -ne 0 ] ||
    fail "The platform runs ${version}with its former settings, and none of the new ones is kept. Mend what is said above, and run bin/up again with the new ones."
  fail "The former settings are back${version:+, and the former version}, but the platform does not start with them either, see above."
}

is_another_version() {
  local former
  former=$(readlink "$PAAS_HOME/run/former-app") && [ "$former" != "$(readlink "$PAAS_HOME/app/current")" ]
}

start_as_before() {
  local key
  # shellcheck disable=SC2034 # what prepare_supervision makes current, and signatures are made of
  app=$(readlink "$PAAS_HOME/app/current") || true
  for key in $(platform_settings); do [ "$key" = PAAS_HOME ] || unset "$key"; done
  # shellcheck disable=SC2034 # read by step
  on_failed_step=fail
  load_settings
  start_or_keep
}

stop_again() {
  forget_start_at_boot || true
  stop_programs || true
}
