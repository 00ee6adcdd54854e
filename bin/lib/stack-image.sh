# The stack image, which every buildpack build and run stands on: made by bin/lib/stack.sh, which
# shows its own progress and is silent when there is nothing to do.

ensure_stack_image() {
  [ -e "$root/bin/lib/stack.sh" ] || return 0
  bash "$root/bin/lib/stack.sh" 9>&- || fail "The stack image is missing, so no buildpack app could be built. See above, then run this again."
}
