# shellcheck shell=bash
# Short files that people write by hand.

# Prints file $1 as plain text: without a byte order mark, without what PowerShell's UTF-16 has between the letters, and
# without carriage returns.
plain_text() { LC_ALL=C tr -d '\000\r\357\273\277\376\377' <"$1"; }
