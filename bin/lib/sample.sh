# The sample app, deployed as anybody would: git push, then a request through the router.

sample_name=hello

# The same files give the same commit, so that a second run finds it deployed.
deploy_sample() {
  local work commit
  work=$(mktemp -d "${TMPDIR:-/tmp}/paas-sample.XXXXXX")
  # shellcheck disable=SC2064 # the name as it is now
  trap "rm -rf '$work'" EXIT
  cp -r "$root/docs/examples/hello/." "$work"
  commit=$(commit_sample "$work")
  # One that does not answer may have lost its image, as by bin/down --uninstall: then git has something to push again.
  if [ "$(deployed_commit)" != "$commit" ] || ! wait_until 20 sample_answers; then push_sample "$work"; fi
  rm -rf "$work"
  trap - EXIT
  request_sample
}

commit_sample() {
  local when='2026-01-01T00:00:00Z'
  export GIT_AUTHOR_NAME=paas GIT_AUTHOR_EMAIL=paas@localhost GIT_AUTHOR_DATE=$when
  export GIT_COMMITTER_NAME=paas GIT_COMMITTER_EMAIL=paas@localhost GIT_COMMITTER_DATE=$when
  git -C "$1" init -q -b main
  git -C "$1" add -A
  git -C "$1" -c commit.gpgsign=false commit -q --no-verify -m "Hello"
  git -C "$1" rev-parse HEAD
}

sample_remote() { echo "$(api_url)/$sample_name.git"; }

deployed_commit() {
  sample_git ls-remote "$(sample_remote)" refs/heads/main 2>/dev/null | cut -f1 || true
}

# git finds the token as a user's git does: through `paas git-credential`, never in a URL or an argument.
sample_git() {
  PAAS_URL=$(api_url) PAAS_TOKEN=$(admin_token) GIT_TERMINAL_PROMPT=0 \
    git -c credential.helper= -c credential.helper="!$app/bin/paas git-credential" "$@"
}

push_sample() {
  local started=$EPOCHSECONDS
  say "Deploying the sample app: git push $(sample_remote) main"
  sample_git -C "$1" push --force "$(sample_remote)" main 9>&- ||
    fail "The sample app could not be deployed, see above. Its log: paas logs --app $sample_name"
  note "$(seconds_since "$started") s"
}

request_sample() {
  wait_until 60 sample_answers ||
    fail "$(app_url $sample_name) does not answer through the router. What it says: curl -i -H 'Host: $sample_name.$PAAS_DOMAIN' http://$(router_address):$PAAS_HTTP_PORT/ — and: paas logs --app $sample_name"
}

# The Host header, because not every resolver knows *.localhost.
sample_answers() {
  ask_router -fs -o /dev/null --max-time 10 -H "Host: $sample_name.$PAAS_DOMAIN" "http://$(router_address):$PAAS_HTTP_PORT/"
}

say_what_next() {
  say "$sample_name is live: $(app_url $sample_name)"
  say_first
  cat <<EOF
       next:  paas logs --app $sample_name
              paas config:set GREETING=Welcome --app $sample_name
              paas ps:scale web=2 --app $sample_name
       yours: cd your-app && paas create shop && git push paas main
EOF
}

# What a shell lacks, for which `paas` would be missing or lead elsewhere.
say_first() {
  local first=''
  have paas || first+=" PATH=$PAAS_HOME/app/current/bin:\$PATH"
  paas_leads_here || first+=" PAAS_URL=$(api_url) PAAS_TOKEN=\$(cat $PAAS_HOME/admin-token)"
  [ -z "$first" ] || note "first: export$first"
}
