#!/bin/sh
# Looks at the visualizer's screen as a person would: keys in, text out.
#
#   tmux (a server of its own) ─ keys ─► ipcviz ─► screen as text ─► must say
#
# Nothing is judged after a fixed time: each text is waited for, at most
# PATIENCE tenths of a second (default 150).
# Exit status: 0 everything was there, 1 something was not, 2 could not test.

build=$(realpath "${BUILD:-build}")
PATIENCE=${PATIENCE:-150}
LC_ALL=C.UTF-8
export LC_ALL BUILD="$build"
unset NO_COLOR TMUX
scratch=$(mktemp -d) || exit 2
shown=0
failed=0
trap 'mux kill-server; rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM # dash runs no EXIT trap for a signal

# One server for each show: one that is ending takes nothing new.
mux() {
    TMUX_TMPDIR=$scratch tmux -L "screen-$shown" -f /dev/null "$@" 2>/dev/null
}

fail() {
    echo "FAILED: $*" >&2
    mux capture-pane -p >&2
    failed=1
}

# show COLUMNS ROWS COMMAND: a fresh terminal; when the command has ended, the
# terminal's settings and the status are told.
show() {
    mux kill-server
    shown=$((shown + 1))
    mux new-session -d -x "$1" -y "$2" "cd '$scratch'; stty -g >before; $3
        status=\$?; stty -g >after; cmp before after && echo 'tty the same'
        echo \"status was \$status\"; exec cat" ||
        { echo "tmux does not start" >&2; exit 2; }
}

keys() {
    mux send-keys "$@"
}

screen() {
    mux capture-pane -p "$@"
}

# says TEXT: it is on the screen now or comes soon. It is looked for as it is,
# but * stands for anything within a line.
says() {
    pattern=$(printf %s "$1" | sed 's/[].[^$\\]/\\&/g; s/\*/.*/g')
    left=$PATIENCE
    until screen | grep -q -- "$pattern"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || { fail "the screen does not say: $1"; return 1; }
        sleep 0.1
    done
}

says_not() {
    if screen | grep -qF -- "$1"; then fail "the screen still says: $1"; fi
}

[ -x "$build/ipcviz" ] && [ -x "$build/demo/deadlock" ] || {
    ${CC:-cc} -g -O1 -o "$scratch/deadlock" visualizer/demos/deadlock.c &&
        mkdir -p "$build/demo" && cp "$scratch/deadlock" "$build/demo" ||
        exit 2
}
viz=$build/ipcviz
deadlock=$build/demo/deadlock

# --- a proven deadlock, the whole screen ---------------------------------------
show 80 24 "$viz '$deadlock'"
says "STUCK: nobody can wake anyone"
says "Why: that same process still holds the write end of pipe 1 itself"
says "waits for itself"
says "─ Processes ─ 2 alive"
says "waits in waitpid() for a child to end at deadlock.c:*"
says "└─ * deadlock  ● waits in read() for data or end-of-file on pipe 1"
says "pipe 1  * [*]   0%     0/65536 B  w: *:4  r: *:3"
says "STUCK: all wait, and nobody can wake anyone"
says "the child read 5 bytes"
says "q quit  ? help  Space pause  . step  , back"
screen | awk '{ gsub(/[^\001-\177]+/, "x") } length > 80 { exit 1 }' ||
    fail "a line is wider than 80 columns"

# Stepping: back only the view moves, forward again, to both ends, a mark.
keys , ,
says "PAUSED"
says "2 more ahead"
says_not "STUCK: nobody"
keys .
says "1 more ahead"
keys g
says "event 1 of"
says "starts: *deadlock"
keys m
says "marked"
keys G
says "STUCK: nobody can wake anyone"
keys '['
says "event 1 of"
keys G
says "STUCK: nobody can wake anyone"

# Looking into a row, help, a record.
keys j Enter
says "could wake it deadlock *, with its descriptor 4 (itself!)"
says "write end of pipe 1, made at deadlock.c"
keys Escape
says "─ Processes"
keys Tab Enter
says "who holds the write end (no end-of-file while one does)"
keys Escape '?'
says "all about the chosen row"
keys Escape r
says "saved ipcviz-*.jsonl"
keys Tab b
says "─ Processes"
pid=$(screen | sed -n 's/^[> ] \([0-9]*\) deadlock.* waitpid.*/\1/p')
[ -n "$pid" ] && kill -0 "$pid" || fail "no process to be seen: $pid"
keys q
says "status was 0"
says "tty the same"
if kill -0 "$pid" 2>/dev/null; then fail "the program outlived its viewer"; fi

