# What a build is measured against, with the same stack image: npm by itself, an empty container, Docker's builder.

stack_image() { jq -r .image "$PAAS_HOME/stack.json"; }

npm_cache() { echo "paas-bench-npm-$(cat "$PAAS_HOME/platform-id")"; }

forget_npm_cache() {
  docker volume rm -f "$(npm_cache)" >/dev/null
  docker volume create --label "$(label)" "$(npm_cache)" >/dev/null
}

# By it the end of the benchmark finds what was made here.
label() { echo "paas.platform=$(cat "$PAAS_HOME/platform-id")"; }

# in_bare_container COMMAND…: the source on stdin, unpacked into /app, then the command.
in_bare_container() {
  tar -C "$source" --exclude=.git -c . |
    docker run --rm -i --init -v "$(npm_cache):/cache" --label "$(label)" \
      --user 0 -e HOME=/tmp --entrypoint bash "$stack" -c "tar -x -C /app && cd /app && $*"
}

npm_alone() { in_bare_container npm ci --cache /cache --no-audit --no-fund; }

# A code change's floor: npm has nothing to do, and the engine takes one small layer.
bare_container() {
  in_bare_container true
  local work
  work=$(mktemp -d "$PAAS_HOME/layer.XXXXXX")
  mkdir "$work/app"
  cp "$source"/*.js "$work/app"
  tar -C "$work" -c app | docker import --change "LABEL $(label)" - "$(tag layer)"
}

classic_build() {
  cat >"$PAAS_HOME/classic.Dockerfile" <<EOF
FROM $stack
USER 0
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
CMD ["node", "index.js"]
EOF
  DOCKER_BUILDKIT=0 docker build --label "$(label)" -t "$(tag classic)" \
    -f "$PAAS_HOME/classic.Dockerfile" "$source"
}

# Without its image the next build finds no layer to use again.
forget_classic_layers() { docker rmi -f "$(tag classic)" >/dev/null 2>&1 || true; docker image prune -f --filter "label=$(label)" >/dev/null; }

tag() { echo "paas-bench-$(cat "$PAAS_HOME/platform-id"):$1"; }
