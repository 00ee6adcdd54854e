# What a backup consists of. Its directory holds:
#   backup            what it is: KEY=VALUE lines
#   database.zip      the embedded database, copied by paasd itself; absent where it is a PostgreSQL server
#   images.tar.gz     the images that apps run, as `docker save` writes them; images.list says which
#   volumes/ID.img    the file systems of volumes
#   home.tar.gz       the rest of PAAS_HOME that is no program, no secret and not made anew at each start
#   objects.tar.gz    what the repositories in it consist of
#   remarks           what is not in it, if anything
#   SHA256SUMS        of all of these

key_file() { echo "$PAAS_HOME/key/config.keyset"; }

key_print() { sha256sum "$1" | cut -c1-64; }

platform_id() { cat "$PAAS_HOME/platform-id"; }

# remark DIRECTORY WORDS…: what a step says is seen only where it fails.
remark() { echo "${*:2}" >>"$1/remarks"; }

copy_database() {
  local answer database
  answer=$(ask_platform POST /database-snapshots) || { echo "$answer" && return 1; }
  # Its images are what the next step saves.
  grep -o 'sha256:[0-9a-f]\{64\}' <<<"$answer" | sort -u >"$1/images.asked" || true # none yet
  database=$(sed -n 's/.*"database" *: *"\([^"]*\)".*/\1/p' <<<"$answer")
  if [ -n "$database" ]; then
    cp "$database" "$1/database.zip"
    rm -f "$database"
  elif [ -z "${PAAS_DATABASE_URL:-}" ]; then
    echo "paasd answered without a copy of the database: $answer"
    return 1
  fi
}

# ask_platform METHOD PATH: as an admin; the token is in no command line.
ask_platform() {
  local token
  token=${PAAS_TOKEN:-$(cat "$PAAS_HOME/admin-token" 2>/dev/null)} ||
    { echo "$PAAS_HOME/admin-token is gone: name an admin's token in PAAS_TOKEN." && return 1; }
  curl -sS --fail-with-body --max-time 3600 -X "$1" -H @- "$(api_url)$2" <<<"Authorization: Bearer $token" 2>&1
}

# copy_images DIRECTORY PLACE
copy_images() {
  local asked=$1/images.asked list=$1/images.list names gone
  docker_cli images --no-trunc --filter "label=paas.platform=$(platform_id)" \
    --format '{{.ID}} {{.Repository}}:{{.Tag}}' | sort | join "$asked" - >"$list"
  while read -r gone; do
    remark "$1" "Image $gone is gone from the engine: its app needs a push after a restore."
  done < <(join -v 1 "$asked" "$list")
  rm "$asked"
  [ -s "$list" ] || return 0
  ! link_images "$1" "$(newest_backup "$2")" || return 0
  # By name, or they would come back without one, and `docker image prune` would take them.
  mapfile -t names < <(awk '{ print $2 == "<none>:<none>" ? $1 : $2 }' "$list")
  docker_cli save "${names[@]}" | gzip -1 >"$1/images.tar.gz"
}

# link_images DIRECTORY BACKUP: true where the backup has the same images, and has them whole.
link_images() {
  [ -n "$2" ] && cmp -s "$2/images.list" "$1/images.list" && ln "$2/images.tar.gz" "$1/" 2>/dev/null || return 1
  if (cd "$1" && grep -F ' ./images.tar.gz' "$2/SHA256SUMS" | sha256sum --check --status); then return 0; fi
  rm "$1/images.tar.gz"
  return 1
}

