# shellcheck shell=bash disable=SC2034 # what is set here is for those who source it
# What the app asks for, read from its files alone; nothing of the app runs, nothing is fetched.
source "${BASH_SOURCE[0]%/*}/text.sh"

# Sets node_range (empty: any will do) and node_source, the place that names it.
read_node() {
  local file
  node_range=$(field engines.node)
  node_source="engines.node"
  for file in .node-version .nvmrc; do
    if [ -z "$node_range" ] && [ -f "$file" ]; then
      node_range=$(plain_text "$file" | sed -E 's/#.*//; s/[[:space:]]+//g; /^$/d' | head -n 1)
      node_source=$file
    fi
  done
  node_range=$(range_of "$node_range")
}

# The names that nvm knows, as ranges.
range_of() {
  case ${1,,} in
    v[0-9]*) echo "${1#?}" ;;
    lts | 'lts/*' | lts/-* | node | stable | latest | current | '*' | x) ;;
    lts/erbium) echo 12.x ;;
    lts/fermium) echo 14.x ;;
    lts/gallium) echo 16.x ;;
    lts/hydrogen) echo 18.x ;;
    lts/iron) echo 20.x ;;
    lts/jod) echo 22.x ;;
    lts/krypton) echo 24.x ;;
    *) echo "$1" ;;
  esac
}

# Sets manager (npm, pnpm, yarn or berry, which is yarn from 2 on), lock (its lock file or nothing), manager_request (a
# version range, empty for what is there), manager_sum (ALGORITHM.HEX of packageManager), yarn_path. Where the app
# contradicts itself, sets problem: a cause and an advice.
read_manager() {
  local named kind
  problem=() lock='' manager_request='' manager_sum='' yarn_path=''
  named=$(field packageManager)
  kind=${named%%@*}
  read_lock || return 0
  if [ -n "$kind" ] && [ -n "$manager" ] && [ "$kind" != "$manager" ]; then
    problem=("package.json says packageManager $named, but the lock file is that of $manager: $lock."
      "Commit the lock file of the one that you use and remove the other, then push again.")
    return 0
  fi
  if [ -n "$kind" ]; then
    manager=$kind
    [ "$named" = "$kind" ] || manager_request=${named#*@}
    [ "$manager_request" = "${manager_request%%+*}" ] || manager_sum=${manager_request#*+}
    manager_request=${manager_request%%+*}
  fi
  [ -n "$manager" ] || manager=$(manager_of_engines)
  [ -n "$manager_request" ] || manager_request=$(field "engines.$manager")
  case $manager in
    npm) ;;
    pnpm) [ -n "$manager_request" ] || manager_request=$(pnpm_of_lock) ;;
    yarn) read_yarn ;;
    bun)
      problem=("This app uses Bun (${lock:-packageManager $named}), which this buildpack does not install."
        "Commit a package-lock.json instead of it (npm install --package-lock-only), or build with a Dockerfile.")
      ;;
    *) problem=("package.json asks for an unknown packageManager: $named" "Use npm@VERSION, pnpm@VERSION or yarn@VERSION.") ;;
  esac
}

read_lock() {
  local file kind locks=()
  manager=''
  for file in package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb; do
    [ -f "$file" ] || continue
    kind=${file%%[-.]*}
    case $file in package-lock.json | npm-shrinkwrap.json) kind=npm ;; esac
    [ "$kind" = "$manager" ] || locks+=("$file")
    manager=$kind lock=$file
  done
  if [ ${#locks[@]} -gt 1 ]; then
    problem=("There are lock files of ${#locks[@]} package managers: ${locks[*]}. Only one can be right."
      "Remove those that you do not use (git rm ${locks[0]}, for one), commit and push again.")
    return 1
  fi
}

manager_of_engines() {
  local name
  for name in pnpm yarn; do
    if [ -n "$(field "engines.$name")" ]; then
      echo $name
      return
    fi
  done
  echo npm
}

# The version that reads this lock file, and writes no other format.
pnpm_of_lock() {
  case $(sed -nE "s/^lockfileVersion:[[:space:]]*['\"]?([0-9.]+).*/\1/p" pnpm-lock.yaml 2>/dev/null | head -n 1) in
    5.0 | 5.1 | 5.2 | 5.3) echo 6.x ;;
    5.*) echo 7.x ;;
    6.*) echo 8.x ;;
    *) echo 10.x ;;
  esac
}

