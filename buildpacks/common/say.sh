# shellcheck shell=bash
# How the built-in buildpacks speak, and how they take config vars.

heading() { echo "-----> $*"; }
detail() { echo "       $*"; }
warn() { echo " !     $*"; }
indent() { sed -u 's/^/       /'; }

# Prints a cause and an advice, then ends the build.
fail() {
  printf ' !     %s\n' "$@"
  exit 1
}

# Exports config vars to what runs below (private registries, build-time settings), but for those that would break it,
# and those that bash or the buildpack itself holds read-only.
export_config() {
  local file key value
  for file in "$1"/*; do
    key=${file##*/}
    case $key in
      '*' | PATH | HOME | PWD | TMPDIR | BASH_ENV | ENV | IFS | CDPATH | POSIXLY_CORRECT | GLOBIGNORE | GIT_DIR) ;;
      CPATH | CPPATH | LD_PRELOAD | LD_LIBRARY_PATH | LIBRARY_PATH | LANG | PORT | STACK | PAAS_RUNTIMES) ;;
      *)
        IFS= read -r -d '' value <"$file"
        export "$key=$value" 2>/dev/null || true
        ;;
    esac
  done
}

# Runs a command, its output indented and kept in $log for `explain`.
logged() {
  "$@" 2>&1 | tee "$log" | indent
}
