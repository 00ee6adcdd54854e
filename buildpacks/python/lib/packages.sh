# shellcheck shell=bash
# Dependencies: the cached environment while what it is made from has not changed, else made anew by the app's package
# manager from its cached downloads, honest about the lock file.

# Package managers never forget a download, so we do.
drop_large_caches() {
  local folder
  for folder in pip uv poetry pipenv; do
    if [ -d "$cache/$folder" ] && [ "$(du -sm "$cache/$folder" | cut -f1)" -gt 1024 ]; then
      rm -rf "${cache:?}/$folder"
    fi
  done
}

install_packages() {
  local key
  if [ "$manager" = none ]; then
    detail "No requirements.txt: the standard library is all there is"
    return
  fi
  make_environment
  key=$(packages_key)
  if [ -n "$key" ] && [ -d "$cache/venv" ] && [ "$(cat "$cache/key" 2>/dev/null)" = "$key" ]; then
    heading "Requirements unchanged: using the cache"
    cp -a "$cache/venv" .venv
    return
  fi
  fresh_environment
  [ -n "$lock" ] || [ -f requirements.txt ] ||
    warn "There is no lock file, so versions may change from build to build: make one and commit it"
  "install_with_$manager"
  compile_bytecode
  [ -z "$key" ] || { cp -a .venv "$cache/venv" && echo "$key" >"$cache/key"; }
}

# A path, which no host's name is.
readonly local_place='(file:|[^[:space:]:]+([[:space:]]|$))'

# Empty when what is installed depends on more than these texts: other files, folders, moving versions.
packages_key() {
  case $manager in
    pip)
      ! grep -qE '^[[:space:]]*(-[rce]|--requirement|--constraint|--editable|\.|/|git\+|hg\+|file:)|@[[:space:]]*(git\+|file:)' requirements.txt &&
        ! grep -qE "^[[:space:]]*(-f|--find-links)[[:space:]=]*$local_place" requirements.txt
      ;;
    uv) [ -n "$lock" ] && ! grep -qE 'source = \{ (directory|path) =' uv.lock ;;
    poetry) [ -n "$lock" ] && ! grep -qE '^type = "(directory|file)"' poetry.lock ;;
    pipenv) [ -n "$lock" ] && ! grep -qE '"(path|file|editable)":' Pipfile.lock ;;
    *) false ;;
  esac || return 0
  {
    "$python" --version
    uname -m
    echo "$build $manager $manager_request"
    cat "${lock:-requirements.txt}"
    [ "$manager" = pip ] || project_files | xargs -0 sha256sum
    env | grep -E '^(PIP|UV|POETRY|PIPENV)_' | LC_ALL=C sort
  } | sha256sum | cut -c1-64
}

# What a package of the app's own is installed by.
project_files() {
  find . -maxdepth 4 \( -name .venv -o -name node_modules -o -name .git \) -prune -o -type f \
    \( -name pyproject.toml -o -name setup.py -o -name setup.cfg -o -name Pipfile -o -name __init__.py \) -print0 | LC_ALL=C sort -z
}

# run_install TITLE COMMAND…
run_install() {
  local title=$1
  shift
  heading "Installing with $title"
  logged "$@" || {
    explain
    fail "$title failed (see above)." "Fix it, commit and push again."
  }
}

run_pip() {
  python3 -m pip --python /app/.venv/bin/python install --no-compile --prefer-binary --progress-bar off "$@"
}

install_with_pip() {
  local loose
  loose=$(sed -nE 's/^([A-Za-z0-9][A-Za-z0-9._-]*)(\[[^]]*\])?[[:space:]]*([<>~!;#].*|==[^#;]*\*.*)?$/\1/p' requirements.txt | head -n 5 | paste -sd' ')
  [ -z "$loose" ] || warn "requirements.txt leaves versions open ($loose): write NAME==VERSION, as pip freeze does"
  run_install "pip install -r requirements.txt" run_pip -r requirements.txt
}

install_with_project() { run_install "pip install ." run_pip .; }

install_with_uv() {
  local mode=
  find_tool
  [ -z "$lock" ] || mode=--locked
  # Its cache is on another disk, and the environment is this one.
  export UV_PROJECT_ENVIRONMENT=/app/.venv UV_PYTHON=/app/.venv/bin/python UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy
  export UV_CACHE_DIR=$cache/uv UV_NO_PROGRESS=1
  run_install "uv sync" "$tool/bin/uv" sync ${mode:+"$mode"} --no-default-groups
  "$tool/bin/uv" cache prune --ci --quiet || true
}

# A program of a tool's folder, kept apart from the app: no current folder, no PYTHONPATH, nothing for its children.
run_tool() {
  local module=$1 import=$2
  shift 2
  python3 -IB -c "import sys; sys.path.insert(0, sys.argv.pop(1)); sys.argv[0] = '$module'; from $import; sys.exit(run())" "$tool" "$@"
}

run_poetry() {
  POETRY_VIRTUALENVS_CREATE=false POETRY_CACHE_DIR=$cache/poetry POETRY_NO_INTERACTION=1 NO_COLOR=1 \
    run_tool poetry 'poetry.console.application import main as run' "$@"
}

# Poetry says what its lock file means, pip installs that: from any index (mirrors, proxies), with the locked hashes.
install_with_poetry() {
  local requirements hashes=''
  # pip names this file in what it prints.
  requirements=$(mktemp -d)/poetry.lock
  find_tool
  if [ -z "$lock" ]; then
    run_install "poetry lock" run_poetry lock
  elif grep -qE '^type = "(directory|file|git|url)"' poetry.lock; then
    hashes=--without-hashes
  fi
  run_poetry export --only main --output "$requirements" $hashes >"$log" 2>&1 || {
    indent <"$log"
    explain
    fail "poetry export failed (see above)." "Fix pyproject.toml or lock again, commit and push again."
  }
  run_install "pip, as poetry.lock says" run_pip --no-deps -r "$requirements"
  if [ "$(toml pyproject.toml tool poetry package-mode)" != False ]; then
    run_install "pip, the app itself" run_pip --no-deps --editable .
  fi
}

install_with_pipenv() {
  local mode=--deploy
  find_tool
  [ -n "$lock" ] || mode=--skip-lock
  export VIRTUAL_ENV=/app/.venv PIPENV_VERBOSITY=-1 PIPENV_NOSPIN=1 PIPENV_CACHE_DIR=$cache/pipenv PIPENV_YES=1 NO_COLOR=1 COLUMNS=160
  PATH=/app/.venv/bin:$PATH run_install "pipenv install" run_tool pipenv 'pipenv import cli as run' install $mode
  unset VIRTUAL_ENV
}
