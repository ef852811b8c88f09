#!/bin/sh
# The scene "sockets": nobody says that this was all.
# usage: make demo DEMO=sockets    (the program: visualizer/demos/sockets.c)
kit=${BUILD:-build}
exec "$kit/ipcviz" --big --paused --speed 10 \
    --title "Nobody says that this was all" \
    --say "A server has a name; two clients send it a text each, one after the other. Space starts." \
    --until "listen() returns" \
    --say "It reads a text to its end, and answers then. Here comes the first client." \
    --until "shutdown() returns" \
    --say "The first client has ended its way down, and can still receive: it will be answered." \
    --until "STUCK" \
    --say "The second one did not. What does each of the two wait for?" \
    -- "$kit/demo/sockets" "$@"
