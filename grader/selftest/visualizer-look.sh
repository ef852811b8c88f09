#!/bin/sh
# Holds the visualizer to its word about processes that run already: what it
# says of them is what a traced run says, they do not notice, a record shows the
# same again, and every mistake gets one clear line.
#
# Exit status: 0 everything held, 1 something did not, 2 could not test.

build=$(realpath "${BUILD:-build}")
viz=$build/ipcviz
PATIENCE=${PATIENCE:-150} # tenths of a second
LIMIT=${LIMIT:-60}        # the emergency brake, in seconds
LC_ALL=C.UTF-8
export LC_ALL
scratch=$(mktemp -d) || exit 2
here=$PWD
running=
trap 'stop; rm -rf "$scratch"' EXIT
failed=0

fail() {
    echo "FAILED: $*" >&2
    failed=1
}

# begin COMMAND...: runs beside us, in a session of its own; its pid in $pid.
begin() {
    setsid "$@" >"$scratch/told" 2>&1 &
    pid=$!
    running="$running $pid"
}

# Ends, each by its number, what begin has started and what that has made.
stop() {
    for leader in $running; do
        kill -KILL "-$leader" 2>/dev/null
    done
    running=
}

# expect STATUS ARGUMENT...: ipcviz ends so; $scratch/out, $scratch/err.
expect() {
    wanted=$1
    shift
    timeout "$LIMIT" "$viz" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
    got=$?
    [ "$got" -eq "$wanted" ] ||
        fail "status $got, not $wanted: $* ($(head -n 3 "$scratch/err"))"
}

says() {
    grep -qE -- "$1" "$scratch/out" || fail "does not say: $1
$(tail -n 20 "$scratch/out")"
}

# refuses TEXT ARGUMENT...: status 2 and one line on stderr that has TEXT.
refuses() {
    text=$1
    shift
    expect 2 "$@"
    [ "$(wc -l <"$scratch/err")" = 1 ] && [ ! -s "$scratch/out" ] ||
        fail "not one line: $* ($(cat "$scratch/err"))"
    grep -qF -- "$text" "$scratch/err" ||
        fail "does not say \"$text\": $(cat "$scratch/err")"
}

# until_true COMMAND...: tries again and again, but not for ever.
until_true() {
    left=$PATIENCE
    until "$@" 2>/dev/null; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || return 1
        sleep 0.1
    done
}

asleep() {
    grep -q '^State:.S' "/proc/$1/status"
}

gone() {
    ! kill -0 "$1"
}

[ -x "$viz" ] || { echo "there is no $viz" >&2; exit 2; }
${CC:-cc} -g -O1 -o "$scratch/deadlock" visualizer/demos/deadlock.c || exit 2
cd "$scratch" || exit 2

# --- a deadlock that began before we came: proven, told, recorded --------------
begin ./deadlock
until_true asleep "$pid" || fail "it does not sleep"
expect 1 --plain --record stuck.jsonl --tree "$pid"
says '^STUCK: 2 of 2 processes wait'
says 'Why: that same process still holds the write end'
says 'But: unless an alarm\(\) was set before'
says 'note: looked at from outside'
cp out live
expect 1 --plain --replay stuck.jsonl
cmp -s live out || fail "the record shows something else: $(diff live out)"
kill -0 "$pid" || fail "who was looked at is gone"

# Its parent alone: the child that could end its wait is not among those shown.
timeout -s TERM 2 "$viz" --plain --pid "$pid" >out 2>err </dev/null
[ $? -eq 124 ] || fail "a parent without its child: does not go on looking"
says 'children that are not shown'
says '^1 of 1 processes alive'

# --- one that ends while it is looked at -----------------------------------------
stop
begin sleep 1000
until_true asleep "$pid"
"$viz" --plain --pid "$pid" >out 2>err </dev/null &
viewer=$!
until_true grep -q 'sleeps in' out || fail "sleep is not seen asleep"
kill -TERM "$pid"
wait "$viewer" || fail "status $? after its end"
says '^sleep \(pid [0-9]+\) ended: (killed by SIGTERM|nobody saw how)'
running=

# --- a child that comes while it is looked at --------------------------------------
mkfifo go
begin sh -c 'read line <go; sleep 1000 & wait'
exec 8>go # waits until it has opened the other end
"$viz" --plain --tree "$pid" >out 2>err </dev/null &
viewer=$!
until_true grep -qE '(starts|becomes): sh' out || fail "sh is not seen"
echo go >&8
exec 8>&-
until_true grep -q 'forks: process' out || fail "the child is not seen"
until_true grep -q 'sleep .*sleeps in' out || fail "the child is not seen asleep"
kill -TERM "$viewer"
wait "$viewer" 2>/dev/null
[ $? -eq 143 ] || fail "TERM: not ended by it"
kill -0 "$pid" || fail "who was looked at ended with the visualizer"
stop

# --- end-of-file and SIGPIPE arrive all the same --------------------------------------
mkfifo feed
begin sh -c 'cat <feed | sort | wc -l; echo over'
"$viz" --plain --tree "$pid" >out 2>err </dev/null &
viewer=$!
until_true grep -qE '(starts|becomes): sh' out || fail "sh is not seen"
seq 20000 >feed
until_true grep -q over told || fail "end-of-file does not arrive"
grep -q '^20000$' told || fail "the pipeline counted $(cat told)"
wait "$viewer"
says 'ended: '
running=

# --- all of the user's -----------------------------------------------------------------
begin sleep 1000
timeout -s TERM 2 "$viz" --plain --user >out 2>err </dev/null
grep -qE " $pid +sleep +starts: sleep 1000" out || fail "--user: sleep is missing"
grep -q ' ipcviz *starts: [^ ]*ipcviz --plain --user' out &&
    fail "--user shows itself"

# --- mistakes ---------------------------------------------------------------------------
refuses "the number of a process" --plain --pid x
refuses "the number of a process" --plain --pid "-1"
refuses "the number of a process" --plain --pid "$pid,"
refuses "the number of a process" --plain --tree ""
refuses "the number of a process" --plain --pid 99999999999
refuses "no such process" --plain --pid 2147483646
refuses "no such process" --plain --pid "$pid,2147483646"
refuses "requires an argument" --plain --tree
refuses "take no program" --plain --pid "$pid" true
refuses "do not go together" --plain --pid "$pid" --tree "$pid"
refuses "--user means all" --plain --user --pid "$pid"
refuses "--replay does not look" --plain --replay stuck.jsonl --user
refuses "for a program that is started" --paused --pid "$pid"
refuses "not a terminal" --pid "$pid"
stop
until_true gone "$pid"
refuses "no such process" --plain --pid "$pid"
[ "$(id -u)" -eq 0 ] || refuses "another user" --plain --pid 1
cd "$here" || exit 2

[ "$failed" -eq 0 ] && echo "the visualizer only looked"
exit "$failed"
