# shellcheck shell=bash
# Composer: what composer.lock says, with the cached vendor folder while it has not changed.

composer() { php -d memory_limit=-1 -d include_path=/app/.php/composer/share /app/.php/composer/bin/composer "$@"; }

install_packages() {
  [ -f composer.json ] || return 0
  jq -e 'type == "object"' composer.json >/dev/null 2>&1 ||
    fail "composer.json is not valid JSON." "Fix it (composer validate says where), commit and push again."
  export COMPOSER_HOME=/tmp/composer COMPOSER_CACHE_DIR=$cache/composer COMPOSER_NO_INTERACTION=1 COMPOSER_MEMORY_LIMIT=-1
  export COMPOSER_ALLOW_SUPERUSER=1 COMPOSER_NO_AUDIT=1 COMPOSER_MIRROR_PATH_REPOS=1
  mkdir -p "$COMPOSER_HOME"
  if [ -n "${COMPOSER_GITHUB_OAUTH_TOKEN:-}" ]; then
    composer config --global github-oauth.github.com "$COMPOSER_GITHUB_OAUTH_TOKEN" >/dev/null 2>&1
  fi
  check_lock
  restore_vendor
  run_composer
  save_vendor
  run_compile_script
}

has_packages() {
  jq -e '[.require, ."require-dev"] | map(. // {} | keys) | add | map(select(test("^(php|hhvm|composer)(-|$)|^(ext|lib)-"; "i") | not)) | length > 0' composer.json >/dev/null
}

check_lock() {
  if [ ! -f composer.lock ]; then
    has_packages || return 0
    fail "There is no composer.lock, so nothing says which versions to install." "Run composer update, commit composer.lock and push again."
  fi
  jq -e '.packages' composer.lock >/dev/null 2>&1 ||
    fail "composer.lock is not valid JSON." "Run composer update --lock, commit composer.lock and push again."
  composer validate --no-check-all --no-check-publish >/tmp/validate.log 2>&1
  if grep -qi 'lock file is not up to date' /tmp/validate.log; then
    fail "composer.lock is out of date with composer.json." "Run composer update --lock, commit composer.lock and push again."
  fi
}

restore_vendor() {
  local vendor
  vendor_key=$(cat composer.lock 2>/dev/null | sha256sum | cut -c1-64)$version
  vendor=$(composer config vendor-dir 2>/dev/null)
  if [ -d vendor ]; then
    detail "vendor is in the repository: Composer adds to it what composer.lock names"
  elif [ "$vendor" = vendor ] && [ -d "$cache/vendor" ] && [ "$(cat "$cache/key" 2>/dev/null)" = "$vendor_key" ]; then
    heading "composer.lock unchanged: using the cache"
    cp -a "$cache/vendor" vendor
    forget_local_packages
  fi
}

# Packages of folders of the repository change while the lock file stays: Composer installs anew what is missing.
forget_local_packages() {
  local name
  while IFS= read -r name; do
    rm -rf "vendor/${name:?}"
  done < <(jq -r '.packages[] | select(.dist.type? == "path") | .name | select(test("^\\w[\\w.-]*/\\w[\\w.-]*$"))' composer.lock 2>/dev/null)
}

run_composer() {
  local lock='' command=install
  heading "Installing packages with Composer"
  if [ ! -f composer.lock ]; then
    command=update # there is nothing to lock: this checks PHP and its extensions, and makes the autoloader
  elif [ -n "${COMPOSER_DIST_MIRROR:-}" ]; then
    lock=/tmp/composer.lock
    cp composer.lock "$lock"
    use_mirror "$lock"
  fi
  composer "$command" --no-dev --prefer-dist --optimize-autoloader --no-progress --no-ansi 2>&1 | tee /tmp/composer.log |
    grep -v --line-buffered -e '^install \[--' -e '^update \[--' | indent || explain_composer
  [ -z "$lock" ] || cp "$lock" composer.lock
  [ "$command" = install ] || rm -f composer.lock
}

# The lock file names where each archive is; a mirror stands before that.
use_mirror() {
  detail "Archives come from COMPOSER_DIST_MIRROR"
  case $COMPOSER_DIST_MIRROR in http://*) composer config --global secure-http false ;; esac
  jq --arg url "$COMPOSER_DIST_MIRROR" '(.packages, ."packages-dev" // [])[] |=
    if .dist.type == "zip" or .dist.type == "tar" then .dist.mirrors = [{url: $url, preferred: true}] else . end' "$1" >composer.lock
}

# What Composer's last words mean, and what to do.
explain_composer() {
  if grep -qE 'requires? php(-64bit)? |^php .*(failed|missing)' /tmp/composer.log; then
    fail "This app asks for another PHP (see above); this stack has PHP $version." \
      "Change \"php\" in composer.json to a range that allows it, such as \"^$PHP_SERIES\", run composer update, commit and push again."
  elif grep -qE 'ext-[a-z0-9_]+.*(missing|failed)' /tmp/composer.log; then
    fail "An extension of PHP is missing (see above)." "Name it in composer.json (\"ext-…\": \"*\"), run composer update --lock, commit and push again."
  elif grep -qiE 'could not be downloaded|could not resolve host|curl error|failed to download|timed? ?out|connection refused' /tmp/composer.log; then
    fail "A host that packages come from did not answer, or refused (see above)." \
      "Push again later; or name a mirror of archives: paas config:set COMPOSER_DIST_MIRROR=https://…/%package%/%reference%.%type%;" \
      "for private packages set COMPOSER_AUTH; or commit the vendor folder."
  fi
  fail "Composer failed (see above)." "Fix it, commit and push again."
}

save_vendor() {
  rm -rf "$cache/vendor" "$cache/key"
  if [ -d vendor ]; then
    cp -a vendor "$cache/vendor" && echo "$vendor_key" >"$cache/key"
  fi
  if [ -d "$cache/composer" ] && [ "$(du -sm "$cache/composer" | cut -f1)" -gt 512 ]; then
    rm -rf "$cache/composer"
  fi
}

# As elsewhere: a script named compile is the app's own last step.
run_compile_script() {
  jq -e '.scripts.compile' composer.json >/dev/null 2>&1 || return 0
  heading "Running the compile script"
  composer run-script --no-dev compile 2>&1 | indent || fail "The compile script of composer.json failed (see above)." "Fix it, commit and push again."
}
