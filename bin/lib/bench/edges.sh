# The edges that are compared: each started on loopback with 1,000 hostnames, an access log and a number of threads.

hosts=1000
hostnames() { seq -f 'app-%.0f.test' 0 $((hosts - 1)); }

declare -A pids=() ports=() secure_ports=()

# The router as bin/up installs it: with an AOT cache.
prepare_router() {
  [ -r "$root/router/target/router-0.1.0.jar" ] || fail "The router is not built; run bin/up first."
  PAAS_JAVA_HOME=$(find_jdk25) || fail "No JDK 25 here: bin/up finds or installs one."
  java=$PAAS_JAVA_HOME/bin/java
  ensure_router_cache
}

# For all hostnames, and for that by which the load generator greets; of the kind that authorities give today.
make_certificate() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test -addext "subjectAltName=DNS:*.test,DNS:localhost" \
    -keyout "$work/key.pem" -out "$work/chain.pem" 2>>"$work/edge.err"
  cat "$work/chain.pem" "$work/key.pem" >"$work/both.pem"
}

# The instance behind all of them: a thread of its own, and nothing but files.
start_upstream() {
  upstream_port=$(free_port)
  mkdir -p "$work/upstream"
  head -c 1024 /dev/zero | tr '\0' x >"$work/upstream/1k"
  head -c 102400 /dev/zero | tr '\0' x >"$work/upstream/100k"
  cat >"$work/upstream.conf" <<EOF
worker_processes 1;
pid $work/upstream.pid;
error_log $work/upstream.err;
events { worker_connections 20000; }
http {
  access_log off;
  keepalive_requests 1000000000;
  server { listen 127.0.0.1:$upstream_port backlog=4096; root $work/upstream; open_file_cache max=10; }
}
EOF
  chmod -R a+rX "$work"
  nginx -c "$work/upstream.conf" -g 'daemon off;' 2>>"$work/edge.err" 6>&- &
  pids[upstream]=$!
}

# start_edge NAME THREADS: its first process is in `pids`, its port in `ports`.
start_edge() {
  local port secure tries=0
  port=$(free_port)
  secure=$(free_port)
  # shellcheck disable=SC2034 # read by bin/lib/bench/router
  ports[$1]=$port secure_ports[$1]=$secure
  "configure_$1" "$port" "$2" "$secure"
  "start_$1" "$2"
  until curl -fs -o "$work/page" -H 'Host: app-7.test' "http://127.0.0.1:$port/1k"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ] || ! kill -0 "${pids[$1]}" 2>/dev/null; then
      fail "$1 does not serve: $(tail -n 5 "$work/edge.err")"
    fi
    sleep 0.05
  done
}

configure_nginx() {
  cat >"$work/nginx.conf" <<EOF
worker_processes $2;
pid $work/nginx.pid;
error_log $work/nginx.err;
events { worker_connections 20000; }
http {
  access_log $work/nginx.access combined buffer=64k flush=1s;
  keepalive_requests 1000000000;
  server_names_hash_max_size 16384;
  client_max_body_size 0;
  proxy_request_buffering off;
  map \$http_upgrade \$connection_header { default Upgrade; '' ''; }
  upstream instance { server 127.0.0.1:$upstream_port; keepalive 256; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:$1 backlog=4096;
    listen 127.0.0.1:$3 ssl http2 backlog=4096;
    ssl_certificate $work/chain.pem;
    ssl_certificate_key $work/key.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    server_name $(hostnames | tr '\n' ' ');
    location / {
      proxy_pass http://instance;
      proxy_http_version 1.1;
      proxy_set_header Connection \$connection_header;
      proxy_set_header Upgrade \$http_upgrade;
      proxy_set_header Host \$host;
      proxy_set_header X-Request-Id \$request_id;
      proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto \$scheme;
    }
  }
}
EOF
}

start_nginx() {
  nginx -c "$work/nginx.conf" -g 'daemon off;' 2>>"$work/edge.err" 6>&- &
  pids[nginx]=$!
}

configure_haproxy() {
  hostnames | sed 's/$/ instance/' >"$work/hosts.map"
  cat >"$work/haproxy.conf" <<EOF
global
  nbthread $2
  maxconn 9000
  log stdout format raw local0
defaults
  mode http
  log global
  option httplog
  option forwardfor
  http-reuse always
  timeout connect 5s
  timeout client 55s
  timeout server 55s
frontend edge
  bind 127.0.0.1:$1 backlog 4096
  bind 127.0.0.1:$3 ssl crt $work/both.pem alpn h2,http/1.1 ssl-min-ver TLSv1.2 backlog 4096
  unique-id-format %{+X}o%ci:%cp_%fi:%fp_%Ts_%rt:%pid
  unique-id-header X-Request-Id
  http-request set-header X-Forwarded-Proto %[ssl_fc,iif(https,http)]
  use_backend %[req.hdr(host),host_only,lower,map($work/hosts.map)]
backend instance
  server one 127.0.0.1:$upstream_port
EOF
}

