# shellcheck shell=bash
# Which Java and which Maven an app asks for. Reads files of the current folder only.
source "${BASH_SOURCE[0]%/*}/text.sh"

# What Debian 13 has; the first is for apps that ask for none.
JDKS="21 25"
# For apps that neither bring Maven's wrapper nor name a version.
MAVEN=3.9.16

# A value of system.properties.
property() {
  [ -f system.properties ] || return 0
  plain_text system.properties | sed -nE "s/^[[:space:]]*${1//./\\.}[[:space:]]*[=: ][[:space:]]*([^[:space:]]*).*/\1/p" | tail -n 1
}

# Prints the major version: what system.properties says (21, 21.0.3, openjdk-21, 1.8), else the oldest that there is and
# that the build files do not outrun. What is not a version is printed in one harmless word: installing it will fail.
wanted_jdk() {
  local asked least version
  asked=$(property java.runtime.version)
  if [ -n "$asked" ]; then
    version=${asked#"${asked%%[0-9]*}"}
    version=${version#1.}
    version=${version%%[!0-9]*}
    [ -n "$version" ] || version=$(printf '%s' "$asked" | tr -c 'A-Za-z0-9._-' _)
    printf '%s\n' "${version:0:64}"
    return
  fi
  least=$(least_jdk)
  for version in $JDKS; do
    if [ "$version" -ge "${least:-0}" ]; then
      break
    fi
  done
  [ "$version" -ge "${least:-0}" ] || version=$least
  echo "$version"
}

# The newest Java that pom.xml or the Gradle files compile for, where they say so in the usual places.
least_jdk() {
  {
    sed -nE 's#.*<(java\.version|release|maven\.compiler\.(release|source|target))>[[:space:]]*(1\.)?([0-9]{1,2})[[:space:]]*</.*#\4#p' pom.xml
    sed -nE -e 's#.*JavaLanguageVersion\.of\(["'\'']?([0-9]{1,2})["'\'']?\).*#\1#p' \
      -e 's#.*(source|target)Compatibility[[:space:]]*=[[:space:]]*["'\'']?(JavaVersion\.VERSION_)?([0-9]{1,2})["'\'']?[[:space:]]*$#\3#p' \
      build.gradle build.gradle.kts
  } 2>/dev/null | sort -n | tail -n 1
}

wanted_maven() {
  local asked
  asked=$(property maven.version | tr -c 'A-Za-z0-9._\n-' _)
  printf '%s\n' "${asked:-$MAVEN}" | cut -c1-64
}

uses_maven() { [ -f pom.xml ]; }

has_maven_wrapper() { [ -f mvnw ] && [ -f .mvn/wrapper/maven-wrapper.properties ]; }

# Says which Java is used, and what was asked for where that is not the same.
say_version() {
  local have asked
  have=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")
  asked=$(property java.runtime.version)
  heading "Using OpenJDK $have"
  if [ -z "$asked" ]; then
    detail "No java.runtime.version in system.properties: chosen from ${JDKS// / and } by what the build files ask for"
  elif [[ ${asked#*-} == *.*.* && ${asked#*-} != 1.* && $have != "${asked#*-}"* ]]; then
    warn "system.properties asks for Java $asked; of Java $major there is the newest update, $have, which is used"
  fi
}

# Maven and Gradle never forget a download; we do.
drop_large_cache() {
  local folder
  for folder in repository gradle maven-wrapper; do
    if [ -d "$cache/$folder" ] && [ "$(du -sm "$cache/$folder" | cut -f1)" -gt 2048 ]; then
      rm -rf "${cache:?}/$folder"
    fi
  done
}
