#!/bin/sh
# The scene "races": an order of steps in which a visitor is not counted.
# usage: make demo DEMO=races    (the program: visualizer/demos/races.c)
kit=${BUILD:-build}
place=$(mktemp -d) || exit 2
trap 'rm -rf "$place"' EXIT
trap 'exit 2' HUP INT TERM
"$kit/ipcexplore" --record "$place/record.jsonl" visualizer/demos/races.c \
    >"$place/said" 2>&1
[ -s "$place/record.jsonl" ] || { cat "$place/said" >&2; exit 2; }
"$kit/ipcviz" --big --paused --replay "$place/record.jsonl" \
    --title "Two came in, and one was counted" \
    --say "Two doors, one number. The explorer has tried all orders; this one fails. Space starts; . is one step, , one back." \
    --until "atomic load 0" \
    --say "B has read 0, and adds 1 in its head. What if C comes now?" \
    --until "atomic store 0 > 1" \
    --say "C has read 0, too, and written 1. B still believes that it is 0." \
    --until "has ended: exit 1" \
    --say "B wrote 1 over it. Nothing kept the two steps of a door together."
cat "$place/said"
