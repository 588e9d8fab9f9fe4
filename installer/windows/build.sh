#!/usr/bin/env bash
# Cross-compiles everything for Windows and makes its packages, into build/packages-windows: build.sh CACHE
# CACHE keeps the libraries that dependencies.sh builds once. Called by `./dev windows`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
installer/windows/dependencies.sh "$1"
DEEPSCOPE_WINDOWS_PREFIX=$(cd "$1" && pwd)/prefix
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) # times inside of packages are the commit's
export DEEPSCOPE_WINDOWS_PREFIX SOURCE_DATE_EPOCH LC_ALL=C TZ=UTC
umask 022

cmake --preset windows >build/windows.configure.log 2>&1 || { cat build/windows.configure.log; exit 1; }
cmake --build --preset windows
output=build/packages-windows
rm -rf "$output"
mkdir -p "$output"
(cd build/windows && cpack >cpack.log 2>&1 || { cat cpack.log; exit 1; })
mv build/windows/deepscope-*-windows-*.exe "$output"

# The same folder as an archive, for those who may not install.
name=$(basename "$output"/*.exe .exe)
rm -rf build/windows/tree
cmake --install build/windows --prefix "build/windows/tree/$name" --strip >/dev/null
(cd build/windows/tree && find "$name" -type f | sort |
    cmake -E tar cf "../$name.zip" --format=zip --mtime="$(date -d "@$SOURCE_DATE_EPOCH" "+%Y-%m-%d %H:%M:%S UTC")" --files-from=/dev/stdin)
mv "build/windows/$name.zip" "$output"
(cd "$output" && sha256sum -- * >../SHA256SUMS && mv ../SHA256SUMS SHA256SUMS)
ls -l "$output"
