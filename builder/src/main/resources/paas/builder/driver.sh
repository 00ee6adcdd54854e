#!/bin/bash
# Runs the classic buildpack API inside a build container: for each buildpack detect, compile, release; then sorts the
# result into layers.
# In:  /tmp/build (source), /tmp/buildpacks/INDEX, /tmp/buildpacks/order (lines "INDEX BUILT-IN VERSION NAME", BUILT-IN
#      is - for one that is not), /tmp/control (six lines, see below), /env/KEY (config), /cache (kept between builds),
#      /runtimes (shared by all apps, read-only).
# Out: /tmp/result/{app,buildpacks,release.yml,layers}, /tmp/layers/KIND/app/…; lines that begin with the nonce are for
#      the builder and shown to nobody.
# Exit: 10 nothing detected, 11 compile failed, 12 release failed, 13 the result could not be sorted, 14 something was
# killed for memory, 15 a listed buildpack does not recognise the app.
build=/tmp/build
packs=/tmp/buildpacks
result=/tmp/result
exports=()

# nonce: what lines for the builder begin with. mode: "first" that recognises the app, or "all" of them.
# generation: which one of a shared runtime is fresh. stack_id: the stack image. other_stack: STACK for buildpacks
# that are not built in (they know Heroku's stacks only). kept: the sum of the layers that the builder has already.
{
  read -r nonce
  read -r mode
  read -r generation
  read -r stack_id
  read -r other_stack
  read -r kept
} </tmp/control
rm -f /tmp/control

tell_builder() {
  printf '%s %s\n' "$nonce" "$*"
}

