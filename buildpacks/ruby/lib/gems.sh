# shellcheck shell=bash
# Gems, in vendor/bundle: the cached ones while the lock file has not changed, else by bundle install, from vendor/cache
# alone where the repository has it.

# Bundler itself is the runtime's, whichever made the lock file; what the app's own .bundle/config says is left out.
bundler_settings() {
  export BUNDLE_PATH=vendor/bundle BUNDLE_FROZEN=true BUNDLE_WITHOUT="${BUNDLE_WITHOUT:-development:test}"
  export BUNDLE_USER_HOME=/tmp/bundler BUNDLE_JOBS="${BUNDLE_JOBS:-$(nproc)}" BUNDLE_RETRY="${BUNDLE_RETRY:-2}"
  export BUNDLER_VERSION BUNDLE_GLOBAL_GEM_CACHE=false BUNDLE_SILENCE_ROOT_WARNING=true
  BUNDLER_VERSION=$(basename "$runtime"/ruby/gems/*/gems/bundler-*)
  BUNDLER_VERSION=${BUNDLER_VERSION#bundler-}
  if [ -e .bundle/config ]; then
    warn ".bundle/config is in the repository and is left out: say the same by config vars (BUNDLE_WITHOUT, …)"
    rm -f .bundle/config
  fi
  if [ -n "${RUBYGEMS_MIRROR:-}" ]; then
    bundle config set --global mirror.https://rubygems.org "$RUBYGEMS_MIRROR" >/dev/null &&
      detail "Gems come from RUBYGEMS_MIRROR"
  fi
}

# Ends the build where the Gemfile or .ruby-version asks for another Ruby than there is.
check_version() {
  local wanted file
  wanted=$(ruby "$pack/lib/version.rb" 2>/tmp/version.log) || {
    indent </tmp/version.log
    fail "Bundler cannot read the Gemfile or Gemfile.lock (see above)." "Run bundle install, fix what it says, commit and push again."
  }
  [ -z "$wanted" ] ||
    fail "The Gemfile asks for $wanted; this stack has Ruby $version." \
      "Write ruby \"~> $RUBY_SERIES.0\" into the Gemfile, run bundle update --ruby, commit both files and push again."
  file=$(head -n 1 .ruby-version 2>/dev/null | tr -d '[:space:]')
  file=${file#ruby-}
  case $file in
    '' | "$version") ;;
    "$RUBY_SERIES" | "$RUBY_SERIES".*) detail ".ruby-version asks for $file: $version is of the same series" ;;
    *)
      fail ".ruby-version asks for Ruby $file; this stack has $version." \
        "Write $RUBY_SERIES into .ruby-version, run bundle install, commit and push again."
      ;;
  esac
}

install_gems() {
  local key
  if [ -e vendor/bundle ]; then
    warn "vendor/bundle is in the repository and is replaced (add it to .gitignore)"
    rm -rf vendor/bundle
  fi
  key=$(gems_key)
  if [ "$(cat "$cache/ruby-version" 2>/dev/null)" = "$version $(uname -m)" ] && [ -d "$cache/bundle" ]; then
    mkdir -p vendor && cp -a "$cache/bundle" vendor/bundle
  else
    rm -rf "$cache/bundle" "$cache/key"
  fi
  if [ "$(cat "$cache/key" 2>/dev/null)" = "$key" ] && bundle install --local >/tmp/bundle.log 2>&1; then
    heading "Gems unchanged: using the cache"
  else
    run_bundler
    trim_gems
    save_gems "$key"
  fi
  rm -rf vendor/cache
}

# All that decides what is installed; what Gemfile and lock file say of each other is checked each time.
gems_key() {
  {
    echo "$version"
    uname -m
    cat Gemfile.lock
    env | grep '^BUNDLE_' | LC_ALL=C sort
    (cd vendor/cache 2>/dev/null && find . -type f -printf '%p %s\n' | LC_ALL=C sort)
  } | sha256sum | cut -c1-64
}

run_bundler() {
  local local=
  heading "Installing gems with Bundler $BUNDLER_VERSION"
  if [ -d vendor/cache ]; then
    detail "From vendor/cache"
    local=--local
  fi
  bundle install $local 2>&1 | tee /tmp/bundle.log | grep -v --line-buffered -e '^Using ' -e '^Bundled gems are' | indent || explain_bundler
}

# What Bundler's last words mean, and what to do.
explain_bundler() {
  local platform
  if grep -q 'Your bundle only supports platforms' /tmp/bundle.log; then
    platform=$(uname -m)-linux
    fail "Gemfile.lock was made on another kind of machine: it has no gems for $platform." \
      "Run bundle lock --add-platform $platform, commit Gemfile.lock and push again."
  elif grep -qE 'frozen mode is set|deployment mode|lockfile does not satisfy' /tmp/bundle.log; then
    fail "Gemfile.lock is out of date with the Gemfile." "Run bundle install, commit Gemfile.lock and push again."
  elif [ -d vendor/cache ] && grep -q 'in cached gems' /tmp/bundle.log; then
    fail "vendor/cache does not hold all gems that Gemfile.lock names (see above)." \
      "Run bundle cache --all-platforms, commit vendor/cache and push again; or remove vendor/cache, and gems are downloaded."
  elif grep -q 'Git error' /tmp/bundle.log; then
    fail "A gem comes from a git repository that could not be read (see above)." \
      "Where it is private, set BUNDLE_GITHUB__COM=TOKEN (or its host's name in this form); or run bundle cache and commit vendor/cache."
  elif grep -qiE 'could not reach host|could not fetch specs|network error|failed to open tcp|resolv|getaddrinfo|timed? ?out|HTTPError' /tmp/bundle.log; then
    fail "The gem host did not answer, so gems could not be downloaded (see above)." \
      "Push again later; or name a mirror: paas config:set RUBYGEMS_MIRROR=https://…;" \
      "or put the gems into the repository: bundle cache, then commit vendor/cache."
  elif grep -q 'Failed to build gem native extension' /tmp/bundle.log; then
    fail "$(sed -nE 's/.*occurred while installing ([^ ]+ \([^)]*\)).*/\1/p' /tmp/bundle.log | head -n 1) could not be compiled (see above)." \
      "If a C library is missing, install it with the apt buildpack and an Aptfile; else try another version of the gem."
  elif grep -q 'mismatched checksums' /tmp/bundle.log; then
    fail "A gem is not the one that Gemfile.lock has the checksum of (see above)." "Find out why before you run bundle lock again."
  fi
  fail "bundle install failed (see above)." "Fix it, commit and push again."
}

# Gems that the lock file no longer names, and what was only needed to install the others.
trim_gems() {
  [ -d vendor/bundle ] || return 0
  bundle clean --force >/dev/null 2>&1
  rm -rf vendor/bundle/ruby/*/cache vendor/bundle/ruby/*/{doc,build_info}
  find vendor/bundle \( -name gem_make.out -o -name mkmf.log -o -path '*/ext/*.o' \) -delete
}

save_gems() {
  rm -rf "$cache/bundle" "$cache/key"
  [ ! -d vendor/bundle ] || cp -a vendor/bundle "$cache/bundle"
  echo "$version $(uname -m)" >"$cache/ruby-version"
  echo "$1" >"$cache/key"
}
