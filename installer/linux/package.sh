#!/usr/bin/env bash
# Makes every package that this system can make of the current commit, into build/packages. Called by `./dev package`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# Times inside of packages are the commit's, so that whoever builds it gets the same bytes.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH LC_ALL=C TZ=UTC
umask 022

build=build/package
output=build/packages
rm -rf "$build" # nothing of an earlier commit
cmake --preset package >build/package.configure.log 2>&1 || { cat build/package.configure.log; exit 1; }
cmake --build --preset package
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
commit=$(git describe --always --dirty --abbrev=12 --exclude='*')
name=deepscope-$version-linux-$(uname -m)

rm -rf "$output" "$build/tree"
mkdir -p "$output" "$build/tree"
(cd "$build" && cpack >cpack.log 2>&1 || { cat cpack.log; exit 1; })
mv "$build"/*.deb "$output"
mv "$build"/*.rpm "$output" 2>/dev/null || echo "No .rpm: rpmbuild is not installed."

tree=$build/tree/$name
cmake --install "$build" --prefix "$tree" --strip >/dev/null
cp LICENSE "$tree/share/doc/deepscope/LICENSE"
python3 -B installer/linux/bundle.py "$tree" >"$build/bundled.json"
tar -C "$build/tree" --sort=name --format=gnu --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
    --mode=u=rwX,go=rX -cf - "$name" | gzip -n -9 >"$output/$name.tar.gz"

installer=$output/$name-installer.sh
sed "s/@VERSION@/$version/g" installer/linux/install.sh.in >"$installer"
cat "$output/$name.tar.gz" >>"$installer"
chmod 755 "$installer"

python3 -B installer/linux/sbom.py --version "$version" --commit "$commit" --bundled "$build/bundled.json" \
    --program "$build/gui/deepscope" --program "$build/engine/deepscope-cli" "$output"/* \
    >"$build/deepscope.spdx.json"
mv "$build/deepscope.spdx.json" "$output/deepscope-$version.spdx.json"
(cd "$output" && sha256sum -- * >../SHA256SUMS && mv ../SHA256SUMS SHA256SUMS)
ls -l "$output"
