# The router's own user: it holds no secret, owns nothing but $PAAS_HOME/router, and cannot reach Docker.

# Empty where we are not root: then the router runs as whoever runs the platform.
router_user() { if am_root; then echo paas-router; fi; }

ensure_router_user() {
  am_root || return 0
  id -u paas-router >/dev/null 2>&1 && return 0
  say "Making the system user paas-router, as which the router runs"
  useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin --user-group paas-router
}

# $PAAS_HOME itself and the versions can be passed through by the router's user, whatever root's umask is; what lies in it
# is private by its own modes.
prepare_directories() {
  mkdir -p "$PAAS_HOME"/{run,log,router,app}
  if am_root; then
    chmod 711 "$PAAS_HOME"
    chmod a+x "$PAAS_HOME/app"
    chown paas-router:paas-router "$PAAS_HOME/router"
  else
    chmod 700 "$PAAS_HOME"
  fi
  chmod 700 "$PAAS_HOME"/{run,log}
  chmod 750 "$PAAS_HOME/router"
}

# A home or a JDK below somebody's private directory is found out here, not in a restart loop. The shell's own test:
# by PATH it could be this project's bin/test.
require_router_access() {
  local path
  am_root || return 0
  for path in "$app/bin/paas-router" "$PAAS_JAVA_HOME/bin/java" "$PAAS_HOME/router"; do
    # shellcheck disable=SC2016 # it is for that shell
    setpriv --reuid=paas-router --regid=paas-router --clear-groups sh -c 'test -x "$1"' sh "$path" ||
      fail "The router's user paas-router may not use $path: a directory above it is closed to other users. Choose another place (PAAS_HOME, JAVA_HOME), or open it: chmod o+x."
  done
}
