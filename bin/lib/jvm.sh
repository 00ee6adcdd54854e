# How the two server processes run: small heaps, and the AOT cache that bin/up made for exactly these jars.

jvm_flags=(
  -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xms32m -XX:+ExitOnOutOfMemoryError
  # A missing or foreign AOT cache would be reported on standard output otherwise.
  -Xlog:disable -Xlog:all=error:stderr
  # What the compiler threads allocated and gave back otherwise stays with the process: 24 MB of 131. A look takes 1 ms.
  -XX:TrimNativeHeapInterval=2000
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
  # Netty follows one buffer in 128 to find leaks; the tests do, and no user is to pay for it.
  -Dio.netty.leakDetection.level=disabled
)

# size_heap NAME: sets `heap`. Packs are received by git (decision 0016); what JGit reads of them needs their indexes in
# the heap. Requests leave nothing but garbage: the larger the young generation is, the fewer pauses there are (0048).
size_heap() {
  case $1 in
    paasd) heap=(-Xmx512m) ;;
    paas-router) heap=(-Xmx256m -XX:NewSize=16m) ;;
  esac
}

program_jar() {
  case $1 in
    paasd) echo "$root/platform-api/target/platform-api-0.1.0.jar" ;;
    paas-router) echo "$root/router/target/router-0.1.0.jar" ;;
  esac
}

aot_cache() { echo "$root/aot/$1.aot"; }

# aot_stamp NAME: changes with whatever would make the JVM refuse the cache: JDK, flags, jars with size and time.
aot_stamp() {
  local jar heap
  jar=$(program_jar "$1")
  size_heap "$1"
  {
    cat "$PAAS_JAVA_HOME/release"
    echo "${jvm_flags[*]} ${heap[*]}"
    stat -c '%n %s %Y' "$jar" "$(dirname "$jar")"/lib/*.jar
  } | sha256sum | cut -c1-16
}

# aot_refusal NAME: why the cache cannot be used; nothing when it can.
aot_refusal() {
  local cache
  cache=$(aot_cache "$1")
  if [ ! -r "$cache" ]; then
    echo "there is none at $cache; bin/up makes it"
  elif [ "$(cat "$cache.stamp" 2>/dev/null)" != "$(aot_stamp "$1")" ]; then
    echo "it was made for another JDK, other flags or other jars; bin/up makes a new one"
  fi
}

# exec_program NAME: replaces this shell by the JVM.
exec_program() {
  local refusal flags heap
  size_heap "$1"
  # The built-in buildpacks of the same version: init systems start programs in /, people anywhere.
  flags=("${jvm_flags[@]}" "${heap[@]}" "-Dpaas.buildpacks=$root/buildpacks")
  refusal=$(aot_refusal "$1")
  if [ -z "$refusal" ]; then
    flags+=("-XX:AOTCache=$(aot_cache "$1")")
    echo "AOT cache used: $(aot_cache "$1")" >&2
  else
    echo "AOT cache not used: $refusal" >&2
  fi
  # shellcheck disable=SC2086 # PAAS_JAVA_OPTS is a list of options
  exec "$PAAS_JAVA_HOME/bin/java" "${flags[@]}" ${PAAS_JAVA_OPTS:-} -jar "$(program_jar "$1")"
}

# run_server NAME SETTINGS-FILE: the whole of bin/paasd and bin/paas-router.
run_server() {
  PAAS_HOME=${PAAS_HOME:-$(default_home)}
  export PAAS_HOME
  read_settings "$PAAS_HOME/$2"
  PAAS_JAVA_HOME=$(find_jdk25) || fail "No JDK 25 here: bin/up finds or installs one."
  [ -r "$(program_jar "$1")" ] || fail "$(program_jar "$1") is missing: bin/up builds it."
  exec_program "$1"
}
