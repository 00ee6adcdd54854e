# shellcheck shell=bash disable=SC2016 # $PORT is for the shell that starts the app
# How to start the app: Django's project, an ASGI or WSGI object in a file of the usual names, else that file itself.

has() { [ -x ".venv/bin/$1" ]; }

web_command() {
  local project
  project=$(ls -- */wsgi.py 2>/dev/null | head -n 1)
  project=${project%/wsgi.py}
  if [ -f manage.py ] && [ -n "$project" ] && { has gunicorn || has uvicorn; }; then
    if has gunicorn; then
      echo "gunicorn --bind 0.0.0.0:\$PORT $project.wsgi"
    else
      echo "uvicorn --host 0.0.0.0 --port \$PORT $project.asgi:application"
    fi
  elif [ -f manage.py ]; then
    echo 'python3 manage.py runserver 0.0.0.0:$PORT'
  else
    file_command
  fi
}

quoted() { case $1 in *'('*) echo "'$1'" ;; *) echo "$1" ;; esac; }

file_command() {
  local file object
  for file in app.py main.py wsgi.py asgi.py server.py; do
    [ -f $file ] || continue
    object=$(object_in $file)
    if [ -n "$object" ] && is_asgi $file && has uvicorn; then
      echo "uvicorn --host 0.0.0.0 --port \$PORT $(quoted "${file%.py}:$object")"
    elif [ -n "$object" ] && ! is_asgi $file && has gunicorn; then
      echo "gunicorn --bind 0.0.0.0:\$PORT $(quoted "${file%.py}:$object")"
    else
      echo "python3 $file"
    fi
    return
  done
}

# The name at the left margin that holds the application.
object_in() {
  local name
  for name in app application; do
    if grep -qE "^${name}[[:space:]]*(:[^=]+)?=|^from .* import (.*[ ,])?${name}\b" "$1"; then
      echo $name
      return
    fi
  done
  if grep -qE '^def create_app\(\)' "$1"; then
    echo 'create_app()'
  fi
}

is_asgi() { grep -qiE '^(from|import) +(fastapi|starlette|litestar|quart|blacksheep|sanic)\b' "$1"; }