# Git patterns of .slugignore, one per line: with a leading slash from the root, else anywhere. What editors add, a
# byte order mark and blanks at an end, is no part of one.
apply_slugignore() {
  local pattern
  [ -f "$build/.slugignore" ] && [ ! -L "$build/.slugignore" ] || return 0
  while IFS= read -r pattern || [ -n "$pattern" ]; do
    pattern=${pattern#$'\xef\xbb\xbf'}
    pattern=${pattern%"${pattern##*[![:space:]]}"}
    pattern=${pattern%/}
    case $pattern in
      '' | '#'* | '!'*) ;;
      /*) find "$build" -path "$build$pattern" -prune -exec rm -rf {} + ;;
      *) find "$build" -mindepth 1 \( -name "$pattern" -o -path "$build/$pattern" \) -prune -exec rm -rf {} + ;;
    esac
  done <"$build/.slugignore"
}

load_order() {
  local index built_in version name
  indices=()
  declare -gA built_ins=() versions=() names=()
  while read -r index built_in version name; do
    indices+=("$index")
    built_ins[$index]=${built_in#-}
    versions[$index]=$version
    names[$index]=$name
  done <"$packs/order"
}

# Scripts may lack the run bit (archives lose it), need their own folder as the current one, and see what the
# buildpacks before them export. That is read anew for each, in a shell of its own: it cannot change this one.
script() {
  [ -x "$packs/$1/bin/$2" ] || chmod +x "$packs/$1/bin/$2"
  (
    _paas_run=("./bin/$2" "${@:3}")
    _paas_home=$packs/$1
    [ -n "${built_ins[$1]}" ] || export STACK=$other_stack
    for _paas_export in "${exports[@]}"; do
      # shellcheck disable=SC1090
      source "$_paas_export"
    done
    cd "$_paas_home" && exec "${_paas_run[@]}"
  ) </dev/null
}

# The first line that detect prints is the language. A file, not a pipe: a child that detect leaves running would hold
# a pipe open for ever.
detects() {
  script "$1" detect "$build" >"$result/detect" || return
  language=''
  IFS= read -r -n 200 language <"$result/detect"
  language=${language//[[:cntrl:]]/}
  language=${language:-${names[$1]}}
}

# The classic cache folder is one per app; the built-in ones each have a part of it.
cache_of() {
  echo "/cache${built_ins[$1]:+/${built_ins[$1]}}"
}

run_buildpack() {
  local pack=$1 cache
  cache=$(cache_of "$pack")
  tell_builder pack "$pack"
  echo "-----> $language app detected"
  printf '%s %s\n' "$pack" "$language" >>"$result/buildpacks"
  mkdir -p "$cache"
  prepare_runtimes "$pack" || failed 11
  script "$pack" compile "$build" "$cache" /env || failed 11
  unset PAAS_RUNTIMES
  if [ -f "$packs/$pack/export" ]; then
    exports+=("$packs/$pack/export")
  fi
  if [ -f "$packs/$pack/bin/release" ]; then
    script "$pack" release "$build" >"$result/release.yml" || failed 12
  fi
  report "$pack" "$cache"
}

# Optional, for people: what the buildpack says of this build, in a line.
report() {
  local said
  [ -f "$packs/$1/bin/report" ] || return 0
  script "$1" report "$build" "$2" /env >"$result/report" 2>/dev/null || return 0
  said=$(head -c 4000 "$result/report" | tr -d '\000-\011\013-\037\177' | sed '/^ *$/d' | paste -sd ';' | sed 's/;/; /g' | cut -c 1-400)
  [ -z "$said" ] || echo "       ${names[$1]} reports: $said"
}

# A built-in buildpack may need language runtimes; they are made once for all apps, outside of this container.
prepare_runtimes() {
  local name request key
  [ -n "${built_ins[$1]}" ] && [ -f "$packs/$1/bin/runtime" ] || return 0
  script "$1" runtime "$build" /env >"$result/runtimes" || return
  rm -rf /tmp/runtimes
  mkdir /tmp/runtimes
  while read -r name request; do
    if ! [[ $name =~ ^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$ && $request =~ ^[A-Za-z0-9._^~\<\>=*\|+-]{1,64}$ ]]; then
      echo " !     '$name $request' does not name a runtime"
      return 1
    fi
    key=$(printf '%s\n' "${versions[$1]}" "$stack_id" "$name" "$request" | sha256sum)
    runtime "$1" "$name" "$request" "/runtimes/${key%% *}" || return
  done < <(head -n 8 "$result/runtimes")
  export PAAS_RUNTIMES=/tmp/runtimes
}

# A request such as 22.x is answered anew in each generation, an exact version never.
runtime() {
  local pack=$1 name=$2 request=$3 entry=$4 wanted=$generation
  if [[ $request =~ ^v?[0-9]+\.[0-9]+\.[0-9]+([-+_.][A-Za-z0-9._+-]*)?$ ]]; then
    wanted=0
  fi
  if [ ! -e "$entry/$wanted/.ready" ]; then
    tell_builder runtime "$pack" "$name" "$request"
    until [ -e "$entry/$wanted/.ready" ] || [ -e "$entry/$wanted/.older" ]; do
      sleep 0.1
    done
    if [ ! -e "$entry/$wanted/.ready" ]; then
      wanted=$(<"$entry/$wanted/.older")
    fi
  fi
  tell_builder used "$pack" "$wanted" "$name" "$request"
  ln -s "$entry/$wanted/files" "/tmp/runtimes/$name"
}

# Whether a built-in buildpack left a link to the folder of its cache in place of it.
is_lent() {
  [[ $2 != */* ]] && [ -L "$build/$2" ] && [ "$(readlink "$build/$2")" = "$(cache_of "$1")/$2" ] &&
    [ -d "$(cache_of "$1")/$2" ] && [ ! -L "$(cache_of "$1")/$2" ]
}

# Whatever runs next may change what it finds.
own_lent_folders() {
  local pack folder
  while read -r pack _; do
    if [ -n "${built_ins[$pack]}" ] && [ -f "$packs/$pack/layers" ]; then
      while read -r _ folder; do
        if is_lent "$pack" "$folder"; then
          rm "$build/$folder" && cp -a "$(cache_of "$pack")/$folder" "$build/$folder" || failed 13
        fi
      done <"$packs/$pack/layers"
    fi
  done <"$result/buildpacks"
}

