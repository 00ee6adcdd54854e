# Ports: who listens on one, and which is free.

# listener_inodes PORT: the sockets that listen on it, IPv4 and IPv6.
listener_inodes() {
  awk -v port="$(printf ':%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { print $10 }' \
    /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

port_is_taken() { [ -n "$(listener_inodes "$1")" ]; }

# listeners PORT: the process ids that listen on it, as far as we may see.
listeners() {
  local inode
  for inode in $(listener_inodes "$1"); do
    find /proc/[0-9]*/fd -lname "socket:\[$inode\]" 2>/dev/null | cut -d/ -f3
  done | sort -u
}

# describe_listener PORT: "nginx (pid 812)", for a person.
describe_listener() {
  local pid
  pid=$(listeners "$1" | head -n 1)
  if [ -n "$pid" ]; then echo "$(cat "/proc/$pid/comm") (pid $pid)"; else echo "a process of another user"; fi
}

# require_port_for NAME PID SETTING: nobody holds the port but our own process PID, which was started with it.
require_port_for() {
  local port=${!3}
  port_is_taken "$port" || return 0
  if [ -n "$2" ] && grep -qsx "$3=$port" "$PAAS_HOME/settings"; then return 0; fi
  fail "Port $port, which $1 is to listen on, is taken by $(describe_listener "$port"). Stop that, or choose another port: $3=$((port < 1024 ? port + 8000 : port + 1)) bin/up"
}

# One below those that the kernel gives to outgoing connections: such a connection would be in the way.
free_port() {
  local port
  while :; do
    port=$((RANDOM % 12000 + 20000))
    port_is_taken "$port" || { echo "$port" && return; }
  done
}
