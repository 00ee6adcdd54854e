# What every benchmark needs: a clock, medians, a table, and goals that decide the exit code.

samples=$(mktemp -d "${TMPDIR:-/tmp}/paas-bench.XXXXXX")
missed=0

# Milliseconds since the epoch, with three decimals.
now_ms() {
  local micros=${EPOCHREALTIME/[.,]/}
  echo "${micros:0:-3}.${micros: -3}"
}

# record NAME FIGURE: one sample more.
record() { echo "$2" >>"$samples/$1"; }

# time_of NAME COMMAND…: runs it with its output away; how long it took is one sample more. A failure ends all.
time_of() {
  local name=$1 begun
  shift
  begun=$(now_ms)
  "$@" >/dev/null 2>"$samples/.errors" || { cat "$samples/.errors" >&2; fail "$* failed (exit $?), so there is nothing to measure."; }
  record_since "$name" "$begun"
}

record_since() { record "$1" "$(awk -v a="$2" -v b="$(now_ms)" 'BEGIN { printf "%.1f", b - a }')"; }

median() { sorted "$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# ratio A B: of their medians.
ratio() { awk -v a="$(median "$1")" -v b="$(median "$2")" 'BEGIN { printf "%.2f", a / b }'; }

sorted() { sort -n "$samples/$1"; }

# After the first, warming round.
forget_samples() { rm -f "$samples"/*; }

# table UNIT NAME…: medians with their spread.
table() {
  local unit=$1 name
  shift
  printf '%-44s %10s %10s %10s %4s\n' "$unit" median least most n
  for name in "$@"; do
    printf '%-44s %10.1f %10.1f %10.1f %4d\n' "$name" "$(median "$name")" "$(sorted "$name" | head -n 1)" \
      "$(sorted "$name" | tail -n 1)" "$(sorted "$name" | wc -l)"
  done
}

# goal NAME FIGURE OPERATOR BOUND: the figure may carry its unit in the name.
goal() {
  local verdict
  verdict=$(awk -v f="$2" -v o="$3" -v b="$4" 'BEGIN { print (o == "<=" ? f <= b : f >= b) ? "ok" : "short" }')
  echo "goal $1: $2 $3 $4 $verdict"
  [ "$verdict" = ok ] || missed=1
}

# Last words of a benchmark: its exit code says whether all goals hold.
end_of_goals() {
  rm -rf "$samples"
  exit "$missed"
}
