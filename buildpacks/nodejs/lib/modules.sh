# shellcheck shell=bash
# Dependencies: installed by the app's package manager, or the cached node_modules while what they are made from has not
# changed. Where scripts run after the install, the cache holds the tree with development dependencies, which the scripts
# may need, and it is pruned later; else the tree as it goes into the image.

# The managers' downloads are kept too; they never forget any, so we do.
drop_large_caches() {
  local folder
  for folder in npm pnpm yarn berry; do
    if [ -d "$cache/$folder" ] && { [ $folder != "${manager}" ] || [ "$(du -sm "$cache/$folder" | cut -f1)" -gt 1024 ]; }; then
      rm -rf "${cache:?}/$folder"
    fi
  done
}

# The switches that other platforms know. Sets omit_dev (never install development dependencies) and keep_dev.
read_switches() {
  local switch
  omit_dev='' keep_dev=''
  for switch in "${NPM_CONFIG_PRODUCTION:-}" "${YARN_PRODUCTION:-}"; do
    case $switch in true) omit_dev=yes ;; false) keep_dev=yes ;; esac
  done
  if [ "${PNPM_SKIP_PRUNING:-}" = true ] || [ "${YARN2_SKIP_PRUNING:-}" = true ] || [ "$NODE_ENV" != production ]; then
    keep_dev=yes
  fi
  unset NPM_CONFIG_PRODUCTION YARN_PRODUCTION npm_config_production
}

install_modules() {
  local key script lifecycle generators=() restored=''
  [ -z "$(script_text heroku-prebuild)" ] || run_script heroku-prebuild
  script=$(build_script)
  lifecycle=$(lifecycle_scripts)
  if ! has_dependencies; then
    detail "No dependencies"
    run_lifecycle_scripts
    build_and_clean
    return
  fi
  if [ -d node_modules ]; then
    warn "node_modules is in the repository and is replaced (add it to .gitignore)"
    rm -rf node_modules
  fi
  key=$(modules_key)
  if restorable "$key"; then
    restored=yes
    heading "Dependencies unchanged: using the cache"
    readarray -t generators < <(generators_in "$cache/node_modules")
    if only_installed; then
      # The platform takes the folder from there itself, or knows it already: see "Layers" in ../README.md.
      ln -s "$cache/node_modules" node_modules
      return
    fi
    cp -a "$cache/node_modules" node_modules
    [ ! -f "$cache/install-state.gz" ] || { mkdir -p .yarn && cp -a "$cache/install-state.gz" .yarn/; }
  fi
  case $restored$manager in
    yesnpm | yesyarn) run_install_scripts && run_lifecycle_scripts ;;
    *) install_all && readarray -t generators < <(generators_in node_modules) ;;
  esac
  needs_all || prune_modules
  ! only_installed || forget_times
  [ -n "$restored" ] || save_modules "$key"
  build_and_clean
  ! needs_all || prune_modules
  [ -z "$(script_text heroku-cleanup)" ] || run_script heroku-cleanup
  forget_times
}

# Whether nothing of the app runs once its dependencies are there, so that they stay as the package manager left them.
only_installed() {
  case $manager in npm | yarn) ;; *) return 1 ;; esac
  ! needs_all && [ -z "$(script_text heroku-cleanup)" ]
}

# Whether something runs after the install for which development dependencies are there.
needs_all() { [ -n "$script$lifecycle${generators[*]}" ]; }

# Packages of the folder $1 whose install scripts may read what is outside it: Prisma's makes code of the app's schema.
# What has a binding.gyp is compiled of its own files, for the Node.js in the key.
generators_in() {
  local file
  while IFS= read -r file; do
    file=${file%/package.json}
    if [ ! -e "$file/binding.gyp" ] &&
      jq -e '.scripts | objects | .preinstall, .install, .postinstall | strings' "$file/package.json" >/dev/null 2>&1; then
      echo "${file#"$1"/}"
    fi
  done < <(grep -lE '"(pre|post)?install"[[:space:]]*:' "$1"/*/package.json "$1"/@*/*/package.json 2>/dev/null)
}

# Yarn 2 and newer runs no script before an install.
has_dependencies() {
  [ "$manager" = berry ] || [ -f pnpm-workspace.yaml ] || holds dependent
}

# All that decides what the cached tree holds.
modules_key() {
  {
    # The number changes when it is decided in another way what of a tree is kept.
    echo "2 v$node_version"
    echo "$manager $(manager_version)"
    echo "$HOSTTYPE"
    echo "$build $omit_dev $keep_dev $script $lifecycle"
    jq -S '{dependencies, devDependencies, optionalDependencies, peerDependencies, overrides, resolutions, pnpm}' package.json
    for file in "$lock" .npmrc .yarnrc .yarnrc.yml .pnpmfile.cjs; do [ ! -f "$file" ] || cat "$file"; done
    if [ -d patches ] || [ -d .yarn/patches ]; then
      find patches .yarn/patches -type f -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0r sha256sum
    fi
  } | sha256sum | cut -c1-64
}

