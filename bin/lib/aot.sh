# The AOT caches: made once per version by a short real run of both programs, on a PAAS_HOME and ports
# of their own. A cache halves the start and saves memory; without it everything still works.

ensure_aot_caches() {
  if [ -z "$(in_app aot_refusal paasd)$(in_app aot_refusal paas-router)" ]; then return 0; fi
  optional_step "Making the AOT caches (a short training run)" train_both
}

# The functions of jvm.sh speak of $root's programs; here those are the installed version's.
in_app() {
  local root=$app
  "$@"
}

# Of the router in this tree, for the benchmarks: they measure it as it runs once it is installed.
ensure_router_cache() {
  local app=$root
  if [ -z "$(aot_refusal paas-router)" ]; then return 0; fi
  step "Making the AOT cache of the router (a short training run)" train_router
}

train_both() {
  # shellcheck disable=SC2034 # read by program_jar
  local root=$app home=$PAAS_HOME
  begin_training
  cp "$home/stack.json" "$training"
  PAAS_API_PORT=$(free_port)
  unset PAAS_DATABASE_URL
  start_training paas-router && router_pid=$!
  send_traffic
  # With HTTPS and the settings of this platform it would have a certificate issued by the authority.
  PAAS_HTTPS_PORT=off
  start_training paasd && paasd_pid=$!
  wait_until 120 api_answers
  wait_until 30 router_answers
  exercise
  kill -TERM "$paasd_pid" "$router_pid"
  await_cache "$paasd_pid" paasd
  await_cache "$router_pid" paas-router
}

train_router() {
  begin_training
  start_training paas-router && router_pid=$!
  send_traffic
  kill -TERM "$router_pid"
  await_cache "$router_pid" paas-router
}

begin_training() {
  training=$(mktemp -d "${TMPDIR:-/tmp}/paas-training.XXXXXX")
  trap end_training EXIT
  rm -rf "$app/aot"
  mkdir -p "$app/aot" "$training/router"
  chmod 755 "$app/aot"
  export PAAS_HOME=$training PAAS_HTTP_BIND=127.0.0.1 PAAS_PROXY_PROTOCOL=off PAAS_HOST_FIREWALL=off
  PAAS_HTTP_PORT=$(free_port)
  PAAS_HTTPS_PORT=$(free_port)
  export PAAS_HTTP_PORT PAAS_HTTPS_PORT
  unset PAAS_PUBLIC_HTTP_PORT PAAS_PUBLIC_HTTPS_PORT
}

# await_cache PID NAME: a program that ends by SIGTERM says 143; the cache is written after that, at its exit.
await_cache() {
  wait "$1" || true
  keep_cache "$2"
}

start_training() {
  local heap
  size_heap "$1"
  "$PAAS_JAVA_HOME/bin/java" "${jvm_flags[@]}" "${heap[@]}" "-XX:AOTCacheOutput=$(aot_cache "$1").new" \
    -jar "$(program_jar "$1")" >>"$training/$1.log" 2>&1 &
}

# Through the router to a program that is its instance and its visitors: what the JVM learns of its hot methods is kept
# in the cache (decision 0049).
send_traffic() {
  local store=$training/training.p12
  "$PAAS_JAVA_HOME/bin/keytool" -genkeypair -alias training -keyalg EC -groupname secp256r1 -dname CN=localhost \
    -ext san=dns:localhost -storetype PKCS12 -storepass training -keystore "$store"
  # On some machines localhost is ::1 alone.
  echo "127.0.0.1 localhost" >"$training/hosts"
  "$PAAS_JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    "-Djdk.net.hosts.file=$training/hosts" -cp "$(program_jar paas-router)" paas.router.training.Training "$training/router/router.sock" \
    "$PAAS_HTTP_PORT" "$PAAS_HTTPS_PORT" "$store" 2
}

# What a first day looks like: the API, an app, a page through the router, a git reference listing.
exercise() {
  local token round
  token=$(cat "$training/admin-token")
  for round in 1 2 3 4 5; do
    api_call "$token" account
    api_call "$token" apps
  done
  api_call "$token" apps -d '{"name":"training"}'
  api_call "$token" apps/training/config-vars -X PATCH -d '{"ROUND":"'"$round"'"}'
  for round in config-vars releases formation dynos domains; do api_call "$token" "apps/training/$round"; done
  for round in $(seq 50); do
    ask_router -s -o /dev/null --max-time 5 -H "Host: training.$PAAS_DOMAIN" "http://127.0.0.1:$PAAS_HTTP_PORT/" || true
  done
  git ls-remote "http://x:$token@127.0.0.1:$PAAS_API_PORT/training.git" || true
}

# api_call TOKEN PATH [curl options]: a refusal is no matter in a training.
api_call() {
  local token=$1 path=$2
  shift 2
  curl -s -o /dev/null --max-time 20 -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
    -H 'Accept: application/vnd.heroku+json; version=3' "$@" "$(api_url)/$path" || true
}

# keep_cache NAME: only one that the JVM itself accepts (AOTMode=on makes it refuse to start otherwise).
keep_cache() {
  local cache heap
  cache=$(aot_cache "$1")
  size_heap "$1"
  "$PAAS_JAVA_HOME/bin/java" "${jvm_flags[@]}" "${heap[@]}" -XX:AOTMode=on "-XX:AOTCache=$cache.new" \
    -cp "$(program_jar "$1")" -version
  chmod 644 "$cache.new"
  mv "$cache.new" "$cache"
  aot_stamp "$1" >"$cache.stamp"
  chmod 644 "$cache.stamp"
}

end_training() {
  local status=$?
  kill -KILL "${paasd_pid:-}" "${router_pid:-}" 2>/dev/null || true
  if [ "$status" -ne 0 ]; then tail -n 10 "$training"/*.log; fi
  rm -rf "$training"
  exit "$status"
}
