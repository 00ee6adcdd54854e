#!/bin/bash
# Runs the classic buildpack API inside a build container: detect, compile, release, then sorts the result into layers.
# In:  /tmp/build (source), /tmp/buildpacks/NAME, /tmp/buildpacks/order, /env/KEY (config), /cache (kept between builds).
# Out: /tmp/result/{app,buildpack,release.yml,layers}, /tmp/layers/KIND/app/…
# Exit: 10 nothing detected, 11 compile failed, 12 release failed, 13 the result could not be sorted, 14 something was
# killed for memory.
build=/tmp/build
packs=/tmp/buildpacks
result=/tmp/result

# Git patterns of .slugignore, one per line: with a leading slash from the root, else anywhere.
apply_slugignore() {
  local pattern
  [ -f "$build/.slugignore" ] && [ ! -L "$build/.slugignore" ] || return 0
  while IFS= read -r pattern || [ -n "$pattern" ]; do
    pattern=${pattern%$'\r'}
    pattern=${pattern%/}
    case $pattern in
      '' | '#'* | '!'*) ;;
      /*) find "$build" -path "$build$pattern" -prune -exec rm -rf {} + ;;
      *) find "$build" -mindepth 1 \( -name "$pattern" -o -path "$build/$pattern" \) -prune -exec rm -rf {} + ;;
    esac
  done <"$build/.slugignore"
}

# Scripts may lack the run bit (archives lose it) and need their own folder as the current one.
script() {
  local pack=$1 name=$2
  shift 2
  chmod +x "$packs/$pack/bin/$name"
  (cd "$packs/$pack" && exec "./bin/$name" "$@")
}

detect() {
  local candidate
  while read -r candidate; do
    if language=$(script "$candidate" detect "$build"); then
      pack=$candidate
      language=${language%%$'\n'*}
      return 0
    fi
  done <"$packs/order"
  return 1
}

release() {
  if [ -f "$packs/$pack/bin/release" ]; then
    script "$pack" release "$build" >"$result/release.yml"
  fi
}

# Moves what a buildpack names in its `layers` file (lines "KIND FOLDER") out of the app, and takes a fingerprint of
# each kind: names, modes, sizes, times of files. A cache that was restored unchanged has an unchanged fingerprint.
sort_layers() {
  local kind folder
  if [ -f "$packs/$pack/layers" ]; then
    while read -r kind folder; do
      if [ -d "$build/$folder" ] && [ ! -L "$build/$folder" ]; then
        mkdir -p "/tmp/layers/$kind/app/$(dirname "$folder")" || return
        mv "$build/$folder" "/tmp/layers/$kind/app/$folder" || return
      fi
    done <"$packs/$pack/layers"
  fi
  : >"$result/layers"
  for kind in runtime dependencies; do
    if [ -d "/tmp/layers/$kind" ]; then
      echo "$kind $(fingerprint "/tmp/layers/$kind")"
    fi
  done >>"$result/layers"
  mv "$build" "$result/app"
}

fingerprint() {
  find "$1" -mindepth 2 \( -type d -printf '%P\t%m\0' \) -o -printf '%P\t%y\t%m\t%s\t%T@\t%l\0' |
    LC_ALL=C sort -z | sha256sum | cut -c1-64
}

# The engine notices only when the first process is killed; the kernel's own count (cgroup v1, v2) tells of the others.
failed() {
  if cat /sys/fs/cgroup/memory/memory.oom_control /sys/fs/cgroup/memory.events 2>/dev/null | grep -q '^oom_kill [1-9]'; then
    exit 14
  fi
  exit "$1"
}

mkdir -p "$result" || exit 13
apply_slugignore
detect || exit 10
printf '%s\n%s\n' "$pack" "$language" >"$result/buildpack"
echo "-----> $language app detected"
mkdir -p "/cache/$pack"
script "$pack" compile "$build" "/cache/$pack" /env || failed 11
if [ -f "$packs/$pack/export" ]; then
  source "$packs/$pack/export"
fi
release || failed 12
sort_layers || failed 13
