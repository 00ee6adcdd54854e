# The runnable files of one version, away from the clone: a later `git checkout` or `mvn clean` there
# does not pull the rug from under running processes. The copy has the clone's layout, so that every
# script works from either.

# Where versions are kept; tests share one directory among many platforms.
app_dir() { echo "${PAAS_APP_DIR:-$PAAS_HOME/app}"; }

# What this clone's files amount to, by content.
version_hash() {
  {
    jar_sources_hash
    (cd "$root" && find bin/paas* bin/lib buildpacks -type f ! -name '*.pyc' -print0 2>/dev/null | sort -z | xargs -0 sha256sum)
  } | hash_of_input
}

# install_app: $app is the directory of this clone's version afterwards, complete or not there at all.
install_app() {
  app=$(app_dir)/$(version_hash)
  if [ ! -d "$app" ]; then
    package_jars
    step "Installing version $(basename "$app") into $(app_dir)" copy_app "$app"
  fi
}

copy_app() {
  local app=$1 new module
  mkdir -p "$(app_dir)"
  new=$(mktemp -d "$(app_dir)/.new.XXXXXX")
  chmod 755 "$new"
  for module in platform-api router cli; do
    mkdir -p "$new/$module/target"
    cp -p "$root/$module/target/$module-0.1.0.jar" "$new/$module/target/"
    if [ -d "$root/$module/target/lib" ]; then cp -rp "$root/$module/target/lib" "$new/$module/target/"; fi
  done
  mkdir "$new/bin"
  cp -rp "$root"/bin/paas* "$root/bin/lib" "$new/bin/"
  if [ -d "$root/buildpacks" ]; then cp -rp "$root/buildpacks" "$new/"; fi
  chmod -R a+rX,go-w "$new"
  chown -R "$(id -u):$(id -g)" "$new"
  # Before it has its name, which says that it is complete: after a power cut too.
  sync -f "$new"
  mv -T "$new" "$app"
}

# Points `current`, from which the processes are started, at the installed version.
make_app_current() {
  local link=$PAAS_HOME/app/current
  [ "$(readlink "$link" 2>/dev/null)" != "$app" ] || return 0
  mkdir -p "$PAAS_HOME/app"
  ln -sfn "$app" "$link.new"
  mv -T "$link.new" "$link"
}

# Keeps the current version, those that processes run from, the one before, and what is younger than an hour: in a
# shared directory another platform may be about to start from it.
remove_old_versions() {
  local old kept=0
  while IFS= read -r old; do
    if [ "$old" = "$app" ] || is_in_use "$old"; then continue; fi
    kept=$((kept + 1))
    if [ "$kept" -gt 1 ] && [ -z "$(find "$old" -maxdepth 0 -mmin -60)" ]; then rm -rf "$old"; fi
  done < <(ls -dt "$(app_dir)"/[0-9a-f]* 2>/dev/null)
  # What an interrupted copy left.
  find "$(app_dir)" -maxdepth 1 -name '.new.*' -mmin +60 -exec rm -rf {} +
}

# Our own programs name their version's directory in their command line.
is_in_use() {
  # The name comes by standard input, or grep would find its own command line.
  # shellcheck disable=SC2062 # -f takes standard input, the rest is files
  grep -lqsF -f - /proc/[0-9]*/cmdline <<<"$1/"
}
