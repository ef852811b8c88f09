#!/bin/bash
# interrupted.sh [TRIES] - a check that is killed or interrupted at any moment
# leaves no process, no IPC object, no mount and no file behind.
#
# The moments are spread over the length of a whole check; which one is hit
# decides nothing, all must be clean.
set -u
cd "$(dirname "$0")/../.." || exit 2
# In namespaces of its own, where nobody else's comings and goings are seen.
if [ -z "${ALONE:-}" ] && unshare -rpmif --mount-proc true 2>/dev/null; then
    ALONE=1 exec unshare -rpmif --mount-proc bash -c '
        mount -t tmpfs none /tmp && mount -t tmpfs none /dev/shm || exit 2
        "$@"' bash "$0" "$@"
fi
build=${BUILD:-build}
tries=${1:-${TRIES:-12}}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0

grader/setup/leftovers.sh snapshot "$work/before" || exit 2
labs=(solutions/*)
for try in $(seq "$tries"); do
    solution=${labs[try % ${#labs[@]}]}
    signal=$([ $((try % 2)) -eq 0 ] && echo KILL || echo INT)
    # Monitor mode: the check gets a process group and default signals.
    set -m
    "$build/ipccheck" --lab "${solution#solutions/}" --src "$solution" \
        --report "$work/report.json" >/dev/null 2>&1 &
    check=$!
    set +m
    moment=$(awk -v try="$try" -v tries="$tries" \
        'BEGIN { printf "%.3f", 1.2 * try / tries }')
    sleep "$moment"
    kill -"$signal" "$check" 2>/dev/null
    wait "$check" 2>/dev/null
    left=$(grader/setup/leftovers.sh compare "$work/before")
    if [ -n "$left" ]; then
        echo "$solution: after SIG$signal at ${moment} s this is left:"
        echo "$left"
        failed=$((failed + 1))
    fi
done
echo "$((tries - failed)) of $tries interrupted checks left nothing behind"
[ $failed -eq 0 ]