# --- the record shows the same, and is stepped through -------------------------
record=$(find "$scratch" -name '*.jsonl')
show 80 24 "$viz --replay '$record'"
says "PAUSED"
says "event 1 of"
keys G
says "Why: that same process still holds the write end of pipe 1 itself"
says "the child read 5 bytes"
keys q
says "status was 0"

# One that was forged: it names an object that was never made known.
cat >"$scratch/forged.jsonl" <<'END'
{"record":"ipc-lab-kit","version":2,"kit":"0.1","events":2,"title":""}
{"n":1,"t":0,"pid":2,"event":"start","text":"forged"}
{"n":2,"t":1,"pid":2,"event":"open","fd":0,"object":2000000000,"number":1}
END
show 80 24 "$viz --replay '$scratch/forged.jsonl'"
says "PAUSED"
keys G
says "descriptor 0 is something"
keys q
says "status was 0"

# --- sizes ---------------------------------------------------------------------
show 40 10 "$viz '$deadlock'"
says "STUCK"
says "─ Processes (1 more) ─ 2 alive"
says "pipe 1  * ["
says "q quit"
mux resize-window -x 20 -y 5
says "need 40x10"
mux resize-window -x 120 -y 40
says "waits in read() for data or end-of-file on pipe 1 at deadlock.c:"
keys q
says "tty the same"
show 80 24 "stty cols 10 rows 3; $viz true"
says "ipcviz: terminal too small: 10x3, need at least 40x10"
says "status was 2"

# --- ASCII, no colour, unknown terminals -----------------------------------------
show 80 24 "LC_ALL=C $viz '$deadlock'"
says "STUCK: nobody can wake anyone"
says "\`- * deadlock  * waits in read()"
says "pipe 1  * [...........]   0%"
if screen | LC_ALL=C grep -q '[^ -~]'; then fail "not ASCII in LC_ALL=C"; fi
colour=$(printf '\033\\[[0-9;]*\\(3[0-7]\\|38\\|9[0-7]\\)[;m]')
show 80 24 "TERM=screen-256color $viz '$deadlock'"
says "STUCK: nobody can wake anyone"
screen -e | grep -q "$colour" || fail "no colour where there could be"
show 80 24 "NO_COLOR=1 TERM=screen-256color $viz '$deadlock'"
says "STUCK: nobody can wake anyone"
if screen -e | grep -q "$colour"; then fail "colour with NO_COLOR"; fi
show 80 24 "TERM=nonsense $viz true"
says "ipcviz: TERM=nonsense: unknown type of terminal"
says "status was 2"
show 80 24 "env -u TERM $viz true"
says "ipcviz: TERM is not set"
says "status was 2"

# --- input, output, and ends of every kind ----------------------------------------
show 80 24 "$viz cat"
says "waits in read() for a line to be typed"
keys i
says "line for the program:"
keys 'hello there' Enter
says "hello there"
says "calls write() of 12 bytes to the terminal"
keys i C-d
says "cat (pid *) ended: exit 0"
keys q
says "tty the same"
for signal in INT TERM HUP; do
    show 80 24 "$viz sleep 1000"
    says "sleeps in nanosleep()"
    pid=$(screen | sed -n 's/^> \([0-9]*\) sleep.*/\1/p')
    viewer=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status")
    kill -s "$signal" "$viewer"
    says "tty the same"
    if kill -0 "$pid" 2>/dev/null; then fail "$signal: the program lives on"; fi
done
show 80 24 "$viz sh -c 'kill -SEGV \$\$'"
says "ended: killed by SIGSEGV"
keys q
says "tty the same"

# --- the scenes of make demo --------------------------------------------------------
show 80 24 "(cd '$PWD' && exec visualizer/demos/02-deadlock.sh)"
says "What could go wrong?"
says "starts: *deadlock"
keys + + + + + + + Space
says "After fork both processes hold both ends"
keys Space
says "Is it the last one?"
keys Space
says "an end-of-file that only it could bring about"
keys q

[ -x "$build/ipcexplore" ] || { echo "there is no $build/ipcexplore" >&2; exit 2; }
show 100 30 "(cd '$PWD' && exec visualizer/demos/09-races.sh)"
says "this one fails"
keys Space
says "What if C comes now?"
keys Space
says "B still believes that it is 0"
keys ,
says "B has read 0, and adds 1 in its head"
keys Space
says "Nothing kept the two steps of a door together"
keys q

[ "$failed" -eq 0 ] && echo "the screen said what it should"
exit "$failed"
