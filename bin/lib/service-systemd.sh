# Supervision by systemd: two services per platform and the router's socket; those in the default place have the
# plain names.

units=/etc/systemd/system

unit_of() { echo "$(unit_name "$1").service"; }

router_socket() { echo "$(unit_name paas-router).socket"; }

unit_name() {
  if [ "$PAAS_HOME" = "$(default_home)" ]; then
    echo "$1"
  else
    echo "$1-$(printf %s "$PAAS_HOME" | sha256sum | cut -c1-8)"
  fi
}

# systemd itself is always there.
supervisor_pid() { true; }

program_pid() {
  local pid
  pid=$(systemctl show -p MainPID --value "$(unit_of "$1")" 2>/dev/null) || return 0
  if [ "${pid:-0}" != 0 ]; then echo "$pid"; fi
}

restarts_of() {
  local number
  number=$(systemctl show -p NRestarts --value "$(unit_of "$1")" 2>/dev/null || true)
  echo "${number:-0}"
}

is_supervised() { true; }

renew_supervisor() { true; }

prepare_supervision() {
  make_app_current
  write_unit paasd "$(unit_of paasd)" paasd_unit
  write_unit paas-router "$(unit_of paas-router)" router_unit
  write_unit paas-router "$(router_socket)" socket_unit
}

# Units whose program runs as an earlier form of them says. In a file, for a start may be interrupted.
changed_units() { cat "$PAAS_HOME/run/changed-units" 2>/dev/null || true; }

is_changed() { changed_units | grep -xF -e "$1" >/dev/null; }

# forget_changed UNIT…: these were restarted.
forget_changed() {
  local left
  left=$(changed_units | grep -vxF "${@/#/-e}") || true
  if [ -n "$left" ]; then replace_file "$PAAS_HOME/run/changed-units" 600 <<<"$left"; else rm -f "$PAAS_HOME/run/changed-units"; fi
}

# write_unit PROGRAM UNIT FUNCTION: the function prints the unit's file; the program is of the unit.
write_unit() {
  local path=$units/$2
  if [ "$("$3")" != "$(cat "$path" 2>/dev/null)" ]; then
    if [ "$("$3" | of_the_program)" = "$(of_the_program 2>/dev/null <"$path")" ]; then
      "$3" | replace_file "$path" 644
      systemctl daemon-reload
    else
      echo "$2" >>"$PAAS_HOME/run/changed-units"
      "$3" | replace_file "$path" 644
    fi
  fi
  if is_changed "$2"; then
    rm -f "$PAAS_HOME/run/$1.started"
    systemctl daemon-reload
  fi
  systemctl is-enabled -q "$2" 2>/dev/null || systemctl enable -q "$2"
}

# All but what systemd takes over without a restart of the program: a router must not end for it.
of_the_program() { grep -v '^OOMPolicy='; }

launch() {
  local program
  for program in "$@"; do
    case $program in
      paas-router) launch_router ;;
      *)
        forget_start "$program"
        systemctl restart "$(unit_of "$program")"
        forget_changed "$(unit_of "$program")"
        ;;
    esac
  done
}

# A reload starts the next router beside the one that serves. Another unit file, and other ports, need a restart; a
# socket unit that stays keeps connections waiting meanwhile.
launch_router() {
  local service socket
  service=$(unit_of paas-router) socket=$(router_socket)
  if is_changed "$socket" || ! systemctl is-active -q "$socket"; then
    forget_start paas-router
    systemctl stop "$service" "$socket"
    systemctl start "$socket" "$service"
    forget_changed "$socket" "$service"
  elif is_changed "$service" || ! systemctl is-active -q "$service"; then
    forget_start paas-router
    systemctl restart "$service"
    forget_changed "$service"
  else
    replace_router systemctl reload "$service"
  fi
}

# The socket first: a connection would start the router again.
stop_programs() { systemctl stop "$(router_socket)" "$(unit_of paasd)" "$(unit_of paas-router)"; }

forget_start_at_boot() {
  local unit
  for unit in "$(unit_of paasd)" "$(unit_of paas-router)" "$(router_socket)"; do
    if [ -e "$units/$unit" ]; then systemctl disable -q "$unit"; fi
  done
}

remove_units() {
  local unit
  for unit in "$(unit_of paasd)" "$(unit_of paas-router)" "$(router_socket)"; do rm -f "$units/$unit"; done
  systemctl daemon-reload
}

log_of() { echo "journalctl -u $(unit_of "$1")"; }

log_position() { date +%s; }

log_since() { journalctl -q --no-pager -o cat --since "@$2" -u "$(unit_of "$1")"; }

paasd_unit() {
  cat <<EOF
# Written by bin/up, which overwrites it.
[Unit]
Description=paas control plane ($PAAS_HOME)
Wants=docker.service $(unit_of paas-router)
After=docker.service network-online.target $(unit_of paas-router)
StartLimitIntervalSec=0

[Service]
Environment=PAAS_HOME=$PAAS_HOME
EnvironmentFile=$PAAS_HOME/settings
ExecStart=$PAAS_HOME/app/current/bin/paasd
UMask=0077
Restart=always
RestartSec=1
OOMPolicy=continue
TimeoutStopSec=30
SuccessExitStatus=143
LimitNOFILE=65536

[Install]
WantedBy=multi-user.target
EOF
}

router_unit() {
  cat <<EOF
# Written by bin/up, which overwrites it.
[Unit]
Description=paas HTTP router ($PAAS_HOME)
After=network-online.target
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
User=paas-router
Group=paas-router
Environment=PAAS_HOME=$PAAS_HOME
ExecStart=$PAAS_HOME/app/current/bin/lib/keep-router
ExecReload=/bin/kill -HUP \$MAINPID
KillMode=mixed
AmbientCapabilities=CAP_NET_BIND_SERVICE
CapabilityBoundingSet=CAP_NET_BIND_SERVICE
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths=$PAAS_HOME/router
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes
Restart=always
RestartSec=1
OOMPolicy=continue
TimeoutStopSec=30
SuccessExitStatus=143
LimitNOFILE=65536

[Install]
WantedBy=multi-user.target
EOF
}

# systemd holds the sockets while the service is restarted.
socket_unit() {
  cat <<EOF
# Written by bin/up, which overwrites it.
[Unit]
Description=Listening sockets of the paas HTTP router ($PAAS_HOME)

[Socket]
ListenStream=$(listen_address "$PAAS_HTTP_PORT")
$([ "$PAAS_HTTPS_PORT" = off ] || echo "ListenStream=$(listen_address "$PAAS_HTTPS_PORT")")
BindIPv6Only=both
Backlog=4096

[Install]
WantedBy=sockets.target
EOF
}

listen_address() {
  case $PAAS_HTTP_BIND in
    *:*) echo "[$PAAS_HTTP_BIND]:$1" ;;
    *) echo "$PAAS_HTTP_BIND:$1" ;;
  esac
}
