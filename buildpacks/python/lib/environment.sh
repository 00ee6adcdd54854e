# shellcheck shell=bash
# Which Python, and the virtual environment. Tools are led to both by their final names, /app/.python and /app/.venv, links
# into the build folder, because the scripts that they install carry that path.

check_wishes() {
  [ ${#problem[@]} -eq 0 ] || fail "${problem[@]}"
  command -v python3 >/dev/null && python3 -c 'import venv, pip, tomllib' 2>/dev/null ||
    fail "This stack has no python3 (3.11 or newer) with venv and pip." "Use a stack that has them."
}

# Sets python, the program.
choose_python() {
  local stack
  stack=$(stack_python)
  stack_series=${stack%.*}
  python=python3
  rm -rf .python
  if ! stack_will_do "$stack"; then
    find_runtime python "$python_wanted"
    cp -a "$folder" .python
    rm -f .python/request
    link_final .python
    python=/app/.python/bin/python3
    stack=$(cat .python/version)
  fi
  heading "Using Python $stack${python_source:+ for $python_source ($python_wanted)}"
  if [ -z "$python_source" ]; then
    detail "No .python-version: the stack's is used"
  elif [[ $python_wanted == 3.*.* ]] && [ "$python_wanted" != "$stack" ]; then
    detail "$python_source names $python_wanted; $stack is of the same series, with later fixes"
  fi
}

# Sets folder, that of a runtime; fetches it where the platform has not. A range is asked for anew after a week.
find_runtime() {
  folder=${PAAS_RUNTIMES:-/nonexistent}/$1
  [ ! -d "$folder" ] || return 0
  folder=$cache/runtimes/$1
  if [ "$(cat "$folder/request" 2>/dev/null)" = "$2" ]; then
    [[ ! $2 =~ ^(==)?[0-9]+\.[0-9]+\.[0-9]+$ ]] && [ -n "$(find "$folder/request" -mtime +6)" ] || return 0
  fi
  heading "Fetching $1 ${2//_/,}"
  rm -rf "$folder"
  install_runtime "$1" "$2" "$folder"
  echo "$2" >"$folder/request"
}

# Sets tool, the folder of the package manager.
find_tool() {
  local request
  request=$(request "$manager" "${manager_request:-$(tool_request "$manager")}")
  [ -n "$request" ] || fail "pyproject.toml requires a version of $manager that makes no sense: ${manager_request:0:80}" \
    "Write it as in  >=2.0,<3  , commit and push again."
  find_runtime "$manager" "${request#* }"
  tool=$folder
  detail "$manager $(cat "$tool/version")"
}

forget_other_runtimes() {
  local path wanted
  wanted=$(runtime_requests)
  for path in "$cache"/runtimes/*/; do
    path=${path%/}
    grep -q "^${path##*/} " <<<"$wanted" || rm -rf "$path"
  done
}

link_final() {
  [ "$build" = /app ] || { mkdir -p /app && ln -sfn "$build/$1" "/app/$1"; } ||
    fail "There is no /app to build for." "A build environment of the classic buildpack API has a writable /app."
}

make_environment() {
  if [ -e .venv ]; then
    warn ".venv is in the repository and is replaced (add it to .gitignore)"
    rm -rf .venv
  fi
  link_final .venv
}

fresh_environment() {
  rm -rf "$cache/key" "$cache/venv"
  "$python" -m venv --without-pip "$build/.venv" || fail "The virtual environment could not be made." "Push again."
  sed -i "s#$build/.venv#/app/.venv#g" .venv/pyvenv.cfg .venv/bin/[Aa]ctivate*
}

# Unchecked by time, since the image's files all carry one time; the same sources give the same bytes.
compile_bytecode() {
  /app/.venv/bin/python -m compileall -q -j0 --invalidation-mode unchecked-hash .venv >/dev/null || true
}

# Packages that are taken from the app's own folders are found by its path, which is another when it runs.
move_to_app() {
  local file
  [ "$build" != /app ] && [ -d .venv ] || return 0
  while IFS= read -r -d '' file; do
    sed -i "s#$build#/app#g" "$file"
    case $file in *.py) /app/.venv/bin/python -m compileall -qf --invalidation-mode unchecked-hash "$file" >/dev/null ;; esac
    touch -r .venv/pyvenv.cfg "$file"
  done < <(find .venv/lib -path '*/site-packages/*' \( -name '*.pth' -o -name direct_url.json -o -name '__editable__*' \) \
    -type f -exec grep -lZIF -- "$build" {} +)
  find .venv/lib -name '__editable__*.pyc' -exec touch -r .venv/pyvenv.cfg {} +
}
