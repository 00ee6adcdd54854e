# shellcheck shell=bash
# Maven itself, from the repository that it takes everything from. (Debian's package would do, but it changes the versions
# of the plugins that a build gets by default.)

install_maven() {
  local version=$1 into=$2 archive
  echo "Installing Maven $version"
  archive=$(maven_repository)/org/apache/maven/apache-maven/$version/apache-maven-$version-bin.tar.gz
  curl -fsSL --retry 2 --max-time "${CURL_TIMEOUT:-180}" -o /tmp/maven.tar.gz "$archive" ||
    fail "There is no Maven $version, or its repository did not answer (see above)." \
      "Name one that there is (maven.version=$MAVEN in system.properties) or none, then push again."
  echo "$(curl -fsSL --retry 2 --max-time 60 "$archive.sha512" | cut -c1-128)  /tmp/maven.tar.gz" | sha512sum -c --status ||
    fail "Maven $version was not downloaded as it should be: its checksum differs." "Push again."
  mkdir "$into/maven"
  tar -C "$into/maven" --strip-components 1 -xzf /tmp/maven.tar.gz || fail "Maven could not be unpacked." "Is the disk full?"
  rm /tmp/maven.tar.gz
}

# MAVEN_MIRROR, else the one that Maven's own first settings name; Debian has these in a small package.
maven_repository() {
  local unpacked url=${MAVEN_MIRROR:-}
  if [ -z "$url" ]; then
    unpacked=$(mktemp -d)
    DEBS_WITHOUT='.*' unpack_debs "$unpacked" libmaven3-core-java >&2
    url=$(unzip -p "$unpacked/usr/share/java/maven3-model-builder.jar" org/apache/maven/model/pom-4.0.0.xml |
      sed -nE 's#.*<url>(https://[^<]*)</url>.*#\1#p' | head -n 1)
    rm -rf "$unpacked"
  fi
  printf '%s\n' "${url%/}"
}
