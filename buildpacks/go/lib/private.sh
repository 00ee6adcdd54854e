# shellcheck shell=bash
# Private modules over git: config vars GO_GIT_CRED__HTTPS__GITHUB__COM=TOKEN or USER:TOKEN, as elsewhere.

private_modules() {
  local name host protocol
  while IFS= read -r name; do
    host=${name#GO_GIT_CRED__}
    protocol=${host%%__*}
    host=${host#*__}
    host=${host//__/.}
    detail "Using ${name} for ${host,,}"
    git config --file /tmp/go-gitconfig --add "url.${protocol,,}://${!name}@${host,,}.insteadOf" "${protocol,,}://${host,,}"
    export GIT_CONFIG_GLOBAL=/tmp/go-gitconfig
  done < <(compgen -e | grep -E '^GO_GIT_CRED__HTTPS?__[A-Z0-9_]+$')
}
