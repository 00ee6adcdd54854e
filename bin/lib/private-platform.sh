# A platform for one test or benchmark: a PAAS_HOME, ports and containers of its own, and nothing left of it.

for piece in firewall leftovers; do . "$root/bin/lib/$piece.sh"; done

# start_private_platform NAME: exports PAAS_HOME, PAAS_URL, PAAS_TOKEN and the like for `paas`, git and curl.
start_private_platform() {
  local setting
  for setting in $(compgen -e | grep '^PAAS_' | grep -vxE 'PAAS_(JAVA_HOME|DOCKER_SOCKET|STACK_BASE|EXTRA_CA)'); do unset "$setting"; done
  PAAS_HOME=$(mktemp -d "/var/tmp/paas-$1.XXXXXX")
  PAAS_HTTP_PORT=$(free_port)
  PAAS_API_PORT=$(free_port)
  export PAAS_HOME PAAS_HTTP_PORT PAAS_API_PORT PAAS_SUPERVISION=own PAAS_HTTP_BIND=127.0.0.1
  PAAS_APP_DIR=/var/tmp/paas-versions-$(id -un)
  export PAAS_APP_DIR PAAS_DOMAIN=localhost
  trap end_private_platform EXIT
  "$root/bin/up" --no-sample --no-link
  PAAS_URL=http://127.0.0.1:$PAAS_API_PORT
  PAAS_TOKEN=$(cat "$PAAS_HOME/admin-token")
  export PAAS_URL PAAS_TOKEN PAAS_CONFIG_DIR="$PAAS_HOME/cli"
}

# By the platform's own label, so that nobody else's containers are touched.
end_private_platform() {
  local platform
  "$root/bin/down" >/dev/null || true
  platform=$(cat "$PAAS_HOME/platform-id" 2>/dev/null || true)
  if [ -n "$platform" ]; then
    remove_labelled "label=paas.platform=$platform"
    if am_root; then remove_host_firewall "$platform"; fi
  fi
  rm -rf "$PAAS_HOME"
}

private_paas() { "$PAAS_HOME/app/current/bin/paas" "$@"; }

# private_page APP: what the router answers for the app; fails unless it is a success.
private_page() { curl -fs --max-time 10 -H "Host: $1.localhost" "http://127.0.0.1:$PAAS_HTTP_PORT/"; }

private_git() {
  GIT_TERMINAL_PROMPT=0 git -c user.name=bench -c user.email=bench@localhost -c commit.gpgsign=false \
    -c credential.helper= -c credential.helper="!$PAAS_HOME/app/current/bin/paas git-credential" "$@"
}

# deploy_directory DIRECTORY APP: the files there become the app by a real git push.
deploy_directory() {
  [ -d "$1/.git" ] || git init -q -b main "$1"
  git -C "$1" add -A
  private_git -C "$1" commit -q --allow-empty -m "A version"
  private_git -C "$1" push -q "$PAAS_URL/$2.git" main
}
