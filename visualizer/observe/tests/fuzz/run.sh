#!/bin/sh
# Opens broken records for a while: run.sh SECONDS
#
#   every scene ──record──► seeds ─┐
#   the words in them ──► words ───┴─► build/fuzz/fuzz-record ──► build/fuzz/bad
#
# Each core starts from what was found so far, which stays in build/fuzz/found.
# Exit status: 0 nothing found, 1 an input in build/fuzz/bad does harm.

seconds=${1:?seconds}
build=$(realpath "${BUILD:-build}")
seeds=$build/fuzz/seeds
mkdir -p "$seeds" "$build/fuzz/found" "$build/fuzz/bad"

# A scene that waits for something is ended; so far is enough of a record. Some
# make files where they stand.
if [ ! -e "$build/fuzz/words" ]; then
    place=$(mktemp -d) && cd "$place" || exit 1
    "$build/observe-scenes" | bwrap --dev-bind / / --unshare-ipc \
        --tmpfs /dev/shm xargs -I NAME -P "$(nproc)" \
        timeout 1 "$build/ipcviz" --plain --record "$seeds/NAME" -- \
        "$build/observe-scenes" NAME >/dev/null 2>&1
    grep -aoh '"[a-z_0-9-]*"' "$seeds"/* | sort -u |
        sed 's/"/\\"/g; s/.*/"&"/' >"$build/fuzz/words"
    cd - >/dev/null && rm -rf "$place"
fi
[ "$(ls "$seeds" | wc -l)" -gt 100 ] && [ -s "$build/fuzz/words" ] || {
    echo "too few records to begin with" >&2
    exit 1
}

"$build/fuzz/fuzz-record" -max_total_time="$seconds" -timeout=10 \
    -fork="$(nproc)" -max_len=16384 -dict="$build/fuzz/words" \
    -artifact_prefix="$build/fuzz/bad/" \
    "$build/fuzz/found" "$seeds" >"$build/fuzz/log" 2>&1
status=$?
tail -n 1 "$build/fuzz/log"
[ $status -eq 0 ] && [ -z "$(ls "$build/fuzz/bad")" ]
