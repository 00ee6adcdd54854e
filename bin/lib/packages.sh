# System packages: what is missing is collected first, named, and then installed in one go.

wanted_packages=()

am_root() { [ "$(id -u)" -eq 0 ]; }

# as_root COMMAND…: runs it as root, through sudo where we are somebody else.
as_root() {
  if am_root; then "$@"; else sudo -- "$@"; fi
}

have() { command -v "$1" >/dev/null 2>&1; }

# need_command COMMAND PACKAGE: the package is wanted when the command is missing.
need_command() {
  # /sbin is not on every user's path.
  PATH=$PATH:/usr/sbin:/sbin have "$1" || want_package "$2"
}

want_package() {
  case " ${wanted_packages[*]} " in
    *" $1 "*) ;;
    *) wanted_packages+=("$1") ;;
  esac
}

# A fresh machine has no package lists at all, so they come first.
package_exists() {
  have apt-get || return 1
  refresh_package_lists
  apt-cache show "$1" 2>/dev/null | grep '^Filename:' >/dev/null # grep -q would break the pipe, which counts as a failure
}

install_wanted_packages() {
  [ ${#wanted_packages[@]} -gt 0 ] || return 0
  require_apt "${wanted_packages[@]}"
  say "Missing here, to be installed with apt-get: ${wanted_packages[*]}"
  refresh_package_lists
  step "Installing ${wanted_packages[*]}" apt_get install -y --no-install-recommends "${wanted_packages[@]}"
  wanted_packages=()
}

require_apt() {
  have apt-get || fail "Missing: $*. This system has no apt-get: install them with its own package manager, then run this again."
  am_root || have sudo || fail "Missing: $*. Ask an administrator to run: apt-get install -y $*"
  am_root || sudo -v || fail "Missing: $*. Installing them needs sudo; or have an administrator run: apt-get install -y $*"
}

package_lists_fresh=''

# Once in a run.
refresh_package_lists() {
  [ -z "$package_lists_fresh" ] || return 0
  require_apt "a list of this system's packages"
  step "Refreshing the package lists" apt_get update
  package_lists_fresh=1
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 "$@"
}
