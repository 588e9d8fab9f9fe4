#!/bin/sh
# Runs a program for Windows under Wine: emulator.sh PROGRAM ARGUMENT...
# Without a console of Windows, Qt's tests keep what they say from the standard output; they can write a file.
case "$1" in
*/tst_*.exe)
    log=$(mktemp)
    wine "$@" -o "Z:$log,txt"
    status=$?
    cat "$log"
    rm "$log"
    exit $status
    ;;
*)
    exec wine "$@"
    ;;
esac
