# Finds a JDK 25, whatever `java` on the path is, and provides one where the machine has none.

# is_jdk25 HOME: a whole JDK (with javac) of feature release 25.
is_jdk25() {
  [ -x "$1/bin/javac" ] && grep -Eqs '^JAVA_VERSION="25([."-]|$)' "$1/release"
}

jdk_candidates() {
  local on_path
  printf '%s\n' "${PAAS_JAVA_HOME:-}" "${JAVA_HOME:-}"
  ls -d /usr/lib/jvm/* /opt/*jdk* "${HOME:-/root}"/{.jdks,.sdkman/candidates/java}/* 2>/dev/null || true
  on_path=$(command -v java || true)
  [ -z "$on_path" ] || dirname "$(dirname "$(readlink -f "$on_path")")"
}

# find_jdk25: prints the home of the first JDK 25; false when there is none.
find_jdk25() {
  local home candidates
  mapfile -t candidates < <(jdk_candidates)
  for home in "${candidates[@]}"; do
    if [ -n "$home" ] && is_jdk25 "$home"; then
      echo "$home"
      return 0
    fi
  done
  return 1
}

# Called before packages are installed: wants the JDK where the distribution has it.
need_jdk25() {
  find_jdk25 >/dev/null && return 0
  if package_exists openjdk-25-jdk-headless; then
    want_package openjdk-25-jdk-headless
  fi
}

# Called after packages are installed: PAAS_JAVA_HOME is a JDK 25 from here on.
ensure_jdk25() {
  find_jdk25 >/dev/null || unpack_jdk25
  PAAS_JAVA_HOME=$(find_jdk25) || fail "No JDK 25 here, and none in the system's packages. Install one (any vendor) and set JAVA_HOME to it, then run this again."
  export PAAS_JAVA_HOME
}

unpack_jdk25() {
  . "$root/bin/lib/jdk-unpack.sh"
  can_unpack_jdk25 || return 0
  say "JDK 25 is not among this system's packages: taking Debian 13's, with its own C library, into $(unpacked_jdk_home)"
  need_command patchelf patchelf
  [ -e /etc/ssl/certs/java/cacerts ] || want_package ca-certificates-java
  install_wanted_packages
  step "Fetching and unpacking JDK 25 (some 200 MB)" unpack_jdk25_packages "$(unpacked_jdk_home)"
}
