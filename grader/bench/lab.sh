#!/bin/sh
# lab.sh - a whole check of a lab, warm: a right program, and one that hangs.
#
# hangs.c makes a program of which every exercise waits for ever. Each wait is
# proven and not waited for, so it must take hardly longer than the right one.
. "${0%/*}/../../visualizer/bench/table.inc"
lab=01-pipes
ROUNDS=5
right=solutions/$lab hangs=$scratch/hangs
mkdir "$hangs" && cp "$right"/* "$hangs" || exit 2
awk -f grader/corpus/compose.awk -v corpus=grader/corpus/01-pipes/hangs.c \
    -v out="$hangs" "$right"/pipes.c "$right"/shell.c || exit 2

check="$build/ipccheck --lab $lab --quiet --no-records --src"
# What the compiler gets here is what ipccheck gives it, but all in one.
compile="${CC:-cc} $STUDENT_FLAGS -I$right -o $scratch/program $right/*.c"
turns $ROUNDS "$check $right" "$compile" "$check $hangs"
row_limit "check lab $lab, all right" "$one" s 1.0
row "" "$one" "$two" s "compile alone" 6
row "check lab $lab, all hang" "$three" "$one" s "all right" 1.5
