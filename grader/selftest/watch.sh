#!/bin/sh
# watch.sh - make watch checks again at every save, and at nothing else.
#
#   files ──saved in five ways──► ipccheck --watch ──► lines with their times
set -u
cd "$(dirname "$0")/../.." || exit 2
build=$PWD/${BUILD:-build}
work=$(mktemp -d) || exit 2
failed=0
watcher=
starts=0
trap '[ -z "$watcher" ] || kill "$watcher" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

fail() {
    echo "FAILED: $*" >&2
    failed=1
}

now_ms() {
    echo $(($(date +%s%N) / 1000000))
}

# Waits, a minute at most, until the shell's words hold.
until_so() {
    for turn in $(seq 1200); do
        eval "$1" 2>"$work/why" && return 0
        sleep 0.05
    done
    echo "FAILED: in vain: $1 ($(cat "$work/why"))" >&2
    tail -n 30 "$work/log"
    exit 1
}

lines() { # TEXT: how many lines hold it
    grep -cF -- "$1" "$work/log"
}

# Starts it, with every line after the time in ms at which it came.
start() {
    : >"$work/log"
    starts=$((starts + 1))
    said=$work/said.$starts
    mkfifo "$said"
    while IFS= read -r line; do
        echo "$(now_ms) $line"
    done <"$said" >"$work/log" &
    "$build/ipccheck" --watch --ex 0.1 --src "$work/src" \
        >"$said" 2>&1 </dev/null &
    watcher=$!
    until_so '[ "$(lines "-- watching")" -eq 1 ]'
}

# saved WHAT COMMAND: one more check, with this many points.
saved() {
    what=$1
    shift
    before=$(lines "-- watching")
    begin=$(now_ms)
    "$@"
    until_so "[ \"\$(lines '-- watching')\" -gt $before ]"
    told=$(grep -F " saved " "$work/log" | tail -n 1 | cut -d' ' -f1)
    echo "$what: told after $((told - begin)) ms"
    [ $((told - begin)) -gt 100 ] || quick=$((quick + 1))
}

points() {
    grep -E '[0-9]+ of [0-9]+ points' "$work/log" | tail -n 1 |
        grep -oE '[0-9]+ of [0-9]+' | tail -n 1
}

below() { # PID: the names of all that it has started
    for pid in $(pgrep -P "$1"); do
        cat "/proc/$pid/comm" 2>/dev/null
        (below "$pid")
    done
}

write() {
    cat "$1" >"$work/src/processes.c"
}

replace() {
    cp "$1" "$work/src/.processes.c.new" &&
        mv "$work/src/.processes.c.new" "$work/src/processes.c"
}

# As vim does it: the old one becomes the backup, the new one is made.
backup() {
    mv "$work/src/processes.c" "$work/src/processes.c~" &&
        cp "$1" "$work/src/processes.c"
}

mkdir "$work/src"
cp solutions/00-processes/* "$work/src"
right=solutions/00-processes/processes.c
wrong=$work/wrong.c
awk -f grader/release/starter.awk $right >"$wrong" || exit 2
quick=0
start
all=$(points)
[ "${all% of *}" = "${all#* of }" ] || fail "the solution has $all points"

echo "--- saved in every way"
saved "written over" write "$wrong"
[ "$(points)" = "0 of ${all#* of }" ] || fail "the starter has $(points)"
saved "replaced" replace "$right"
[ "$(points)" = "$all" ] || fail "the solution has $(points), replaced"
saved "with a backup" backup "$wrong"
saved "changed in place" sed -i '1s/^/\/* a comment *\/ /' \
    "$work/src/processes.c"
saved "written over again" write "$right"
[ "$(points)" = "$all" ] || fail "the solution has $(points), at last"
[ "$quick" -ge 3 ] || fail "only $quick of 5 saves were told within 100 ms"

echo "--- what is no save"
before=$(lines "-- ")
cat "$work/src/processes.c" >"$work/copy"
cp "$right" "$work/src/processes.c~"
echo x >"$work/src/.processes.c.swp"
# poll (7) without a limit: nothing but news wakes it, so it uses no time.
asleep='cut -d" " -f1,4 /proc/$watcher/syscall | grep -qE "^7 0x(f{8}){1,2}$"'
[ "$(uname -m)" = x86_64 ] && until_so "$asleep"
[ "$(lines "-- ")" -eq "$before" ] || fail "checked although nothing was saved"

echo "--- saved while it checks: the last text counts"
for text in "$wrong" "$right" "$wrong" "$right" "$wrong" "$right"; do
    replace "$text"
done
until_so 'tail -n 1 "$work/log" | grep -qF -- "-- watching" &&
    [ "$(points)" = "$all" ]'

echo "--- a program that floods its output"
sed 's/^{$/{ for (;;) (void)!write(1, "flood\\n", 6);/' $right >"$work/flood.c"
before=$(lines "saved")
replace "$work/flood.c"
until_so "[ \"\$(lines saved)\" -gt $before ]"
until_so 'below $watcher | grep -qx processes'
saved "after the flood" replace "$right"
until_so 'tail -n 1 "$work/log" | grep -qF -- "-- watching"'
[ "$(points)" = "$all" ] || fail "after the flood $(points)"
[ "$(wc -c <"$work/log")" -lt 100000 ] || fail "the flood came through"

echo "--- ended"
kill -INT $watcher
wait $watcher
[ $? -eq 0 ] || fail "Ctrl-C after a right check: status $?"
start
mv "$work/src" "$work/elsewhere"
wait $watcher
status=$?
[ $status -eq 2 ] || fail "the folder has gone: status $status"
until_so 'grep -q "src is gone" "$work/log"'
mv "$work/elsewhere" "$work/src"
start
replace "$right"
kill -KILL $watcher
wait $watcher 2>/dev/null
watcher=
until_so '! pgrep -f "ipccheck .*$work/src" >/dev/null'
for bad in "--watch" "--watch --ex 0.99" "--watch --lab 0 --src $work/nowhere"; do
    # shellcheck disable=SC2086
    "$build/ipccheck" $bad >"$work/out" 2>&1 </dev/null
    status=$?
    [ $status -eq 2 ] && [ "$(wc -l <"$work/out")" -eq 1 ] ||
        fail "$bad: status $status, $(cat "$work/out")"
done
exit $failed
