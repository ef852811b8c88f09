#!/bin/sh
# screen.sh - how much of a CPU ipcviz and htop take, side by side.
#
#   tmux, 200 x 60:  window 1: ipcviz, 100 processes of which one is woken
#                              ten times a second
#                    window 2: the same with 100 processes that only sleep
#                    window 3: htop as it comes
#                    window 4: ipcviz --tree, which looks ten times a second
#                              at 100 processes that it did not start
#
# All run during the same seconds. What is compared is the CPU time that the
# kernel has booked for each, without their children.
. "${0%/*}/table.inc"
SECONDS_WATCHED=8
export TMUX_TMPDIR="$scratch" # its server is ours alone
trap 'tmux -L bench kill-server 2>/dev/null; rm -rf "$scratch"' EXIT

# Its user and system time so far, in clock ticks.
ticks()
{
    sed 's/.*) //' "/proc/$1/stat" | cut -d ' ' -f 12,13 | tr ' ' +
}

window()
{
    tmux -L bench -f /dev/null new-session -d -x 200 -y 60 -s "$1" "$2" &&
        tmux -L bench display -p -t "$1" '#{pane_pid}'
}

sleepers="$build/bench-sleepers 100"
awake=$(window awake "exec $build/ipcviz -- $sleepers 100") || exit 2
asleep=$(window asleep "exec $build/ipcviz -- $sleepers 0") || exit 2
htop=$(window htop "exec htop") || exit 2
apart=$(window apart "exec $sleepers 100") || exit 2
looks=$(window looks "exec $build/ipcviz --tree $apart") || exit 2
sleep 2 # all have started and drawn; from here on it is counted
all_ticks()
{
    for pid in "$awake" "$asleep" "$htop" "$looks"; do
        ticks "$pid" || exit 2
    done | tr '\n' ' '
}
before=$(all_ticks)
sleep $SECONDS_WATCHED
after=$(all_ticks)

# Percent of one CPU, for the first to the fourth.
percent()
{
    from=$(echo "$before" | cut -d ' ' -f "$1")
    to=$(echo "$after" | cut -d ' ' -f "$1")
    awk -v ticks=$(($to - ($from))) -v hz="$(getconf CLK_TCK)" \
        -v seconds=$SECONDS_WATCHED \
        'BEGIN { printf "%.3f", (ticks + 0.01) * 100 / hz / seconds }'
}

for shown in awake looks; do
    tmux -L bench capture-pane -p -t $shown | grep -q 'sleepers.* waits in' ||
        { echo "ipcviz does not show the processes: $shown" >&2; exit 2; }
done
row_limit "100 processes, 10 events a second" "$(percent 1)" % 1.5
row "" "$(percent 1)" "$(percent 3)" % "htop, as it comes" 2
row_limit "100 processes, all asleep" "$(percent 2)" % 1.5
row "" "$(percent 2)" "$(percent 3)" % "htop, as it comes" 2
row_limit "the same, looked at (--tree)" "$(percent 4)" % 1.5
row "" "$(percent 4)" "$(percent 3)" % "htop, as it comes" 2

# Among the same crowd, on a terminal of its own: no other window is drawn.
frames=$("$build/bench-frames" 200 $sleepers 100) || exit 2
median() { echo "$frames" | sed -n "$1p"; }
row_limit "a frame of 200 x 60, median" "$(median 1)" ms 5
row_limit "the slowest of 200" "$(median 2)" ms 50
row_limit "every cell sent anew, median" "$(median 3)" ms 5
row_limit "the slowest of 200" "$(median 4)" ms 50
