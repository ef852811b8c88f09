#!/bin/sh
# What the visualizer says where the kernel forbids it something, and that it goes
# on: no ptrace; processes of another user beside it; /proc that hides others.
#
# The last two need a second user, so an ordinary user's run leaves them out and
# says so.  Exit status: 0 everything held, 1 something did not, 2 could not test.

build=$(realpath "${BUILD:-build}")
LIMIT=${LIMIT:-60} # the emergency brake, in seconds
LC_ALL=C.UTF-8
export LC_ALL
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
here=$PWD
failed=0
out=$scratch/out

fail() {
    echo "FAILED: $*" >&2
    tail -n 20 "$out" >&2
    failed=1
}

says() {
    grep -qE -- "$1" "$out" || fail "does not say: $1"
}

says_not() {
    if grep -qE -- "$1" "$out"; then fail "says: $1"; fi
}

# expect STATUS COMMAND...
expect() {
    wanted=$1
    shift
    timeout "$LIMIT" "$@" >"$out" 2>&1 </dev/null
    got=$?
    [ "$got" -eq "$wanted" ] || fail "status $got, not $wanted: $*"
}

[ -x "$build/ipcviz" ] || { echo "there is no $build/ipcviz" >&2; exit 2; }
cc=${CC:-cc}
$cc -g -O1 -o "$scratch/deadlock" visualizer/demos/deadlock.c &&
    $cc -o "$scratch/forbid" grader/selftest/without-ptrace.c -lseccomp &&
    cp "$build/ipcviz" "$scratch/ipcviz" || exit 2
chmod 755 "$scratch" "$scratch"/*
cd "$scratch" || exit 2

# A sanitizer looks for leaks with ptrace.
ASAN_OPTIONS=detect_leaks=0
export ASAN_OPTIONS

# --- no ptrace: the program is looked at instead, and the proof is the same ------
expect 1 ./forbid ./ipcviz --plain --record looked.jsonl -- ./deadlock
says 'note: ptrace is not allowed here \(Operation not permitted\)'
says '^the child read 5 bytes'
says '^STUCK: 2 of 2 processes wait'
says 'Why: that same process still holds the write end'
says 'But: unless an alarm\(\) was set before'
expect 1 ./ipcviz --plain --replay looked.jsonl
says 'ptrace is not allowed here'
expect 0 ./forbid ./ipcviz --plain -- sh -c 'read line; exit 7'
says '^sh \(pid [0-9]+\) ended: exit 7'
expect 0 ./forbid ./ipcviz --plain -- ./ipcviz --no-such-option
says 'ended: exit 2'
expect 2 ./forbid ./ipcviz --plain -- ./no-such-program
says 'No such file'

# Killed, it takes the program along.
mkfifo hold
./forbid ./ipcviz --plain -- sh -c 'exec 4>hold; exec sleep 1000' >"$out" 2>&1 &
viewer=$!
exec 3<hold # the program has opened the other end
kill -KILL "$viewer"
timeout "$LIMIT" cat <&3 || fail "the program outlived its viewer"
exec 3<&-
wait "$viewer" 2>/dev/null

# --- a program that would gain rights: it runs without them, and that is said -----
cp /usr/bin/true gains && chmod 755 gains
expect 0 ./ipcviz --plain -- ./gains
says_not 'rights of its own'
if [ "$(id -u)" -eq 0 ]; then
    chown 65534 gains && chmod 4755 gains
    expect 0 ./ipcviz --plain -- ./gains
else
    expect 0 ./ipcviz --plain -- /usr/bin/su --version
fi
says 'note: [^ ]* has rights of its own'

# --- a second user ---------------------------------------------------------------
# timeout(1) stays root's: it would be one more to have what is handed on.
nobody="setpriv --reuid 65534 --regid 65534 --clear-groups"
as_nobody() {
    timeout -s TERM 2 $nobody "$@"
}
if [ "$(id -u)" -ne 0 ]; then
    echo "not shown, for it needs root: another user's processes, hidepid"
else
    # The other end of its input belongs to root, in the same session: that
    # nobody is seen to have it does not prove that nobody has it.
    (sleep 1000 & echo $! >pid; wait) 2>/dev/null |
        (as_nobody ./ipcviz --plain -- cat >"$out" 2>&1
            kill "$(cat pid)")
    says 'waits in read\(\) for data or end-of-file on pipe'
    says 'note: the descriptors of some processes .*another user'
    says_not 'STUCK'

    # /proc that shows an ordinary user nobody else.
    cat >hidden.sh <<'END'
mount -t proc -o hidepid=2 proc /proc || exit 9
as_nobody() { timeout -s TERM 2 setpriv --reuid 65534 --regid 65534 \
    --clear-groups "$@"; }
sleep 1000 &
other=$!
as_nobody ./ipcviz --plain --pid $other
echo "status $?"
(sleep 1000 & echo $! >pid; wait) 2>/dev/null |
    (as_nobody ./ipcviz --plain -- cat; kill "$(cat pid)")
as_nobody sh -c 'sleep 1000 & exec ./ipcviz --plain --user'
kill $other
END
    unshare --mount --pid --fork --kill-child sh hidden.sh >"$out" 2>&1
    [ $? -ne 9 ] || { echo "cannot mount a /proc of its own" >&2; exit 2; }
    says "^ipcviz: --pid [0-9]+: belongs to another user"
    says '^status 2'
    says 'note: the descriptors of some processes .*hidepid'
    says 'note: not seen: who else has something open.*hidepid'
    says '(starts|becomes): sleep 1000'
    says_not 'STUCK'
fi
cd "$here" || exit 2

[ "$failed" -eq 0 ] && echo "what is forbidden is said, and the rest is shown"
exit "$failed"
