# shellcheck shell=bash
# Runtimes: a platform that shares them between apps has made them before this build (PAAS_RUNTIMES, one folder per name,
# by bin/install-runtime in a container of its own). Elsewhere they are made here, into the app's cache.

# Sets `runtime` to the folder of runtime $1, made for request $2.
need_runtime() {
  local key
  runtime=${PAAS_RUNTIMES:-}/$1
  if [ -n "${PAAS_RUNTIMES:-}" ] && [ -d "$runtime" ]; then
    return
  fi
  runtime=$cache/runtimes/$1
  key="$2 $(system_key)"
  if [ "$(cat "$runtime.key" 2>/dev/null)" = "$key" ] && [ -z "$(find "$runtime.key" -mtime +7)" ]; then
    return
  fi
  rm -rf "$runtime" "$runtime.key"
  mkdir -p "$runtime"
  (cd "$pack" && bash bin/install-runtime "$1" "$2" "$runtime" 2>&1) | sed -u '/^ ! /!s/^/       /' || exit 1
  echo "$key" >"$runtime.key"
}

# What a runtime depends on besides its version: the buildpack, the system, the certificates that it trusts.
system_key() {
  cat "$pack"/bin/install-runtime "$pack"/lib/* /etc/os-release "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" \
    2>/dev/null | sha256sum | cut -c1-64
}
