# Supervision by systemd: two units per platform; the one in the default place has the plain names.

unit_of() {
  if [ "$PAAS_HOME" = "$(default_home)" ]; then
    echo "$1.service"
  else
    echo "$1-$(printf %s "$PAAS_HOME" | sha256sum | cut -c1-8).service"
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

prepare_supervision() {
  make_app_current
  write_unit paasd paasd_unit
  write_unit paas-router router_unit
}

write_unit() {
  local path before after
  path=/etc/systemd/system/$(unit_of "$1")
  before=$(cat "$path" 2>/dev/null || true)
  "$2" | replace_file "$path" 644
  after=$(cat "$path")
  if [ "$before" != "$after" ]; then
    systemctl daemon-reload
    rm -f "$PAAS_HOME/run/$1.started"
  fi
  systemctl is-enabled -q "$(unit_of "$1")" 2>/dev/null || systemctl enable -q "$(unit_of "$1")"
}

launch() {
  local program
  for program in "$@"; do systemctl restart "$(unit_of "$program")"; done
}

stop_programs() { systemctl stop "$(unit_of paasd)" "$(unit_of paas-router)"; }

forget_start_at_boot() { systemctl disable -q "$(unit_of paasd)" "$(unit_of paas-router)"; }

log_of() { echo "journalctl -u $(unit_of "$1")"; }

last_log_lines() { journalctl -q --no-pager -n 20 -o cat -u "$(unit_of "$1")"; }

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
EnvironmentFile=$PAAS_HOME/router.settings
ExecStart=$PAAS_HOME/app/current/bin/paas-router
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
TimeoutStopSec=30
SuccessExitStatus=143
LimitNOFILE=65536

[Install]
WantedBy=multi-user.target
EOF
}
