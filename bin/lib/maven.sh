# Maven, on JDK 25 (Spotless and Error Prone need Maven itself on it), as the person who called: what it
# fetches and builds is theirs.

# A minute's work: the JVM's second compiler would take nearly as much CPU again as it.
mvn25() {
  (cd "$root" && as_caller env JAVA_HOME="$PAAS_JAVA_HOME" MAVEN_OPTS="-XX:TieredStopAtLevel=1 ${MAVEN_OPTS:-}" mvn -B -ntp --color never "$@")
}
