#!/usr/bin/env bash
# Each package of build/packages on a clean machine: install, ask a question, read the panels, remove, look for remains.
# Needs root, for debootstrap and chroot. Called by `./dev test-packages [PATTERN]`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[ "$(id -u)" -eq 0 ] || { echo "Root is needed, for debootstrap and chroot." >&2; exit 2; }
mkdir -p build/clean-machine
source installer/test/machine.sh
packages=$PWD/build/packages
deb=$(echo "$packages"/*.deb)
rpm=$(echo "$packages"/*.rpm)
archive=$(echo "$packages"/*.tar.gz)
installer=$(echo "$packages"/*-installer.sh)
[ -f "$deb" ] || { echo "There is nothing to test: run ./dev package first." >&2; exit 2; }
(cd "$packages" && sha256sum --check --quiet SHA256SUMS)

fail() {
    echo "FAIL: $*" >&2
    exit 1
}

# What a machine with a window system has, and the archive does not bring.
desktop_system=(libvulkan1 mesa-vulkan-drivers libegl1 libopengl0 libglx0 libfontconfig1 libx11-xcb1 libxcb1
    libxcb-randr0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libwayland-client0 libwayland-cursor0 xkb-data)

wait_for_start() { # PROCESS: until it has loaded the software device's driver
    for _ in $(seq 300); do
        kill -0 "$1" 2>/dev/null || return 1
        grep -q libvulkan_lvp "/proc/$1/maps" 2>/dev/null && return 0
        sleep 0.2
    done
    return 1
}

drive() { # NAME PROGRAM VERB [ARGUMENT...]: one run of the workbench
    local log=$clean/$1.log picture=$clean/$1-$3.png process
    (as_user "$2") >"$log" 2>&1 &
    process=$!
    beside /usr/bin/python3 -W ignore installer/test/drive_workbench.py "${@:3}" || {
        import -window root -display "$display" "$picture" || true
        kill "$process" || true
        cat "$log"
        fail "$1: the workbench did not do its work ($3); $picture shows it"
    }
    import -window root -display "$display" "$picture"
    kill "$process"
    wait "$process" || true
}

ask_a_question() { # NAME PROGRAM CLI
    local log=$clean/$1.log recording=$shared/$1.run process
    drive "$1" "$2" ask "$recording"
    (as_user "$3" trace "$recording" --json) >"$clean/$1.json"
    python3 installer/test/check_run.py "$clean/$1.json" || fail "$1: the saved run does not hold the thought and the answer"
    (as_user env QT_QPA_PLATFORM=offscreen "$2" "$recording") >"$log" 2>&1 &
    process=$!
    wait_for_start "$process" || { cat "$log"; fail "$1: the workbench does not start offscreen"; }
    sleep 3
    kill "$process" || { cat "$log"; fail "$1: the workbench ended by itself offscreen"; }
    wait "$process" || true
    # What Qt's offscreen platform itself says of every window is no complaint of ours.
    ! grep -v propagateSizeHints "$log" || fail "$1: the workbench complained offscreen"
}

remains() { # files of the machine that speak of Deepscope, but for the user's own settings and conversations
    find "$machine" -xdev \( -path "$machine$shared" -o -path "$machine/var/cache/apt" -o -path "$machine/var/log" \
        -o -path "$machine/packages" \) -prune -o -iname '*deepscope*' -print | grep -v -e "^$machine$home/.config/" -e "^$machine$home/.local/share/Deepscope" || true
}

must_be_gone() { # NAME
    local rest
    rest=$(remains)
    [ -z "$rest" ] || fail "$1 leaves behind: $rest"
    [ -f "$machine$home/$Settings" ] && [ -f "$machine$home/$Chats" ] || fail "$1: the user's settings or chats are gone"
    ! grep -rqs x-gguf "$machine/usr/share/mime" "$machine/usr/share/applications" "$machine$home/.local" ||
        fail "$1: the file types are still known"
}

opens_files() { # NAME: the file manager's view of the three file types
    printf 'GGUF\003\000\000\000' >"$shared/no name"
    cp "$shared/$1.run" "$shared/copy of a run"
    printf 'DSLAB\r\n\032' >"$shared/learned.lab"
    cp "$shared/learned.lab" "$shared/copy of a lab"
    local kind
    for kind in x-gguf:'no name' x-deepscope-run:'copy of a run' x-deepscope-run:"$1.run" \
        x-deepscope-lab:'copy of a lab' x-deepscope-lab:learned.lab; do
        (as_user gio info -a standard::content-type "$shared/${kind#*:}") | grep "application/${kind%%:*}" >/dev/null ||
            fail "$1: ${kind#*:} is not taken for ${kind%%:*}"
        (as_user gio mime "application/${kind%%:*}") | grep org.deepscope.Deepscope.desktop >/dev/null ||
            fail "$1: nothing opens ${kind%%:*}"
    done
}

# The user's own, which no package may touch.
Settings=.config/Deepscope/Deepscope.conf
Chats=.local/share/Deepscope/Deepscope/chats.sqlite
sums_of_user_data() { (cd "$machine$home" && sha256sum "$Settings" "$Chats"); }

# Today's files under the number of an earlier release.
EarlierVersion=0.0.1
make_earlier_deb() { # FILE
    local tree=$clean/earlier-deb
    rm -rf "$tree"
    dpkg-deb --raw-extract "$deb" "$tree"
    sed -i "s/^Version: .*/Version: $EarlierVersion/" "$tree/DEBIAN/control"
    dpkg-deb --root-owner-group --build "$tree" "$1" >/dev/null
}

