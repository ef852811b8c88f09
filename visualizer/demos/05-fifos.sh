#!/bin/sh
# The scene "fifos": two doors, and each side waits at another one.
# usage: make demo DEMO=fifos    (the program: visualizer/demos/fifos.c)
#
# Look at: both processes are inside open(), neither has a descriptor yet. The
# FIFOs have names and no holders. Then see the order that works:
#     visualizer/demos/05-fifos.sh same-order
kit=${BUILD:-build}
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
trap 'exit 2' HUP INT TERM
"$kit/ipcviz" --big --paused --speed 5 \
    --title "Two FIFOs, opened crosswise" \
    --say "A server and a client talk over two FIFOs. Space starts." \
    --until "is born" \
    --say "The server opens the requests, to read. Who must come now?" \
    --until "STUCK" \
    --say "The client went to the answers first. Each waits at another door." \
    -- "$kit/demo/fifos" "$folder" "$@"
