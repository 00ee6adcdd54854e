# The jars, built only when what they are made of has changed.

build_stamp=target/paas-build.stamp

# One hash over the contents of everything that goes into the jars.
jar_sources_hash() {
  (cd "$root" && find pom.xml ./*/pom.xml ./*/src/main -type f -print0 | sort -z | xargs -0 sha256sum | hash_of_input)
}

hash_of_input() { sha256sum | cut -c1-16; }

jars_are_current() {
  [ "$(cat "$root/$build_stamp" 2>/dev/null)" = "$(jar_sources_hash)" ] || return 1
  local module
  for module in router platform-api cli; do
    [ -e "$root/$module/target/$module-0.1.0.jar" ] || return 1
  done
}

package_jars() {
  jars_are_current && return 0
  step "Building the jars (mvn package; a first build fetches its libraries)" build_jars -Dmaven.test.skip=true
}

# build_jars MAVEN-OPTION…: modules that do not need one another at the same time.
build_jars() {
  local hash
  hash=$(jar_sources_hash)
  # copy-dependencies leaves the jars of former versions behind, and they would be on the class path.
  rm -rf "$root"/router/target/lib "$root"/platform-api/target/lib
  mvn25 -q -T 1C "$@" package || return
  as_caller mkdir -p "$root/target"
  echo "$hash" | as_caller tee "$root/$build_stamp" >/dev/null
}
