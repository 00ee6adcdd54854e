# Java at run time: what to run with, how much memory to take, where the database is.
export JAVA_HOME=/app/.jdk PATH=/app/.jdk/bin:$PATH

# The heap grows with the container's memory; threads, classes and code need the rest. Own settings win.
paas_java_memory() {
  local limit megabytes heap
  case " ${JAVA_TOOL_OPTIONS:-} ${JAVA_OPTS:-} ${JDK_JAVA_OPTIONS:-}" in *-Xmx* | *RAMPercentage*) return ;; esac
  limit=$(cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null | head -n 1)
  case $limit in '' | max | *[!0-9]* | ???????????????*) return ;; esac
  megabytes=$((limit / 1048576))
  if [ $megabytes -le 512 ]; then
    heap=$((megabytes * 58 / 100))
  elif [ $megabytes -le 1024 ]; then
    heap=$((megabytes * 65 / 100))
  else
    heap=$((megabytes * 80 / 100))
  fi
  echo "-Xmx${heap}m -Xss512k"
}
JAVA_TOOL_OPTIONS="$(paas_java_memory) ${JAVA_TOOL_OPTIONS:--Dfile.encoding=UTF-8}"
export JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS# }" JAVA_OPTS="${JAVA_OPTS:-}"

# postgres://USER:PASSWORD@HOST/NAME is not what Java's drivers read.
paas_jdbc() {
  local scheme user password rest=${DATABASE_URL#*://}
  case ${DATABASE_URL:-} in
    postgres://*@* | postgresql://*@*) scheme=postgresql ;;
    mysql://*@*) scheme=mysql ;;
    *) return ;;
  esac
  user=${rest%@*} rest=${rest##*@}
  password=${user#*:} user=${user%%:*}
  export JDBC_DATABASE_URL="${JDBC_DATABASE_URL:-jdbc:$scheme://$rest$(case $rest in *\?*) echo '&' ;; *) echo '?' ;; esac)user=$user&password=$password}"
  printf -v user '%b' "${user//%/\\x}"
  printf -v password '%b' "${password//%/\\x}"
  export JDBC_DATABASE_USERNAME="${JDBC_DATABASE_USERNAME:-$user}" JDBC_DATABASE_PASSWORD="${JDBC_DATABASE_PASSWORD:-$password}"
  [ -z "${DISABLE_SPRING_DATASOURCE_URL:-}" ] || return
  export SPRING_DATASOURCE_URL="${SPRING_DATASOURCE_URL:-$JDBC_DATABASE_URL}"
  export SPRING_DATASOURCE_USERNAME="${SPRING_DATASOURCE_USERNAME:-$JDBC_DATABASE_USERNAME}"
  export SPRING_DATASOURCE_PASSWORD="${SPRING_DATASOURCE_PASSWORD:-$JDBC_DATABASE_PASSWORD}"
}
paas_jdbc
unset -f paas_java_memory paas_jdbc
