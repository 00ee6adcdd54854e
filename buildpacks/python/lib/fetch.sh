# shellcheck shell=bash
# Fetches uv, Poetry and Pipenv from PyPI, and Pythons that the stack does not have by uv. Called with no app in reach by
# bin/install-runtime, or by bin/compile into its cache. Each folder made holds `version`, that of what is in it.

# install_runtime NAME REQUEST DEST
install_runtime() {
  mkdir -p "$3" || fail "No folder could be made for $1 $2." "Push again."
  case $1 in
    uv | poetry | pipenv) fetch_tool "$1" "${2//_/,}" "$3" ;;
    python) fetch_python "$2" "$3" ;;
    *) fail "This buildpack has no runtime called $1." "This is a fault of the buildpack: its bin/runtime asked for it." ;;
  esac
}

fetch_tool() {
  local name=$1 request=$2 dest=$3 more=''
  [ "$name" != poetry ] || more=poetry-plugin-export
  # Poetry writes ranges as npm does.
  [[ $request != ^* ]] || request=">=${request#^}"
  python3 -m pip install --target "$dest" --prefer-binary --progress-bar off --quiet --disable-pip-version-check "$name$request" \
    $more >"$log" 2>&1 || {
    cut -c1-300 "$log" | indent
    if grep -q 'No matching distribution' "$log"; then
      fail "There is no $name $request on PyPI." "Correct the version that pyproject.toml requires, commit and push again."
    fi
    fail "$name could not be fetched from PyPI (see above)." "Push again when it answers."
  }
  version_of "$name" "$dest" >"$dest/version"
  detail "Fetched $name $(cat "$dest/version")"
}

version_of() {
  local info
  for info in "$2/$1"-*.dist-info; do
    info=${info##*/"$1"-}
    echo "${info%.dist-info}"
  done
}

fetch_python() {
  local version=$1 dest=$2 work found
  work=$(mktemp -d)
  (fetch_tool uv "$(tool_request uv)" "$work/uv") >"$log" 2>&1 || { cat "$log"; exit 1; }
  if ! UV_PYTHON_INSTALL_DIR=$work/pythons UV_CACHE_DIR=$work/cache UV_NO_PROGRESS=1 UV_HTTP_TIMEOUT=120 \
    "$work/uv/bin/uv" python install --no-bin --no-config "$version" >"$log" 2>&1; then
    indent <"$log"
    fail "Python $version could not be fetched (see above); this stack has $(stack_python)." \
      "Write ${stack_series:-3.13} into .python-version, commit and push again. Or have whoever runs this platform set" \
      "UV_PYTHON_INSTALL_MIRROR to a copy of python-build-standalone's releases; or build with a Dockerfile."
  fi
  for found in "$work"/pythons/cpython-*/; do
    [ -L "${found%/}" ] || cp -a "$found." "$dest/"
  done
  rm -rf "$work" "$dest"/share "$dest"/lib/python3.*/test
  "$dest/bin/python3" -c 'import platform; print(platform.python_version())' >"$dest/version" ||
    fail "The Python $version that came does not run here." "Ask for another version in .python-version."
  detail "Fetched Python $(cat "$dest/version")"
}
