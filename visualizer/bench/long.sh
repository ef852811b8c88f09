#!/bin/sh
# long.sh - a run of a million events: is one lost, does it grow, does it slow?
#
# Once with two processes that only talk, once with pipes and children that come
# and go. The log goes to disk; what is counted is the tracer's own memory.
. "${0%/*}/table.inc"

# long WHAT CALLS PROGRAM...: CALLS one-byte reads and writes are made in it.
long()
{
    what=$1 made=$2
    shift 2
    told=$("$build/bench-long" "$@" 2>/dev/null) || exit 2
    set -- $told
    row_plain "$what: events" "$1" ""
    row_limit "reads and writes lost" "$((made - $2))" "" 0
    row_limit "memory per 100,000 events" "$3" kB 100
    row_limit "last 100,000 against the first" "$4" x 1.5
}

long "talking" 500000 "$build/bench-calls" pingpong 125000
long "coming and going" 120000 "$build/bench-calls" lives 60000
