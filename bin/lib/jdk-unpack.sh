# JDK 25 on a Debian older than 13: the packages of Debian 13, unpacked into a directory of their
# own beside the C library that they were linked to. Nothing of it touches the system.

can_unpack_jdk25() {
  have apt-get && have dpkg-deb && [ -n "$(debian_mirror)" ]
}

# Where every platform on this machine, the `paas` command and Maven look for a JDK anyway.
unpacked_jdk_home() {
  if am_root; then echo /usr/lib/jvm/paas-jdk-25; else echo "$HOME/.jdks/paas-jdk-25"; fi
}

# The mirror that this Debian itself uses; empty on anything that is not Debian.
debian_mirror() {
  (. /etc/os-release && [ "${ID:-}" = debian ]) 2>/dev/null || return 0
  # shellcheck disable=SC2016 # apt's own placeholders
  apt-get indextargets --format '$(REPO_URI) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
    awk '$2 == "main" && $1 !~ /security/ { print $1; exit }'
}

# unpack_jdk25_packages HOME: all or nothing, HOME appears by one rename.
unpack_jdk25_packages() {
  local home=$1 work
  mkdir -p "$(dirname "$home")"
  work=$(mktemp -d "$(dirname "$home")/.jdk-25.XXXXXX")
  # shellcheck disable=SC2064 # the name as it is now
  trap "rm -rf '$work'" EXIT
  chmod 755 "$work"
  fetch_trixie_packages "$work" openjdk-25-jdk-headless openjdk-25-jre-headless libc6 libstdc++6 libgcc-s1 zlib1g
  mkdir "$work/root"
  local package
  for package in "$work"/debs/*.deb; do dpkg-deb -x "$package" "$work/root"; done
  assemble_jdk "$work/root" "$work/jdk"
  point_at_own_c_library "$work/jdk" "$home"
  rm -rf "$home"
  mv "$work/jdk" "$home"
  "$home/bin/java" -version
}

# Own lists and cache, so that the system's apt never hears of the newer release.
fetch_trixie_packages() {
  local work=$1
  shift
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/debs" "$work/none"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(debian_mirror) trixie main" >"$work/trixie.list"
  local apt=(apt-get -q -o "Dir::Etc::sourcelist=$work/trixie.list" -o "Dir::Etc::sourceparts=$work/none"
    -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
  "${apt[@]}" update
  (cd "$work/debs" && "${apt[@]}" download "$@")
}

# assemble_jdk ROOT JDK: the JDK's own tree with its links into /etc resolved, and glibc beside it.
assemble_jdk() {
  local root=$1 jdk=$2 link target
  mv "$root"/usr/lib/jvm/java-25-openjdk-* "$jdk"
  while IFS= read -r link; do
    target=$(readlink "$link")
    [ ! -e "$root$target" ] || { rm "$link" && cp -rL "$root$target" "$link"; }
  done < <(find "$jdk" -type l -lname '/etc/java-25-openjdk/*')
  mkdir "$jdk/glibc"
  find "$root" -path '*-linux-gnu/*.so*' -not -path '*/gconv/*' -exec cp -a -t "$jdk/glibc" {} +
  find "$root" -name 'ld-linux-*.so.*' -type f -exec cp -n -t "$jdk/glibc" {} +
}

# point_at_own_c_library JDK HOME: JDK is patched where it stands to run from HOME. jspawnhelper
# counts: without it every process that Java starts would die.
point_at_own_c_library() {
  local jdk=$1 home=$2 program loader
  loader=$(basename "$(find "$jdk/glibc" -name 'ld-linux-*' | head -n 1)")
  for program in "$jdk"/bin/* "$jdk/lib/jspawnhelper"; do
    patchelf --set-interpreter "$home/glibc/$loader" --force-rpath \
      --set-rpath "$home/lib:$home/lib/server:$home/glibc" "$program"
  done
}
