# shellcheck shell=bash
# The stack image. Sourced by bin/up and bin/test; `make_stack` makes paas/stack:debian13, or finds that it is up to
# date (its label is the hash of what it is made from), and notes its digest in $PAAS_HOME/stack.json when PAAS_HOME is
# set. Needs docker, curl and, where no image registry answers, debootstrap (which it installs). Run as a program, it
# calls make_stack.
#   PAAS_STACK_BASE   an image to start from instead of debian:trixie-slim
#   PAAS_EXTRA_CA     a PEM file of certificates to trust beside those in /usr/local/share/ca-certificates

STACK_NAME=paas/stack:debian13
STACK_BASE_NAME=paas/base:debian13

stack_say() { printf -- '-----> %s\n' "$*"; }
stack_detail() { printf '       %s\n' "$*"; }

stack_fail() {
  printf ' !     %s\n' "$@" >&2
  return 1
}

stack_as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

stack_docker() {
  local socket=${PAAS_DOCKER_SOCKET:-/var/run/docker.sock}
  if [ -w "$socket" ]; then
    DOCKER_HOST="unix://$socket" docker "$@"
  else
    sudo env DOCKER_HOST="unix://$socket" docker "$@"
  fi
}

# Copies the Dockerfile, what it copies, and the certificates this host was given, into the folder $1.
stack_context() {
  local context=$1 source certificate number=0
  source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../buildpacks/stack" && pwd) || return
  cp "$source/Dockerfile" "$source/launch" "$context/" && mkdir "$context/ca" || return
  while IFS= read -r certificate; do
    number=$((number + 1))
    cp "$certificate" "$context/ca/host-$number.crt" || return
  done < <(
    find /usr/local/share/ca-certificates -name '*.crt' 2>/dev/null | LC_ALL=C sort
    [ -z "${PAAS_EXTRA_CA:-}" ] || printf '%s\n' "$PAAS_EXTRA_CA"
  )
}

stack_hash() {
  (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64)
}

# debootstrap prints some 500 lines; one in forty shows that it lives.
stack_progress() {
  awk '{ last = $0 } /^[EW]:/ { print "       " $0; fflush(); next } NR % 40 == 0 { print "       " $0; fflush() }
       END { print "       " last }'
}

stack_need_debootstrap() {
  [ -x /usr/sbin/debootstrap ] && [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] && return
  stack_say "Installing debootstrap from this system's packages"
  stack_as_root apt-get install -qy --no-install-recommends debootstrap debian-archive-keyring ||
    stack_fail "debootstrap could not be installed, and no image registry answers." \
      "Install it, or load an image and name it: PAAS_STACK_BASE=IMAGE bin/up"
}

# Updates and security fixes come from the mirror that debootstrap used, where it carries them.
stack_add_updates() {
  local tree=$1 mirror suite
  mirror=$(awk '$1 == "deb" { print $2; exit }' "$tree/etc/apt/sources.list")
  mirror=${mirror%/}
  for suite in "$mirror trixie-updates" "$mirror-security trixie-security"; do
    if curl -fsSIo /dev/null --max-time 20 "${suite% *}/dists/${suite#* }/InRelease" 2>/dev/null; then
      echo "deb $suite main" | stack_as_root tee -a "$tree/etc/apt/sources.list" >/dev/null
    fi
  done
}

stack_debootstrap() {
  local tree rc=0
  stack_need_debootstrap || return
  stack_say "No image registry answers: making Debian 13 with debootstrap (about two minutes)"
  tree=$(mktemp -d -p "${TMPDIR:-/var/tmp}" paas-base.XXXXXX) || return
  (
    set -o pipefail
    stack_as_root /usr/sbin/debootstrap --variant=minbase --include=ca-certificates trixie "$tree" 2>&1 |
      stack_progress &&
      stack_add_updates "$tree" &&
      stack_as_root tar -C "$tree" --exclude='./dev/*' --exclude='./proc/*' --exclude='./sys/*' \
        --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' --exclude='./var/log/*' \
        --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' \
        --exclude='./usr/share/info/*' -c . |
      stack_docker import - "$STACK_BASE_NAME" >/dev/null
  ) || rc=1
  stack_as_root rm -rf --one-file-system "$tree"
  [ $rc -eq 0 ] || stack_fail "The base image could not be made with debootstrap (see the lines above)." \
    "Check that this machine reaches a Debian mirror, or load an image: PAAS_STACK_BASE=IMAGE bin/up"
}

# Prints the name of the image to start from; pulls or makes it where it is not there.
stack_base() {
  local image=${PAAS_STACK_BASE:-debian:trixie-slim}
  if stack_docker image inspect "$image" >/dev/null 2>&1 || stack_docker pull -q "$image" >/dev/null 2>&1; then
    echo "$image"
  elif [ -n "${PAAS_STACK_BASE:-}" ]; then
    stack_fail "The image $image (PAAS_STACK_BASE) is not on this machine and cannot be pulled."
  elif stack_docker image inspect "$STACK_BASE_NAME" >/dev/null 2>&1 || stack_debootstrap >&2; then
    echo "$STACK_BASE_NAME"
  else
    return 1
  fi
}

stack_build() {
  local context=$1 hash=$2 base log
  base=$(stack_base) || return
  log=$(mktemp) || return
  stack_say "Making the stack image from $base: Node.js, Python, nginx, compilers (about two minutes)"
  # The classic builder: it is in every docker command line, BuildKit's needs a plugin on newer ones.
  if (
    set -o pipefail
    DOCKER_BUILDKIT=0 stack_docker build --force-rm --build-arg "BASE=$base" --label "paas.stack=$hash" \
      -t "$STACK_NAME" "$context" 2>&1 | tee "$log" |
      awk '/^Step / || NR % 100 == 0 { print "       " substr($0, 1, 110); fflush() }'
  ); then
    rm -f "$log"
  else
    tail -n 30 "$log" | sed 's/^/       /' >&2
    rm -f "$log"
    stack_fail "The stack image could not be made (its last lines are above)." \
      "It needs this system's Debian mirror, PyPI or Debian's npm, and the npm registry. Run bin/up again."
  fi
}

stack_note() {
  local image
  [ -n "${PAAS_HOME:-}" ] || return 0
  image=$(stack_docker image inspect --format '{{.Id}}' "$STACK_NAME") || return
  mkdir -p "$PAAS_HOME" &&
    printf '{"image":"%s","name":"%s"}\n' "$image" "$STACK_NAME" >"$PAAS_HOME/stack.json.new" &&
    mv "$PAAS_HOME/stack.json.new" "$PAAS_HOME/stack.json"
}

make_stack() {
  local context hash have rc=0
  context=$(mktemp -d) || return
  stack_context "$context" && hash=$(stack_hash "$context") || rc=1
  if [ $rc -eq 0 ]; then
    have=$(stack_docker image inspect --format '{{index .Config.Labels "paas.stack"}}' "$STACK_NAME" 2>/dev/null)
    if [ "$have" != "$hash" ]; then
      # Another platform on this machine may build on the former one until its own bin/up: it keeps a name.
      [ -z "$have" ] || stack_docker tag "$STACK_NAME" "${STACK_NAME%:*}:${have:0:12}"
      stack_build "$context" "$hash" || rc=1
    fi
  fi
  rm -rf "$context"
  [ $rc -eq 0 ] && stack_note
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  make_stack
fi
