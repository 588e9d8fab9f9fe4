#!/usr/bin/env bash
# Builds for Windows the libraries that Debian has as sources only, once: dependencies.sh FOLDER
# FOLDER/prefix holds the result, FOLDER/sources what Debian's signed index of sources names. Needs no root.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
export DEEPSCOPE_WINDOWS_PREFIX=$folder/prefix
toolchain=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/toolchain.cmake
mkdir -p "$folder/sources" "$DEEPSCOPE_WINDOWS_PREFIX"/{include,lib/pkgconfig}

# once NAME FUNCTION: what was built before stays, unless the host's Qt, whose tools build it, or a recipe has changed.
recipe=$( (dpkg-query -W -f '${source:Version}' qt6-base-dev qt6-svg-dev; cat "${BASH_SOURCE[0]}" "$toolchain") | sha256sum | cut -c1-12)
finished=$folder/done/$recipe
mkdir -p "$finished"
once() {
    [ -e "$finished/$1" ] && return
    echo "Building $1 for Windows ..."
    # Not in a condition, where the shell would go on after a command that fails.
    (set -e; cd "$folder" && "$2") >"$folder/$1.log" 2>&1 &
    if ! wait $!; then
        tail -40 "$folder/$1.log" >&2
        echo "Building $1 failed; all of it stands in $folder/$1.log." >&2
        exit 1
    fi
    touch "$finished/$1"
}

# The system's own list of packages, asked for sources and with an index of its own.
sources_of_system() {
    local file
    mkdir -p "$folder/apt/parts" "$folder/apt/lists/partial"
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -e "$file" ] && sed 's/^Types:.*/Types: deb-src/' "$file" >"$folder/apt/parts/$(basename "$file")"
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -e "$file" ] && sed -n 's/^deb /deb-src /p' "$file" >"$folder/apt/parts/$(basename "$file")"
    done
    apt=(-o "Dir::State::Lists=$folder/apt/lists" -o Dir::Etc::SourceList=/dev/null
        -o "Dir::Etc::SourceParts=$folder/apt/parts" -o Dir::Cache::srcpkgcache= -o Dir::Cache::pkgcache=
        -o APT::Sandbox::User="$(id -un)")
}

# fetch PACKAGE VERSION: an earlier version lies still in the release when an update's files have gone.
fetch() {
    (cd "$folder/sources" && apt-get "${apt[@]}" -qq --download-only source "$1=$2")
}

unpack() { # PACKAGE into a folder of that name
    rm -rf "${folder:?}/$1"
    dpkg-source --no-check -x "$(ls "$folder/sources/$1"_*.dsc | sort -V | tail -1)" "$folder/$1"
}

fetch_sources() {
    sources_of_system
    apt-get "${apt[@]}" -q update
    local package version
    # The host's tools build Qt, so it must be of their version.
    for package in qt6-base qt6-svg; do
        version=$(dpkg-query -W -f '${source:Version}' "$package-dev")
        fetch "$package" "$version"
    done
    for package in sqlite3 sentencepiece pcre2 utf8proc; do
        for version in $(apt-cache "${apt[@]}" showsrc "$package" | sed -n 's/^Version: //p' | sort -rV); do
            fetch "$package" "$version" && continue 2
        done
        echo "No source of $package could be fetched." >&2
        return 1
    done
}

configure() { # SOURCE BUILD [OPTION...]; what an earlier recipe left there would be kept
    rm -rf "${folder:?}/$2"
    cmake -S "$1" -B "$2" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_TOOLCHAIN_FILE="$toolchain" \
        -DCMAKE_INSTALL_PREFIX="$DEEPSCOPE_WINDOWS_PREFIX" \
        -DCMAKE_C_FLAGS="$portable" -DCMAKE_CXX_FLAGS="$portable" \
        -DCMAKE_SHARED_LINKER_FLAGS=-Wl,--no-insert-timestamp -DCMAKE_MODULE_LINKER_FLAGS=-Wl,--no-insert-timestamp \
        "${launcher[@]}" "${@:3}"
}
portable="-ffile-prefix-map=$folder=." # no path of this machine in the libraries
launcher=()
if command -v ccache >/dev/null; then
    launcher=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
fi

# Headers that are the same on every system, copied away from those that are not.
copy_headers() {
    cp -r /usr/include/{vulkan,vk_video,volk.h,volk.c,CLI,nlohmann} "$DEEPSCOPE_WINDOWS_PREFIX/include"
    mkdir -p "$DEEPSCOPE_WINDOWS_PREFIX/share/cmake"
    cp -r /usr/share/cmake/{CLI11,nlohmann_json} "$DEEPSCOPE_WINDOWS_PREFIX/share/cmake"
}

