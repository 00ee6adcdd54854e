# shellcheck shell=bash
# Which Go an app asks for. Reads files of the current folder only.

# Debian 13's, which builds what asks for this or less; everything newer comes from the Go module proxy.
DEBIAN_GO=1.24
DEBIAN_PATCH=4

# Prints the version: the comment `// +heroku goVersion go1.x` is exact, as elsewhere; `toolchain` and `go` lines name the
# least that will do. GOVERSION, a config var, goes before them all (bin/compile).
wanted_go() {
  local asked least
  asked=$(sed -nE 's#^//[[:space:]]*\+heroku[[:space:]]+goVersion[[:space:]]+(go)?([^[:space:]]+).*#\2#p' go.work go.mod 2>/dev/null | tail -n 1)
  if [ -z "$asked" ]; then
    least=$(sed -nE 's#^(toolchain[[:space:]]+go|go[[:space:]]+)([0-9][A-Za-z0-9.]*).*#\2#p' go.work go.mod 2>/dev/null | sort -V | tail -n 1)
    asked=${least:-$DEBIAN_GO}
    ! debian_will_do "$asked" || asked=$DEBIAN_GO
  fi
  printf '%s' "$asked" | tr -c 'A-Za-z0-9.' _ | cut -c1-64
}

debian_will_do() {
  [[ $1 =~ ^1\.([0-9]+)(\.([0-9]+))?$ ]] || return 1
  [ "${BASH_REMATCH[1]}" -lt "${DEBIAN_GO#1.}" ] ||
    { [ "${BASH_REMATCH[1]}" -eq "${DEBIAN_GO#1.}" ] && [ "${BASH_REMATCH[3]:-0}" -le $DEBIAN_PATCH ]; }
}
