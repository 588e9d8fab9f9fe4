# A clean Debian 12 in a folder, a display and an accessibility bus beside it. Sourced by test_packages.sh.

clean=$PWD/build/clean-machine
home="/people/Ana Müller ü"
user=1000
mounts=()
processes=()

# The minimal system is fetched once; every machine is a copy of it.
make_base() {
    [ -f "$clean/base.done" ] && return
    rm -rf "$clean/base"
    debootstrap --variant=minbase bookworm "$clean/base" http://deb.debian.org/debian >"$clean/debootstrap.log" 2>&1 ||
        { tail -n 20 "$clean/debootstrap.log"; exit 1; }
    touch "$clean/base.done"
}

mount_into() { # SOURCE TARGET
    mkdir -p "$2"
    mount --bind "$1" "$2"
    mounts=("$2" "${mounts[@]}")
}

unmount_all() {
    local folder
    for folder in "${mounts[@]}"; do
        umount "$folder" || umount --lazy "$folder"
    done
    mounts=()
}

# Sets `machine`: a fresh system with one user whose home folder has spaces and letters beyond ASCII.
new_machine() { # NAME
    unmount_all
    machine=$clean/$1
    rm -rf "$machine"
    cp -a "$clean/base" "$machine"
    cp /etc/resolv.conf "$machine/etc/resolv.conf"
    printf '#!/bin/sh\nexit 101\n' >"$machine/usr/sbin/policy-rc.d" # services stay down
    chmod 755 "$machine/usr/sbin/policy-rc.d"
    mkdir -p "$clean/archives/partial"
    mount_into /proc "$machine/proc"
    mount_into /dev "$machine/dev"
    mount_into /sys "$machine/sys"
    mount_into "$clean/archives" "$machine/var/cache/apt/archives"
    mount_into "$shared" "$machine$shared"
    mount_into /tmp/.X11-unix "$machine/tmp/.X11-unix"
    mkdir -p "$machine/people"
    as_root useradd --create-home --home-dir "$home" --uid "$user" ana
    as_root apt-get update -q >/dev/null
}

as_root() {
    chroot "$machine" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

install_debian() {
    as_root apt-get install -q -y --no-install-recommends "$@" >"$clean/apt.log" 2>&1 || { tail -n 20 "$clean/apt.log"; exit 1; }
}

as_user() { # becomes the command, so that $! is its process
    exec chroot --userspec="$user:$user" "$machine" env -i PATH=/usr/local/bin:/usr/bin:/bin HOME="$home" LANG=C.UTF-8 \
        XDG_RUNTIME_DIR="$shared" DBUS_SESSION_BUS_ADDRESS="unix:path=$shared/bus" DISPLAY="$display" \
        QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 "$@"
}

# The same user outside of the machine: the display, the buses and the hands.
beside() {
    setpriv --reuid="$user" --regid="$user" --clear-groups env -i PATH=/usr/bin:/bin HOME="$shared" LANG=C.UTF-8 \
        XDG_RUNTIME_DIR="$shared" DBUS_SESSION_BUS_ADDRESS="unix:path=$shared/bus" DISPLAY="$display" "$@"
}

start_desktop() {
    shared=$(mktemp -d /tmp/deepscope-desktop.XXXXXX)
    chown "$user:$user" "$shared"
    Xvfb -displayfd 3 -screen 0 1280x800x24 -ac 3>"$shared/display" >/dev/null 2>&1 &
    processes+=($!)
    until [ -s "$shared/display" ]; do sleep 0.1; done
    display=:$(cat "$shared/display")
    setpriv --reuid="$user" --regid="$user" --clear-groups env -i PATH=/usr/bin:/bin HOME="$shared" XDG_RUNTIME_DIR="$shared" \
        dbus-daemon --session --address="unix:path=$shared/bus" --nofork >/dev/null 2>&1 &
    processes+=($!)
    until [ -S "$shared/bus" ]; do sleep 0.1; done
}

stop_desktop() {
    kill "${processes[@]}" 2>/dev/null || true
    unmount_all
    rm -rf "$shared"
}
