# What a platform has made in the Docker engine, found by the platform's own label, so that nobody else's is touched.

remove_labelled() {
  # What somebody runs of an app's image has its labels too, and is not the platform's.
  docker ps -a --filter "$1" --format '{{.ID}} {{.Label "paas.kind"}}' | awk '$2 != "image" { print $1 }' |
    xargs -r docker rm -f >/dev/null
  remove_networks "$1"
  docker volume ls -q --filter "$1" | xargs -r docker volume rm >/dev/null
  # So has an image that somebody made of an app's, under a name of their own.
  docker images --filter "$1" --format '{{.Repository}} {{.ID}}' | awk '$1 ~ /^(paas-|<none>)/ { print $2 }' | sort -u |
    xargs -r docker rmi -f >/dev/null 2>&1 || true
}

# A container that is on its way out holds its network for a moment; an engine that forgot one holds it until its restart.
remove_networks() {
  local tries=20 why
  until why=$(docker network ls -q --filter "$1" | xargs -r docker network rm 2>&1 >/dev/null); do
    if [ "$((tries -= 1))" -le 0 ]; then
      echo "A network is left: $why" >&2
      return 0
    fi
    sleep 0.5
  done
}
