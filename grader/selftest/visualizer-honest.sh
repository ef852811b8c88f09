#!/bin/sh
# Holds the visualizer to its word: watching changes nothing, what it shows is
# true, a record shows the same again, and every mistake gets one clear line.
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
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM # dash runs no EXIT trap for a signal
failed=0

fail() {
    echo "FAILED: $*" >&2
    failed=1
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

gone() {
    ! kill -0 "$1"
}

[ -x "$viz" ] || { echo "there is no $viz" >&2; exit 2; }
${CC:-cc} -g -O1 -o "$scratch/deadlock" visualizer/demos/deadlock.c &&
    ${CC:-cc} -g -O1 -o "$scratch/sigpipe" visualizer/demos/sigpipe.c || exit 2
cd "$scratch" || exit 2

# --- end-of-file, SIGPIPE, output and descriptors are as without us -------------
expect 0 --plain -- sh -c 'seq 20000 | sort -n | tail -n 1'
says '^20000$'
says 'read\(\) returns 0: end-of-file on pipe'
says '^sh \(pid [0-9]+\) ended: exit 0 \([0-9]+ events\)$'
expect 0 --plain -- sh -c 'yes | head -n 3'
says 'gets SIGPIPE'
says 'ended: killed by SIGPIPE'
expect 0 --plain -- sh -c 'exit 7'
says 'ended: exit 7'
# 3 is what sh itself opens to look into the folder.
expect 0 --plain -- sh -c 'cd /proc/self/fd && echo *'
says '^0 1 2 3$'

# Who feeds the program learns that it does not listen any more, though we stay.
# (timeout(1) would hold the pipe, so the program counts its own patience.)
(yes 2>/dev/null; echo told >told) | "$viz" --plain -- sh -c '
    exec <&-; left=1500
    until [ -s told ]; do
        left=$((left - 1)); [ "$left" -gt 0 ] || exit 9; sleep 0.01
    done' >out 2>err
says '^sh \(pid [0-9]+\) ended: exit 0'

# --- a deadlock is proven, told and recorded; the record is the same truth -------
expect 1 --plain --record stuck.jsonl -- ./deadlock
says '^STUCK: 2 of 2 processes wait'
says 'Why: that same process still holds the write end'
says 'deadlock [0-9]+ waits in read\(\) for data or end-of-file .*deadlock.c:'
grep -v '^the child read' out >live
expect 1 --plain --replay stuck.jsonl
cmp -s live out || fail "the record shows something else: $(diff live out)"
expect 0 --plain --record ended.jsonl -- ./sigpipe
grep -v -e '^[0-9]: another' -e '^the writer was' out >live
expect 0 --plain --replay ended.jsonl
cmp -s live out || fail "the record shows something else: $(diff live out)"

# --- a line is the author's own, not one of the library that makes the call ------
# (gcc's address sanitizer intercepts write, and has line information itself.)
gcc -g -O1 -fsanitize=address -o sanitized "$here/visualizer/demos/sigpipe.c" ||
    exit 2
export ASAN_OPTIONS=detect_leaks=0 # it cannot look for them under a tracer
expect 0 --plain -- ./sanitized
says 'write\(\) .* at sigpipe\.c:[0-9]+$'
if grep -q 'at sanitizer_' out; then fail "a line of a sanitizer's"; fi

# --- nothing of the program can steer a terminal ----------------------------------
escape=$(printf '\033[31mred\007')
expect 0 --plain -- sh -c "printf '\\033[2J\\001\\377' | cat >/dev/null
: '$escape'"
says 'x1b\[2J.x01.xff'
if LC_ALL=C grep -q '[^ -~]' out; then fail "a control byte in plain lines"; fi

# --- ended from outside --------------------------------------------------------------
"$viz" --plain -- sleep 1000 >out 2>err </dev/null &
viewer=$!
until_true grep -q 'starts: sleep' out || fail "sleep does not start"
pid=$(sed -n 's/^ *1 *[0-9.]* *\([0-9]*\) .*/\1/p' out)
kill -TERM "$viewer"
wait "$viewer" 2>/dev/null
[ $? -eq 143 ] || fail "TERM: not ended by it"
says '1 of 1 processes alive'
until_true gone "$pid" || fail "TERM: the program lives on"
"$viz" --plain -- sleep 1000 >out 2>err </dev/null &
viewer=$!
until_true grep -q 'starts: sleep' out || fail "sleep does not start"
pid=$(sed -n 's/^ *1 *[0-9.]* *\([0-9]*\) .*/\1/p' out)
kill -KILL "$viewer"
wait "$viewer" 2>/dev/null
until_true gone "$pid" || fail "KILL: the program lives on"
timeout "$LIMIT" "$viz" --plain -- yes 2>err | head -n 5 >out
[ "$(wc -l <out)" = 5 ] || fail "does not end when nobody reads its lines"

# --- mistakes ------------------------------------------------------------------------
refuses "which program" --plain
refuses "no such program" --plain -- no-such-program
refuses "No such file" --plain -- ./no-such-program
refuses "is not a program" --plain -- ./out
refuses "is not a program" --plain -- "$scratch"
refuses "not a terminal" -- true
refuses "whole number" --speed fast -- true
refuses "whole number" --speed -1 -- true
refuses "a --say must follow" --until fork -- true
refuses "takes no program" --replay stuck.jsonl true
refuses "do not go together" --replay stuck.jsonl --record x
refuses "cannot be written" --plain --record no/such/folder -- true
refuses "is a folder" --plain --record "$scratch" -- true
refuses "unrecognized option" --plane
printf 'not a record\n' >text
head -c 900 stuck.jsonl >cut
: >empty
sed '1s/"version":[0-9]*/"version":99/' stuck.jsonl >newer
for record in none text cut empty newer "$scratch"; do
    refuses "$record" --plain --replay "$record"
    refuses "not a terminal" --replay stuck.jsonl
done
cd "$here" || exit 2

[ "$failed" -eq 0 ] && echo "the visualizer kept its word"
exit "$failed"