# copy_volumes DIRECTORY SECONDS
copy_volumes() {
  local image
  rm -f "$PAAS_HOME"/storage/*.img.copy # what a kill left
  for image in "$PAAS_HOME"/storage/*.img; do
    [ -e "$image" ] || continue # there is none, or it was destroyed meanwhile
    mkdir -p "$1/volumes"
    step "Copying volume $(basename "$image" .img)" copy_volume "$image" "$1/volumes" "$2"
  done
}

# A file system in use is copied while nothing is written to it: what an app finds after a restore is what it would find
# after a power cut at this moment. Writes wait meanwhile. Containers may have one that is mounted nowhere on the host.
copy_volume() {
  local tries=3
  until in_use "$1"; do
    copy_sparse "$1" "$2/"
    if ! in_use "$1"; then return; fi
    [ "$((tries -= 1))" -gt 0 ] || { echo "It is mounted and unmounted all the time." && return 1; }
  done
  (copy_frozen "$@")
}

in_use() { [ -n "$(losetup -n -O NAME -j "$1")" ]; }

copy_sparse() { cp --sparse=always --reflink=auto "$@"; }

# Descriptor 8 is the file system's, whatever is unmounted meanwhile; by its path the host's own could be frozen.
# A backup's disk that is slow would have writers wait: it gets what was copied on the volume's own, if that has room.
copy_frozen() {
  local longest=$3 to=$2/ own
  between=$1.copy # for the trap, in which nothing is local any more
  if is_elsewhere "$1" "$2" && has_room_beside "$1"; then to=$between; fi
  own=$(mktemp -d)
  mount -t ext4 -o loop,nosuid,nodev "$1" "$own"
  exec 8<"$own"
  umount -l "$own"
  rmdir "$own"
  # Whatever becomes of us, nothing stays frozen.
  # shellcheck disable=SC2016 # the argument is that shell's
  setsid sh -c 'sleep "$1"; fsfreeze --unfreeze /proc/self/fd/8' - "$longest" >/dev/null 2>&1 &
  thawing=$!
  trap 'fsfreeze --unfreeze /proc/self/fd/8 2>/dev/null || true; kill -- "-$thawing" 2>/dev/null || true; rm -f "$between"' EXIT
  fsfreeze --freeze /proc/self/fd/8
  copy_sparse "$1" "$to"
  fsfreeze --unfreeze /proc/self/fd/8 2>/dev/null || {
    echo "Copying it takes longer than $longest s, for which its writers wait: allow more (--freeze), or stop the app's processes first (paas ps:stop)."
    return 1
  }
  [ ! -e "$between" ] || copy_sparse "$between" "$2/$(basename "$1")"
}

is_elsewhere() { [ "$(stat -c %d "$1")" != "$(stat -c %d "$2")" ]; }

# The disk is the apps', too: half of what is free stays free.
has_room_beside() { [ "$(df --output=avail -k "$1" | tail -n 1)" -gt "$(($(du -k "$1" | cut -f1) * 2))" ]; }

# Refs first, then the objects that they name: what is pushed meanwhile is whole, or not in it. What would be the
# other way round, refs and objects that git packs and removes, is seen, and done again.
copy_home() {
  local link objects
  link=$(find "$PAAS_HOME" -mindepth 1 -maxdepth 1 -type l)
  [ -z "$link" ] || { echo "These are symbolic links, and what they name would be in no backup: $link" && return 1; }
  archive_whole "$1/home.tar.gz" './git/*/refs/*' --anchored --no-wildcards-match-slash --exclude=./{run,log,app,router,db,key,backups,tmp} \
    --exclude=./{uploads,storage,cli,git/incoming,lock,admin-token} --exclude='./git/*/objects' --exclude='./*.lock' .
  mapfile -t objects < <(cd "$PAAS_HOME" && find ./git -mindepth 2 -maxdepth 2 -name objects ! -path './git/incoming/*')
  archive_whole "$1/objects.tar.gz" './git/*/objects/*' --files-from=/dev/null "${objects[@]}" # there may be none
}

# archive_whole FILE PATTERN TAR-ARGUMENTS…: again where a file of the pattern went meanwhile, so no argument may be a
# pipe, which is read once: without its exclusions the next try would take the key along.
archive_whole() {
  local file=$1 pattern=$2 before codes tries=5
  shift 2
  while :; do
    before=$(files_like "$pattern")
    codes=()
    tar -C "$PAAS_HOME" --create --file=- --warning=no-file-changed "$@" | gzip -1 >"$file" || codes=("${PIPESTATUS[@]}")
    # 1 is tar's word for files that changed while they were read, as logs do.
    [ "${codes[0]:-0}" -le 1 ] && [ "${codes[1]:-0}" -eq 0 ] || return 1
    [ -n "$(comm -23 <(echo "$before") <(files_like "$pattern"))" ] || return 0
    [ "$((tries -= 1))" -gt 0 ] || { echo "Repositories change all the time." && return 1; }
  done
}

files_like() { (cd "$PAAS_HOME" && find . -path "$1" -type f | LC_ALL=C sort); }

# seal DIRECTORY TIME
seal() {
  local version platform key sums
  version=$("$PAAS_HOME/app/current/bin/paas" version | tail -n 1)
  platform=$(platform_id)
  key=$(key_print "$(key_file)")
  printf '%s\n' format=1 "made=$2" "version=$version" "platform=$platform" "key=$key" >"$1/backup"
  tar --gunzip --list --force-local --file="$1/home.tar.gz" | grep -cxF -e ./settings -e ./platform-id | grep -qx 2 ||
    { echo "Its settings are not in it." && return 1; }
  sums=$(cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum)
  echo "$sums" >"$1/SHA256SUMS"
  sync -f "$1/SHA256SUMS"
}

# The whole ones of this platform, newest first.
backups() {
  local backup
  while IFS= read -r backup; do
    if [ -e "$backup/backup" ]; then echo "$backup"; fi
  done < <(find "$1" -mindepth 1 -maxdepth 1 -type d -name "20??-??-??T??-??-??Z-$(platform_id)" | sort -r)
}

# sed reads to the end: who writes to it is to have written all.
newest_backup() { backups "$1" | sed -n 1p; }

# remove_old_backups PLACE KEPT NEWEST
remove_old_backups() {
  backups "$1" | awk -v newest="$3" '$0 != newest' | tail -n "+$2" | xargs -r -d '\n' rm -rf
}
