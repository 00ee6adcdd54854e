# shellcheck shell=bash
# What the usual last words of package managers and build scripts mean, and what to do; ends the build if it knows.

said() { grep -qE -e "$1" "$log"; }

explain_install() {
  explain_lock
  explain_fetch
  explain_script
}

explain_lock() {
  local outdated='can only install packages when your package.json and (package-lock|npm-shrinkwrap)|ERR_PNPM_OUTDATED_LOCKFILE'
  outdated="$outdated|ERR_PNPM_LOCKFILE_CONFIG_MISMATCH|Your lockfile needs to be updated|YN0028|The lockfile would have been (modified|created)"
  if said "$outdated"; then
    fail "$lock is out of date with package.json." "Run $(program) install, commit $lock and push again."
  elif said 'ERR_PNPM_LOCKFILE_BREAKING_CHANGE|not compatible (lockfile|with current pnpm)|ERR_PNPM_NO_LOCKFILE'; then
    fail "$lock was written by another version of pnpm." "Name that version in package.json: corepack use pnpm@VERSION, commit and push again."
  elif said 'npm (ERR!|error) code ERESOLVE'; then
    fail "npm finds no versions that go together (see above)." \
      "Resolve it with npm install; where you accept the conflict, put legacy-peer-deps=true into .npmrc."
  fi
}

explain_fetch() {
  if said 'code E40[13]|ERR_PNPM_FETCH_40[13]|YN0041|401 Unauthorized|403 Forbidden'; then
    fail "A registry refused a package (see above)." "Set the token that .npmrc or .yarnrc.yml names as a config var, then push again."
  elif said 'code E404|ERR_PNPM_FETCH_404|YN0035.*404|404 Not Found'; then
    fail "A package is not in the registry (see above)." \
      "Correct its name; for a private one, commit an .npmrc that names its registry and set the token as a config var."
  elif said 'code ETARGET|ERR_PNPM_NO_MATCHING_VERSION|YN0082|Couldn.t find any versions'; then
    fail "A dependency asks for a version that does not exist (see above)." "Correct it in package.json, run $(program) install, commit and push again."
  elif said 'EBADENGINE.*Not compatible|code EBADENGINE|ERR_PNPM_UNSUPPORTED_ENGINE|The engine "(node|npm|yarn|pnpm)" is incompatible'; then
    fail "A package does not accept Node.js $(node --version) (see above)." "Name the version that it needs in engines.node of package.json."
  elif said 'ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ERR_SOCKET_TIMEOUT|RequestError'; then
    fail "The registry did not answer (see above)." "Push again; if it stays so, ask who runs this platform."
  elif said 'ERR_PNPM_IGNORED_BUILDS'; then
    fail "pnpm runs a dependency's install script only when you allow it (see above)." "Run pnpm approve-builds, commit and push again."
  elif said 'gyp ERR!'; then
    fail "A native module could not be compiled (see above)." \
      "Update it to a version that has a binary for Node.js $(node --version), or name an older Node.js in engines.node."
  fi
}

explain_script() {
  local name
  name=$(sed -nE 's/^.*(sh|bash): ([0-9]+: |line [0-9]+: )?([^ :]+): (command )?not found$/\3/p' "$log" | head -n 1)
  if said 'heap out of memory|ENOMEM'; then
    fail "The build needs more memory than it may have." "Make it need less, or set NODE_OPTIONS=--max-old-space-size=MB and the platform's limit for builds."
  elif said 'ERR_OSSL_EVP_UNSUPPORTED'; then
    fail "This build tool (webpack 4, most likely) is too old for Node.js $(node --version)." \
      "Update it, or set the config var NODE_OPTIONS=--openssl-legacy-provider."
  elif [ -n "$name" ] && [ -n "$omit_dev" ]; then
    fail "The command $name is not there, since NPM_CONFIG_PRODUCTION or YARN_PRODUCTION is true." "Unset it, then push again."
  elif [ -n "$name" ]; then
    fail "The command $name is not there." "Add the package that has it to package.json ($(program) install --save-dev …), commit and push again."
  fi
}
