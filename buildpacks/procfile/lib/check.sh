# shellcheck shell=bash
# Whether a command can start, as far as its first word tells; where it does not tell, silence.

# find_problem COMMAND: prints what is wrong and how to mend it; fails where nothing is known to be.
find_problem() {
  local word
  word=$(first_word "$1")
  case $word in
    '') return 1 ;;
    /app/*) file_problem "${word#/app/}" ;;
    /*) [ ! -x "$word" ] && echo "$word is not on this stack." ;;
    */*) file_problem "${word#./}" ;;
    *) name_problem "$word" ;;
  esac
}

# The program that a command names: what comes after assignments and exec; nothing where a shell's syntax hides it.
first_word() {
  local word -
  set -f
  for word in $(tr -d '\n' <<<"$1" | sed 's/[;&|<>].*//'); do
    case $word in
      exec | env | time | nohup) ;;
      [A-Za-z_]*=*) ;;
      *[\$\`\"\'\(\{\*\?\[\\\!~]* | -*) return ;;
      *)
        echo "$word"
        return
        ;;
    esac
  done
}

# Files may come at boot only where the app has scripts for that.
file_problem() {
  if [ ! -e "$1" ]; then
    [ ! -e .profile ] && [ ! -d .profile.d ] && echo "$1 is not in the repository: commit it (is it in .gitignore?)."
  elif [ -d "$1" ]; then
    echo "$1 is a folder."
  elif [ ! -x "$1" ]; then
    echo "$1 may not be executed: run git update-index --chmod=+x $1 and commit."
  else
    format_problem "$1"
  fi
}

name_problem() {
  if type -t "$1" >/dev/null || [ -x "/app/.local/bin/$1" ]; then
    return 1
  elif [ -f "$1" ]; then
    echo "$1 is a file of the repository, which a shell looks for as ./$1: write that."
  elif [ "$1" = python ]; then
    echo "python is not on this stack: write python3."
  else
    [ ! -e .profile ] && [ ! -d .profile.d ] && echo "$1 is not on this stack: commit it as a file, or use the buildpack that installs it."
  fi
}

# What the first bytes say: another machine's program, or a script whose interpreter is not here.
format_problem() {
  local head machine line interpreter
  head=$(od -An -tx1 -N4 "$1" | tr -d ' ')
  case $head in
    7f454c46)
      machine=$(od -An -tx1 -j18 -N2 "$1" | tr -d ' ')
      case $machine:$(uname -m) in
        3e00:x86_64 | b700:aarch64) return 1 ;;
        *) echo "$1 was built for another processor than this machine's $(uname -m): build it for linux/$(uname -m)." ;;
      esac
      ;;
    cffaedfe | cafebabe | feedfacf) echo "$1 is a macOS program: build it for linux/$(uname -m)." ;;
    4d5a*) echo "$1 is a Windows program: build it for linux/$(uname -m)." ;;
    2321*)
      IFS= read -r line <"$1"
      interpreter=$(first_word "$(sed -E 's/^#![[:space:]]*//; s#^/usr/bin/env +(-S +)?##' <<<"${line%$'\r'}")")
      if [ "$line" != "${line%$'\r'}" ]; then
        echo "$1 has Windows line ends, so its interpreter is not found: save it with Unix ones (in .gitattributes: $1 text eol=lf)."
      elif ! type -t "$interpreter" >/dev/null; then
        echo "$1 wants $interpreter, which is not on this stack: use the buildpack that installs it."
      else
        return 1
      fi
      ;;
    *) return 1 ;;
  esac
}
