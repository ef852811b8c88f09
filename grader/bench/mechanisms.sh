#!/bin/sh
# mechanisms.sh - one question and one answer of 64 bytes, by each mechanism of
# the course, both processes on one processor; against two bare switches from one
# process to the other (sched_yield). handouts/choosing.md compares with it.
. "${0%/*}/../../visualizer/bench/table.inc"
ROUNDS=7

# The median of ROUNDS runs, all mechanisms in turn.
names="switches pipe fifo posix-queue sysv-queue memory-semaphores
    segment-semop unix-socket tcp-socket"
for turn in $(seq $ROUNDS); do
    for name in $names; do
        "$build/bench-mechanisms" "$name" >>"$scratch/$name" || exit 2
    done
done
median() {
    sort -n "$scratch/$1" | sed -n "$((ROUNDS / 2 + 1))p"
}
switches=$(median switches)
for name in $names; do
    case $name in
    switches) row_plain "two switches" "$switches" us ;;
    memory-semaphores)
        row "question and answer, $name" "$(median $name)" "$switches" us \
            "two switches" 1.8
        row "" "$(median $name)" "$(median pipe)" us "pipe" 1 ;;
    *)
        row "question and answer, $name" "$(median "$name")" "$switches" us \
            "two switches" none ;;
    esac
done
