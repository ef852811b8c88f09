#!/bin/sh
# fairness.sh - four computing children under lab 07's scheduler, 50 slices of
# 20 ms each: nobody gets more than a twentieth more of the processor (fairness.c).
. "${0%/*}/../../visualizer/bench/table.inc"
measured=$("$build/bench-fairness") || exit 2
# shellcheck disable=SC2086
set -- $measured
row_plain "lab 07: a child's processor time" "$2" ms
row_limit "the luckiest has more of it by" "$1" "" 0.05
