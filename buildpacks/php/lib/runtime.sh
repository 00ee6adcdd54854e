# shellcheck shell=bash
# PHP itself: Debian's packages in /app/.php, found there by its settings. Composer is there only while the app is built.

readonly PHP_SERIES=8.4
# In every app; what their names hide is in package_of.
readonly PHP_USUAL='bcmath curl mbstring mysql opcache pgsql readline sqlite3 xml zip'

# What an app needs: the series, and packages of the extensions that Composer's files name; where those do not go into
# one word of 64 characters, many.
php_request() {
  local request="$PHP_SERIES.*" extension package
  for extension in $(wanted_extensions "$1"); do
    package=$(package_of "$extension")
    case " $PHP_USUAL - " in *" ${package:--} "*) ;; *) request+=+$package ;; esac
  done
  request=$(tr + '\n' <<<"$request" | awk '!seen[$0]++' | paste -sd+)
  [ ${#request} -le 64 ] || request="$PHP_SERIES.*+many"
  echo "$request"
}

# Names of extensions, without ext-, that the app or one of its packages requires.
wanted_extensions() {
  [ -f "$1/composer.json" ] || return 0
  {
    jq -r '.require // {} | keys[]' "$1/composer.json"
    [ ! -f "$1/composer.lock" ] || jq -r '(.platform // {} | if type == "object" then keys[] else empty end), (.packages[]? | .require // {} | keys[])' "$1/composer.lock"
  } 2>/dev/null | tr '[:upper:]' '[:lower:]' | sed -nE 's/^ext-([a-z0-9_]+)$/\1/p' | LC_ALL=C sort -u
}

# The package (less php8.4-) that holds an extension; - where PHP itself does; nothing where Debian has none.
package_of() {
  case $1 in
    calendar | core | ctype | date | exif | ffi | fileinfo | filter | ftp | gettext | hash | iconv | json | libxml | openssl | \
      pcntl | pcre | pdo | phar | posix | random | reflection | session | shmop | sockets | sodium | spl | standard | \
      sysvmsg | sysvsem | sysvshm | tokenizer | zlib) echo - ;;
    dom | simplexml | xml | xmlreader | xmlwriter | xsl) echo xml ;;
    mysqli | mysqlnd | pdo_mysql) echo mysql ;;
    pdo_pgsql) echo pgsql ;;
    pdo_sqlite) echo sqlite3 ;;
    pdo_dblib) echo sybase ;;
    pdo_firebird) echo interbase ;;
    pdo_odbc) echo odbc ;;
    zend-opcache) echo opcache ;;
    *) case " $PHP_USUAL $PHP_OTHERS " in *" $1 "*) echo "$1" ;; esac ;;
  esac
}

PHP_OTHERS='amqp apcu ast bz2 dba ds enchant excimer gd gearman gmagick gmp gnupg igbinary imagick inotify interbase intl
 ldap mailparse maxminddb mcrypt memcache memcached mongodb msgpack oauth odbc pcov pq ps pspell raphf redis rrd smbclient
 snmp soap solr ssh2 stomp sybase tidy uopz uploadprogress uuid xdebug yac yaml zmq zstd'
