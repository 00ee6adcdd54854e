#!/bin/bash
# Makes one shared runtime inside a container of its own: no app's files, no app's cache.
# In:  /tmp/buildpack, /tmp/control (lines: entry, generation, name, request), /runtimes.
# Out: /runtimes/ENTRY/GENERATION/{files,.ready}; or, where that failed and an earlier generation is there, .older with
# that one's name. Exit: 11 it could not be made, 13 there is no place for it.
{
  read -r entry
  read -r generation
  read -r name
  read -r request
} </tmp/control
home=/runtimes/$entry
place=$home/$generation

earlier() {
  local ready
  for ready in "$home"/*/.ready; do
    [ -e "$ready" ] && basename "$(dirname "$ready")"
  done | sort -n | tail -n 1
}

[ ! -e "$place/.ready" ] || exit 0
rm -rf "$place" && mkdir -p "$place/files" || exit 13
cd /tmp/buildpack && chmod +x bin/install-runtime || exit 13
if (exec ./bin/install-runtime "$name" "$request" "$place/files") </dev/null; then
  kill -s KILL -- -1 2>/dev/null
  sync -f "$place" && : >"$place/.ready" || exit 13
  exit 0
fi
older=$(earlier)
rm -rf "$place/files"
[ -n "$older" ] || exit 11
echo " !     A newer $name for $request could not be had; the one that is here is used"
echo "$older" >"$place/.older"
