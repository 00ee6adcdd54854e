# The floor of a deploy: what the engine itself takes when somebody hands it the finished files.

# The image that the app runs from now, by its container's label.
running_image() {
  docker ps --filter "label=paas.platform=$(cat "$PAAS_HOME/platform-id")" --format '{{.Image}} {{.ID}}' | head -n 1
}

# code_by_hand ROUND: one layer with the changed file over the running image, loaded, started, asked directly.
code_by_hand() {
  local work image begun
  image=$(running_image)
  image=${image%% *}
  work=$(mktemp -d "$PAAS_HOME/by-hand.XXXXXX")
  mkdir -p "$work/layer/app"
  echo "module.exports = 'by-hand-$1';" >"$work/layer/app/code.js"
  describe_image "$image" "$work"
  begun=$(now_ms)
  load_layer "$work"
  start_and_ask "by-hand:$(basename "$work" | tr '[:upper:]' '[:lower:]')" "by-hand-$1"
  record_since "by hand, layer and start" "$begun"
  docker rm -f "$by_hand" >/dev/null
  docker rmi -f "by-hand:$(basename "$work" | tr '[:upper:]' '[:lower:]')" >/dev/null
  rm -rf "$work"
}

# start_by_hand: a container of the running image, nothing made.
start_by_hand() {
  local image begun
  image=$(running_image)
  begun=$(now_ms)
  start_and_ask "${image%% *}" release
  record_since "by hand, start only" "$begun"
  docker rm -f "$by_hand" >/dev/null
}

# The running image's config and layers, read before the clock starts.
describe_image() {
  docker image inspect --format '{{json .Config}}' "$1" >"$2/config"
  docker image inspect --format '{{json .RootFS.Layers}}' "$1" >"$2/layers"
}

# A docker-archive that holds only the new layer; the engine has the others.
load_layer() {
  local work=$1 diff layers config
  tar -C "$work/layer" --owner=0 --group=0 -cf "$work/layer.tar" app
  diff=sha256:$(sha256sum "$work/layer.tar" | cut -d' ' -f1)
  layers=$(cat "$work/layers")
  config=config.json
  printf '{"architecture":"%s","os":"linux","config":%s,"rootfs":{"type":"layers","diff_ids":%s,"%s"]}}' \
    "$(engine_architecture)" "$(cat "$work/config")" "${layers%]}" "$diff" >"$work/$config"
  printf '[{"Config":"%s","RepoTags":["by-hand:%s"],"Layers":[%s"layer.tar"]}]' "$config" \
    "$(basename "$work" | tr '[:upper:]' '[:lower:]')" "$(tr -cd , <<<"$layers" | sed 's/,/"absent",/g')\"absent\"," >"$work/manifest.json"
  tar -C "$work" -c manifest.json "$config" layer.tar |
    curl -fs -o "$work/answer" --unix-socket "$socket" -H 'Content-Type: application/x-tar' --data-binary @- \
      http://engine/images/load
}

socket=${PAAS_DOCKER_SOCKET:-/var/run/docker.sock}

engine_architecture() {
  case $(uname -m) in x86_64) echo amd64 ;; aarch64) echo arm64 ;; *) uname -m ;; esac
}

# start_and_ask IMAGE WORDS: sets $by_hand to the container; returns at its first answer with the words in it. The
# command is what the running instance has.
start_and_ask() {
  local image=$1 words=$2 running network address
  running=$(running_image)
  network=$(docker inspect --format '{{.HostConfig.NetworkMode}}' "${running##* }")
  by_hand=$(docker create --init --network "$network" -e PORT=5000 -e HOME=/app --entrypoint "$(entrypoint_of "${running##* }")" "$image" \
    "$(command_of "${running##* }")")
  docker start "$by_hand" >/dev/null
  address=$(docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$by_hand")
  until [[ $(curl -fs --max-time 2 "http://$address:5000/" 2>/dev/null) == *"$words"* ]]; do sleep 0.005; done
}

entrypoint_of() { docker inspect --format '{{index .Config.Entrypoint 0}}' "$1"; }

command_of() { docker inspect --format '{{index .Config.Cmd 0}}' "$1"; }
