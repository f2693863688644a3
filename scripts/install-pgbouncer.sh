#!/usr/bin/env bash
# Builds PgBouncer into node_modules/.cache, for test/operations: Debian 12's is 1.18, which keeps no prepared statements. The source is that of
# Debian 13. Needs gcc, make, pkg-config, libevent-dev and libssl-dev; takes a minute. Prints the program's path.
set -euo pipefail
cd "$(dirname "$0")/.."

VERSION=1.24.1
SHA256=da72a3aba13072876d055a3e58dd4aba4a5de4ed6148e73033185245598fd3e0
SOURCE=http://deb.debian.org/debian/pool/main/p/pgbouncer/pgbouncer_$VERSION.orig.tar.gz
program="$PWD/node_modules/.cache/pgbouncer-$VERSION/pgbouncer"

if [ ! -x "$program" ]; then
  draft=$(mktemp -d)
  trap 'rm -rf "$draft"' EXIT
  curl --silent --show-error --fail --max-time 120 --output "$draft/source.tar.gz" "$SOURCE"
  printf '%s  %s\n' "$SHA256" "$draft/source.tar.gz" | sha256sum --check --quiet
  mkdir "$draft/source"
  tar xzf "$draft/source.tar.gz" -C "$draft/source" --strip-components=1
  if ! (cd "$draft/source" && ./configure --without-cares && make -j2 pgbouncer) >"$draft/log" 2>&1; then
    tail -n 20 "$draft/log" >&2
    exit 1
  fi
  mkdir -p "$(dirname "$program")"
  mv "$draft/source/pgbouncer" "$program"
fi
printf '%s\n' "$program"