read_yarn() {
  local modern=''
  grep -qs '^__metadata:' yarn.lock && modern=yes
  yarn_path=$(sed -nE "s/^yarnPath:[[:space:]]*['\"]?([^'\"[:space:]]+).*/\1/p" .yarnrc.yml 2>/dev/null | head -n 1)
  case $yarn_path in
    '') ;;
    /* | *..*) problem=("yarnPath in .yarnrc.yml leaves the repository: $yarn_path" "Name a file in .yarn/releases.") ;;
    *)
      [ -f "$yarn_path" ] || problem=("yarnPath in .yarnrc.yml names $yarn_path, which is not in the repository."
        "Commit it (git add -f $yarn_path), or remove the line and name the version: corepack use yarn@4")
      ;;
  esac
  case $manager_request in
    1 | 1.* | ^1*) [ -z "$modern" ] || problem=("package.json asks for yarn $manager_request; yarn.lock is of yarn 2 or newer."
      "Name the version that wrote it: corepack use yarn@4, commit and push again.") ;;
    [2-9]* | ^[2-9]*) modern=yes ;;
  esac
  [ -z "$yarn_path" ] || modern=yes
  if [ -n "$modern" ]; then
    manager=berry
    [ -n "$manager_request" ] || manager_request=$(yarn_of_lock)
  else
    [ -n "$manager_request" ] || manager_request=1.x
  fi
}

yarn_of_lock() {
  case $(sed -nE '/^__metadata:/,/^$/s/^[[:space:]]+version: *"?([0-9]+).*/\1/p' yarn.lock 2>/dev/null) in
    4) echo 2.x ;;
    5 | 6 | 7) echo 3.x ;;
    *) echo 4.x ;;
  esac
}

# Lines "NAME REQUEST" of the runtimes that the stack does not have, in the words of RUNTIMES (blanks as _).
runtime_requests() {
  local stack=''
  if [ -z "${borrowed:-}" ] && command -v node >/dev/null && command -v npm >/dev/null; then
    stack=$(version_of_node)
  fi
  if [ -z "$stack" ] || { [ -n "$node_range" ] && ! satisfies "$stack" "$node_range"; }; then
    # What is no range at all is left for compile to refuse.
    [ -z "$stack" ] || [ -z "$node_range" ] || is_range "$node_range" || return 0
    request node "${node_range:-22.x}"
  fi
  case $manager in
    npm) request_npm "$stack" ;;
    pnpm | yarn) request "$manager" "$manager_request" ;;
    berry) [ -n "$yarn_path" ] || request yarn-berry "$manager_request" ;;
  esac
}

# The version of the node on the PATH: its headers say so at once, starting it takes ten times as long.
version_of_node() {
  local node text
  node=$(readlink -f "$(command -v node)")
  text=$(cat "${node%/bin/node}/include/node/node_version.h" 2>/dev/null)
  if [[ $text =~ NODE_MAJOR_VERSION\ ([0-9]+).*NODE_MINOR_VERSION\ ([0-9]+).*NODE_PATCH_VERSION\ ([0-9]+).*NODE_VERSION_IS_RELEASE\ 1 ]]; then
    echo "${BASH_REMATCH[1]}.${BASH_REMATCH[2]}.${BASH_REMATCH[3]}"
  else
    node=$(node --version)
    echo "${node#v}"
  fi
}

# npm is the stack's, unless the app wants another, or a Node.js too old for it.
request_npm() {
  local wanted=$manager_request
  if [ -z "$1" ]; then
    wanted=${wanted:-10.x}
  elif [ -z "$wanted" ] && [ -n "$node_range" ]; then
    case $(lowest_major "$node_range") in
      [0-9] | 10 | 11) wanted=6.x ;;
      1[2-7]) wanted=8.x ;;
    esac
  fi
  if [ -n "$wanted" ] && { [ -z "$1" ] || ! satisfies "$(npm --version)" "$wanted"; }; then
    request npm "$wanted"
  fi
}

# Nothing where it does not go into one word of 64 characters.
request() {
  local word=${2//[[:space:]]/_}
  [ ${#word} -le 64 ] || word=${word//_||_/||}
  if [[ $word =~ ^[A-Za-z0-9._^~\<\>=*|+-]{1,64}$ ]]; then
    echo "$1 $word"
  fi
}

# Evaluates an expression of npm's own semver: semver EXPRESSION ARGUMENT...
semver() {
  local expression=$1 npm
  shift
  npm=$(dirname "$(readlink -f "$(command -v npm)")")/..
  node -e "try { console.log(require(process.argv.splice(1, 1)[0]).$expression) } catch { console.log('') }" \
    -- "$npm/node_modules/semver" "$@"
}

# Ranges that are one version or one series need no semver: starting Node.js takes longer than all the rest.
one_series='^\^?([0-9]+)(\.([0-9]+|x|\*)){0,2}$'

is_range() { [[ $1 =~ $one_series ]] || [ "$(semver 'validRange(process.argv[1]) !== null' "$1")" = true ]; }

lowest_major() {
  if [[ $1 =~ $one_series ]]; then echo "${BASH_REMATCH[1]}"; else semver 'minVersion(process.argv[1]).major' "$1"; fi
}

# Whether version $1 satisfies range $2; the usual ranges are plain without asking.
satisfies() {
  local major=${1%%.*}
  case $2 in
    "$1" | "$major" | "$major.x" | "$major.x.x" | "$major.*" | "^$major" | "^$major.0.0" | ">=$major" | ">=$major.0.0") return 0 ;;
  esac
  [ "$(semver 'satisfies(process.argv[1], process.argv[2])' "$1" "$2")" = true ]
}
