#!/bin/sh
# explore.sh - the explorer: how long a schedule takes, and the window of some
# 30 instructions of rr-debugger/rr#3087.
#
# A schedule is to take half a millisecond. The same program with a start for
# each run is the peer, and what a schedule has of its processor is what it
# takes on a machine that is quiet; rr's chaos
# mode needed more than 3000 runs for the window, as its thread says.
. "${0%/*}/../../visualizer/bench/table.inc"
corpus=${0%/*}/../explore/corpus
stops=$corpus/fifteen.c
window=$corpus/faulty/level-looked-at.c
TIMES=20 PLAIN=2000

measure="$build/bench-schedules"
turns -s 5 "$measure searched wall 1000 $stops" \
    "$measure started wall 200 $stops" \
    "$measure searched processor 1000 $stops" \
    "$measure forked processor 1000 $stops"
row_limit "a schedule of 15 steps" "$one" ms 0.5
row "" "$one" "$two" ms "exec for each" 0.35
row_limit "  its processor time" "$three" ms 0.5
row_plain "  of that, without the search" "$four" ms

seconds() # COMMAND...
{
    begin=$(date +%s%N)
    "$@" >>"$scratch/said" || [ $? -eq 1 ] || exit 2
    end=$(date +%s%N)
    scaled $((end - begin)) 1e-9
}
for _ in $(seq $TIMES); do
    taken=$(seconds "$build/ipcexplore" --brief "$window") || exit 2
    echo "$taken"
done >"$scratch/taken"
[ "$(wc -l <"$scratch/taken")" -eq $TIMES ] || exit 2
row_limit "rr#3087 found, slowest of $TIMES" \
    "$(sort -n "$scratch/taken" | tail -n 1)" s 1.0
row_limit "  different answers" "$(sort -u "$scratch/said" | wc -l)" "" 1
row_plain "  at schedule" "$(awk '{ print $2; exit }' "$scratch/said")"

# shellcheck disable=SC2086
${CC:-cc} $STUDENT_FLAGS -o "$scratch/window" "$window" || exit 2
failed=0
for _ in $(seq $PLAIN); do
    "$scratch/window" >/dev/null 2>&1 || failed=$((failed + 1))
done
row_plain "  failed without, of $PLAIN runs" "$failed"
