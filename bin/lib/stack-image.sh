# The stack image, which every buildpack build and run stands on: made by bin/lib/stack.sh.

ensure_stack_image() {
  [ -x "$root/bin/lib/stack.sh" ] || return 0
  step "Making sure of the stack image (made at the first time: some minutes)" "$root/bin/lib/stack.sh"
}
