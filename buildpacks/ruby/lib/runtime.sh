# shellcheck shell=bash
# Ruby itself: Debian's packages, moved to /app/.rb. Its library knows its folders by names that were compiled in; the
# new ones have the same length, so they are replaced in place.

readonly RUBY_SERIES=3.3

# What an app needs: the series, and the gems of its lock file that are made against C libraries, in 64 characters.
ruby_request() {
  local request="$RUBY_SERIES.*" gem
  for gem in $(sed -nE 's/^    ([a-z0-9_-]+) \(.*/\1/p' "$1/Gemfile.lock" 2>/dev/null | LC_ALL=C sort -u); do
    if [ -n "$(library_of "$gem")" ] && [ $((${#request} + ${#gem})) -lt 64 ]; then
      request+=+$gem
    fi
  done
  echo "$request"
}

# The Debian package that a gem is compiled against, or loads.
library_of() {
  case $1 in
    charlock_holmes) echo libicu-dev ;;
    curb) echo libcurl4-openssl-dev ;;
    ffi) echo libffi-dev ;;
    mysql2) echo default-libmysqlclient-dev ;;
    openssl) echo libssl-dev ;;
    pg) echo libpq-dev ;;
    rmagick) echo libmagickwand-dev ;;
    ruby-vips) echo libvips42t64 ;;
    sqlite3) echo libsqlite3-dev ;;
    tiny_tds) echo freetds-dev ;;
  esac
}

# install_ruby REQUEST FOLDER: fills FOLDER with bin, ruby, include and the system's own library folder.
install_ruby() {
  local request=$1 dest=$2 gem package packages tree arch
  [[ $request =~ ^3\.3\.\*(\+[a-z0-9_-]+)*$ ]] || fail "There is no Ruby '$request'." "Ruby $RUBY_SERIES is what Debian 13 has."
  packages=("ruby$RUBY_SERIES" "ruby$RUBY_SERIES-dev" ruby-bundler libyaml-dev)
  for gem in $(tr + '\n' <<<"${request#*\*}"); do
    package=$(library_of "$gem")
    [ -n "$package" ] || fail "No C library is known for the gem $gem." "Ask for one of those that bin/runtime names."
    packages+=("$package")
  done
  heading "Installing Ruby $RUBY_SERIES from Debian's packages"
  tree=$(mktemp -d) && DEBS_WITHOUT=$RUBY_UNUSED unpack_debs "$tree" "${packages[@]}"
  arch=$(cd "$tree/usr/lib" && echo *-linux-gnu*)
  mkdir -p "$dest" && mv "$tree"/usr/lib/* "$tree/usr/bin" "$tree/usr/include" "$dest/" && ln -s . "$dest/lib" &&
    move_bundler "$tree" "$dest" && relocate_ruby "$dest" "$arch" && link_libraries "$dest/$arch" ||
    fail "Ruby could not be unpacked." "Push again."
  rm -rf "$tree"
  detail "Ruby $(ruby_here "$dest" "$arch")"
}

# Packages that these ones name, and that nothing here uses.
readonly RUBY_UNUSED='libruby|ruby|rake|ruby-(csv|did-you-mean|net-telnet|ruby2-keywords|rubygems|webrick|xmlrpc)|rubygems-integration|(mysql|mariadb)-common|fonts-.*|.*-doc'

# Debian's newer Bundler, in the place of the one that comes with Ruby.
move_bundler() {
  local from=$1/usr/share/rubygems-integration/all to=$2/ruby/gems/$RUBY_SERIES.0
  rm -rf "$to"/gems/bundler-* "$to"/specifications/default/bundler-* "$2/ruby/$RUBY_SERIES.0"/bundler{,.rb} &&
    mv "$from"/gems/bundler-* "$to/gems/" && mv "$from"/specifications/bundler-* "$to/specifications/"
}

relocate_ruby() {
  local dest=$1 arch=$2 name
  LC_ALL=C sed -i -e 's#/usr/lib/ruby/#/app/.rb/ruby/#g' -e "s#/usr/lib/$arch/ruby/#/app/.rb/$arch/ruby/#g" \
    "$dest/$arch/libruby-$RUBY_SERIES.so.$RUBY_SERIES" || return
  sed -i -e 's#^  TOPDIR = .*#  TOPDIR = "/app/.rb"#' -e 's#CONFIG\["libdir"\] = .*#CONFIG["libdir"] = "$(exec_prefix)"#' \
    -e 's#CONFIG\["RUBY_EXEC_PREFIX"\] = .*#CONFIG["RUBY_EXEC_PREFIX"] = "/app/.rb"#' \
    "$dest/$arch/ruby/$RUBY_SERIES.0/rbconfig.rb" || return
  sed -i '1s#^\#!/usr/bin/ruby.*#\#!/usr/bin/env ruby#' "$dest"/bin/*"$RUBY_SERIES" || return
  grep -rlI /usr/ "$dest"/bin "$dest/$arch/pkgconfig" | xargs -r sed -i -e 's#/usr/\(lib\|include\)#/app/.rb/\1#g' -e 's#^prefix=/usr$#prefix=/app/.rb#'
  for name in "$dest"/bin/*"$RUBY_SERIES"; do
    ln -sf "${name##*/}" "${name%"$RUBY_SERIES"}" || return
  done
  find "$dest" -name '*.a' -delete && 
    rm -rf "$dest/ruby/gems/$RUBY_SERIES.0"/{cache,doc,{gems,specifications,extensions/*/*}/{rbs,typeprof}-*}
}

# A library's link for compilers is in its -dev package, the library itself may be in the stack. Other links to what is
# not here (documentation's fonts) go.
link_libraries() {
  local link target
  find "$1" -maxdepth 1 -name '*.so' -xtype l | while read -r link; do
    target=/usr/lib/${1##*/}/$(readlink "$link")
    [ ! -e "$target" ] || ln -sfn "$target" "$link"
  done
  find "$1/.." -xtype l -delete
}

