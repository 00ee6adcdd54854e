# What the machine must have, installed where it is missing.

# bash, coreutils, util-linux and the like are taken for granted.
ensure_build_tools() {
  need_command curl curl
  need_command git git
  need_command perl perl-base
  need_command mvn maven
  need_jdk25
  install_wanted_packages
  ensure_jdk25
}

# Volumes are file systems of their own, which only root can mount. debootstrap makes the stack image's base where no image registry answers.
ensure_engine() {
  need_docker_engine
  need_iptables
  need_command debootstrap debootstrap
  if am_root; then need_command mkfs.ext4 e2fsprogs; fi
  install_wanted_packages
  ensure_docker_answers
}

# Tests make their tiny images of busybox, and our own scripts are checked like our Java.
ensure_test_tools() {
  need_command busybox busybox-static
  need_command shellcheck shellcheck
  need_command pebble pebble
  need_command faketime faketime
  need_command dig bind9-dnsutils
  install_wanted_packages
  ensure_name_server
}
