# shellcheck shell=bash
# Repositories that hold several languages: the Procfile's web process tells which one serves.

served_by_another() {
  [ -f "$1/Procfile" ] &&
    grep -qE '^web:[[:space:]]*(node|npm|npx|yarn|pnpm|bun|python[0-9.]*|gunicorn|uvicorn|hypercorn|daphne|flask|bundle|rails|puma|rackup|ruby|php|vendor/bin/heroku-php[^[:space:]]*)([[:space:]]|$)' \
      "$1/Procfile"
}
