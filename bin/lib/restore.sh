# A backup becomes a platform: all of it, or nothing.

# fact BACKUP NAME: what the backup says of itself.
fact() { sed -n "s/^$2=//p" "$1/backup"; }

require_backup() {
  [ -r "$1/backup" ] || fail "$1 is no backup: name one of the directories that bin/backup has made."
  [ "$(fact "$1" format)" = 1 ] || fail "$1 is of a form that this version does not know: restore it with the version that made it ($(fact "$1" version))."
  [ -r "$2" ] || fail "There is no key at $2: name the file that bin/backup --key has written."
  [ "$(key_print "$2")" = "$(fact "$1" key)" ] || fail "$2 is not the key of this backup: its platform had another."
}

# What is there may be somebody's only copy. What a disk of its own has, and what a kill left of a restore, is not.
require_no_platform() {
  local there
  [ ! -e "$PAAS_HOME" ] || [ -d "$PAAS_HOME" ] || fail "$PAAS_HOME is no directory. Choose another: PAAS_HOME=… bin/restore …"
  there=$(find "$PAAS_HOME/" -mindepth 1 -maxdepth 1 ! -name lost+found ! -name up.lock ! -name .restoring -printf '%f ' 2>/dev/null) || true
  [ -z "$there" ] ||
    fail "$PAAS_HOME is not empty, and nothing is restored over what is there: $there. Move it away, or choose another: PAAS_HOME=… bin/restore …"
}

# The engine that bin/up will take from the settings.
take_docker_socket() {
  local kept
  kept=$(tar --gunzip --extract --force-local --to-stdout --file="$1/home.tar.gz" ./settings | sed -n 's/^PAAS_DOCKER_SOCKET=//p')
  if [ -n "$kept" ] && [ -z "${PAAS_DOCKER_SOCKET+set}" ]; then export PAAS_DOCKER_SOCKET=$kept; fi
}

# Two platforms of one id would remove each other's containers.
require_no_containers() {
  [ -z "$(docker_cli ps -aq --filter "label=paas.platform=$1")" ] ||
    fail "This Docker engine has containers of that platform ($1). If it still runs, in another PAAS_HOME, end it: PAAS_HOME=… bin/down --uninstall. If its data is lost: docker rm -f \$(docker ps -aq --filter label=paas.platform=$1)"
}

check_sums() { (cd "$1" && sha256sum --check --quiet --strict SHA256SUMS); }

load_images() { gunzip -c "$1/images.tar.gz" | docker_cli load; }

# Beside its place on the same disk, which may be one of its own; what fails is removed again.
restore_home() {
  local new=$PAAS_HOME/.restoring
  rm -rf "$new"
  # shellcheck disable=SC2064 # as it is now
  trap "rm -rf ${new@Q}" EXIT
  mkdir -m 700 "$new"
  unpack "$1/home.tar.gz" "$new"
  unpack "$1/objects.tar.gz" "$new"
  restore_secrets "$1" "$2" "$new"
  restore_volumes "$1" "$new"
  sync -f "$new"
  # A platform is where its id is.
  find "$new" -mindepth 1 -maxdepth 1 ! -name platform-id -exec mv -t "$PAAS_HOME" {} +
  mv -t "$PAAS_HOME" "$new/platform-id"
  rmdir "$new"
  sync -f "$PAAS_HOME"
  trap - EXIT
}

# Its files become whose platform this one will be.
unpack() { tar -C "$2" --extract --gunzip --preserve-permissions --no-same-owner --force-local --file="$1"; }

restore_secrets() {
  local backup key
  backup=$(realpath "$1")
  key=$(realpath "$2")
  mkdir -m 700 "$3/key" "$3/db"
  (umask 077 && cp "$key" "$3/key/config.keyset")
  if [ -e "$backup/database.zip" ]; then (umask 077 && cd "$3/db" && "$PAAS_JAVA_HOME/bin/jar" --extract --file "$backup/database.zip"); fi
}

# Their room is taken from the disk, as when they were made, where its file system can do that.
restore_volumes() {
  local image to
  for image in "$1"/volumes/*.img; do
    [ -e "$image" ] || return 0
    (umask 077 && mkdir -p "$2/storage")
    to=$2/storage/$(basename "$image")
    (umask 077 && copy_sparse "$image" "$to")
    fallocate -l "$(stat -c %s "$to")" "$to" || true
  done
}

# Said after all is done: each needs somebody's hand.
warn_of_what_is_missing() {
  local id name line path
  [ -e "$1/images.list" ] && while read -r id name; do
    docker_cli image inspect "$id" >/dev/null 2>&1 ||
      warn "The image $name has another id in this engine than in the one before: its app needs a push."
  done <"$1/images.list"
  while IFS= read -r line; do
    path=${line#*=}
    case ${line%%=*} in PAAS_HOME | PAAS_JAVA_HOME) continue ;; esac
    case $path in /*) [ -e "${path%% *}" ] || warn "${line%%=*} names ${path%% *}, which this machine does not have." ;; esac
  done <"$PAAS_HOME/settings"
}
