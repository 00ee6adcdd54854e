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

train_both() {
  # shellcheck disable=SC2034 # read by program_jar
  local root=$app
  training=$(mktemp -d "${TMPDIR:-/tmp}/paas-training.XXXXXX")
  trap end_training EXIT
  rm -rf "$app/aot"
  mkdir -p "$app/aot" "$training/router"
  cp "$PAAS_HOME/stack.json" "$training"
  export PAAS_HOME=$training PAAS_HTTP_BIND=127.0.0.1 PAAS_HTTPS_PORT=off PAAS_HOST_FIREWALL=off
  PAAS_HTTP_PORT=$(free_port)
  PAAS_API_PORT=$(free_port)
  unset PAAS_DATABASE_URL
  start_training paas-router && router_pid=$!
  start_training paasd && paasd_pid=$!
  wait_until 120 api_answers
  wait_until 30 router_answers
  exercise
  kill -TERM "$paasd_pid" "$router_pid"
  # A program that ends by SIGTERM says 143; the cache is written after that, at its exit.
  wait "$paasd_pid" || true
  wait "$router_pid" || true
  keep_cache paasd
  keep_cache paas-router
}

start_training() {
  local heap
  size_heap "$1"
  "$PAAS_JAVA_HOME/bin/java" "${jvm_flags[@]}" "${heap[@]}" "-XX:AOTCacheOutput=$(aot_cache "$1").new" \
    -jar "$(program_jar "$1")" >>"$training/$1.log" 2>&1 &
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
}

end_training() {
  local status=$?
  kill -KILL "${paasd_pid:-}" "${router_pid:-}" 2>/dev/null || true
  if [ "$status" -ne 0 ]; then tail -n 10 "$training"/*.log; fi
  rm -rf "$training"
  exit "$status"
}
