# shellcheck shell=bash
# Go itself: Debian's packages, or a toolchain that Debian's go gets from the module proxy and checks.

install_go() {
  local version=$1 into=$2 exact
  case $version in
    "$DEBIAN_GO")
      echo "Installing Go $DEBIAN_GO from Debian's packages"
      debian_go "$into" "golang-$DEBIAN_GO-go" "golang-$DEBIAN_GO-src"
      ;;
    1.*)
      echo "Installing Go $version from the Go module proxy"
      debian_go /tmp/first-go "golang-$DEBIAN_GO-go"
      export GOPATH=/tmp/first-gopath GOFLAGS=-modcacherw GOCACHE=/tmp/first-gocache
      exact=$(exact_version "$version") || exit 1
      proxy_go "$exact" "$into"
      ;;
    *) fail "There is no Go '$version'." "Write a version such as 1.26 after 'go' in go.mod, commit and push again." ;;
  esac
  precompile "$into"
}

# What almost every server imports, compiled once with the flags of bin/compile: an app's first build starts from it.
precompile() {
  (cd /tmp && GOCACHE=$1/cache GOENV=off GOTOOLCHAIN=local GOFLAGS=-buildvcs=false "$1/go/bin/go" build -trimpath \
    net/http database/sql encoding/json encoding/xml html/template log/slog os/signal embed testing) ||
    fail "Go does not run on this system (see above)."
}

# Debian's has half of its folders elsewhere, by relative links: both halves are kept as they are.
debian_go() {
  local into=$1
  shift
  DEBS_WITHOUT='.*' unpack_debs "$into" "$@"
  rm -rf "$into"/usr/share/{doc,lintian} "$into/usr/share/go-$DEBIAN_GO"/{test,api}
  ln -s "usr/lib/go-$DEBIAN_GO" "$into/go"
}

# 1.26 means its newest update; 1.26.3 and 1.27rc1 are what they are.
exact_version() {
  local found
  case $1 in
    1.*.* | *rc* | *beta*) echo "$1" && return ;;
  esac
  found=$(cd /tmp && GOTOOLCHAIN=local /tmp/first-go/go/bin/go list -m -versions go) ||
    fail "The Go module proxy did not say which versions there are (see above)." "Push again; if it stays so, check GOPROXY." >&2
  found=$(printf '%s\n' "$found" | tr ' ' '\n' | grep -E "^${1//./\\.}(\.[0-9]+)?$" | sort -V | tail -n 1)
  [ -n "$found" ] || fail "There is no Go $1." "Write a version that there is after 'go' in go.mod, commit and push again." >&2
  echo "$found"
}

proxy_go() {
  local version=$1 into=$2
  (cd /tmp && GOTOOLCHAIN=go$version /tmp/first-go/go/bin/go version) ||
    fail "Go $version could not be had from the module proxy (see above)." \
      "Is there such a version? Write one that there is into go.mod (go, toolchain), commit and push again."
  chmod -R u+w /tmp/first-gopath
  mv /tmp/first-gopath/pkg/mod/golang.org/toolchain@*"-go$version".* "$into/go" ||
    fail "The toolchain of Go $version is not laid out as expected."
  rm -rf /tmp/first-go /tmp/first-gopath /tmp/first-gocache
}
