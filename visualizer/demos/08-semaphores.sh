#!/bin/sh
# The scene "semaphores": three philosophers, and a fork in each left hand.
# usage: make demo DEMO=semaphores    (the program: visualizer/demos/semaphores.c)
kit=${BUILD:-build}
exec "$kit/ipcviz" --big --paused --speed 10 \
    --title "A fork in each left hand" \
    --say "Three philosophers need two forks each; a fork is a semaphore. Space starts." \
    --until "is born" \
    --say "Each takes its left fork. That is no call: you do not see it." \
    --until "waits in sem_wait" \
    --say "One sleeps: its right fork is another one's left. Who has the others?" \
    --until "STUCK" \
    --say "Each waits for the next, all in the same direction. Who should turn round?" \
    -- "$kit/demo/semaphores" "$@"
