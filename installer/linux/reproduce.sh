#!/usr/bin/env bash
# Builds the packages of the current commit again, from a clone in another folder and without a compiler cache, and
# compares them with build/packages byte by byte. Called by `./dev reproduce`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
first=$PWD/build/packages
[ -f "$first/SHA256SUMS" ] || { echo "There is nothing to compare with: run ./dev package first." >&2; exit 2; }
[ -z "$(git status --porcelain)" ] || { echo "The working tree differs from the commit, so packages of it do too." >&2; exit 2; }

# rpmbuild takes no folder with spaces.
second=$(mktemp -d "${TMPDIR:-/tmp}/deepscope-second-build.XXXXXX")
trap 'rm -rf "$second"' EXIT
git clone --quiet --no-local . "$second/source"
CCACHE_DISABLE=1 "$second/source/dev" package >"$second/log" 2>&1 || { tail -n 50 "$second/log"; exit 1; }
if (cd "$second/source/build/packages" && sha256sum --check --quiet "$first/SHA256SUMS"); then
    echo "Both builds of $(git rev-parse --short=12 HEAD) are the same, byte by byte:"
    cat "$first/SHA256SUMS"
else
    rm -rf build/packages.second
    cp -r "$second/source/build/packages" build/packages.second
    echo "They differ; the second build is in build/packages.second (diffoscope shows where)." >&2
    exit 1
fi
