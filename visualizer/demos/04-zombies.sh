#!/bin/sh
# The scene "zombies": children that have ended, and one without a parent.
# usage: make demo DEMO=zombies    (the program: visualizer/demos/zombies.c)
kit=${BUILD:-build}
exec "$kit/ipcviz" --big --paused --speed 5 \
    --title "Who has ended is not gone" \
    --say "A parent starts three children that end at once. Space starts." \
    --until "has ended" \
    --say "Ended, and still in the table: a zombie keeps its status for its parent." \
    --until "collects the status" \
    --say "The parent has asked: this one is gone." \
    --until "the orphan lives on" \
    --say "The child in the middle has left. Who is the parent of its child now?" \
    -- "$kit/demo/zombies" "$@"
