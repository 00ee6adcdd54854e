# shellcheck shell=bash
# Rails: its JavaScript packages and its assets, made with a secret that is nobody's.

has_gem() { grep -qE "^    $1 \(" Gemfile.lock; }

# jsbundling and the like call npm or yarn.
install_scripts() {
  [ -f package.json ] && command -v npm >/dev/null || return 0
  export npm_config_cache=$cache/npm npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false
  if [ -f yarn.lock ]; then
    npm install --silent --no-save --prefix /tmp/yarn yarn@1 && export PATH=$PATH:/tmp/yarn/node_modules/.bin ||
      fail "Yarn could not be installed from the npm registry." "Push again."
  elif [ -f package-lock.json ]; then
    heading "Installing JavaScript packages with npm ci"
    npm ci --include=dev 2>&1 | indent || fail "npm ci failed (see above)." "Run npm install, commit package-lock.json and push again."
  fi
}

# Whether there is a task assets:precompile and nothing it would have made is in the repository.
needs_assets() {
  local gem
  [ -z "${DISABLE_ASSETS_PRECOMPILE:-}" ] || return 1
  if ls public/assets/.manifest.json public/assets/.sprockets-manifest-*.json >/dev/null 2>&1; then
    detail "public/assets is in the repository: used as it is"
    return 1
  fi
  for gem in sprockets propshaft sprockets-rails jsbundling-rails cssbundling-rails shakapacker webpacker vite_rails; do
    has_gem railties && has_gem "$gem" && return 0
  done
  [ -f Rakefile ] && has_gem rake && grep -qE 'assets:precompile|namespace :assets' Rakefile
}

precompile_assets() {
  needs_assets || return 0
  install_scripts
  if [ -d "$cache/assets" ]; then
    mkdir -p tmp/cache && cp -a "$cache/assets" tmp/cache/assets
  fi
  heading "Precompiling assets"
  (
    if [ -z "${SECRET_KEY_BASE:-}" ]; then
      export SECRET_KEY_BASE_DUMMY=1 SECRET_KEY_BASE=only-for-the-build
    fi
    export RAILS_GROUPS="${RAILS_GROUPS:-assets}"
    bundle exec rake assets:precompile 2>&1 | indent
  ) || fail "rake assets:precompile failed (see above)." \
    "Fix it, or turn it off: paas config:set DISABLE_ASSETS_PRECOMPILE=1"
  save_assets
}

# Half-made assets are made again only where they changed; the cache is forgotten when it is large.
save_assets() {
  rm -rf "$cache/assets" tmp/local_secret.txt
  if [ -d tmp/cache/assets ]; then
    [ "$(du -sm tmp/cache/assets | cut -f1)" -gt 256 ] || cp -a tmp/cache/assets "$cache/assets"
    rm -rf tmp/cache/assets
  fi
}

# Rails in production does not start without it, and an image must not hold it.
check_secret() {
  has_gem railties || return 0
  [ -n "${SECRET_KEY_BASE:-}${RAILS_MASTER_KEY:-}" ] || [ -f config/master.key ] ||
    warn "Neither SECRET_KEY_BASE nor RAILS_MASTER_KEY is set, and Rails does not start without one:" \
      "paas config:set SECRET_KEY_BASE=\$(openssl rand -hex 64)"
}