readonly PHP_OTHERS=${PHP_OTHERS//$'\n'/}
readonly PHP_MANY='amqp apcu bz2 gd gmp igbinary imagick intl ldap maxminddb memcached mongodb msgpack redis soap tidy uuid yaml zstd'

# install_php REQUEST FOLDER: fills FOLDER with bin, lib, ext, conf.d and composer.
install_php() {
  local request=$1 dest=$2 name packages tree names
  [[ $request =~ ^8\.4\.\*(\+[a-z0-9_]+)*$ ]] || fail "There is no PHP '$request'." "PHP $PHP_SERIES is what Debian 13 has."
  names=$(tr + ' ' <<<"${request#*\*}")
  [ "$names" != ' many' ] || names=$PHP_MANY
  packages=("php$PHP_SERIES-cli" "php$PHP_SERIES-fpm" nginx-light composer)
  for name in $PHP_USUAL $names; do
    packages+=("php$PHP_SERIES-$name")
  done
  heading "Installing PHP $PHP_SERIES from Debian's packages"
  tree=$(mktemp -d) && DEBS_WITHOUT=$PHP_UNUSED unpack_debs "$tree" "${packages[@]}"
  mkdir -p "$dest"/{bin,lib,conf.d,composer/bin} && arrange_php "$tree" "$dest" ||
    fail "PHP could not be unpacked." "Push again."
  rm -rf "$tree"
  detail "PHP $(strings_version "$dest")"
}

# Packages that these ones name, and that nothing here uses.
readonly PHP_UNUSED='systemd|libsystemd-shared|ucf|sensible-utils|psmisc|libtext-.*|php-common|shared-mime-info|xdg-user-dirs|fonts-.*|poppler-data|libx11-data|(mysql|mariadb)-common|.*-doc|libglib2.0-data'

arrange_php() {
  local tree=$1 dest=$2 ini name priority
  mv "$tree/usr/bin/php$PHP_SERIES" "$dest/bin/php" && mv "$tree/usr/sbin/php-fpm$PHP_SERIES" "$dest/bin/php-fpm" &&
    mv "$tree"/usr/lib/php/20* "$dest/ext" && mv "$tree/usr/share/php" "$dest/composer/share" &&
    mv "$tree/usr/bin/composer" "$dest/composer/bin/" || return
  [ ! -f "$tree/usr/sbin/nginx" ] || mv "$tree/usr/sbin/nginx" "$dest/bin/"
  find "$tree/usr/lib" -path '*-linux-gnu*' -name '*.so*' \( -type f -o -type l \) -exec mv -t "$dest/lib" {} +
  find "$dest/lib" -xtype l -delete
  for ini in "$tree"/usr/share/php"$PHP_SERIES"-*/*/*.ini "$tree/etc/php/$PHP_SERIES"/mods-available/*.ini; do
    [ -f "$ini" ] || continue
    name=${ini##*/}
    priority=$(sed -nE 's/^; *priority=([0-9]+)$/\1/p' "$ini")
    case $name in *xdebug* | pcov.ini | uopz.ini) continue ;; esac
    cp "$ini" "$dest/conf.d/${priority:-20}-$name" || return
  done
  sed -i 's#/../share/php/#/../share/#' "$dest/composer/bin/composer" &&
    { grep -rl /usr/share/php "$dest/composer" || true; } | xargs -r sed -i 's#/usr/share/php#/app/.php/composer/share#g'
}

strings_version() { LD_LIBRARY_PATH=$1/lib "$1/bin/php" -n -r 'echo PHP_VERSION;'; }

# Sets `runtime` to a folder made by install_php: the platform's where there is one, else one in the cache, made anew
# after a week for Debian's security updates.
find_runtime() {
  local request
  if [ -n "${PAAS_RUNTIMES:-}" ]; then
    runtime=$PAAS_RUNTIMES/php
    [ -d "$runtime/bin" ] || fail "The platform made no PHP for this build ($runtime)." "Push again."
    return
  fi
  request=$(php_request "$build")
  runtime=$cache/runtime
  if [ "$(cat "$runtime/request" 2>/dev/null)" != "$request" ] || [ -n "$(find "$runtime/request" -mtime +7)" ]; then
    rm -rf "$runtime"
    install_php "$request" "$runtime" || exit 1
    echo "$request" >"$runtime/request"
  fi
}

# PHP runs from /app/.php: while the app is built this is a link.
use_runtime() {
  find_runtime
  ln -sfn "$runtime" /app/.php || fail "/app/.php could not be made." "The build needs a writable /app."
  export PATH=/app/.php/bin:$PATH LD_LIBRARY_PATH=/app/.php/lib PHPRC=$pack/lib/php.ini PHP_INI_SCAN_DIR=/app/.php/conf.d
  version=$(php -r 'echo PHP_VERSION;') || fail "PHP does not start (see above)." "Push again."
}

# Ends the build where Composer's files ask for an extension that Debian does not have, and no package stands in for.
check_extensions() {
  local extension missing=
  for extension in $(wanted_extensions .); do
    [ -n "$(package_of "$extension")" ] || jq -es --arg name "ext-$extension" 'any(.[]; (.config.platform // {} | has($name)),
      (.packages[]? | (.provide // {}), (.replace // {}) | has($name)))' composer.json composer.lock >/dev/null 2>&1 ||
      missing+=" ext-$extension"
  done
  [ -z "$missing" ] || fail "composer.json, or a package of composer.lock, requires$missing: Debian 13 has none for PHP $PHP_SERIES." \
    "Require another package; or, where the app runs without it, say so in composer.json: config.platform.ext-…"
}

# What the app needs of it at run time: Composer, and what only Composer uses (intl), stay behind.
copy_runtime() {
  [ "$build" != /app ] || rm -f /app/.php
  rm -rf .php && mkdir .php && cp -a "$runtime"/{bin,lib,ext,conf.d} .php/ || fail "PHP could not be copied into the app." "Push again."
  case "+$(php_request .)+" in
    *+intl+* | *+many+*) ;;
    *) rm -f .php/conf.d/*-intl.ini .php/ext/intl.so .php/lib/libicu* ;;
  esac
}