test_deb() {
    new_machine deb
    mkdir "$machine/packages"
    cp "$deb" "$machine/packages"
    make_earlier_deb "$machine/packages/earlier.deb"
    install_debian /packages/earlier.deb
    ask_a_question deb /usr/bin/deepscope /usr/bin/deepscope-cli
    local kept
    kept=$(sums_of_user_data)
    install_debian "/packages/$(basename "$deb")"
    [ "$(as_root dpkg-query -W -f '${Version}' deepscope)" != "$EarlierVersion" ] || fail "deb: nothing was upgraded"
    [ "$kept" = "$(sums_of_user_data)" ] || fail "deb: an upgrade touches the user's settings or chats"
    drive deb /usr/bin/deepscope kept
    python3 -c "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA user_version = 99')" "$machine$home/$Chats"
    kept=$(sha256sum <"$machine$home/$Chats")
    drive deb /usr/bin/deepscope newer
    [ "$kept" = "$(sha256sum <"$machine$home/$Chats")" ] || fail "deb: chats of a newer version were touched"
    install_debian shared-mime-info desktop-file-utils libglib2.0-bin appstream
    opens_files deb
    as_root desktop-file-validate /usr/share/applications/org.deepscope.Deepscope.desktop
    as_root appstreamcli validate --no-net /usr/share/metainfo/org.deepscope.Deepscope.metainfo.xml >/dev/null
    as_root apt-get purge -q -y deepscope >/dev/null 2>&1
    must_be_gone deb
}

# Debian has no packages by the names that an .rpm asks for, so rpm takes their presence on trust: the libraries are the .deb's.
test_rpm() {
    new_machine rpm
    mkdir "$machine/packages"
    cp "$deb" "$rpm" "$machine/packages"
    install_debian "/packages/$(basename "$deb")" rpm
    as_root dpkg --purge deepscope >/dev/null
    as_root rpm --install --nodeps "/packages/$(basename "$rpm")"
    as_root rpm --verify --nodeps deepscope
    ask_a_question rpm /usr/bin/deepscope /usr/bin/deepscope-cli
    as_root rpm --erase deepscope
    must_be_gone rpm
}

no_qt() {
    ! as_root dpkg-query -W 'libqt6*' 2>/dev/null | grep . >/dev/null || fail "the machine has Qt, so it proves nothing"
}

test_archive() {
    new_machine archive
    install_debian "${desktop_system[@]}"
    no_qt
    cp "$archive" "$machine$home/a.tar.gz"
    (as_user sh -c 'cd && mkdir "Meine Prögramme" && tar -xzf a.tar.gz -C "Meine Prögramme"')
    local folder
    folder="$home/Meine Prögramme/$(basename "$archive" .tar.gz)"
    ask_a_question archive "$folder/bin/deepscope" "$folder/bin/deepscope-cli"
    (as_user rm -rf "$home/Meine Prögramme" "$home/a.tar.gz")
    must_be_gone archive
}

files_at_home() { # but what the program itself writes for its user
    (cd "$machine$home" && find . -mindepth 1 -not -path './.config*' -not -path './.cache*' \
        -not -path './.local' -not -path './.local/share' -not -path './.local/share/Deepscope*' | LC_ALL=C sort)
}

test_installer() {
    new_machine installer
    install_debian "${desktop_system[@]}" shared-mime-info desktop-file-utils libglib2.0-bin
    no_qt
    cp "$installer" "$shared/installer.sh"
    local before
    before=$(files_at_home)
    for _ in first again; do # the second is an upgrade
        (as_user sh "$shared/installer.sh") >/dev/null
    done
    (as_user desktop-file-validate "$home/.local/share/applications/org.deepscope.Deepscope.desktop")
    ask_a_question installer "$home/.local/bin/deepscope" "$home/.local/bin/deepscope-cli"
    opens_files installer
    (as_user gio launch "$home/.local/share/applications/org.deepscope.Deepscope.desktop" "$shared/installer.run") &
    local launched=""
    for _ in $(seq 100); do
        launched=$(pgrep -u "$user" -f "^$home/.local/lib/deepscope/bin/deepscope $shared/installer.run" || true)
        [ -n "$launched" ] && break
        sleep 0.2
    done
    [ -n "$launched" ] || fail "installer: the menu entry does not start the program with the file"
    kill $launched
    (as_user sh "$shared/installer.sh" --uninstall) >/dev/null
    [ "$before" = "$(files_at_home)" ] || fail "installer leaves behind: $(diff <(echo "$before") <(files_at_home))"
    must_be_gone installer
    (as_user sh "$shared/installer.sh" --uninstall) 2>/dev/null && fail "installer: removing nothing must be an error"
    (as_user sh "$shared/installer.sh" --prefix "$home/An %d \`odd\` \$place") >/dev/null
    (as_user "$home/An %d \`odd\` \$place/bin/deepscope-cli" generate default --chat "What is 47 + 85?") | grep 132 >/dev/null ||
        fail "installer: another prefix does not work"
    (as_user desktop-file-validate "$home/An %d \`odd\` \$place/share/applications/org.deepscope.Deepscope.desktop")
    (as_user sh "$shared/installer.sh" --uninstall --prefix "$home/An %d \`odd\` \$place") >/dev/null
}

trap stop_desktop EXIT
make_base
start_desktop
for name in deb rpm archive installer; do
    [[ $name =~ ${1:-.} ]] || continue
    echo "== $name"
    "test_$name"
    echo "PASS: $name"
done
