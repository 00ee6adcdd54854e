# What the programs would refuse at their start is refused here, before anything is done or kept. An empty value is
# one that is not set.

require_sound_settings() {
  require_form PAAS_DOMAIN '[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*' \
    'a hostname, such as apps.example.com'
  require_bind_address
  require_number PAAS_PUBLIC_HTTP_PORT 65535
  require_number PAAS_PUBLIC_HTTPS_PORT 65535
  require_form PAAS_ROUTER_TRANSPORT 'auto|io_uring|epoll' 'auto, io_uring or epoll'
  require_number PAAS_ROUTER_THREADS 256
  require_trusted_proxies
  require_number PAAS_LOG_DAYS 3650
  require_form PAAS_LOG_MB '[2-9][0-9]|[1-9][0-9]{2,4}|100000' 'a number from 20 to 100000'
  require_form PAAS_SCRATCH_MB '6[4-9]|[7-9][0-9]|[1-9][0-9]{2,5}|1000000' 'a number from 64 to 1000000'
  require_number PAAS_MOST_DOMAINS 100000
  require_number PAAS_MOST_APPS 100000
  require_form PAAS_HOST_FIREWALL 'on|off|true|false' 'on or off'
  require_allowed_ports
  require_form PAAS_DATABASE_URL 'jdbc:postgresql:.+' \
    'a JDBC URL of PostgreSQL, such as jdbc:postgresql://db.example.com/paas'
  require_form PAAS_ACME_DIRECTORY 'letsencrypt|letsencrypt-staging|https://[^ ]+' \
    'letsencrypt, letsencrypt-staging or an https:// URL'
  require_file PAAS_ACME_CA
  require_platform_certificate
  require_dns
}

# require_form SETTING PATTERN WORDS: the whole value is as the pattern says; the words say it to a person.
require_form() {
  local value=${!1:-}
  [ -z "$value" ] || [[ $value =~ ^($2)$ ]] || fail "$1 must be $3, not '$value'."
}

# require_number SETTING MOST
require_number() {
  local value=${!1:-}
  [ -n "$value" ] || return 0
  if ! [[ $value =~ ^[1-9][0-9]{0,5}$ ]] || [ "$value" -gt "$2" ]; then
    fail "$1 must be a number from 1 to $2, not '$value'."
  fi
}

require_file() {
  local value=${!1:-}
  [ -n "$value" ] || return 0
  if ! [[ $value == /* ]] || ! [ -f "$value" ] || ! [ -r "$value" ]; then
    fail "$1 must be the absolute path of a file that can be read, not '$value'."
  fi
}

require_bind_address() {
  is_address "$PAAS_HTTP_BIND" ||
    fail "PAAS_HTTP_BIND must be an IP address, such as :: or 0.0.0.0 for all, or 127.0.0.1, not '$PAAS_HTTP_BIND'."
  can_be_bound "$PAAS_HTTP_BIND" ||
    fail "PAAS_HTTP_BIND is '$PAAS_HTTP_BIND', on which this machine cannot listen. Its addresses: $(hostname -I 2>/dev/null)"
}

require_trusted_proxies() {
  local entry entries
  IFS=, read -ra entries <<<"${PAAS_TRUSTED_PROXIES:-}"
  for entry in "${entries[@]}"; do
    entry=${entry#"${entry%%[! ]*}"} entry=${entry%"${entry##*[! ]}"}
    [ -z "$entry" ] || is_block "$entry" ||
      fail "PAAS_TRUSTED_PROXIES must be addresses or blocks of them, such as 10.0.0.5,192.168.0.0/16; '$entry' is neither."
  done
}

require_allowed_ports() {
  local port allowed=${PAAS_HOST_ALLOW:-}
  for port in ${allowed//,/ }; do
    if ! [[ $port =~ ^[1-9][0-9]{0,4}$ ]] || [ "$port" -gt 65535 ]; then
      fail "PAAS_HOST_ALLOW must be ports of this machine, such as 5432,6379; '$port' is none."
    fi
  done
}

require_platform_certificate() {
  if [ -n "${PAAS_PLATFORM_CERT:-}" ] && [ -z "${PAAS_PLATFORM_KEY:-}" ]; then
    fail "PAAS_PLATFORM_CERT needs PAAS_PLATFORM_KEY, the path of its private key."
  fi
  if [ -n "${PAAS_PLATFORM_KEY:-}" ] && [ -z "${PAAS_PLATFORM_CERT:-}" ]; then
    fail "PAAS_PLATFORM_KEY needs PAAS_PLATFORM_CERT, the path of the certificate."
  fi
  require_file PAAS_PLATFORM_CERT
  require_file PAAS_PLATFORM_KEY
}

require_dns() {
  if [ -n "${PAAS_DNS_COMMAND:-}" ] && [ -n "${PAAS_DNS_SERVER:-}" ]; then
    fail "PAAS_DNS_SERVER and PAAS_DNS_COMMAND are both set: records are put in one way. Unset one of them: PAAS_DNS_SERVER= bin/up"
  fi
  require_file PAAS_DNS_COMMAND
  [ -z "${PAAS_DNS_COMMAND:-}" ] || [ -x "$PAAS_DNS_COMMAND" ] ||
    fail "PAAS_DNS_COMMAND must be a program: chmod +x $PAAS_DNS_COMMAND"
  [ -n "${PAAS_DNS_SERVER:-}" ] || return 0
  require_form PAAS_DNS_SERVER '[A-Za-z0-9._-]+(:[0-9]{1,5})?|\[[0-9a-fA-F:.]+\](:[0-9]{1,5})?|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*' \
    'a name server, such as ns1.example.com or 192.0.2.1:53'
  [ -n "${PAAS_DNS_ZONES:-}" ] ||
    fail "PAAS_DNS_SERVER needs PAAS_DNS_ZONES, the zones that it may change, such as example.com,example.org."
  [ -n "${PAAS_DNS_KEY:-}" ] || fail "PAAS_DNS_SERVER needs PAAS_DNS_KEY, the name of the key that updates are signed with."
  [ -n "${PAAS_DNS_SECRET_FILE:-}" ] || fail "PAAS_DNS_SERVER needs PAAS_DNS_SECRET_FILE, the path of the key's secret."
  require_file PAAS_DNS_SECRET_FILE
  require_form PAAS_DNS_ALGORITHM '[Hh][Mm][Aa][Cc]-[Ss][Hh][Aa](1|224|256|384|512)' \
    'hmac-sha256, hmac-sha512, hmac-sha384, hmac-sha224 or hmac-sha1'
}

is_block() {
  local bits=${1#*/}
  is_address "${1%%/*}" || return 1
  [[ $1 == */* ]] || return 0
  [[ $bits =~ ^[0-9]{1,3}$ ]] || return 1
  if [[ $1 == *:* ]]; then [ "$bits" -le 128 ]; else [ "$bits" -le 32 ]; fi
}

is_address() {
  knows_addresses || return 0
  perl -MSocket=AF_INET,AF_INET6,inet_pton -e 'exit !defined inet_pton($ARGV[0] =~ /:/ ? AF_INET6 : AF_INET, $ARGV[0])' -- "$1"
}
