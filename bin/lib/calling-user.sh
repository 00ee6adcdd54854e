# Who called: a person with sudo stays that person where it matters (their CLI, their Maven repository).

calling_user() { echo "${SUDO_USER:-$(id -un)}"; }

calling_home() { getent passwd "$(calling_user)" | cut -d: -f6; }

# as_caller COMMAND…: as the person who called, when sudo made us root.
as_caller() {
  if am_root && [ -n "${SUDO_USER:-}" ] && [ "$SUDO_USER" != root ]; then
    runuser -u "$SUDO_USER" -- env HOME="$(calling_home)" "$@"
  else
    "$@"
  fi
}

# become_root_where_needed ARGUMENTS…: a user who has no access to Docker but may use sudo runs the machine's
# own platform; one with access and without sudo runs their own, in their own data directory.
become_root_where_needed() {
  am_root && return 0
  [ ! -w "$(docker_socket)" ] || return 0
  have sudo || return 0
  say "Going on as root through sudo: the Docker engine is not open to $(id -un)"
  exec sudo --preserve-env="$(exported_settings)" -- "$root/bin/$(basename "$0")" "$@"
}

# JAVA_HOME goes along, and every setting of ours.
exported_settings() {
  { echo JAVA_HOME; compgen -e | grep '^PAAS_'; } | paste -sd, -
}
