# How many processes an app may fork: one for each WEB_MEMORY megabytes of the memory that the instance may use.
if [ -z "${WEB_CONCURRENCY:-}" ]; then
  bytes=$(cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null | head -n 1)
  case $bytes in
    '' | max | *[!0-9]* | ???????????????*) ;;
    *)
      export MEMORY_AVAILABLE=$((bytes >> 20)) WEB_MEMORY=${WEB_MEMORY:-512}
      export WEB_CONCURRENCY=$((MEMORY_AVAILABLE / WEB_MEMORY > 1 ? MEMORY_AVAILABLE / WEB_MEMORY : 1))
      ;;
  esac
  unset bytes
fi
