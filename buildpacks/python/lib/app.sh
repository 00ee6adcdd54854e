# shellcheck shell=bash
# What belongs to the app rather than to its packages: hooks, Django's static files, the environment it runs in.

run_hook() {
  [ -f "bin/$1" ] || return 0
  heading "Running bin/$1"
  chmod +x "bin/$1"
  logged "bin/$1" || fail "bin/$1 failed (see above)." "Fix it, commit and push again."
}

manage_script() { find . -maxdepth 3 -name manage.py -not -path '*/.venv/*' -not -path '*/node_modules/*' -printf '%d %P\n' | sort | sed -n '1s/^[0-9]* //p'; }

# Django apps expect it; DISABLE_COLLECTSTATIC turns it off, as elsewhere.
run_collectstatic() {
  local manage
  manage=$(manage_script)
  [ -n "$manage" ] && [ -d .venv ] && /app/.venv/bin/python -c 'import django' 2>/dev/null || return 0
  if [ -n "${DISABLE_COLLECTSTATIC:-}" ]; then
    detail "Static files are not collected: DISABLE_COLLECTSTATIC is set"
    return
  fi
  if ! PATH=/app/.venv/bin:$PATH python "$manage" help --commands >"$log" 2>&1 || grep -qx collectstatic "$log"; then
    heading "Collecting static files"
    PATH=/app/.venv/bin:$PATH logged python "$manage" collectstatic --noinput || explain_collectstatic
  else
    detail "No static files to collect: django.contrib.staticfiles is not among the INSTALLED_APPS"
  fi
}

explain_collectstatic() {
  local off="or turn it off with the config var DISABLE_COLLECTSTATIC=1."
  if said 'without having set the STATIC_ROOT'; then
    fail "Django's settings have no STATIC_ROOT, the folder that static files are collected in." \
      "Write  STATIC_ROOT = BASE_DIR / \"staticfiles\"  into them, $off"
  elif said 'SECRET_KEY setting must not be empty|KeyError|UndefinedValueError|Set the .* environment variable'; then
    fail "Django's settings need a config var that is not set (see above)." "Set it, then push again; $off"
  fi
  fail "manage.py collectstatic failed (see above)." "Fix it, commit and push again, $off"
}

write_profile() {
  mkdir -p .profile.d
  cp "$pack/lib/profile.sh" .profile.d/000-python.sh
  printf 'export PATH="/app/.venv/bin:$PATH"\n' >"$pack/export"
  if grep -qsE '^[A-Za-z0-9_-]+:.*\b(uv|poetry|pipenv) run\b' Procfile; then
    warn "The Procfile calls uv, poetry or pipenv, which are there only while building: the environment is active already," \
      "so  web: gunicorn …  is enough."
  fi
}
