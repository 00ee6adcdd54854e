if [ -d /app/.venv ]; then
  export VIRTUAL_ENV=/app/.venv PATH=/app/.venv/bin:$PATH
elif [ -d /app/.python ]; then
  export PATH=/app/.python/bin:$PATH
fi
export PYTHONUNBUFFERED=${PYTHONUNBUFFERED:-1}
# Only the router can reach an instance: what it says of the client's address and protocol is true.
export FORWARDED_ALLOW_IPS=${FORWARDED_ALLOW_IPS:-*}
# Workers for gunicorn and others: two for each processor and one more, but no more than memory holds at 256 MB each.
if [ -z "${WEB_CONCURRENCY:-}" ]; then
  bytes=$(cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null | head -n 1)
  case $bytes in
    '' | max | *[!0-9]* | ???????????????*) ;;
    *)
      workers=$(($(nproc) * 2 + 1)) most=$(((bytes >> 20) / 256))
      [ $most -ge 1 ] || most=1
      export WEB_CONCURRENCY=$((workers < most ? workers : most))
      ;;
  esac
  unset bytes workers most
fi
