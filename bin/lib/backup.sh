# What a backup consists of. Its directory holds:
#   backup            what it is: KEY=VALUE lines
#   database.zip      the embedded database, copied by paasd itself; absent where it is a PostgreSQL server
#   images.tar.gz     the images that apps run, as `docker save` writes them; images.list says which
#   volumes/ID.img    the file systems of volumes
#   home.tar.gz       the rest of PAAS_HOME that is no program, no secret and not made anew at each start
#   SHA256SUMS        of all of these

key_file() { echo "$PAAS_HOME/key/config.keyset"; }

key_print() { sha256sum "$1" | cut -c1-64; }

copy_database() {
  local answer database
  answer=$(ask_platform POST /database-snapshots)
  grep -o 'sha256:[0-9a-f]\{64\}' <<<"$answer" | sort -u >"$1/images.asked" || true # none yet
  database=$(sed -n 's/.*"database" *: *"\([^"]*\)".*/\1/p' <<<"$answer")
  if [ -n "$database" ]; then
    cp "$database" "$1/database.zip"
    rm -f "$database"
  else
    echo "The database is a PostgreSQL server, and in no backup of ours."
  fi
}

# ask_platform METHOD PATH: as an admin; the token is in no command line.
ask_platform() {
  local token
  token=${PAAS_TOKEN:-$(cat "$PAAS_HOME/admin-token" 2>/dev/null)} ||
    { echo "$PAAS_HOME/admin-token is gone: name an admin's token in PAAS_TOKEN." && return 1; }
  curl -sS --fail-with-body --max-time 3600 -X "$1" -H @- "$(api_url)$2" <<<"Authorization: Bearer $token"
}

# copy_images DIRECTORY PLACE. By name, or they would come back without one, and `docker image prune` would take them.
copy_images() {
  local asked=$1/images.asked list=$1/images.list names before
  docker_engine images --no-trunc --filter "label=paas.platform=$(cat "$PAAS_HOME/platform-id")" \
    --format '{{.ID}} {{.Repository}}:{{.Tag}}' | sort | join "$asked" - >"$list"
  join -v 1 "$asked" "$list" | sed 's/$/: gone from the engine; its app needs a push after a restore/'
  rm "$asked"
  [ -s "$list" ] || return 0
  before=$(newest_backup "$2")
  if [ -n "$before" ] && cmp -s "$before/images.list" "$list" && ln "$before/images.tar.gz" "$1/" 2>/dev/null; then return 0; fi
  mapfile -t names < <(cut -d' ' -f2 "$list")
  docker_engine save "${names[@]}" | gzip -1 >"$1/images.tar.gz"
}

docker_engine() { docker --host "unix://$(docker_socket)" "$@"; }

# copy_volumes DIRECTORY SECONDS
copy_volumes() {
  local image
  for image in "$PAAS_HOME"/storage/*.img; do
    [ -e "$image" ] || return 0
    mkdir -p "$1/volumes"
    step "Copying volume $(basename "$image" .img)" copy_volume "$image" "$1/volumes" "$2"
  done
}

# A file system in use is copied while nothing is written to it: what an app finds after a restore is what it would find
# after a power cut at this moment. Writes wait meanwhile.
copy_volume() {
  local image=$1 to=$2 longest=$3 mounted=${1%.img} thawing copied=0
  if ! mountpoint -q "$mounted"; then
    cp --sparse=always --reflink=auto "$image" "$to/"
    return
  fi
  # Whatever becomes of us, nothing stays frozen.
  # shellcheck disable=SC2016 # the arguments are that shell's
  setsid sh -c 'sleep "$2"; fsfreeze --unfreeze "$1"' - "$mounted" "$longest" >/dev/null 2>&1 &
  thawing=$!
  fsfreeze --freeze "$mounted"
  cp --sparse=always --reflink=auto "$image" "$to/" || copied=$?
  fsfreeze --unfreeze "$mounted" 2>/dev/null || copied=late
  kill -- "-$thawing" 2>/dev/null || true
  [ "$copied" != late ] ||
    echo "Copying it takes longer than $longest s, for which its writers wait: allow more (--freeze), or stop the app's processes first (paas ps:stop)."
  [ "$copied" = 0 ]
}

# Git may put packs together meanwhile; then what it removed is read again in its new place.
copy_home() {
  local tries=3 status
  while :; do
    status=0
    tar -C "$PAAS_HOME" --create --file=- --ignore-failed-read --warning=no-file-changed \
      --exclude-from=<(printf '%s\n' ./run ./log ./app ./router ./db ./key ./backups ./tmp ./uploads ./storage ./cli \
        ./git/incoming './*.lock' ./lock ./admin-token) --anchored . 2>"$1/tar.said" | gzip -1 >"$1/home.tar.gz" || status=$?
    cat "$1/tar.said"
    if [ "$status" -gt 1 ]; then return "$status"; fi
    if ! grep -q '/git/' "$1/tar.said"; then break; fi
    if [ "$((tries -= 1))" -eq 0 ]; then return 1; fi
  done
  rm "$1/tar.said"
}

# seal DIRECTORY TIME
seal() {
  cat >"$1/backup" <<EOF
format=1
made=$2
version=$("$PAAS_HOME/app/current/bin/paas" version | tail -n 1)
platform=$(cat "$PAAS_HOME/platform-id")
key=$(key_print "$(key_file)")
EOF
  (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum) >"$1.sums"
  mv "$1.sums" "$1/SHA256SUMS"
  sync -f "$1/SHA256SUMS"
}

# The whole ones of this platform, newest first.
backups() {
  local platform backup
  platform=$(cat "$PAAS_HOME/platform-id")
  while IFS= read -r backup; do
    if grep -qsx "platform=$platform" "$backup/backup"; then echo "$backup"; fi
  done < <(find "$1" -mindepth 1 -maxdepth 1 -type d -name '20??-??-??T??-??-??Z' | sort -r)
}

newest_backup() { backups "$1" | sed 1q; }

# remove_old_backups PLACE KEPT. What a kill left goes a day later.
remove_old_backups() {
  backups "$1" | tail -n "+$(($2 + 1))" | xargs -r -d '\n' rm -rf
  find "$1" -mindepth 1 -maxdepth 1 -name '.new.??????*' -mtime +0 -exec rm -rf {} +
}