# Without a lock file newer versions may be there; with workspaces modules are in other folders too, and what is taken
# from a folder of the repository changes with it.
restorable() {
  restorable_later && [ -d "$cache/node_modules" ] &&
    [ -f "$cache/key" ] && [ "$(<"$cache/key")" = "$1" ] && [ ! -f pnpm-workspace.yaml ] &&
    ! holds workspaces && ! holds local
}

install_all() {
  drop_large_caches
  [ -n "$lock" ] ||
    warn "There is no lock file, so versions may change from build to build: run $(program) install and commit it"
  if [ -n "$restored" ]; then
    detail "Checked by $("${manager}_title"):"
  else
    heading "Installing dependencies with $("${manager}_title")"
  fi
  logged "${manager}_install" || {
    explain_install
    fail "$("${manager}_title") failed (see above)." "Fix it, commit and push again."
  }
}

# What the install would have run for packages that the cache holds.
run_install_scripts() {
  [ ${#generators[@]} -gt 0 ] || return 0
  detail "Running the install scripts of ${generators[*]}"
  logged npm rebuild "${generators[@]}" || {
    explain_install
    fail "An install script failed (see above)." "Fix it, commit and push again."
  }
}

# What the install would have run for the app itself.
run_lifecycle_scripts() {
  local script
  for script in $lifecycle; do
    [ -z "$(script_text "$script")" ] || run_script "$script"
  done
}

lifecycle_scripts() {
  local script
  for script in preinstall install postinstall prepare; do
    [ -z "$(script_text "$script")" ] || echo "$script"
  done | paste -sd' '
}

script_text() { field "scripts.$1"; }

build_script() {
  local name
  for name in heroku-postbuild build; do
    if [ -n "$(script_text $name)" ]; then
      echo $name
      return
    fi
  done
}

# Folders that the app asks to keep from build to build (cacheDirectories) are there for the build script.
build_and_clean() {
  local script
  script=$(build_script)
  [ -n "$script" ] || return 0
  restore_folders
  run_script "$script" "${NODE_BUILD_FLAGS:+-- $NODE_BUILD_FLAGS}"
  save_folders
}

kept_folders() {
  [ "${NODE_MODULES_CACHE:-}" != false ] || return 0
  jq -r '(.cacheDirectories // .cache_directories // []) | arrays | .[] | strings' package.json |
    grep -vE '^/|(^|/)\.\.(/|$)|^\.?$|^(.*/)?node_modules/?$|^(\.node|\.profile\.d)/?$'
}

restore_folders() {
  local folder
  while read -r folder; do
    if [ -d "$cache/folders/$folder" ] && [ ! -e "$folder" ]; then
      mkdir -p "$(dirname "$folder")" && cp -a "$cache/folders/$folder" "$folder"
    fi
  done < <(kept_folders)
}

save_folders() {
  local folder
  rm -rf "$cache/folders"
  while read -r folder; do
    if [ -d "$folder" ]; then
      mkdir -p "$(dirname "$cache/folders/$folder")" && cp -a "$folder" "$cache/folders/$folder"
      detail "Keeping $folder for the next build"
    fi
  done < <(kept_folders)
}

# Development dependencies stay out of the image, unless a switch keeps them.
prune_modules() {
  [ -z "$keep_dev$omit_dev" ] || return 0
  holds pruned || return 0
  heading "Removing development dependencies"
  logged "${manager}_prune" || {
    explain_install
    fail "Development dependencies could not be removed (see above)." "To keep them, set the config var NPM_CONFIG_PRODUCTION=false."
  }
}

save_modules() {
  rm -rf "$cache/key" "$cache/node_modules" "$cache/install-state.gz"
  if [ -d node_modules ] && restorable_later; then
    [ ! -f .yarn/install-state.gz ] || cp -a .yarn/install-state.gz "$cache/"
    cp -a node_modules "$cache/node_modules" && echo "$1" >"$cache/key"
  fi
}

# Only npm runs install scripts of packages that are there already, and nothing else; others install afresh, from their
# downloads in the cache.
restorable_later() {
  [ -n "$lock" ] && [ "${NODE_MODULES_CACHE:-}" != false ] && { [ "$manager" = npm ] || [ ${#generators[@]} -eq 0 ]; }
}

# Package managers note when they ran: two builds of one commit are to give the same image, and to be seen to.
forget_times() {
  local note
  rm -f node_modules/.modules.yaml node_modules/.pnpm-workspace-state*.json
  for note in .pnpm/lock.yaml .package-map.json .yarn-state.yml .yarn-integrity .package-lock.json; do
    [ ! -f "node_modules/$note" ] || touch -d @0 "node_modules/$note"
  done
}