# The version of a Ruby that is not in its place: asked of its own notes.
ruby_here() {
  sed -nE 's/.*CONFIG\["(MAJOR|MINOR|TEENY)"\] = "([0-9]+)".*/\2/p' "$1/$2/ruby/$RUBY_SERIES.0/rbconfig.rb" | paste -sd.
}

# Sets `runtime` to a folder made by install_ruby: the platform's where there is one, else one in the cache, made anew
# after a week for Debian's security updates.
find_runtime() {
  local request
  if [ -n "${PAAS_RUNTIMES:-}" ]; then
    runtime=$PAAS_RUNTIMES/ruby
    [ -d "$runtime/bin" ] || fail "The platform made no Ruby for this build ($runtime)." "Push again."
    return
  fi
  request=$(ruby_request "$build")
  runtime=$cache/runtime
  if [ "$(cat "$runtime/request" 2>/dev/null)" != "$request" ] || [ -n "$(find "$runtime/request" -mtime +7)" ]; then
    rm -rf "$runtime"
    install_ruby "$request" "$runtime" || exit 1
    echo "$request" >"$runtime/request"
  fi
}

# Ruby runs from /app/.rb: while the app is built this is a link.
use_runtime() {
  local arch
  find_runtime
  ln -sfn "$runtime" /app/.rb || fail "/app/.rb could not be made." "The build needs a writable /app."
  arch=$(cd "$runtime" && echo *-linux-gnu*)
  export PATH=/app/.rb/bin:$PATH LD_LIBRARY_PATH=/app/.rb/$arch CPATH=/app/.rb/include:/app/.rb/include/$arch
  export LIBRARY_PATH=/app/.rb/$arch PKG_CONFIG_PATH=/app/.rb/$arch/pkgconfig
  version=$(ruby -e 'print RUBY_VERSION') || fail "Ruby does not start (see above)." "Push again."
}

# What the app needs of it at run time: all but what compilers read.
copy_runtime() {
  [ "$build" != /app ] || rm -f /app/.rb
  rm -rf .rb && mkdir .rb && cp -a "$runtime"/{bin,ruby,*-linux-gnu*} .rb/ && rm -rf .rb/*/pkgconfig ||
    fail "Ruby could not be copied into the app." "Push again."
  find .rb/*-linux-gnu* -maxdepth 1 -name '*.so' -type l -delete
}
