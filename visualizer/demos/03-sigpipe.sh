#!/bin/sh
# The scene "sigpipe": the reader leaves, the writer is told.
# usage: make demo DEMO=sigpipe    (the program: visualizer/demos/sigpipe.c)
kit=${BUILD:-build}
exec "$kit/ipcviz" --big --paused --speed 10 \
    --title "The reader leaves: SIGPIPE" \
    --say "One child writes for ever, the other reads three lines. Space starts." \
    --until "has written" \
    --say "The writer fills the pipe. Who will stop it?" \
    --until "last read end" \
    --say "The reader has ended. Nobody can ever read what is written from now on." \
    --until "EPIPE" \
    --say "So write() fails with EPIPE, and SIGPIPE comes: it ends the writer." \
    -- "$kit/demo/sigpipe" "$@"
