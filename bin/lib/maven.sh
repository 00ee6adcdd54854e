# Maven, on JDK 25 (Spotless and Error Prone need Maven itself on it), as the person who called: what it
# fetches and builds is theirs.

mvn25() {
  (cd "$root" && as_caller env JAVA_HOME="$PAAS_JAVA_HOME" mvn -B -ntp --color never "$@")
}
