#!/bin/sh
# Every kind of object has its row: what is in it, who waits at it, who has it;
# and its page says the rest. The rows are read from the plain mode, which prints
# the same words, and some from a screen.
#
# Exit status: 0 all of them said what they should, 1 not, 2 could not test.

. "${0%/*}/apart.inc"
build=$(realpath "${BUILD:-build}")
viz=$build/ipcviz
scenes=$build/observe-scenes
PATIENCE=${PATIENCE:-150} # tenths of a second
LC_ALL=C.UTF-8
TERM=xterm-256color
export LC_ALL TERM
scratch=$(mktemp -d) || exit 2
TMUX_TMPDIR=$scratch
export TMUX_TMPDIR
trap 'mux kill-server; rm -rf "$scratch"' EXIT
failed=0
shown=0

fail() {
    echo "FAILED: $*" >&2
    failed=1
}

[ -x "$viz" ] && [ -x "$scenes" ] || { echo "there is no $viz" >&2; exit 2; }
cd "$scratch" || exit 2

# --- rows -------------------------------------------------------------------------
# row SCENE LINE [INPUT]: the plain mode ends with a line like that; # stands for a
# number.
row() {
    mkdir -p place && (cd place && timeout 20 "$viz" --plain -- "$scenes" "$1" \
        >../out 2>&1 <"${3:+../}${3:-/dev/null}")
    pattern=$(printf '%s' "$2" | sed 's/[]*+.?()|^$[]/\\&/g; s/#/[0-9]+/g')
    grep -qE "^  $pattern\$" out || fail "$1 lacks: $2
$(sed -n '/^STUCK/,$p' out)"
    rm -rf place
}

row queue-part-full 'queue /observe-#-a: 3 of 4 messages, the next has priority 3; has: #:3'
row queue-full-writer 'queue /observe-#-a: 4 of 4 messages, the next has priority 0; waits: #; has: #:3'
row msgq-part-full 'message queue 1: 2 messages, 9 of 64 bytes, the next has type 5'
row msgq-empty-reader 'message queue 1: 0 messages, 0 of # bytes; waits: #'
row semset-crossed-undo 'semaphore set 1: values 0 0, +1 at the end of # (SEM_UNDO), +1 at the end of # (SEM_UNDO); waits: # #'
row sem-two-wait 'semaphore at 160 in shared memory 1: value 0; waits: # # # #'
row sem-private-in-shared 'semaphore at 160 in shared memory 1: value 0, each process has its own copy; waits: #'
row mutexes-crossed 'mutex at 40 in shared memory 1: locked by thread #; waits: #'
row mutexes-crossed 'shared memory 1: 4096 bytes, in the memory of 2 processes; has: # #'
row robust-kept 'mutex at 0 in shared memory 1: locked by thread #, robust; waits: #'
row condition-shared 'condition at 80 in shared memory 1: somebody must signal it; waits: # #'
row segment-marked 'shared memory 1: 100 bytes, in the memory of 1 process, marked for removal; has: #'
printf %s /objects-left >name
row memory-left '/objects-left: 4096 bytes, in the memory of nobody' name
row memory-unlinked '/observe-unlinked-#: 4096 bytes, in the memory of 1 process, has no name any more; has: #'
row pair-half-closed 'socket pair 1 end b: holds 5 bytes to read; nothing more comes; has: #:4'
row rights-pending 'socket pair 1 end b: holds 1 byte to read and 1 descriptor on the way; has: #:4'
row tcp 'tcp 127.0.0.1:#: 1 of 4 connections waits to be accepted; has: #:3'
row udp-both-receive 'udp 127.0.0.1:#: holds 0 datagrams; waits: #; has: #:3 #:3'
row lock-crossed "$scratch/place/a: write-locked (flock) by #; waits: #; has: #:7 #:7"
row eventfd-crossed 'eventfd 1: holds 0; waits: #; has: #:3 #:3'
row timerfd-states 'timerfd 2: not armed; has: #:4 #:4'
row signalfd-nobody 'signalfd 1: takes SIGUSR1; waits: #; has: #:3'
row epoll-two 'epoll 1: watches descriptor #, #; waits: #; has: #:4'
row epoll-once 'epoll 1: watches nothing that is armed; waits: #; has: #:4'
row pidfd-polled 'pidfd 1: of process #, which lives; waits: #; has: #:3'

# --- pages --------------------------------------------------------------------------
mux() {
    tmux -L "objects$shown" -f /dev/null "$@" 2>/dev/null
}

show() { # SCENE
    mux kill-server
    shown=$((shown + 1)) # a server of its own: the old one may still be ending
    mux new-session -d -x 100 -y 30 "cd '$scratch'; exec $viz -- $scenes $1" ||
        { echo "tmux does not start" >&2; exit 2; }
}

says() { # TEXT, * for anything
    pattern=$(printf %s "$1" | sed 's/[].[^$\\]/\\&/g; s/\*/.*/g')
    left=$PATIENCE
    until mux capture-pane -p | grep -q -- "$pattern"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || { fail "the screen does not say: $1
$(mux capture-pane -p)"; return 1; }
        sleep 0.1
    done
}

show queue-part-full
says "─ Shared ─"
says "/observe-* [█*] 3 of 4 messages, the next has priority 3  has: *:3"
mux send-keys Tab Enter
says "(POSIX message queue)"
says "a message    at most 32 bytes"
says "in it        16 bytes"
says "messages, the next to come out first"
says "    priority 3, 6 bytes, from"
mux send-keys Escape
show semset-crossed-undo
says "values 0 0, +1 at the end of"
mux send-keys Tab Tab Enter
says "(System V semaphore set)"
says "took 1; +1 when it ends (SEM_UNDO)"
says "who waits at it"
says "could be woken by observe-scenes"
show five-sent
says "waits in pause"
mux send-keys Enter
says "  signals"
says "blocked      SIG"

# The bytes of memory, before and after the program has changed them; stepping
# back there are none to be seen.
show memory-changes
says "4096 bytes, in the memory of"
mux send-keys Tab Enter
says "its bytes now (* changed last)"
mux send-keys Escape
says "─ Shared ─" # Escape and a key at once would be one key
mux send-keys ,
says "PAUSED"
mux send-keys Enter
says "its bytes can be seen only live"
cd / || exit 2

[ "$failed" -eq 0 ] && echo "every kind of object is shown"
exit "$failed"
