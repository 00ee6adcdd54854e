# shellcheck shell=bash
# What is built: the packages that go.mod's comment or the config names, else every main package of the module, or of
# all modules that a go.work at the top uses.

# Sets `packages`.
choose_packages() {
  local named found modules=./... places
  named=${GO_INSTALL_PACKAGE_SPEC:-$(packages_of_comment)}
  if [ -n "$named" ]; then
    read -ra packages <<<"$named"
    return
  fi
  [ -f go.mod ] || modules=$(go list -m -f '{{.Dir}}/...' 2>"$log") || explain_go
  readarray -t places <<<"$modules"
  found=$(go list -find -f '{{if eq .Name "main"}}{{.ImportPath}}{{end}}' "${places[@]}" 2>"$log") || explain_go
  [ -n "$found" ] || fail "There is no main package in this module, so there is nothing to run." \
    "Add one (package main with func main), or name where it is: // +heroku install ./cmd/… in $(top_file)." \
    "Then push again."
  readarray -t packages <<<"$found"
}

packages_of_comment() {
  sed -nE 's#^//[[:space:]]*\+heroku[[:space:]]+install[[:space:]]+(.*)#\1#p' "$(top_file)" | paste -sd' '
}

top_file() { [ -f go.mod ] && echo go.mod || echo go.work; }

build_packages() {
  local before symbols=()
  before=$(mktemp)
  [ -z "${GO_LINKER_SYMBOL:-}" ] || symbols=(-ldflags "-X ${GO_LINKER_SYMBOL}=${GO_LINKER_VALUE:-}")
  heading "Building ${packages[*]}"
  mkdir -p bin
  go build -trimpath -o bin/ "${symbols[@]}" "${packages[@]}" 2>&1 | tee "$log" | indent || explain_go
  made=$(find bin -maxdepth 1 -type f -newer "$before" -perm -u+x -printf '%f\n' | sort)
  rm "$before"
  [ -n "$made" ] || fail "go build made no program of ${packages[*]}." \
    "Name main packages (// +heroku install … in $(top_file), or GO_INSTALL_PACKAGE_SPEC), then push again."
  detail "Programs: ${made//$'\n'/, }"
}

# Programs that the app brings for before and after its build.
run_hook() {
  [ -f "bin/$1" ] || return 0
  heading "Running bin/$1"
  chmod +x "bin/$1"
  "bin/$1" 2>&1 | indent || fail "bin/$1 failed (see above)." "Fix it, commit and push again."
}

explain_go() {
  [ -s "$log" ] && [ "${FUNCNAME[1]}" = choose_packages ] && indent <"$log"
  if grep -qE 'missing go\.sum entry|updates to go\.(mod|sum|work) needed|no required module provides package|go mod tidy' "$log"; then
    fail "go.mod and go.sum do not cover what the code imports (see above)." \
      "Run go mod tidy, commit go.mod and go.sum, and push again."
  elif grep -q 'inconsistent vendoring' "$log"; then
    fail "The vendor folder is out of date with go.mod." "Run go mod vendor, commit the vendor folder and push again."
  elif grep -q 'checksum mismatch' "$log"; then
    fail "A module is not the one that go.sum knows (see above)." "Find out why before you trust it; then go mod tidy."
  elif grep -qE 'terminal prompts disabled|could not read Username|Authentication failed' "$log"; then
    fail "A private module could not be fetched (see above)." \
      "Commit it with go mod vendor, or give access: paas config:set GOPRIVATE=HOST GO_GIT_CRED__HTTPS__HOST=TOKEN (HOST with __ for dots)"
  fi
  fail "The Go build failed (see above)." "Fix it (go build ./... shows it on your machine), commit and push again."
}
