#!/bin/sh
# traced.sh - what it costs a program to be watched.
#
# Two processes send a byte to and fro, all on one CPU: bare, under strace
# asking for the same calls, under the least that a tracer can do (one stop, and
# two stops a call), under our tracer, and under ipcviz --plain. Then a call
# that nobody watches, which must cost almost what it costs without a tracer.
. "${0%/*}/table.inc"
ROUNDS=7
work="$build/bench-calls pingpong 5000"
strace="strace -f --seccomp-bpf -e trace=pipe,pipe2,read,write -o /dev/null"

turns -p . -s $ROUNDS "$build/bench-watched $work" "$strace $work" \
    "$build/bench-bare 1 $work" "$build/bench-bare 2 $work"
us=0.001 # of a nanosecond
ours=$(scaled "$one" $us)
row "a watched call" "$ours" "$(scaled "$two" $us)" us "strace" 0.6
row "" "$ours" "$(scaled "$three" $us)" us "bare loop, one stop" 1.3
row "" "$ours" "$(scaled "$four" $us)" us "bare loop, two stops" 1.3

# ipcviz prints its lines on the same output; the program's own is the number
# that stands alone on its line.
work="$build/bench-calls pingpong 5000"
cat >"$scratch/plain" <<END
$build/ipcviz --plain -- $work | grep -E '^[0-9]+\.[0-9]\$'
END
turns -p . -s 3 "sh $scratch/plain" "$strace $work" "$work"
row "a call shown by ipcviz --plain" "$(scaled "$one" $us)" \
    "$(scaled "$two" $us)" us "strace" none
row_plain "the same call, nobody watching" "$(scaled "$three" $us)" us

for who in untraced child; do
    work="$build/bench-calls $who 200000"
    turns -p . -s $ROUNDS "$build/bench-watched $work" "$work"
    [ $who = child ] && where=" in a child" || where=
    row "a call not watched$where" "$(scaled "$one" $us)" \
        "$(scaled "$two" $us)" us "no tracer" 1.3
done
