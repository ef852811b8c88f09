#!/bin/sh
# The scene "signals": five become one, and one comes a moment too soon.
# usage: make demo DEMO=signals    (the program: visualizer/demos/signals.c)
kit=${BUILD:-build}
exec "$kit/ipcviz" --big --paused --speed 5 \
    --title "A signal comes too soon" \
    --say "A child sends SIGUSR2 five times; the parent has it blocked. Space starts." \
    --until "gets SIGUSR2" \
    --say "It is let in now. How often does it come?" \
    --until "sends SIGUSR1" \
    --say "The parent has looked: it has not rung. Now it rings." \
    --until "STUCK" \
    --say "The handler ran, and the parent sleeps in pause. Who could wake it?" \
    -- "$kit/demo/signals" "$@"
