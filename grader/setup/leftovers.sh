#!/bin/sh
# Proves that a run of the kit left nothing behind.
#
#   leftovers.sh snapshot FILE    before: writes down what is there
#   leftovers.sh compare FILE     after: prints what is new since then
#
#   processes, zombies too        System V queues, segments, semaphores
#   /dev/shm and /dev/mqueue      $TMPDIR or /tmp (first level)      mounts
#
# Looks at what belongs to this user; root looks at what belongs to anybody.
# Something new counts when it is still there after PATIENCE tenths of a
# second (default 30), for a killed process needs a moment until it is gone.
# Exit status: 0 nothing is new, 1 something is, 2 could not look.

LC_ALL=C
export LC_ALL
me=$(id -u)

die() {
    echo "leftovers.sh: $*" >&2
    exit 2
}

# The fields of /proc/PID/status that we need, read without a new process.
read_status() {
    while read -r key value rest; do
        case $key in
        Name:) name="$value${rest:+ $rest}" ;;
        State:) state=$value ;;
        PPid:) parent=$value ;;
        Uid:) owner=$value && return 0 ;;
        esac
    done
    return 1
}

# This script and those who called it are no leftovers.
callers() {
    pid=$$
    while [ "$pid" -gt 0 ] && read_status <"/proc/$pid/status"; do
        printf ' %s ' "$pid"
        pid=$parent
    done
}

# Left out: the callers, the commands of this script (children of $$), and
# kernel threads (pid 2 and its children), which come and go as they like.
processes() {
    for directory in /proc/[0-9]*; do
        pid=${directory#/proc/}
        { read_status <"$directory/status"; } 2>/dev/null || continue
        [ "$me" -eq 0 ] || [ "$owner" -eq "$me" ] || continue
        case "$ours 2 /$$/2/" in
        *" $pid "* | *"/$parent/"*) continue ;;
        esac
        [ "$state" != Z ] || name="$name, a zombie of process $parent"
        echo "process $pid ($name)"
    done
}

# System V objects: what they are called, their list, its owner column.
system_v() {
    awk -v kind="$1" -v owner="$3" -v me="$me" 'NR > 1 &&
        (me == 0 || $owner == me) { print kind, $2, "(key " $1 ")" }' \
        "/proc/sysvipc/$2" 2>/dev/null
}

files() {
    for place in /dev/shm /dev/mqueue "${TMPDIR:-/tmp}"; do
        set -- "$place" -mindepth 1 -maxdepth 1 ! -path "$file" ! -path "$now"
        [ "$me" -eq 0 ] || set -- "$@" -user "$me"
        find "$@" -printf 'file %p\n' 2>/dev/null
    done
}

list() {
    {
        processes
        system_v "System V queue" msg 8
        system_v "System V shared memory" shm 8
        system_v "System V semaphores" sem 5
        files
        awk '{ print "mount", $5 }' /proc/self/mountinfo
    } | sort
}

[ $# -eq 2 ] || die "usage: leftovers.sh snapshot|compare FILE"
file=$(realpath -m -- "$2")
ours=$(callers)
now=$file.now
trap 'rm -f "$now"' EXIT
trap 'exit 2' HUP INT TERM # dash runs no EXIT trap for a signal
case $1 in
snapshot)
    { true >"$now"; } 2>/dev/null || die "cannot write beside $file"
    list >"$now" && mv "$now" "$file" || die "cannot write $file"
    ;;
compare)
    [ -s "$file" ] || die "$file: no snapshot; make one first"
    tries=${PATIENCE:-30}
    while list >"$now" || die "cannot write $now"; do
        new=$(comm -13 "$file" "$now")
        [ -n "$new" ] && [ "$tries" -gt 0 ] || break
        tries=$((tries - 1))
        sleep 0.1
    done
    [ -n "$new" ] || exit 0
    echo "$new" | sed 's/^/left behind: /'
    exit 1
    ;;
*)
    die "usage: leftovers.sh snapshot|compare FILE"
    ;;
esac
