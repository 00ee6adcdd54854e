# shellcheck shell=bash
# One set of four functions for each package manager: NAME_prepare (its settings), NAME_install (all, or without
# development dependencies when omit_dev is set; honest about the lock file), NAME_prune, and NAME_title for people.

run_script() {
  heading "Running the $1 script"
  # shellcheck disable=SC2086 # flags are several words
  logged "$(program)" run "$1" ${2:-} || {
    explain_script
    fail "The $1 script of package.json failed (see above)." "Fix it, commit and push again."
  }
  read_package
}

npm_title() { [ -n "$lock" ] && echo "npm ci" || echo "npm install"; }
npm_prepare() { export npm_config_cache=$cache/npm; }
npm_install() {
  local include=--include=dev
  [ -z "$omit_dev" ] || include=--omit=dev
  if [ -n "$lock" ]; then npm ci "$include"; else npm install "$include"; fi
}
npm_prune() { npm prune --omit=dev --ignore-scripts; }

# It is the version that packageManager names already, and must not look for another; nor, when it starts the app, install
# what was left out on purpose.
pnpm_settings=(pnpm_config_pm_on_fail=ignore npm_config_manage_package_manager_versions=false
  pnpm_config_verify_deps_before_run=false npm_config_verify_deps_before_run=false)
pnpm_title() { echo "pnpm install"; }
pnpm_prepare() {
  export npm_config_cache=$cache/npm npm_config_cache_dir=$cache/npm/pnpm pnpm_config_cache_dir=$cache/npm/pnpm
  export "${pnpm_settings[@]}"
  pnpm_options=("--store-dir=$cache/pnpm" --reporter=append-only --config.confirmModulesPurge=false)
}
pnpm_install() {
  local options=("${pnpm_options[@]}" --no-frozen-lockfile)
  [ -z "$lock" ] || options=("${pnpm_options[@]}" --frozen-lockfile --prefer-offline)
  if [ -n "$omit_dev" ]; then options+=(--prod); else options+=(--config.production=false); fi
  pnpm install "${options[@]}"
}
pnpm_prune() {
  if [ -f pnpm-workspace.yaml ]; then
    pnpm install "${pnpm_options[@]}" --prod --frozen-lockfile --offline --ignore-scripts
  else
    pnpm prune "--store-dir=$cache/pnpm" --config.confirmModulesPurge=false --prod --ignore-scripts
  fi
}

yarn_title() { echo "yarn install"; }
yarn_prepare() { yarn_options=(--cache-folder "$cache/yarn" --non-interactive --no-progress); }
yarn_install() {
  local options=("${yarn_options[@]}")
  if [ -n "$lock" ]; then options+=(--frozen-lockfile); else options+=(--no-lockfile); fi
  if [ -n "$omit_dev" ]; then options+=(--production=true); else options+=(--production=false); fi
  yarn install "${options[@]}"
}
yarn_prune() { yarn install "${yarn_options[@]}" --frozen-lockfile --production=true --ignore-scripts --prefer-offline --ignore-engines; }

berry_title() { echo "yarn install"; }
# Plug'n'Play runs from the archives, which then have to be inside the app, as they are where they were committed.
berry_prepare() {
  export YARN_ENABLE_TELEMETRY=0 YARN_ENABLE_PROGRESS_BARS=0 YARN_GLOBAL_FOLDER=$cache/berry YARN_ENABLE_IMMUTABLE_INSTALLS=false
  berry_committed=
  [ -z "$(find .yarn/cache -name '*.zip' -print -quit 2>/dev/null)" ] || berry_committed=yes
  berry_pnp=yes
  ! grep -qsE "^nodeLinker:[[:space:]]*['\"]?(node-modules|pnpm)" .yarnrc.yml || berry_pnp=
  if [ -n "$berry_pnp" ]; then
    export YARN_ENABLE_GLOBAL_CACHE=false YARN_ENABLE_MIRROR=true
  elif [ -z "$berry_committed" ]; then
    export YARN_ENABLE_GLOBAL_CACHE=true
  fi
}
berry_install() {
  if [ -n "$omit_dev" ]; then
    yarn workspaces focus --all --production
  elif [ -n "$lock" ]; then
    yarn install --immutable
  else
    yarn install
  fi
}
berry_prune() {
  case $(yarn --version) in
    2.* | 3.*)
      if ! grep -qs 'plugin-workspace-tools' .yarnrc.yml; then
        echo "This yarn needs its plugin workspace-tools for it (yarn plugin import workspace-tools): they stay."
        return 0
      fi
      ;;
  esac
  [ -z "$berry_pnp" ] || [ -n "$berry_committed" ] || rm -rf .yarn/cache
  yarn workspaces focus --all --production
}
