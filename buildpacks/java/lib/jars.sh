# shellcheck shell=bash
# What a build made that can be started, seen from the current folder.

# Prints the jars with a main class; where several are, those that hold their dependencies too, if that leaves any.
runnable_jars() {
  local jar all=() whole=()
  shopt -s nullglob
  for jar in target/*.jar build/libs/*.jar */target/*.jar */build/libs/*.jar; do
    case ${jar##*/} in
      original-* | *-sources.jar | *-javadoc.jar | *-tests.jar | *-plain.jar) continue ;;
    esac
    if manifest "$jar" | grep -q '^Main-Class:'; then
      all+=("$jar")
      case $jar in *-jar-with-dependencies.jar | *-all.jar | *-fat.jar | *-shaded.jar | *-runner.jar | *-exec.jar) whole+=("$jar") ;; esac
    fi
  done
  if [ ${#all[@]} -gt 1 ] && [ ${#whole[@]} -gt 0 ]; then
    all=("${whole[@]}")
  fi
  [ ${#all[@]} -eq 0 ] || printf '%s\n' "${all[@]}"
}

manifest() { unzip -p "$1" META-INF/MANIFEST.MF 2>/dev/null | tr -d '\r'; }

# Prints the command that starts jar $1 on $PORT, as its framework wants to be told.
start_command() {
  local port=
  if manifest "$1" | grep -qE '^Spring-Boot-Version:|org\.springframework\.boot'; then
    port='-Dserver.port=$PORT '
  elif grep -qs 'io\.micronaut' pom.xml build.gradle build.gradle.kts; then
    port='-Dmicronaut.server.port=$PORT '
  fi
  echo "java $port\$JAVA_OPTS -jar $1"
}

# Says what there is to start where no process type follows from it.
say_start() {
  local jars
  [ ! -f Procfile ] && [ ! -f target/quarkus-app/quarkus-run.jar ] || return 0
  jars=$(runnable_jars)
  case $jars in
    '') warn "The build made no jar with a main class: add a Procfile (web: java -cp … MAIN), or set the main class in the jar's manifest" ;;
    *$'\n'*) warn "Several jars can be started (${jars//$'\n'/, }): name one in a Procfile (web: java \$JAVA_OPTS -jar …)" ;;
  esac
}
