# shellcheck shell=bash
# Node.js itself: the stack's where it satisfies engines.node, else one from the npm packages node-linux-*.

# Whether version $1 satisfies range $2, as npm's own semver decides; the usual ranges are plain without asking it.
satisfies() {
  local major=${1%%.*}
  case $2 in
    "$major" | "$major.x" | "$major.x.x" | "$major.*" | "^$major" | "^$major.0.0" | ">=$major" | ">=$major.0.0") return 0 ;;
  esac
  node -e 'process.exit(require("/usr/local/lib/node_modules/npm/node_modules/semver").satisfies(process.argv[1], process.argv[2]) ? 0 : 1)' "$1" "$2"
}

wanted_node() {
  [ -f package.json ] && jq -r '.engines.node // empty | strings' package.json
}

install_node() {
  local range stack
  range=$(wanted_node)
  stack=$(node --version)
  stack=${stack#v}
  if [ -z "$range" ]; then
    heading "Using Node.js $stack"
    detail "package.json names no version (engines.node): the stack's is used"
  elif satisfies "$stack" "$range"; then
    heading "Using Node.js $stack for engines.node \"$range\""
  else
    fetch_node "$range"
  fi
  rm -rf "$build/.node"
  if [ -d "$cache/node" ] && [ -n "${fetched:-}" ]; then
    cp -a "$cache/node" "$build/.node"
    export PATH="$build/.node/bin:$PATH" npm_config_nodedir="$build/.node"
  fi
}

fetch_node() {
  local range=$1 arch have
  case $(uname -m) in x86_64) arch=x64 ;; aarch64) arch=arm64 ;; *) fail "There is no Node.js package for $(uname -m)." "Remove engines.node from package.json." ;; esac
  have=$(cat "$cache/node/version" 2>/dev/null)
  if [ -n "$have" ] && satisfies "$have" "$range"; then
    heading "Using Node.js $have from the cache for engines.node \"$range\""
  else
    heading "Installing Node.js for engines.node \"$range\""
    rm -rf "$cache/node" /tmp/node
    mkdir -p /tmp/node
    if ! (cd /tmp/node && npm install --no-save --ignore-scripts --engine-strict=false --prefix /tmp/node "node-linux-$arch@$range") 2>&1 | indent; then
      fail "No Node.js satisfies engines.node \"$range\" in package.json." "Use a range such as 22.x, commit and push again."
    fi
    mkdir -p "$cache/node"
    cp -a "/tmp/node/node_modules/node-linux-$arch/bin" "/tmp/node/node_modules/node-linux-$arch/include" "$cache/node/"
    have=$("$cache/node/bin/node" --version)
    echo "${have#v}" >"$cache/node/version"
    detail "Node.js ${have#v}"
  fi
  fetched=yes
}

# What the app's environment needs at run time.
write_profile() {
  mkdir -p .profile.d
  {
    echo 'export NODE_ENV=${NODE_ENV:-production}'
    [ -d .node ] && echo 'export PATH=/app/.node/bin:$PATH'
    echo 'export PATH=$PATH:/app/node_modules/.bin'
  } >.profile.d/000-nodejs.sh
}
