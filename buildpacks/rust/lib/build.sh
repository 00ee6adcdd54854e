# shellcheck shell=bash
# The release build: as Cargo.lock says, in a target folder that is kept between builds; the programs go to bin/.

build_crates() {
  local locked=(--locked) options
  if [ ! -f Cargo.lock ]; then
    warn "There is no Cargo.lock, so versions may change from build to build: commit it (cargo generate-lockfile makes it)"
    locked=()
  fi
  read -ra options <<<"${CARGO_BUILD_FLAGS:---release}"
  # Cargo compares times: a commit older than the last build must not look as if it had been built.
  find . -path ./.git -prune -o -type f -exec touch {} +
  heading "Building with cargo build ${options[*]}"
  { cargo build "${locked[@]}" "${options[@]}" --message-format json-render-diagnostics 2>&1 >&3 | tee "$log" | indent; } \
    3>"$messages" || explain_cargo
  take_programs
}

# Cargo names each program that it made, or found made.
take_programs() {
  local program
  readarray -t found < <(jq -r 'select(.reason == "compiler-artifact" and .executable != null and (.target.kind | index("bin"))) | .executable' \
    "$messages" | sort -u)
  [ ${#found[@]} -gt 0 ] || fail "There is no program in this crate, so there is nothing to run." \
    "Add src/main.rs, or a [[bin]] in Cargo.toml, and push again."
  mkdir -p bin
  for program in "${found[@]}"; do
    cp "$program" "bin/${program##*/}" || fail "$program could not be copied." "Is the disk full?"
    programs+=("${program##*/}")
  done
  detail "Programs: ${programs[*]}"
}

explain_cargo() {
  if grep -qE 'lock file .* needs to be updated but --locked|cannot update the lock file' "$log"; then
    fail "Cargo.lock is out of date with Cargo.toml." "Run cargo update --workspace (or cargo build), commit Cargo.lock and push again."
  elif grep -qE 'requires rustc [0-9.]+|requires the Cargo feature called .edition|is not supported by (the following|this)|lock file version .* requires' "$log"; then
    fail "The code needs a newer Rust than ${have} (see above)." \
      "Ask for one with a file rust-toolchain.toml:  [toolchain]  and below it  channel = \"stable\"  (or the exact version)."
  elif grep -qE "linking with .cc. failed|unable to find library|could not find (system library|openssl|native)" "$log"; then
    fail "A native library is missing (see above)." \
      "Use the crate's bundled or pure-Rust variant (for TLS: rustls, or openssl with the feature vendored), then push again."
  elif grep -qE 'failed to (get|fetch|download|load source)|Could not resolve host|spurious network' "$log"; then
    fail "Cargo could not get a crate (see above)." "Push again; a mirror is named in .cargo/config.toml, committed."
  fi
  fail "cargo build failed (see above)." "Fix it (cargo build --release shows it on your machine), commit and push again."
}

# Cargo never forgets what it built or fetched; we do.
drop_large_cache() {
  local folder
  for folder in target home; do
    if [ -d "$cache/$folder" ] && [ "$(du -sm "$cache/$folder" | cut -f1)" -gt 2048 ]; then
      rm -rf "${cache:?}/$folder"
    fi
  done
}
