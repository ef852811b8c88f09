#!/bin/sh
# lab.sh - a whole check of each lab, warm: a right program, and one that hangs;
# and then all labs after each other.
#
# hangs.c makes a program of which every exercise waits for ever. Each wait is
# proven and not waited for, so it must take hardly longer than the right one.
. "${0%/*}/../../visualizer/bench/table.inc"
ROUNDS=5
all="${CC:-cc} --version >$scratch/version"
for right in solutions/*; do
    lab=${right#solutions/}
    hangs=$scratch/$lab
    mkdir "$hangs" && cp "$right"/* "$hangs" || exit 2
    files=$(sed -n 's/^files = //p' "$right/lab.ini" | tr ' ' '\n' |
        sed "/./s|^|$right/|")
    # shellcheck disable=SC2086
    awk -f grader/corpus/compose.awk -v corpus="grader/corpus/$lab/hangs.c" \
        -v out="$hangs" $files || exit 2
    check="$build/ipccheck --lab $lab --quiet --no-records --src"
    all="$all; $check $right"
    # What the compiler gets here is what ipccheck gives it, but all in one.
    compile="${CC:-cc} $STUDENT_FLAGS -I$right -o $scratch/program $right/*.c"
    turns $ROUNDS "$check $right" "$compile" "$check $hangs"
    row_limit "check lab $lab, all right" "$one" s 1.0
    row "" "$one" "$two" s "compile alone" 6
    row "check lab $lab, all hang" "$three" "$one" s "all right" 1.5
done
turns $ROUNDS "$all"
row_limit "check all labs, all right" "$one" s 10.0
