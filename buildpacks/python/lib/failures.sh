# shellcheck shell=bash
# What the usual last words of package managers mean, and what to do; ends the build if it knows.

said() { grep -qE -e "$1" "$log"; }

explain() {
  explain_lock
  explain_python
  explain_fetch
}

explain_lock() {
  if said 'lockfile at .* needs to be updated|lockfile .*needs to be updated'; then
    fail "uv.lock is out of date with pyproject.toml." "Run uv lock, commit uv.lock and push again."
  elif said 'pyproject.toml changed significantly since poetry.lock|poetry.lock is not up to date'; then
    fail "poetry.lock is out of date with pyproject.toml." "Run poetry lock, commit poetry.lock and push again."
  elif said 'Pipfile.lock .*out of date|Aborting deploy'; then
    fail "Pipfile.lock is out of date with Pipfile." "Run pipenv lock, commit Pipfile.lock and push again."
  elif said 'No file/folder found for package|Readme path .* does not exist'; then
    fail "Poetry cannot install the app itself as a package (see above)." \
      "Write  package-mode = false  into the table [tool.poetry] of pyproject.toml, commit and push again."
  elif said 'DO NOT MATCH THE HASHES|Hash mismatch'; then
    fail "What came is not what the hashes promise (see above)." "Find out why; if it is right, lock again."
  fi
}

explain_python() {
  local version
  version=$(/app/.venv/bin/python --version)
  if said 'incompatible with the project.s Python requirement|is not allowed by the project|requires a different Python|not supported by the project'; then
    fail "The app does not accept $version (see above)." \
      "Widen requires-python in pyproject.toml, or name the version it needs in .python-version."
  elif said 'pg_config executable not found'; then
    fail "psycopg2 would have to be compiled, and this stack has no libpq." "Use psycopg2-binary or psycopg[binary] instead."
  elif said 'metadata-generation-failed|Failed building wheel|Failed to build|error: command .*gcc.* failed'; then
    fail "A package has no binary for $version and could not be compiled (see above)." \
      "Update it to a version that has one, or name an older Python in .python-version."
  fi
}

explain_fetch() {
  local name
  name=$(sed -nE 's/^.*No matching distribution found for ([^ ]+).*/\1/p' "$log" | head -n 1)
  if said 'Failed to establish a new connection|Temporary failure in name resolution|dns error|Connection refused|[Cc]onnection(Error| error|timed out)|Failed to fetch'; then
    fail "The package index did not answer (see above)." "Push again; if it stays so, ask who runs this platform."
  elif said '401 (Error|Unauthorized)|403 (Error|Forbidden)|Unauthorized'; then
    fail "The package index refused (see above)." "Set the credentials that your index needs as config vars, then push again."
  elif [ -n "$name" ]; then
    fail "There is no $name for $(/app/.venv/bin/python --version)." "Correct its name or version, commit and push again."
  elif said 'ResolutionImpossible|No solution found|version solving failed'; then
    fail "These requirements contradict each other (see above)." "Loosen one of them, commit and push again."
  elif said 'was not found in the package registry'; then
    fail "A package is not on the index (see above)." "Correct its name, commit and push again."
  fi
}
