# shellcheck shell=bash
# Gradle builds, by the app's own wrapper: it brings the Gradle that the app was written for.

build_with_gradle() {
  local task options
  [ -f gradlew ] && [ -f gradle/wrapper/gradle-wrapper.properties ] && [ -f gradle/wrapper/gradle-wrapper.jar ] ||
    fail "This Gradle app has no complete wrapper (gradlew, gradle/wrapper/gradle-wrapper.jar and .properties)." \
      "Run gradle wrapper, commit these files (git add -f gradle/wrapper/gradle-wrapper.jar) and push again."
  if head -n 1 gradlew | grep -q $'\r'; then
    warn "gradlew has Windows line ends: they are removed (write 'gradlew text eol=lf' into .gitattributes)"
    sed -i 's/\r$//' gradlew
  fi
  chmod +x gradlew
  gradle_mirror
  say_unlocked_gradle
  read -ra task <<<"${GRADLE_TASK:-$(gradle_task)}"
  read -ra options <<<"${GRADLE_CUSTOM_OPTS:-}"
  export GRADLE_USER_HOME=$cache/gradle
  heading "Building with the Gradle wrapper"
  detail "gradlew ${task[*]}"
  ./gradlew --no-daemon --console=plain "${options[@]}" "${task[@]}" 2>&1 | tee "$log" | indent || explain_gradle
}

# An app's own `stage` task is what it wants to be built by.
gradle_task() {
  if cat build.gradle build.gradle.kts 2>/dev/null | grep -qE "task[[:space:]]+stage|(register|create|named)(<[^>]*>)?\(['\"]stage['\"]|\"stage\""; then
    echo stage
  else
    echo build -x test
  fi
}

# GRADLE_DISTRIBUTION_MIRROR: a folder of Gradle's archives, where its own server is out of reach.
gradle_mirror() {
  local properties=gradle/wrapper/gradle-wrapper.properties url
  url=$(sed -n 's/^distributionUrl=//p' "$properties" | tail -n 1)
  distribution=${url//\\/}
  [ -n "${GRADLE_DISTRIBUTION_MIRROR:-}" ] || return 0
  distribution=${GRADLE_DISTRIBUTION_MIRROR%/}/${distribution##*/}
  { grep -v '^distributionUrl=' "$properties"; echo "distributionUrl=${distribution//:/\\:}"; } >/tmp/gradle-wrapper.properties
  cat /tmp/gradle-wrapper.properties >"$properties"
}

say_unlocked_gradle() {
  [ -z "$(find . -name gradle.lockfile -print -quit)" ] || return 0
  if grep -rqE --include='*.gradle' --include='*.gradle.kts' "['\"][^'\"]+:[^'\"]+:([0-9.]*\+|latest\.[a-z]+)['\"]" .; then
    warn "Some dependencies have no exact version, so builds may differ: name one, or lock them (gradle dependencies --write-locks)"
  fi
}

explain_gradle() {
  if grep -qE '^(Exception in thread "main" )?(java\.net\.(UnknownHost|Connect|NoRouteToHost|SocketTimeout)Exception|javax\.net\.ssl|java\.io\.IOException: Downloading|java\.lang\.RuntimeException: Timeout)' "$log"; then
    fail "Gradle itself could not be fetched from $distribution." \
      "Builds must reach that server; or name one that has the archive: paas config:set GRADLE_DISTRIBUTION_MIRROR=URL"
  elif grep -q 'PKIX path building failed' "$log"; then
    fail "A repository's certificate is not trusted (see above)." \
      "Give its certificate authority to the platform (PAAS_EXTRA_CA, then bin/up), and push again."
  elif grep -qE 'Unsupported class file major version|incompatible with (Java|JVM)' "$log"; then
    fail "This Gradle does not run on Java $major (see above)." \
      "Use a newer wrapper (gradlew wrapper --gradle-version …), or another java.runtime.version in system.properties."
  fi
  fail "The Gradle build failed (see above)." "Fix it (./gradlew ${task[*]} shows it on your machine), commit and push again."
}
