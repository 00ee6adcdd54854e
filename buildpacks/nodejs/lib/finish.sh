# shellcheck shell=bash
# What the app finds when it runs, and what a later buildpack finds when it builds.

export_lines() { printf 'export %s\n' "$@"; }

write_profile() {
  mkdir -p .profile.d
  {
    echo 'export NODE_ENV=${NODE_ENV:-production}'
    echo 'export PATH=/app/.node/bin:$PATH:/app/node_modules/.bin'
    [ "$manager" != pnpm ] || export_lines "${pnpm_settings[@]}"
    cat "$pack/lib/concurrency.sh"
  } >.profile.d/000-nodejs.sh
  printf 'export PATH="%s/.node/bin:$PATH:%s/node_modules/.bin"\n' "$build" "$build" >"$pack/export"
}

# A page built by a script has nothing to serve it yet.
hint_static() {
  local folder
  if [ -f Procfile ] || [ -f server.js ] || [ -f index.js ] || [ -n "$(field scripts.start)" ]; then
    return
  fi
  for folder in dist build out public; do
    if [ -f $folder/index.html ]; then
      warn "Nothing starts this app, but there is $folder/index.html. To serve it, have the static buildpack run after" \
        "this one: write the lines  nodejs  and  static  into a file .buildpacks, commit and push again."
      return
    fi
  done
}
