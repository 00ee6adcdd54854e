# The rules on this machine that keep a platform's apps from its own services. paasd makes them (docs/decisions/0021);
# they go when nothing of the platform runs any more.

wants_host_firewall() {
  case ${PAAS_HOST_FIREWALL:-on} in off | false) return 1 ;; esac
}

# Newer docker.io packages only recommend it.
need_iptables() { if wants_host_firewall && am_root; then need_command iptables iptables; fi; }

# paasd says it in its log; here it is seen.
warn_of_open_host() {
  wants_host_firewall || return 0
  if ! am_root; then
    warn "Apps can reach this machine's own services: rules against that need root. To accept it: PAAS_HOST_FIREWALL=off bin/up"
  elif ! iptables -w 10 -S >/dev/null 2>&1; then
    warn "Apps can reach this machine's own services: iptables does not work here. To accept it: PAAS_HOST_FIREWALL=off bin/up"
  fi
}

# remove_host_firewall PLATFORM-ID: whatever variant of iptables holds them.
remove_host_firewall() {
  local tool
  for tool in iptables iptables-nft iptables-legacy; do
    # To ask the older variant where nothing uses it would bring its tables into being.
    if [ "$tool" = iptables-legacy ] && ! grep -qsx filter /proc/net/ip_tables_names; then continue; fi
    remove_from_table filter "PAAS-$1"
    remove_from_table security "PAAS-$1"
  done
}

remove_from_table() { # TABLE CHAIN, with $tool
  local chain=$2 rules
  local ask=("$tool" -w 10 -t "$1")
  rules=$("${ask[@]}" -S 2>/dev/null) || return 0
  remove_jump INPUT "$chain"
  remove_jump DOCKER-USER "$chain-OUT"
  remove_jump FORWARD "$chain-OUT"
  remove_chain "$chain"
  remove_chain "$chain-OUT"
  remove_chain "$chain-HOST"
  remove_chain "$chain-APART"
}

remove_jump() {
  if grep -qxF -e "-A $1 -j $2" <<<"$rules"; then "${ask[@]}" -D "$1" -j "$2"; fi
}

remove_chain() {
  if grep -qxF -e "-N $1" <<<"$rules"; then "${ask[@]}" -F "$1" && "${ask[@]}" -X "$1"; fi
}
