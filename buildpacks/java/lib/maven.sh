# shellcheck shell=bash
# Maven builds: the app's own wrapper where it has one, a local repository that is kept between builds.

build_with_maven() {
  local maven goals options settings=()
  if has_maven_wrapper; then
    maven=$(maven_wrapper) || exit 1
    export MAVEN_USER_HOME=$cache/maven-wrapper
    heading "Building with the Maven wrapper"
  else
    need_runtime maven "$(wanted_maven)"
    maven=$runtime/maven/bin/mvn
    chmod +x "$maven" 2>/dev/null
    heading "Building with Maven $("$maven" -B --version | sed -n '1s/^Apache Maven \([^ ]*\).*/\1/p')"
  fi
  read -ra goals <<<"${MAVEN_CUSTOM_GOALS:-clean install}"
  read -ra options <<<"${MAVEN_CUSTOM_OPTS:--DskipTests}"
  maven_settings
  say_unlocked_maven
  export MAVEN_OPTS="-XX:MaxRAMPercentage=50 -XX:TieredStopAtLevel=1 ${MAVEN_OPTS:-}"
  detail "mvn ${options[*]} ${goals[*]}"
  "$maven" -B -ntp -Daether.dependencyCollector.impl=bf "${settings[@]}" "-Dmaven.repo.local=$cache/repository" "$(output_timestamp)" "${options[@]}" "${goals[@]}" \
    2>&1 | tee "$log" | indent || explain_maven
  leave_out_maven_state
}

maven_wrapper() {
  if head -n 1 mvnw | grep -q $'\r'; then
    warn "mvnw has Windows line ends: they are removed (write 'mvnw text eol=lf' into .gitattributes)" >&2
    sed -i 's/\r$//' mvnw
  fi
  chmod +x mvnw
  echo ./mvnw
}

# The app's settings.xml as elsewhere; below them, as global ones, the mirror that MAVEN_MIRROR names.
maven_settings() {
  if [ -n "${MAVEN_SETTINGS_PATH:-}" ]; then
    [ -f "$MAVEN_SETTINGS_PATH" ] ||
      fail "MAVEN_SETTINGS_PATH names $MAVEN_SETTINGS_PATH, which is not in the repository." "Commit it, or correct the config var."
    settings+=(-s "$MAVEN_SETTINGS_PATH")
  elif [ -n "${MAVEN_SETTINGS_URL:-}" ]; then
    curl -fsSL --retry 2 --max-time 60 -o /tmp/maven-settings.xml "$MAVEN_SETTINGS_URL" ||
      fail "The settings at MAVEN_SETTINGS_URL could not be fetched (see above)." "Correct the config var, then push again."
    settings+=(-s /tmp/maven-settings.xml)
  elif [ -f settings.xml ]; then
    settings+=(-s settings.xml)
  fi
  [ -n "${MAVEN_MIRROR:-}" ] || return 0
  export MVNW_REPOURL=${MVNW_REPOURL:-${MAVEN_MIRROR%/}}
  cat >/tmp/maven-mirror.xml <<XML
<settings><mirrors><mirror><id>mirror</id><mirrorOf>central</mirrorOf><url>$(xml_text "$MAVEN_MIRROR")</url></mirror></mirrors></settings>
XML
  settings+=(-gs /tmp/maven-mirror.xml)
}

xml_text() { printf '%s' "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'; }

# Maven has no lock file: versions that may change from build to build are named.
say_unlocked_maven() {
  local loose
  loose=$(find . -name pom.xml -not -path '*/target/*' -exec awk '
    /<(dependency|plugin|parent)>/ { inside = 1 } /<\/(dependency|plugin|parent)>/ { inside = 0 }
    inside && match($0, /<artifactId>[^<]*/) { name = substr($0, RSTART + 12, RLENGTH - 12) }
    inside && match($0, /<version>[^<]*/) {
      version = substr($0, RSTART + 9, RLENGTH - 9)
      if (version ~ /^[[(]|SNAPSHOT$|^(LATEST|RELEASE)$/) print name " " version
    }' {} + | sort -u | head -n 5 | paste -sd';')
  [ -z "$loose" ] || warn "Versions that may change from build to build: ${loose//;/, } (name exact ones in pom.xml)"
}

# Archives carry the time of the newest file of the source: the same commit gives the same bytes.
output_timestamp() {
  local newest
  newest=$(find . -type f -printf '%T@\n' | sort -n | tail -n 1)
  if grep -q '<project.build.outputTimestamp>' pom.xml || [ "${newest%.*}" -lt 315532802 ]; then
    echo -Dpaas.build=true
  else
    echo "-Dproject.build.outputTimestamp=$(date -u -d "@${newest%.*}" +%Y-%m-%dT%H:%M:%SZ)"
  fi
}

explain_maven() {
  if grep -q 'PKIX path building failed' "$log"; then
    fail "A repository's certificate is not trusted (see above)." \
      "Give its certificate authority to the platform (PAAS_EXTRA_CA, then bin/up), and push again."
  elif grep -qE 'invalid target release|release version [0-9]+ not supported|class file has wrong version' "$log"; then
    fail "The code needs a newer Java than $major." "Put java.runtime.version=25 into system.properties, commit and push again."
  elif grep -qE 'Could not (transfer|find|resolve)|Failed to fetch|Could not connect|cannot download' "$log"; then
    fail "Maven could not get something that the build needs (see above)." \
      "Is it in the repositories that pom.xml names, and do builds reach them? A mirror: paas config:set MAVEN_MIRROR=URL"
  fi
  fail "The Maven build failed (see above)." "Fix it (mvn ${options[*]} ${goals[*]} shows it on your machine), commit and push again."
}

# What Maven notes for itself beside the result differs from build to build.
leave_out_maven_state() {
  find . -path ./node_modules -prune -o -type d -path '*/target/*' \( -name maven-status -o -name maven-archiver -o \
    -name surefire-reports -o -name test-classes -o -name generated-test-sources \) -prune -exec rm -rf {} +
  find . -path '*/target/*.jar.original' -delete
}
