# shellcheck shell=bash
# Fetches Node.js and package managers: from the npm registry, Node.js also from its vendor. Called with no app in reach
# by bin/install-runtime, or by bin/compile into its cache. Each folder made holds `version`, that of what is in it;
# a package manager's also `sums`, to be held against packageManager.

# install_runtime NAME REQUEST DEST
install_runtime() {
  local work
  local request=${2//_/ }
  export npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false npm_config_progress=false
  work=$(mktemp -d) && mkdir -p "$3" || fail "No folder could be made for $1 $request." "Push again."
  [ -n "${npm_config_cache:-}" ] || export npm_config_cache=$work/npm
  ensure_npm "$work/bootstrap"
  case $1 in
    node) fetch_node "$request" "$3" "$work" ;;
    npm | pnpm | yarn) fetch_manager "$1" "$request" "$3" "$work" ;;
    yarn-berry) fetch_manager @yarnpkg/cli-dist "$request" "$3" "$work" ;;
    *) fail "This buildpack has no runtime called $1." "This is a fault of the buildpack: its bin/runtime asked for it." ;;
  esac
  rm -rf "$work"
}

node_platform() {
  case $(uname -m) in
    x86_64) echo linux-x64 ;;
    aarch64) echo linux-arm64 ;;
    *) fail "There is no Node.js for $(uname -m)." "Build on x86_64 or aarch64." >&2 ;;
  esac
}

fetch_node() {
  local request=$1 dest=$2 work=$3 platform tarball
  platform=$(node_platform) || exit 1
  if tarball=$(npm_tarball "node-$platform@$request" "$work"); then
    tar -xzf "$tarball" -C "$work" && mv "$work/package/bin" "$work/package/include" "$dest/"
  elif ! fetch_node_from_vendor "$request" "$dest" "$work" "$platform"; then
    if grep -q -e ETARGET -e EINVALIDTAGNAME "$log"; then
      fail "No Node.js satisfies \"$request\"." "Ask for one that exists, such as 22.x, commit and push again."
    fi
    indent <"$log"
    fail "Node.js $request could not be fetched (see above)." "Push again when the npm registry answers."
  fi
  chmod 755 "$dest/bin/node" && "$dest/bin/node" --version | tr -d v >"$dest/version" ||
    fail "The Node.js that came for \"$request\" does not run here." "Ask for another version, such as 22.x."
  detail "Fetched Node.js $(cat "$dest/version")"
}

# Prints the path of a package's tarball, which npm has checked.
npm_tarball() {
  local name
  name=$(cd "$2" && npm pack --loglevel=error --ignore-scripts --engine-strict=false "$1" 2>"$log") || return 1
  echo "$2/${name##*$'\n'}"
}

vendor_url() { echo "${NODEJS_ORG_MIRROR:-https://nodejs.org/dist}/$1"; }

vendor_get() {
  curl -fsSL --connect-timeout 10 --max-time "${CURL_TIMEOUT:-180}" "$(vendor_url "$1")" 2>/dev/null
}

fetch_node_from_vendor() {
  local request=$1 dest=$2 work=$3 platform=$4 version
  vendor_get index.json >"$work/index.json" || return 1
  version=$(semver 'maxSatisfying(JSON.parse(fs.readFileSync(process.argv[1])).map(x => x.version), process.argv[2])' \
    "$work/index.json" "$request")
  [[ $version == v[0-9]* ]] && unpack_vendor "$version" "$platform" "$work" || return 1
  mv "$work/node/bin" "$work/node/include" "$dest/" && find "$dest/bin" -type l -delete
}

# unpack_vendor FOLDER PLATFORM WORK: the archive of that platform in FOLDER of the vendor's site, into WORK/node.
unpack_vendor() {
  local line
  line=$(vendor_get "$1/SHASUMS256.txt" | grep -E "^[0-9a-f]{64}  node-v[0-9.]+-$2\.tar\.xz$") || return 1
  vendor_get "$1/${line##* }" >"$3/${line##* }" && (cd "$3" && echo "$line" | sha256sum -c --quiet) || return 1
  mkdir -p "$3/node" && tar -xJf "$3/${line##* }" -C "$3/node" --strip-components=1 && rm "$3/${line##* }"
}

# On a stack without Node.js, one to fetch with; `borrowed` says so.
ensure_npm() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    mkdir -p "$1"
    [ -x "$1/node/bin/node" ] || unpack_vendor latest-v22.x "$(node_platform)" "$1" ||
      fail "This stack has no Node.js, and none could be fetched from $(vendor_url latest-v22.x)." \
        "Set NODEJS_ORG_MIRROR to a copy of that site, or use a stack with node and npm."
    export PATH="$1/node/bin:$PATH"
    borrowed=yes
  fi
}

# fetch_manager PACKAGE REQUEST DEST WORK: installed by npm, since newer pnpm has its program in a second package.
fetch_manager() {
  local package=$1 request=$2 dest=$3 work=$4 tarball main
  if ! tarball=$(npm_tarball "$package@$request" "$work"); then
    indent <"$log"
    if grep -q -e ETARGET -e EINVALIDTAGNAME -e E404 "$log"; then
      fail "There is no $package $request in the npm registry." "Name one that exists in package.json (packageManager, engines)."
    fi
    fail "$package $request could not be fetched (see above)." "Push again when the npm registry answers."
  fi
  npm install --no-save --prefix "$dest" --engine-strict=false --no-package-lock "$tarball" >"$log" 2>&1 ||
    { indent <"$log"; fail "$package $request could not be installed (see above)." "Name another version in package.json."; }
  rm -rf "$dest/node_modules/.package-lock.json"
  jq -r .version "$dest/node_modules/$package/package.json" >"$dest/version"
  # Of yarn 2 and newer, Corepack sums the program; of the others, the tarball.
  main=$tarball
  [ "$package" != @yarnpkg/cli-dist ] || main=$dest/node_modules/$package/bin/yarn.js
  sums_of "$main" >"$dest/sums"
  detail "Fetched ${package/@yarnpkg\/cli-dist/yarn} $(cat "$dest/version")"
}

sums_of() {
  local name
  for name in sha1 sha224 sha256 sha384 sha512; do
    echo "$name.$("${name}sum" "$1" | cut -d' ' -f1)"
  done
}
