#!/bin/sh
# The scene "queues": two queues, and both are full.
# usage: make demo DEMO=queues    (the program: visualizer/demos/queues.c)
kit=${BUILD:-build}
exec "$kit/ipcviz" --big --paused --speed 10 \
    --title "Both queues are full" \
    --say "A client asks, a server answers; each queue has room for 3 messages. Space starts." \
    --until "is born" \
    --say "The client hands in nine questions before it reads one answer." \
    --until "priority 9" \
    --say "This one is urgent: in the queue it stands before the others." \
    --until "STUCK" \
    --say "Both sleep in mq_send. Who could make room, and why does nobody?" \
    -- "$kit/demo/queues" "$@"
