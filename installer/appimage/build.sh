#!/usr/bin/env bash
# An AppImage of the relocatable archive that `./dev package` made. Not run yet: Debian 12 has no appimagetool, and the
# project downloads no program. With the tool in PATH, from the root of the source: installer/appimage/build.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
command -v appimagetool >/dev/null || { echo "appimagetool is needed (https://appimage.github.io)." >&2; exit 2; }
archive=$(echo build/packages/*.tar.gz)
[ -f "$archive" ] || { echo "Run ./dev package first." >&2; exit 2; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/AppDir"
tar -xzf "$archive" -C "$folder/AppDir" --strip-components=1
id=org.deepscope.Deepscope
ln -s "share/applications/$id.desktop" "$folder/AppDir/$id.desktop"
ln -s "share/icons/hicolor/256x256/apps/$id.png" "$folder/AppDir/$id.png"
ln -s bin/deepscope "$folder/AppDir/AppRun"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) appimagetool "$folder/AppDir" "${archive%.tar.gz}.AppImage"
