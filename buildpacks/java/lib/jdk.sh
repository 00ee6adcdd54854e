# shellcheck shell=bash
# OpenJDK from Debian's packages: jdk/ to build with, jre/ (made by jlink) to run with. Both can be anywhere, and both
# trust what this system trusts.

# Modules of tools that apps do not run.
TOOLS='jdk\.(compiler|jlink|jpackage|jdeps|javadoc|jshell|jconsole|editpad|hotspot\.agent|jartool|jstatd|graal\..*|internal\.(ed|le|md|opt)|internal\.vm\.compiler.*)'

install_jdk() {
  local version=$1 into=$2 unpacked modules
  case " $JDKS " in
    *" $version "*) ;;
    *) fail "The app asks for Java $version; there are ${JDKS// / and }." \
      "Put java.runtime.version=${JDKS%% *} into system.properties: newer Java runs code that is made for older (see the README of the java buildpack)." ;;
  esac
  echo "Installing OpenJDK $version from Debian's packages"
  unpacked=$(mktemp -d)
  DEBS_WITHOUT='ca-certificates-java|java-common|libnspr4|libnss3|libpcsclite1' \
    unpack_debs "$unpacked" "openjdk-$version-jdk-headless" "openjdk-$version-jre-headless" libharfbuzz0b libfreetype6
  make_jdk "$version" "$unpacked" "$into/jdk"
  modules=$("$into/jdk/bin/java" --list-modules | sed 's/@.*//' | grep -vxE "$TOOLS" | paste -sd,)
  # It runs too short for the second compiler to pay.
  "$into/jdk/bin/jlink" -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC --add-modules "$modules" --output "$into/jre" --no-header-files --no-man-pages 2>&1 |
    grep -v incubator
  [ -x "$into/jre/bin/java" ] || fail "jlink could not make the runtime (see above)."
  cp "$into/jdk/lib/security/cacerts" "$into/jre/lib/security/cacerts"
  add_libraries "$unpacked" "$into/jre/lib"
  "$into/jre/bin/java" -Xshare:dump >/dev/null 2>&1
  rm -rf "$unpacked"
}

# Moves the JDK out of what was unpacked: its links into /etc become files, its certificates this system's.
make_jdk() {
  local version=$1 unpacked=$2 jdk=$3 link target
  mkdir -p "${jdk%/*}"
  mv "$unpacked"/usr/lib/jvm/java-"$version"-openjdk-* "$jdk" || fail "Debian's openjdk-$version is not laid out as expected."
  while IFS= read -r link; do
    target=$(readlink "$link")
    rm "$link"
    [ ! -e "$unpacked$target" ] || cp -r "$unpacked$target" "$link"
  done < <(find "$jdk" -type l -lname '/*')
  find "$jdk" -xtype l -delete
  add_libraries "$unpacked" "$jdk/lib"
  "$jdk/bin/java" -XX:TieredStopAtLevel=1 lib/Cacerts.java "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" \
    "$jdk/lib/security/cacerts" || fail "The certificates of this system could not be given to Java (see above)."
}

# What Java draws and reads pictures with: its own libraries look beside themselves first.
add_libraries() {
  local library
  for library in "$1"/usr/lib/*/lib{harfbuzz,freetype,jpeg,lcms2,png16,glib-2.0,graphite2}.so.*; do
    case ${library##*.so.} in *.*) ;; *) cp -L "$library" "$2/" ;; esac
  done
}
