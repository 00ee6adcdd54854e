# shellcheck shell=bash
# Brings Node.js and the package manager into the app's .node: from the platform's shared runtimes, else from our cache.

# Says which Node.js it will be, and ends the build where that makes no sense.
check_wishes() {
  [ ${#problem[@]} -eq 0 ] || fail "${problem[@]}"
  if [ -n "$node_range" ] && ! is_range "$node_range"; then
    fail "$node_source asks for Node.js \"$node_range\", which is not a version or range of versions." \
      "Write for example 22.x, commit and push again."
  fi
}

install_runtimes() {
  local name request wanted folder
  rm -rf .node
  node_version=$(version_of_node)
  wanted=$(runtime_requests)
  require_node_request "$wanted"
  while read -r name request; do
    [ -z "$name" ] || place "$name" "$request"
  done <<<"$wanted"
  [ -z "$yarn_path" ] || link_yarn_path
  # Files made just now would tell the platform that this layer has changed.
  [ ! -d .node/bin ] || find .node/bin \( -type l -o -size -2 \) -exec touch -hd @0 {} +
  forget_other_runtimes "$wanted"
  export PATH="$build/.node/bin:$PATH"
  announce
}

# require_node_request REQUESTS: a range that the stack's Node.js does not satisfy is among them.
require_node_request() {
  [ -n "$node_range" ] && [[ $1 != "node "* ]] && ! satisfies "$node_version" "$node_range" || return 0
  fail "$node_source asks for Node.js by a range of more than 64 characters: $node_range" \
    "Write a shorter one, such as >=22, commit and push again."
}

place() {
  local name=$1 request=$2
  find_runtime "$name" "$request"
  mkdir -p .node/bin
  if [ "$name" = node ]; then
    cp -a "$folder/bin/node" .node/bin/
    node_version=$(<"$folder/version")
    # Headers for what is compiled against it; they need not be in the image.
    export npm_config_nodedir="$folder"
  else
    check_sum
    mkdir .node/"$name" && cp -a "$folder/node_modules" .node/"$name"/
    link_programs "$name"
  fi
}

# Sets folder, that of a runtime; fetches it where the platform has not. A range is asked for anew after a week.
find_runtime() {
  folder=${PAAS_RUNTIMES:-/nonexistent}/$1
  [ ! -d "$folder" ] || return 0
  folder=$cache/runtimes/$1
  if [ "$(cat "$folder/request" 2>/dev/null)" = "$2" ]; then
    [[ ! $2 =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] && [ -n "$(find "$folder/request" -mtime +6)" ] || return 0
  fi
  heading "Fetching ${1%-berry} ${2//_/ }"
  rm -rf "$folder"
  install_runtime "$1" "$2" "$folder"
  echo "$2" >"$folder/request"
}

forget_other_runtimes() {
  local path
  for path in "$cache"/runtimes/*/; do
    path=${path%/}
    grep -q "^${path##*/} " <<<"$1" || rm -rf "$path"
  done
}

# packageManager may carry the sum that Corepack wrote.
check_sum() {
  [ -n "$manager_sum" ] && [ -f "$folder/sums" ] || return 0
  if grep -q "^${manager_sum%%.*}\." "$folder/sums" && ! grep -qxF "$manager_sum" "$folder/sums"; then
    fail "What the npm registry has as $manager $manager_request is not what packageManager in package.json promises (+${manager_sum:0:20}…)." \
      "Find out why; if it is right, have Corepack write the sum again: corepack use ${manager/berry/yarn}@$manager_request"
  fi
}

link_programs() {
  local package name path
  for package in .node/"$1"/node_modules/*/package.json .node/"$1"/node_modules/@*/*/package.json; do
    [ -f "$package" ] || continue
    while IFS=$'\t' read -r name path; do
      ln -sfn "$(dirname "../${package#.node/}")/${path#./}" ".node/bin/$name"
      chmod +x "$(dirname "$package")/$path"
    done < <(jq -r '.bin // {} | objects | to_entries[] | [.key, .value] | @tsv' "$package")
  done
}

# The program that the repository brings along (yarnPath).
link_yarn_path() {
  mkdir -p .node/bin
  printf '#!/bin/sh\nexec node "$(dirname "$(readlink -f "$0")")/../../%s" "$@"\n' "$yarn_path" >.node/bin/yarn
  chmod +x .node/bin/yarn
}

announce() {
  if [ -n "$node_range" ]; then
    heading "Using Node.js $node_version for $node_source \"$node_range\""
  else
    heading "Using Node.js $node_version"
    detail "package.json names no version (engines.node): $([ -n "$borrowed" ] && echo 22.x || echo "the stack's") is used"
  fi
  case $manager in
    npm) [ ! -d .node/npm ] || detail "npm $(npm --version)" ;;
    *) detail "$(program) $(manager_version)" ;;
  esac
}

# pnpm has more to say, elsewhere.
manager_version() {
  local npm
  if [ "$manager" = npm ]; then
    npm=$(readlink -f "$(command -v npm)")
    [[ $(<"${npm%/*}/../package.json") =~ \"version\":\ *\"([^\"]+) ]] && echo "${BASH_REMATCH[1]}"
  else
    "$(program)" --version 2>/dev/null
  fi
}

program() { echo "${manager/berry/yarn}"; }
