# shellcheck shell=bash disable=SC2034 # what is set here is for those who source it
# What the app asks for, read from its files alone; nothing of the app runs, nothing is fetched.
source "${BASH_SOURCE[0]%/*}/text.sh"

# toml FILE KEY…: the text at that path of tables, or nothing.
toml() {
  python3 -I -c '
import sys, tomllib
try:
    node = tomllib.load(open(sys.argv[1], "rb"))
    for key in sys.argv[2:]:
        node = node[key]
    print("table" if isinstance(node, dict) else node)
except (OSError, ValueError, KeyError, TypeError):
    pass' "$@"
}

# Sets python_wanted (3.12, 3.12.4 or empty) and python_source, the file that names it; or problem.
read_python() {
  local text=''
  python_wanted='' python_source=''
  if [ -f .python-version ]; then
    python_source=.python-version
    text=$(plain_text .python-version | sed -E 's/#.*//; s/[[:space:]]+//g; /^$/d' | head -n 1)
  elif [ -f runtime.txt ]; then
    python_source=runtime.txt
    text=$(plain_text runtime.txt | tr -d '[:space:]')
  elif [ -f Pipfile.lock ]; then
    python_source=Pipfile.lock
    text=$(jq -r '._meta.requires | objects | .python_full_version // .python_version // empty | strings' Pipfile.lock 2>/dev/null)
  fi
  text=${text#cpython-}
  text=${text#python-}
  if [ -z "$text" ] || [ "$text" = 3 ]; then
    python_source=''
  elif [[ $text =~ ^3\.[0-9]{1,2}(\.[0-9]{1,2})?$ ]]; then
    python_wanted=$text
  else
    problem=("$python_source asks for Python \"${text:0:40}\", which this buildpack cannot give."
      "Write a version such as 3.13 into it, commit and push again.")
  fi
}

# Sets manager (pip, uv, poetry, pipenv, project: a package without a lock file, or none), lock and manager_request; or
# problem.
read_manager() {
  local file locks=()
  manager=none lock='' manager_request=''
  for file in uv.lock poetry.lock Pipfile.lock; do
    [ ! -f $file ] || locks+=("$file")
  done
  if [ ${#locks[@]} -gt 1 ]; then
    problem=("There are lock files of ${#locks[@]} package managers: ${locks[*]}. Only one can be right."
      "Remove those that you do not use (git rm ${locks[1]}, for one), commit and push again.")
    return
  fi
  lock=${locks[0]:-}
  case $lock in
    uv.lock) manager=uv ;;
    poetry.lock) manager=poetry ;;
    Pipfile.lock) manager=pipenv ;;
    *) read_unlocked ;;
  esac
  case $manager in
    uv) manager_request=$(toml pyproject.toml tool uv required-version) ;;
    poetry) manager_request=$(toml pyproject.toml tool poetry requires-poetry) ;;
  esac
  if [ -n "$lock" ] && [ $manager != pipenv ] && [ ! -f pyproject.toml ]; then
    problem=("There is $lock, but no pyproject.toml that it belongs to." "Commit pyproject.toml, then push again.")
  elif [ $manager = pipenv ] && [ ! -f Pipfile ]; then
    problem=("There is Pipfile.lock, but no Pipfile that it belongs to." "Commit the Pipfile, then push again.")
  fi
}

read_unlocked() {
  if [ -f requirements.txt ]; then
    manager=pip
  elif [ -f Pipfile ]; then
    manager=pipenv
  elif [ -n "$(toml pyproject.toml tool poetry)" ]; then
    manager=poetry
  elif [ -n "$(toml pyproject.toml tool uv)" ]; then
    manager=uv
  elif [ -n "$(toml pyproject.toml project)" ] || [ -f setup.py ]; then
    manager=project
  fi
}

stack_python() { python3 -c 'import platform; print(platform.python_version())' 2>/dev/null; }

# Whether the stack's version $1 will do: a series is kept up to date by its last digit.
stack_will_do() { [ -z "$python_wanted" ] || [[ $python_wanted. == "${1%.*}".* ]]; }

# The tool's version where the app names none.
tool_request() {
  case $1 in
    uv) echo "==0.13.*" ;;
    poetry) echo "==2.5.*" ;;
    pipenv) echo "==2026.*" ;;
  esac
}

# Lines "NAME REQUEST" of what the stack does not have; commas, which separate conditions, and blanks as _.
runtime_requests() {
  stack_will_do "$(stack_python)" || echo "python $python_wanted"
  case $manager in
    uv | poetry | pipenv) request "$manager" "${manager_request:-$(tool_request "$manager")}" ;;
  esac
}

request() {
  local word=${2//[[:space:]]/}
  word=${word//,/_}
  [[ $word != [0-9]* ]] || word="==$word"
  if [[ $word =~ ^[A-Za-z0-9._^~\<\>=*|+-]{1,64}$ ]]; then
    echo "$1 $word"
  fi
}
