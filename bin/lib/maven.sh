# Maven, on JDK 25 (Spotless and Error Prone need Maven itself on it).

mvn25() {
  (cd "$root" && JAVA_HOME=$PAAS_JAVA_HOME mvn -B -ntp --color never "$@")
}
