# The name server that tests change zones of: BIND. Unpacked only, as its package would start a service on port 53 of
# this machine, and be kept from the tests' directories by AppArmor.

ensure_name_server() {
  name_server_answers && return 0
  require_apt bind9
  refresh_package_lists
  step "Fetching and unpacking a name server for tests" unpack_name_server "$root/target/name-server"
}

name_server_answers() { "$root/target/name-server/usr/sbin/named" -v >/dev/null 2>&1; }

# Its libraries are of exactly its version, and harmless where they are installed.
unpack_name_server() {
  local libraries
  mapfile -t libraries < <(apt-cache depends bind9 | awk '$1 == "Depends:" && $2 ~ /^(lib|bind9-libs)/ { print $2 }')
  apt_get install -y --no-install-recommends "${libraries[@]}"
  mkdir -p "$1"
  (cd "$1" && rm -f bind9_*.deb && apt-get download bind9 && dpkg -x bind9_*.deb .)
  name_server_answers
}
