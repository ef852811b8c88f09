#!/bin/sh
# The scene "memory": two processes share a page, and one comes too early.
# usage: make demo DEMO=memory    (the program: visualizer/demos/memory.c)
kit=${BUILD:-build}
exec "$kit/ipcviz" --big --paused --speed 5 \
    --title "Memory that two processes have" \
    --say "A writer and a reader share one page. Space starts." \
    --until "in its memory" \
    --say "The same memory: each has it at an address of its own. Enter on it shows its bytes." \
    --until "waits in" \
    --say "The reader came too early: it has looked at the mark, and sleeps." \
    --until "the reader sees" \
    --say "No call has moved the text. The kernel only let one sleep and woke it." \
    -- "$kit/demo/memory" "$@"
