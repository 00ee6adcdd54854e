# shellcheck shell=bash
# Dependencies: npm ci, or the cached node_modules while what they are made from has not changed. Without a build script
# the cache holds the tree as it goes into the image; with one, the tree with development dependencies, pruned later.

# npm's downloads are kept too; it never forgets any, so we do.
drop_large_cache() {
  if [ -d "$cache/npm" ] && [ "$(du -sm "$cache/npm" | cut -f1)" -gt 1024 ]; then
    rm -rf "$cache/npm"
  fi
}

install_modules() {
  local key script
  if ! has_dependencies; then
    detail "No dependencies"
    run_build_script "$(build_script)"
    return
  fi
  if [ -d node_modules ]; then
    warn "node_modules is in the repository and is replaced (add it to .gitignore)"
    rm -rf node_modules
  fi
  key=$(modules_key)
  script=$(build_script)
  if restorable "$key"; then
    heading "Dependencies unchanged: using the cache"
    cp -a "$cache/node_modules" node_modules
    run_lifecycle_scripts
    [ -z "$script" ] || { run_build_script "$script" && prune_modules; }
  else
    install_fresh
    [ -n "$script" ] || prune_modules
    save_modules "$key"
    [ -z "$script" ] || { run_build_script "$script" && prune_modules; }
  fi
}

has_dependencies() {
  jq -e '[.dependencies, .devDependencies, .optionalDependencies, .workspaces]
    | map(select(. != null and . != {} and . != [])) | length > 0' package.json >/dev/null
}

# All that decides what the cached tree holds.
modules_key() {
  {
    node --version
    jq .version /usr/local/lib/node_modules/npm/package.json
    uname -m
    build_script
    echo "${NPM_CONFIG_PRODUCTION:-}"
    jq -S '{dependencies, devDependencies, optionalDependencies, peerDependencies, overrides}' package.json
    cat package-lock.json .npmrc 2>/dev/null
  } | sha256sum | cut -c1-64
}

# Without a lock file newer versions may be there; with workspaces modules are in other folders too.
restorable() {
  [ -f package-lock.json ] && [ -d "$cache/node_modules" ] && [ "$(cat "$cache/key" 2>/dev/null)" = "$1" ] &&
    jq -e '.workspaces == null' package.json >/dev/null
}

install_fresh() {
  rm -rf "$cache/key" "$cache/node_modules"
  if [ ! -f package-lock.json ]; then
    heading "Installing dependencies with npm install"
    warn "There is no package-lock.json, so versions may change from build to build: run npm install and commit it"
    npm install --include=dev 2>&1 | indent ||
      fail "npm install failed (see above)." "Fix it, commit and push again."
    return
  fi
  heading "Installing dependencies with npm ci"
  npm ci --include=dev 2>&1 | tee /tmp/npm-ci.log | indent && return
  if grep -q -e 'can only install packages when your package.json and package-lock.json' /tmp/npm-ci.log; then
    fail "package-lock.json is out of date with package.json." "Run npm install, commit package-lock.json and push again."
  fi
  fail "npm ci failed (see above)." "Fix it, commit and push again."
}

# What npm ci would have run for the app itself.
run_lifecycle_scripts() {
  local script
  for script in $(jq -r '.scripts // {} | ("preinstall", "install", "postinstall", "prepare") as $name | select(.[$name]) | $name' package.json); do
    npm run "$script" 2>&1 | indent || fail "The $script script failed (see above)." "Fix it, commit and push again."
  done
}

build_script() {
  jq -r '.scripts // {} | if .["heroku-postbuild"] then "heroku-postbuild" elif .build then "build" else empty end' package.json
}

run_build_script() {
  [ -n "$1" ] || return 0
  heading "Running the $1 script"
  npm run "$1" 2>&1 | indent || fail "The $1 script of package.json failed (see above)." "Fix it, commit and push again."
}

# Development dependencies stay out of the image, unless NPM_CONFIG_PRODUCTION is false.
prune_modules() {
  [ "${NPM_CONFIG_PRODUCTION:-}" != false ] || return 0
  jq -e '.devDependencies // {} | length > 0' package.json >/dev/null || return 0
  heading "Removing development dependencies"
  npm prune --omit=dev --ignore-scripts 2>&1 | indent ||
    fail "npm prune failed (see above)." "Run npm install, commit package-lock.json and push again."
}

save_modules() {
  if [ -d node_modules ]; then
    cp -a node_modules "$cache/node_modules" && echo "$1" >"$cache/key"
  fi
}
