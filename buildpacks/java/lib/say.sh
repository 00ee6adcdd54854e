# shellcheck shell=bash
# How the built-in buildpacks speak, and how they take config vars. (Each has its own copy: buildpacks stand alone.)

heading() { echo "-----> $*"; }
detail() { echo "       $*"; }
warn() { echo " !     $*"; }
indent() { sed -u 's/^/       /'; }

# Prints a cause and an advice, then ends the build.
fail() {
  printf ' !     %s\n' "$@"
  exit 1
}

# Exports config vars to what runs below (private registries, build-time settings), but for those that would break it.
export_config() {
  local file key value
  for file in "$1"/*; do
    key=${file##*/}
    case $key in
      '*' | PATH | HOME | PWD | TMPDIR | BASH_ENV | ENV | IFS | CPATH | CPPATH | LD_PRELOAD | LD_LIBRARY_PATH | LIBRARY_PATH | LANG | PORT | STACK) ;;
      *)
        IFS= read -r -d '' value <"$file"
        export "$key=$value"
        ;;
    esac
  done
}
