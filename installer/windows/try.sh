#!/usr/bin/env bash
# Under Wine, on the software Vulkan device: the tests, then the installer as a person with a name beyond ASCII uses it,
# the installed workbench with a question, and its removal: try.sh CACHE [PATTERN of tests,
# or "installer" for no tests]. Called by `./dev windows`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
CACHE=$(cd "$1" && pwd)
source installer/windows/wine.sh
out=build/try-windows
rm -rf "$out"
mkdir -p "$out"

fail() {
    echo "FAIL: $*" >&2
    exit 1
}

# Programs that are not installed find their libraries, the default model and the examples where the build has them.
run_tests() { # [PATTERN]
    use_windows tests root
    local folder
    for folder in engine tests; do cp -r resources/*.gguf resources/recorded "build/windows/$folder"; done
    WINEPATH="Z:$CACHE/prefix/bin;$(runtime_folders)" ctest --preset windows --no-tests=error -j "$(nproc)" ${1:+-R "$1"}
}

runtime_folders() { # of the compiler
    local library
    for library in libstdc++-6.dll libwinpthread-1.dll; do
        echo -n "Z:$(dirname "$(realpath "$(x86_64-w64-mingw32-g++-posix -print-file-name=$library)")");"
    done
}

installed() { # PROGRAM ARGUMENT...
    wine "C:\\Program Files\\Deepscope\\$1" "${@:2}"
}

ask_a_question() {
    installed deepscope.exe >"$out/workbench.log" 2>&1 &
    local window database=$profile/AppData/Roaming/Deepscope/Deepscope/chats.sqlite
    for _ in $(seq 120); do # until the list of chats is there, which the window asks for
        [ -f "$database" ] && break
        sleep 0.5
    done
    sleep 10 # the model is read, and Wine's first windows have gone
    window=$(xdotool search --onlyvisible --name '^Deepscope' | head -1) || true
    [ -n "$window" ] || { import -window root "$out/workbench.png"; fail "no window; $out/workbench.png shows the screen"; }
    xdotool windowfocus "$window"
    xdotool type --delay 60 "What is 47 + 85?"
    xdotool key Return
    for _ in $(seq 120); do
        python3 installer/windows/kept_run.py "$database" "$out/kept.run" 2>/dev/null && break
        sleep 0.5
    done
    sleep 2
    import -window root "$out/workbench.png"
    [ -f "$out/kept.run" ] || fail "no run was kept; $out/workbench.png shows the window"
    installed deepscope-cli.exe trace "$out/kept.run" --json >"$out/kept.json"
    python3 installer/test/check_run.py "$out/kept.json" || fail "the kept run does not hold the thought and the answer"
}

menu_entries() { find "$WINEPREFIX/drive_c" -iname '*deepscope*.lnk'; }

try_installer() {
    local setup
    setup=$(echo build/packages-windows/*.exe)
    use_windows people "Ana Müller ü"
    profile="$WINEPREFIX/drive_c/users/Ana Müller ü"
    [ -d "$profile" ] || fail "Wine has no such user"
    wine "$setup" /S
    [ -n "$(menu_entries)" ] || fail "the menu has no entry"
    installed deepscope-cli.exe devices
    installed deepscope-cli.exe generate default --chat "What is 47 + 85?" | grep 132 >/dev/null || fail "no answer"
    ask_a_question
    wine reg query 'HKLM\Software\Classes\Deepscope.File\shell\open\command' | grep -F 'Deepscope\deepscope.exe' >/dev/null ||
        fail "the file manager knows no program for models"
    wine taskkill /im deepscope.exe >/dev/null 2>&1 || true
    timeout 60 wineserver --wait || fail "the workbench does not close"
    local chats
    chats=$(sha256sum <"$profile/AppData/Roaming/Deepscope/Deepscope/chats.sqlite")
    : >"$WINEPREFIX/drive_c/Program Files/Deepscope/README.md"
    wine "$setup" /S # an upgrade
    [ -s "$WINEPREFIX/drive_c/Program Files/Deepscope/README.md" ] || fail "an upgrade does not install"
    installed Uninstall.exe /S
    timeout 60 wineserver --wait || fail "the removal does not end"
    [ ! -e "$WINEPREFIX/drive_c/Program Files/Deepscope" ] || fail "removing leaves $(ls "$WINEPREFIX/drive_c/Program Files/Deepscope")"
    ! wine reg query 'HKLM\Software\Classes\Deepscope.File' >/dev/null 2>&1 || fail "the registry keeps Deepscope.File"
    [ -z "$(menu_entries)" ] || fail "the menu keeps $(menu_entries)"
    [ "$chats" = "$(sha256sum <"$profile/AppData/Roaming/Deepscope/Deepscope/chats.sqlite")" ] ||
        fail "the upgrade or the removal touched the user's chats"
    echo "PASS: installer"
}

trap stop_windows EXIT
start_display 1600x1000
[ "${2:-}" = installer ] || run_tests "${2:-}"
try_installer