build_pcre2() {
    unpack pcre2
    configure pcre2 build-pcre2 -DPCRE2_SUPPORT_JIT=ON -DPCRE2_BUILD_TESTS=OFF -DPCRE2_BUILD_PCRE2GREP=OFF
    cmake --build build-pcre2 --target install
    sed -i 's/^Cflags:.*/& -DPCRE2_STATIC/' "$DEEPSCOPE_WINDOWS_PREFIX/lib/pkgconfig/libpcre2-8.pc"
}

build_utf8proc() {
    unpack utf8proc
    configure utf8proc build-utf8proc -DBUILD_SHARED_LIBS=OFF
    cmake --build build-utf8proc --target install
}

# One of Debian's patches leaves the static library out.
build_sentencepiece() {
    unpack sentencepiece
    patch -R -p1 -d sentencepiece <sentencepiece/debian/patches/disable-static-library.patch
    configure sentencepiece build-sentencepiece -DSPM_ENABLE_SHARED=OFF -DSPM_ENABLE_TCMALLOC=OFF
    cmake --build build-sentencepiece --target sentencepiece-static
    cp build-sentencepiece/src/libsentencepiece.a "$DEEPSCOPE_WINDOWS_PREFIX/lib"
    sed 's/ -lsentencepiece_train//' build-sentencepiece/sentencepiece.pc \
        >"$DEEPSCOPE_WINDOWS_PREFIX/lib/pkgconfig/sentencepiece.pc"
    cp sentencepiece/src/sentencepiece_processor.h "$DEEPSCOPE_WINDOWS_PREFIX/include"
}

build_sqlite() {
    unpack sqlite3
    rm -rf build-sqlite
    mkdir build-sqlite
    (cd build-sqlite && ../sqlite3/configure --disable-tcl && make sqlite3.c sqlite3.h)
    x86_64-w64-mingw32-gcc-posix -O2 -DNDEBUG -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_ENABLE_COLUMN_METADATA "$portable" \
        -c build-sqlite/sqlite3.c -o build-sqlite/sqlite3.o
    x86_64-w64-mingw32-ar rcs "$DEEPSCOPE_WINDOWS_PREFIX/lib/libsqlite3.a" build-sqlite/sqlite3.o
    cp build-sqlite/sqlite3.h build-sqlite/sqlite3ext.h "$DEEPSCOPE_WINDOWS_PREFIX/include"
}

configure_qt() { # SOURCE BUILD [OPTION...]
    configure "$1" "$2" -DQT_HOST_PATH=/usr \
        -DQT_HOST_PATH_CMAKE_DIR="/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH)/cmake" \
        -DBUILD_SHARED_LIBS=ON -DQT_BUILD_EXAMPLES=OFF -DQT_BUILD_TESTS=OFF "${@:3}"
}

# Only what the workbench and its tests use, and no pen tablets: the header for them is not free, so Debian has none.
build_qt() {
    unpack qt6-base
    configure_qt qt6-base build-qt -DINPUT_opengl=no \
        -DFEATURE_dbus=OFF -DFEATURE_network=OFF -DFEATURE_xml=OFF -DFEATURE_concurrent=OFF \
        -DFEATURE_printsupport=OFF -DFEATURE_vulkan=OFF -DFEATURE_icu=OFF -DFEATURE_glib=OFF \
        -DFEATURE_system_sqlite=ON -DFEATURE_sql_odbc=OFF -DFEATURE_androiddeployqt=OFF \
        -DFEATURE_tabletevent=OFF
    cmake --build build-qt
    cmake --install build-qt
}

# A module of its own, which takes the rest of Qt from the prefix.
build_qt_svg() {
    unpack qt6-svg
    configure_qt qt6-svg build-qt-svg
    cmake --build build-qt-svg
    cmake --install build-qt-svg
}

# What the licences of all that comes along ask to come along too.
copy_licences() {
    local licences=$DEEPSCOPE_WINDOWS_PREFIX/share/licences package
    mkdir -p "$licences"
    for package in qt6-base qt6-svg sqlite3 sentencepiece pcre2 utf8proc; do
        cp "$package/debian/copyright" "$licences/$package.txt"
    done
    for package in g++-mingw-w64-x86-64-posix mingw-w64-x86-64-dev libvulkan-volk-dev libvulkan-dev libcli11-dev \
        nlohmann-json3-dev; do
        cp "/usr/share/doc/$package/copyright" "$licences/$package.txt"
    done
}

once headers copy_headers
once sources fetch_sources
once pcre2 build_pcre2
once utf8proc build_utf8proc
once sentencepiece build_sentencepiece
once sqlite build_sqlite
once qt build_qt
once qt-svg build_qt_svg
once licences copy_licences
