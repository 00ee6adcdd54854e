# shellcheck shell=bash
# Which Rust an app asks for. Reads files of the current folder only.
source "${BASH_SOURCE[0]%/*}/text.sh"

# Debian 13's, for apps that ask for nothing, for it, or for less (rust-version).
DEBIAN_RUST=1.85

# Prints the channel of rust-toolchain.toml or rust-toolchain; else rust-version of Cargo.toml, the least that will do,
# where Debian's is too old for it.
wanted_rust() {
  local asked least
  asked=$(toolchain_channel)
  if [ -z "$asked" ]; then
    least=$(sed -nE 's/^[[:space:]]*rust-version[[:space:]]*=[[:space:]]*"([0-9.]+)".*/\1/p' Cargo.toml 2>/dev/null | head -n 1)
    asked=$DEBIAN_RUST
    [ "$(printf '%s\n' "$DEBIAN_RUST.1" "${least:-0}" | sort -V | tail -n 1)" = "$DEBIAN_RUST.1" ] || asked=stable
  fi
  case $asked in "$DEBIAN_RUST" | "$DEBIAN_RUST.0" | "$DEBIAN_RUST.1") asked=$DEBIAN_RUST ;; esac
  printf '%s' "$asked" | tr -c 'A-Za-z0-9.-' _ | cut -c1-64
}

toolchain_channel() {
  if [ -f rust-toolchain.toml ] || grep -qs '^\[toolchain\]' rust-toolchain; then
    sed -nE 's/^[[:space:]]*channel[[:space:]]*=[[:space:]]*["'\'']([^"'\'']+)["'\''].*/\1/p' rust-toolchain.toml rust-toolchain 2>/dev/null | head -n 1
  elif [ -f rust-toolchain ]; then
    plain_text rust-toolchain | tr -d ' \t' | grep -m1 .
  fi
}