start_haproxy() {
  haproxy -db -f "$work/haproxy.conf" >"$work/haproxy.access" 2>>"$work/edge.err" 6>&- &
  pids[haproxy]=$!
}

# The floor: HAProxy as a relay that reads nothing of HTTP, chooses no hostname and writes no log. What is left is the
# kernel's TCP, which every proxy has to pay.
configure_floor() {
  cat >"$work/floor.conf" <<EOF
global
  nbthread $2
  maxconn 9000
defaults
  mode tcp
  timeout connect 5s
  timeout client 55s
  timeout server 55s
frontend edge
  bind 127.0.0.1:$1 backlog 4096
  default_backend instance
backend instance
  server one 127.0.0.1:$upstream_port
EOF
}

start_floor() {
  haproxy -db -f "$work/floor.conf" >"$work/floor.out" 2>>"$work/edge.err" 6>&- &
  pids[floor]=$!
}

configure_caddy() {
  {
    printf '{\n  admin off\n  auto_https off\n}\n'
    caddy_site "http://&:$1"
    caddy_site "https://&:$3" "tls $work/chain.pem $work/key.pem"
  } >"$work/Caddyfile"
}

# caddy_site ADDRESS [LINE]: all hostnames at this address.
caddy_site() {
  hostnames | sed "s|.*|$1|" | paste -sd, | sed 's/,/, /g'
  printf '{\n  bind 127.0.0.1\n  %s\n  log {\n    output file %s\n  }\n' "${2:-}" "$work/caddy.access"
  printf '  reverse_proxy 127.0.0.1:%s\n}\n' "$upstream_port"
}

start_caddy() {
  GOMAXPROCS=$1 XDG_DATA_HOME="$work/caddy" XDG_CONFIG_HOME="$work/caddy" \
    caddy run --config "$work/Caddyfile" --adapter caddyfile >"$work/caddy.out" 2>>"$work/edge.err" 6>&- &
  pids[caddy]=$!
}

# The router, and in paasd's place a program that publishes the hostnames and stores the lines.
configure_paas() {
  mkdir -p "$work/paas"
  printf '%s\n' "PAAS_HTTP_BIND=127.0.0.1" "PAAS_HTTP_PORT=$1" "PAAS_ROUTER_THREADS=$2" "PAAS_HTTPS_PORT=$3" >"$work/paas/router.settings"
}

start_paas() {
  env -i PATH="$PATH" HOME="$HOME" PAAS_HOME="$work/paas" "$root/bin/paas-router" >"$work/paas.out" 2>>"$work/edge.err" 6>&- &
  pids[paas]=$!
  rm -f "$work/feed.in"
  mkfifo "$work/feed.in"
  # As paasd runs, whose part it plays.
  "$java" -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED -cp "$root/router/target/router-0.1.0.jar" "$root/bin/lib/bench/RouterFeed.java" \
    "$work/paas/router/router.sock" "$work/paas/logs" "$hosts" "$upstream_port" \
    "$work/chain.pem" "$work/key.pem" <"$work/feed.in" >"$work/feed.out" 2>>"$work/edge.err" 6>&- &
  feed=$!
  exec 6>"$work/feed.in"
}

end_edges() {
  local edge
  if [ -n "${feed:-}" ]; then
    exec 6>&-
    wait "$feed" || true
    feed=
  fi
  for edge in "${edges[@]}"; do
    end_process "${pids[$edge]:-}"
    unset "pids[$edge]"
  done
  rm -rf "$work"/*.access "$work/paas"
}

end_process() {
  [ -n "$1" ] || return 0
  kill -TERM "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

processes_of() { echo "${pids[$1]}" "$(pgrep -P "${pids[$1]}" || true)"; }

# The router's own CPU; what stores its lines is a part of paasd, as the disk's is of the kernel.
cpu_ticks() {
  local process sum=0 ticks
  for process in $(processes_of "$1"); do
    ticks=$(sed 's/.*) //' "/proc/$process/stat" | awk '{ print $12 + $13 }')
    sum=$((sum + ticks))
  done
  echo "$sum"
}

# Megabytes resident, of all its processes.
memory() {
  local process
  for process in $(processes_of "$1"); do sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$process/status"; done |
    awk '{ n += $1 } END { printf "%.1f", n / 1024 }'
}
