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
