#!/bin/sh
# The scene "deadlock": a write end that was forgotten.
# usage: make demo DEMO=deadlock    (the program: visualizer/demos/deadlock.c)
kit=${BUILD:-build}
exec "$kit/ipcviz" --big --paused --speed 5 \
    --title "The forgotten write end" \
    --say "A parent sends hello to its child. What could go wrong? Space starts." \
    --until "is born" \
    --say "After fork both processes hold both ends: look at w and r." \
    --until "closes descriptor 4" \
    --say "The parent is done and closes its write end. Is it the last one?" \
    --until "STUCK" \
    --say "The child waits for an end-of-file that only it could bring about." \
    -- "$kit/demo/deadlock" "$@"
