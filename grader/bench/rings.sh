#!/bin/sh
# rings.sh - lab 04's rings of 2 MiB on two processors, as parts of what two
# copies take (rings.c). A part is to be at least so large.
. "${0%/*}/../../visualizer/bench/table.inc"

part() { # WHAT PART LIMIT
    awk -v what="$1" -v part="$2" -v least="$3" 'BEGIN {
        printf "%-34s %9.2f %-3s %9s %-20s %6s %7s  %s\n", what, part, "", "",
            "of two copies", "", ">= " least, (part >= least) ? "ok" : "worse"
    }'
}

[ "$(nproc)" -gt 1 ] || { echo "rings: needs two processors"; exit 0; }
for size in 64 1024 4096 65536; do
    measured=$("$build/bench-rings" $size) || exit 2
    # shellcheck disable=SC2086
    set -- $measured
    case $size in
    64) spins=0.25 sleeps=0 ;;
    1024) spins=0.65 sleeps=0.8 ;;
    *) spins=0.85 sleeps=0.8 ;;
    esac
    row_plain "two copies, $size bytes" "$4" GB/s
    part "a ring that spins" "$1" $spins
    [ $sleeps = 0 ] || part "a ring that sleeps" "$2" $sleeps
    [ $size -ne 64 ] || part "64 messages with one call" "$3" 0.6
done
