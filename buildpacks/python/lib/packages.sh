# shellcheck shell=bash
# The virtual environment: restored while requirements have not changed, else made anew with cached wheels. pip is led
# to it by its final name, /app/.venv, a link to the build folder, because the scripts that it installs carry that path.

drop_large_cache() {
  if [ -d "$cache/pip" ] && [ "$(du -sm "$cache/pip" | cut -f1)" -gt 1024 ]; then
    rm -rf "$cache/pip"
  fi
}

# Says what a .python-version that the stack does not have means.
check_version() {
  local wanted
  [ -f .python-version ] || return 0
  wanted=$(grep -m1 -oE '3\.[0-9]+' .python-version)
  if [ -n "$wanted" ] && [ "$wanted" != "$1" ]; then
    warn ".python-version asks for Python $wanted; this stack has $1, which is used"
  fi
}

install_packages() {
  local key
  if [ ! -f requirements.txt ] && ! grep -qsE '^\[project\]' pyproject.toml; then
    detail "No requirements.txt: the standard library is all there is"
    return
  fi
  if [ -e .venv ]; then
    warn ".venv is in the repository and is replaced (add it to .gitignore)"
    rm -rf .venv
  fi
  ln -s "$build/.venv" /app/.venv
  key=$(packages_key)
  if [ -n "$key" ] && [ -d "$cache/venv" ] && [ "$(cat "$cache/key" 2>/dev/null)" = "$key" ]; then
    heading "Requirements unchanged: using the cache"
    cp -a "$cache/venv" .venv
  else
    install_fresh
    [ -z "$key" ] || { cp -a .venv "$cache/venv" && echo "$key" >"$cache/key"; }
  fi
}

# Empty when what is installed depends on more than this text: other files, folders, version control.
packages_key() {
  [ -f requirements.txt ] || return 0
  if grep -qE '^[[:space:]]*(-[rce]|--requirement|--constraint|--editable|\.|/|git\+|hg\+|file:)|@[[:space:]]*(git\+|file:)' requirements.txt; then
    return 0
  fi
  { python3 --version; uname -m; cat requirements.txt; env | grep '^PIP_' | LC_ALL=C sort; } | sha256sum | cut -c1-64
}

install_fresh() {
  rm -rf "$cache/key" "$cache/venv"
  python3 -m venv --without-pip "$build/.venv" || fail "The virtual environment could not be made." "Push again."
  sed -i "s#$build/.venv#/app/.venv#g" .venv/pyvenv.cfg .venv/bin/[Aa]ctivate*
  if [ -f requirements.txt ]; then
    heading "Installing requirements with pip"
    run_pip -r requirements.txt
  else
    heading "Installing the project with pip"
    run_pip .
  fi
  # Unchecked by time, since the image's files all carry one time; the same sources give the same bytes.
  python3 -m compileall -q -j0 --invalidation-mode unchecked-hash .venv >/dev/null || true
}

run_pip() {
  python3 -m pip --python /app/.venv/bin/python install --no-compile --prefer-binary --progress-bar off "$@" 2>&1 | indent ||
    fail "pip install failed (see above)." "Fix requirements.txt, commit and push again."
}

# Django apps expect it; DISABLE_COLLECTSTATIC turns it off, as elsewhere.
run_collectstatic() {
  [ -f manage.py ] && [ -z "${DISABLE_COLLECTSTATIC:-}" ] && [ -d .venv ] || return 0
  /app/.venv/bin/python -c 'import django' 2>/dev/null || return 0
  heading "Collecting static files"
  /app/.venv/bin/python manage.py collectstatic --noinput 2>&1 | indent ||
    fail "manage.py collectstatic failed (see above)." \
      "Set STATIC_ROOT, or turn it off: paas config:set DISABLE_COLLECTSTATIC=1"
}
