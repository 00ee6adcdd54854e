# A Docker engine that answers: the one at hand, or docker.io from the system's packages.

docker_socket() { echo "${PAAS_DOCKER_SOCKET:-/var/run/docker.sock}"; }

docker_cli() { docker --host "unix://$(docker_socket)" "$@"; }

docker_answers() {
  curl -fs --max-time 5 --unix-socket "$(docker_socket)" http://engine/_ping >/dev/null 2>&1
}

has_systemd() { [ -d /run/systemd/system ]; }

# Called before packages are installed: wants the engine where none answers, and the client, which is a package of
# its own from Debian 13 on.
need_docker_engine() {
  docker_answers || need_command dockerd docker.io
  have docker && return 0
  if package_exists docker-cli; then need_command docker docker-cli; else need_command docker docker.io; fi
}

# Called after packages are installed: starts the engine when it does not answer.
ensure_docker_answers() {
  docker_answers && return 0
  require_docker_access
  if has_systemd; then
    step "Starting the Docker engine (systemd)" as_root systemctl enable --now docker
  else
    step "Starting the Docker engine (dockerd in the background, no init system here)" start_dockerd
  fi
  wait_until 30 docker_answers || fail "The Docker engine at $(docker_socket) does not answer. Its log: $(dockerd_log)"
}

# A socket that is there and alive, but not for us, is no reason to start a second engine.
require_docker_access() {
  [ -S "$(docker_socket)" ] || return 0
  [ ! -w "$(docker_socket)" ] || return 0
  fail "User $(id -un) may not use the Docker engine at $(docker_socket). Run with sudo, or: sudo usermod -aG docker $(id -un), and log in again."
}

dockerd_log() { if has_systemd; then echo "journalctl -u docker"; else echo /var/log/dockerd.log; fi; }

# Outlives this script and its terminal.
start_dockerd() {
  as_root sh -c 'setsid dockerd >>/var/log/dockerd.log 2>&1 </dev/null &'
  wait_until 60 docker_answers || { tail -n 15 /var/log/dockerd.log; return 1; }
}
