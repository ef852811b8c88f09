#!/bin/bash
# without-walls.sh - where user namespaces are switched off, a student's own
# check still works, gives the same causes and says what is not isolated; batch
# grading refuses with the reason.
#
# The switch is thrown in a user namespace of our own (user.max_user_namespaces
# counts for what is below it), so nothing else on the machine notices.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0

fail()
{
    echo "FAILED: $*"
    failed=$((failed + 1))
}

without_walls()
{
    unshare -r sh -c 'echo 0 >/proc/sys/user/max_user_namespaces || exit 77
        exec "$@"' sh "$@"
}

without_walls true
if [ $? -ne 0 ]; then # they are off already, then that is what is tested
    without_walls() { "$@"; }
fi

without_walls "$build/ipccheck" --lab 01 --src solutions/01-pipes \
    --report "$work/right.json" >"$work/right" || fail "the solution"
jq -e '.points == .max and (.isolation | startswith("none"))' \
    "$work/right.json" >/dev/null || fail "points or isolation of the solution"
grep -q "Without a sandbox" "$work/right" || fail "it does not say what is off"

mkdir "$work/wrong"
awk -f grader/corpus/compose.awk -v out="$work/wrong" \
    -v corpus=grader/corpus/01-pipes/wrong/PIPE-02-parent-keeps-write-end.c \
    solutions/01-pipes/pipes.c solutions/01-pipes/shell.c
without_walls "$build/ipccheck" --lab 01 --src "$work/wrong" \
    --report "$work/wrong.json" >/dev/null
[ $? -eq 1 ] || fail "a wrong program: exit status is not 1"
jq -e '[.exercises[].tests[].findings[].code] | index("PIPE-02")' \
    "$work/wrong.json" >/dev/null || fail "a wrong program: not PIPE-02"

mkdir -p "$work/all/anna"
cp solutions/01-pipes/*.c "$work/all/anna"
without_walls "$build/ipcgrade" --lab 01 "$work/all" "$work/out" \
    >/dev/null 2>"$work/refusal"
[ $? -eq 2 ] || fail "grade does not refuse"
[ "$(wc -l <"$work/refusal")" -eq 1 ] || fail "the refusal is not one line"

# What a run has made on the machine itself is found, and goes with it. In
# namespaces where nobody else's names and processes come and go.
alone()
{
    unshare -rpmif --mount-proc bash -c '
        mount -t tmpfs none /tmp && mount -t tmpfs none /dev/shm || exit 77
        "$@"' bash "$@"
}
alone true 2>/dev/null || alone() { "$@"; } # they are off anyway
# shellcheck disable=SC2016
alone bash -c 'echo 0 >/proc/sys/user/max_user_namespaces 2>/dev/null
    grader/setup/leftovers.sh snapshot /tmp/before.$$ &&
        "$1" && grader/setup/leftovers.sh compare /tmp/before.$$
    status=$?
    rm -f /tmp/before.$$
    exit $status' bash "$build/test-harness" >"$work/harness" 2>&1 ||
    fail "$(cat "$work/harness")"

cat "$work/refusal"
[ $failed -eq 0 ]
