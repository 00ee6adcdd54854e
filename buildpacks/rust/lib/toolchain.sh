# shellcheck shell=bash
# Rust itself: Debian's packages, or the Rust project's archives where its server answers.

install_rust() {
  local version=$1 into=$2
  if [ "$version" = "$DEBIAN_RUST" ]; then
    debian_rust "$into"
    return
  fi
  case $version in
    stable | beta | nightly | nightly-20??-??-?? | 1.*[0-9]) ;;
    *) fail "'$version' is not a Rust version (rust-toolchain.toml)." "Write a channel such as $DEBIAN_RUST, 1.90.0 or stable, and push again." ;;
  esac
  project_rust "$version" "$into"
}

# Debian's programs look for their libraries in the system's folders: small scripts lead them to those unpacked here.
debian_rust() {
  local into=$1 program
  echo "Installing Rust $DEBIAN_RUST from Debian's packages"
  unpack_debs "$into/debian" rustc cargo
  rm -rf "$into"/debian/usr/share/{doc,man,lintian}
  mkdir -p "$into/bin"
  for program in cargo rustc rustdoc; do
    cat >"$into/bin/$program" <<'SCRIPT'
#!/bin/bash
root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../debian/usr
for folder in "$root"/lib/*-linux-gnu; do
  export LD_LIBRARY_PATH=$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
done
exec "$root/bin/${BASH_SOURCE[0]##*/}" "$@"
SCRIPT
    chmod +x "$into/bin/$program"
  done
  "$into/bin/rustc" --version >/dev/null || fail "Debian's rustc does not run from where it was unpacked (see above)."
}

# The archives of one release, each with its checksum; RUSTUP_DIST_SERVER names a mirror, as it does for rustup.
project_rust() {
  local version=$1 into=$2 target server=${RUSTUP_DIST_SERVER:-https://static.rust-lang.org} manifest line url hash part
  target=$(uname -m)-unknown-linux-gnu
  server=${server%/}
  manifest=$server/dist/channel-rust-$version.toml
  case $version in nightly-*) manifest=$server/dist/${version#nightly-}/channel-rust-nightly.toml ;; esac
  echo "Installing Rust $version from the Rust project"
  curl -fsSL --retry 2 --connect-timeout 15 --max-time 60 -o /tmp/rust.toml "$manifest" ||
    fail "Rust $version cannot be had: $manifest did not answer (see above)." \
      "Debian's $DEBIAN_RUST always can: ask for it in rust-toolchain.toml (channel = \"$DEBIAN_RUST\") or remove that file, then push again."
  for part in rustc cargo rust-std; do
    line=$(awk -v section="[pkg.$part.target.$target]" '$0 == section { on = 1; next } /^\[/ { on = 0 } on' /tmp/rust.toml)
    url=$(sed -n 's/^xz_url = "\(.*\)"/\1/p' <<<"$line")
    hash=$(sed -n 's/^xz_hash = "\(.*\)"/\1/p' <<<"$line")
    [ -n "$url" ] && [ -n "$hash" ] || fail "Rust $version has no $part for $target." "Use another version."
    url=$server/dist/${url#*/dist/}
    curl -fsSL --retry 2 --max-time 600 -o /tmp/rust.tar.xz "$url" && echo "$hash  /tmp/rust.tar.xz" | sha256sum -c --status ||
      fail "$url could not be fetched whole (see above)." "Push again."
    # An archive holds NAME/COMPONENT/… and, beside it, an installer.
    tar -C "$into" --strip-components 2 --wildcards -xJf /tmp/rust.tar.xz "*/$part*/*" ||
      fail "$url could not be unpacked." "Is the disk full?"
  done
  rm -rf /tmp/rust.toml /tmp/rust.tar.xz "$into/share/doc" "$into/share/man" "$into/manifest.in"
  "$into/bin/rustc" --version || fail "The Rust project's rustc does not run on this system (see above)."
}
