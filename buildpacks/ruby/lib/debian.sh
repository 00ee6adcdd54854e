# shellcheck shell=bash
# Debian packages without root: apt, with a state of its own, finds what the stack lacks; dpkg-deb unpacks it.

# fetch_debian FOLDER SKIP PACKAGE...: unpacks the packages and what they need beyond this system into FOLDER, but for
# those whose names match the extended regular expression SKIP.
fetch_debian() {
  local into=$1 skip=$2 state deb name
  shift 2
  state=$(mktemp -d) || return
  mkdir -p "$into" "$state/lists/partial" "$state/archives/partial" || return
  if ! apt_get "$state" update >"$state/log" 2>&1; then
    tail -n 5 "$state/log" | indent
    rm -rf "$state"
    fail "The Debian mirror did not answer, so $* could not be installed (see above)." \
      "Push again later, or see that builds reach the mirror of the stack's /etc/apt/sources.list."
  fi
  if ! apt_get "$state" install -y --no-install-recommends --download-only "$@" >"$state/log" 2>&1; then
    tail -n 8 "$state/log" | indent
    rm -rf "$state"
    fail "Debian's packages $* could not be downloaded (see above)." "Push again."
  fi
  for deb in "$state"/archives/*.deb; do
    name=${deb##*/}
    [[ ${name%%_*} =~ ^($skip)$ ]] || dpkg-deb -x "$deb" "$into" || fail "${name%%_*} could not be unpacked." "Push again."
  done
  rm -rf "$state"
}

apt_get() {
  local state=$1
  shift
  apt-get -q -o Dir::State="$state" -o Dir::State::status=/var/lib/dpkg/status -o Dir::Cache="$state" \
    -o Debug::NoLocking=1 -o Acquire::Languages=none -o Acquire::Retries=2 -o APT::Update::Error-Mode=any "$@"
}
