#!/usr/bin/env bash
# Tries the kit as someone with a card would: in a clean Debian 12, as a user without rights, from a folder with spaces
# that cannot be written to. Mesa's software device stands for the card. Called by `./dev test-kit`; with a PATTERN the
# kit has only tests that match it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source installer/test/machine.sh

[ "$(id -u)" -eq 0 ] || { echo "A clean Debian in a folder needs root." >&2; exit 1; }
archive=$(echo build/kit/archive/deepscope-kit-*.tar.xz)
[ -f "$archive" ] || { echo "There is no kit; ./dev kit makes it." >&2; exit 1; }

shared=$(mktemp -d /tmp/deepscope-kit.XXXXXX)
display=""
trap 'unmount_all; rm -rf "$shared"' EXIT
mkdir -p /tmp/.X11-unix

fail() { echo "FAILED: $*" >&2; exit 1; }
says() { grep -qF -- "$1" "$shared/output" || { cat "$shared/output" >&2; fail "it does not say \"$1\""; }; }

# As a person would call it, from the home folder.
try() { # EXPECTED-CODE ARGUMENTS
    local code=0 expected=$1
    shift
    (as_user sh -c 'cd && exec "/opt/a card/kit/try" "$@"' try "$@" >"$shared/output" 2>&1) || code=$?
    [ $code -eq "$expected" ] || { cat "$shared/output" >&2; fail "try $* ended with $code"; }
}

make_base
new_machine kit
mkdir -p "$machine/opt/a card"
tar -C "$machine/opt/a card" -xf "$archive"
mv "$machine/opt/a card"/deepscope-kit-* "$machine/opt/a card/kit"
[ -z "${1:-}" ] || find "$machine/opt/a card/kit/tests" -type f | grep -vE "$1" | xargs -d '\n' rm

echo "without a driver"
try 4
says "driver"
[ "$(wc -l <"$shared/output")" -eq 1 ] || fail "that is more than a sentence"

echo "with a driver"
install_debian mesa-vulkan-drivers
try 0 --list
says "llvmpipe"
try 2 --device 7
says "There is no device 7"
try 0
cp "$shared/output" build/kit/results.txt
says "All "
says "decode"
says "/deepscope-kit-results.txt"
as_root test -s "$home/deepscope-kit-results.txt" || fail "the table is not in the home folder"

echo "with a driver, but no loader"
rm "$machine"/usr/lib/x86_64-linux-gnu/libvulkan.so.1*
try 0 'tst_rms_norm$'
says "All 1 tests are right."

echo "The kit works. Its table is in build/kit/results.txt"
