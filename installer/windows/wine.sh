# Windows of our own in folders, and a display for them: Wine's way to Vulkan leads through a window system, even for a
# program without windows. Sourced by what runs programs for Windows; needs CACHE, the folder of dependencies.sh.

export WINEDEBUG=${WINEDEBUG:--all} WINEDLLOVERRIDES="mscoree=;mshtml=" LANG=C.UTF-8 LC_ALL=C.UTF-8

unset WINEPREFIX # nobody's own Windows is touched
xvfb=

start_display() { # WIDTHxHEIGHT
    local shown
    shown=$(mktemp)
    Xvfb -displayfd 3 -screen 0 "$1x24" 3>"$shown" >/dev/null 2>&1 &
    xvfb=$!
    until [ -s "$shown" ]; do
        kill -0 "$xvfb" 2>/dev/null || { echo "Xvfb does not start." >&2; exit 1; }
        sleep 0.1
    done
    DISPLAY=:$(cat "$shown")
    export DISPLAY
    rm "$shown"
}

use_windows() { # NAME USER: a fresh Windows with one user
    export WINEPREFIX=$CACHE/wine-$1 USER=$2
    rm -rf "$WINEPREFIX"
    wineboot --init >/dev/null 2>&1
}

stop_windows() {
    [ -z "${WINEPREFIX:-}" ] || wineserver --kill 2>/dev/null || true
    [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || true
}