# Moves what built-in buildpacks name in their `layers` file (lines "KIND FOLDER") out of the app, and takes a
# fingerprint of each kind: names, modes, sizes, times of files. A cache that was restored unchanged has an unchanged
# fingerprint. Lent folders are copied only where the builder does not have these very layers.
sort_layers() {
  local pack kind folder sum
  declare -A lent=()
  while read -r pack _; do
    if [ -n "${built_ins[$pack]}" ] && [ -f "$packs/$pack/layers" ]; then
      while read -r kind folder; do
        if is_lent "$pack" "$folder"; then
          mkdir -p "/tmp/layers/$kind/app" && rm "$build/$folder" || return
          lent[$kind]+="$(cache_of "$pack")/$folder"$'\n'
        elif [ -d "$build/$folder" ] && [ ! -L "$build/$folder" ]; then
          mkdir -p "/tmp/layers/$kind/app/$(dirname "$folder")" || return
          mv "$build/$folder" "/tmp/layers/$kind/app/$folder" || return
        fi
      done <"$packs/$pack/layers"
    fi
  done <"$result/buildpacks"
  : >"$result/layers"
  for kind in runtime dependencies; do
    if [ -d "/tmp/layers/$kind" ]; then
      echo "$kind $(fingerprint "/tmp/layers/$kind" "${lent[$kind]:-}")"
    fi
  done >>"$result/layers"
  sum=$(printf '%s\n' "$stack_id" "$(<"$result/layers")" | head -c -1 | sha256sum)
  if [ "${sum%% *}" != "$kept" ]; then
    for kind in "${!lent[@]}"; do
      while read -r folder; do
        [ -z "$folder" ] || cp -a "$folder" "/tmp/layers/$kind/app/" || return
      done <<<"${lent[$kind]}"
    done
  fi
  mv "$build" "$result/app"
}

# fingerprint FOLDER LENT: of the folder's own tree together with folders elsewhere, a line each.
fingerprint() {
  local folder sum
  sum=$({
    find "$1" -mindepth 2 \( -type d -printf '%P\t%m\0' \) -o -printf '%P\t%y\t%m\t%s\t%T@\t%l\0'
    while read -r folder; do
      [ -z "$folder" ] || (cd "${folder%/*}" && find "${folder##*/}" \
        \( -type d -printf 'app/%p\t%m\0' \) -o -printf 'app/%p\t%y\t%m\t%s\t%T@\t%l\0')
    done <<<"$2"
  } | LC_ALL=C sort -z | sha256sum)
  echo "${sum%% *}"
}

# The engine notices only when the first process is killed; the kernel's own count (cgroup v1, v2) tells of the others.
failed() {
  if cat /sys/fs/cgroup/memory/memory.oom_control /sys/fs/cgroup/memory.events 2>/dev/null | grep -q '^oom_kill [1-9]'; then
    exit 14
  fi
  exit "$1"
}

run_first() {
  local pack
  for pack in "${indices[@]}"; do
    if detects "$pack"; then
      run_buildpack "$pack"
      return
    fi
  done
  exit 10
}

# Each one is asked when it is its turn: those before it may have made what it looks for.
run_all() {
  local pack
  : >"$result/buildpacks"
  for pack in "${indices[@]}"; do
    own_lent_folders
    if ! detects "$pack"; then
      tell_builder pack "$pack"
      echo " !     ${names[$pack]} does not recognise the app. Its detect said:"
      sed 's/^/       /' "$result/detect"
      exit 15
    fi
    run_buildpack "$pack"
  done
}

mkdir -p "$result" || exit 13
load_order
apply_slugignore
"run_$mode"
# What a buildpack left running must not change the app under the eyes of what reads it.
kill -s KILL -- -1 2>/dev/null
sort_layers || failed 13
