# shellcheck shell=bash
# Debian's packages without root: apt with lists and a cache of its own, then dpkg-deb into a folder.

# Unpacks the packages $2… into the folder $1, with what they need beyond this system's own, but for names that match the
# pattern DEBS_WITHOUT; the pattern .* means these packages alone, and spares finding out what they need.
unpack_debs() {
  local into=$1 work apt names='' deb
  shift
  if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    fail "This runtime comes from Debian's packages, and this system has no apt-get." "Build on the Debian 13 stack."
  fi
  work=$(mktemp -d) || fail "There is no room for a temporary folder."
  mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/debs" "$into"
  # Reading the lists takes seconds: the first command keeps what it read for those after it.
  apt=(apt-get -qq -o "Dir::State=$work" -o "Dir::Cache=$work" -o Dir::State::status=/var/lib/dpkg/status
    -o Debug::NoLocking=1 -o APT::Sandbox::User=root -o Acquire::Languages=none -o Acquire::Retries=2
    -o Dir::Cache::srcpkgcache=)
  "${apt[@]}" -o APT::Update::Error-Mode=any update ||
    fail "Debian's package lists could not be fetched (see above)." \
      "Check that builds reach the Debian mirror of the stack image, then push again."
  if [ "${DEBS_WITHOUT:-}" != '.*' ]; then
    # Lines 'URL' NAME_VERSION_ARCHITECTURE.deb …; simulating the installation says the same, and takes twice as long.
    names=$("${apt[@]}" install --print-uris --no-install-recommends "$@" | sed -nE "s/^'[^']*' ([^_ ]+)_.*/\1/p") ||
      fail "This system's Debian has no package $* (see above)." "Build on the Debian 13 stack."
    names=$(printf '%s\n' "$names" | grep -vxE "${DEBS_WITHOUT:-}")
  fi
  names=$(printf '%s\n' "$names" "$@" | sort -u)
  # shellcheck disable=SC2086 # names are one word each
  (cd "$work/debs" && "${apt[@]}" download $names) ||
    fail "Debian's packages could not be fetched (see above)." "Push again; if it stays so, check the Debian mirror."
  for deb in "$work"/debs/*.deb; do
    dpkg-deb -x "$deb" "$into" || fail "The package ${deb##*/} could not be unpacked." "Is the disk full?"
  done
  rm -rf "$work"
}
