# A backup becomes a platform: all of it, or nothing of it is left.

# fact BACKUP NAME: what the backup says of itself.
fact() { sed -n "s/^$2=//p" "$1/backup"; }

require_backup() {
  [ -r "$1/backup" ] || fail "$1 is no backup: name one of the directories that bin/backup has made."
  [ "$(fact "$1" format)" = 1 ] || fail "$1 is of a form that this version does not know: restore it with the version that made it ($(fact "$1" version))."
  [ -r "$2" ] || fail "There is no key at $2: name the file that bin/backup --key has written."
  [ "$(key_print "$2")" = "$(fact "$1" key)" ] || fail "$2 is not the key of this backup: its platform had another."
}

# What is there may be somebody's only copy.
require_no_platform() {
  if [ -e "$PAAS_HOME" ] && [ -n "$(ls -A "$PAAS_HOME")" ]; then
    fail "$PAAS_HOME is there, and not empty: nothing is restored over it. Move it away, or choose another: PAAS_HOME=… bin/restore …"
  fi
}

# Two platforms of one id would remove each other's containers.
require_no_containers() {
  [ -z "$(docker_engine ps -aq --filter "label=paas.platform=$1")" ] ||
    fail "This Docker engine has containers of that platform ($1). If it still runs, in another PAAS_HOME, end it: PAAS_HOME=… bin/down --uninstall. If its data is lost: docker rm -f \$(docker ps -aq --filter label=paas.platform=$1)"
}

check_sums() { (cd "$1" && sha256sum --check --quiet --strict SHA256SUMS); }

load_images() { gunzip -c "$1/images.tar.gz" | docker_engine load; }

restore_home() {
  local new
  mkdir -p "$(dirname "$PAAS_HOME")"
  new=$(mktemp -d "$PAAS_HOME.restoring.XXXXXX")
  # shellcheck disable=SC2064 # as it is now
  trap "rm -rf '$new'" EXIT
  tar -C "$new" --extract --gzip --preserve-permissions --file="$1/home.tar.gz"
  restore_secrets "$1" "$2" "$new"
  restore_volumes "$1" "$new"
  chmod 711 "$new" # bin/up closes it further where nobody else has to pass
  sync -f "$new"
  mkdir -p "$PAAS_HOME" && rmdir "$PAAS_HOME"
  mv -T "$new" "$PAAS_HOME"
  trap - EXIT
}

restore_secrets() {
  local backup key
  backup=$(realpath "$1")
  key=$(realpath "$2")
  mkdir -m 700 "$3/key" "$3/db"
  (umask 077 && cp "$key" "$3/key/config.keyset")
  if [ -e "$backup/database.zip" ]; then (umask 077 && cd "$3/db" && "$PAAS_JAVA_HOME/bin/jar" --extract --file "$backup/database.zip"); fi
}

# Their room is taken from the disk, as when they were made.
restore_volumes() {
  local image to
  for image in "$1"/volumes/*.img; do
    [ -e "$image" ] || return 0
    (umask 077 && mkdir -p "$2/storage")
    to=$2/storage/$(basename "$image")
    (umask 077 && cp --sparse=always "$image" "$to")
    fallocate -l "$(stat -c %s "$to")" "$to"
  done
}
