#!/bin/sh
# The scene "pipes": a pipeline that a slow consumer holds back.
# usage: make demo DEMO=pipes    (the program: visualizer/demos/pipes.c)
kit=${BUILD:-build}
exec "$kit/ipcviz" --big --paused --speed 20 \
    --title "A pipeline: who waits for whom when one stage is slow?" \
    --say "Three processes and two pipes. Space starts; . is one step, , one back." \
    --until "comes into being" \
    --say "A pipe: a queue of bytes in the kernel, with a write end and a read end." \
    --until "is born" \
    --say "fork: the child has copies of both ends. Who closes which?" \
    --until "which is full" \
    --say "The pipe is full, so write() sleeps. Nobody told the writer to wait: back-pressure." \
    --until "the last write end of pipe 1" \
    --say "The last write end is gone: the next stage reads the rest, then end-of-file." \
    -- "$kit/demo/pipes" "$@"
