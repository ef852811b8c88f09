#!/bin/sh
# explore.sh - the explorer finds every faulty program with the right two lines,
# passes every right one, and says the same each time, from gcc and from clang.
#
#   grader/selftest/explore.sh [NAME...]
#
# NAME: a part of a file's name in grader/explore/corpus; default: all, and the
# rest as well. Bad input: explore-bad.sh.
#
# A faulty program's comment says what is to be found ("expect: KIND", or
# several kinds that it may be called), and marks the two lines with /* 1 */ and
# /* 2 */. Where others are told it says so ("lines: not yet"), and must not say
# it any longer than that. How many schedules are run is limited, never the
# time.
set -u
cd "$(dirname "$0")/../.." || exit 2
. grader/selftest/asked.inc
corpus=grader/explore/corpus
explore=${BUILD:-build}/ipcexplore
[ -x "$explore" ] || { echo "$explore is missing: type make all" >&2; exit 2; }
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
runs=200
export TMPDIR="$work/tmp"
mkdir "$TMPDIR" || exit 2

# ---- the corpus ----

# Does "21<30" name one of the lines with this mark, or is it called there?
is_marked() { # FILE PLACE MARK
    for line in ${2%<*} ${2#*<}; do
        [ "$line" -gt 0 ] && sed -n "${line}p" "$1" |
            grep -qF "/* $3 */" && return
    done
    return 1
}

has_both_lines() { # FILE PLACE PLACE
    { is_marked "$1" "$2" 1 && is_marked "$1" "$3" 2; } ||
        { is_marked "$1" "$3" 1 && is_marked "$1" "$2" 2; }
}

judge() { # FILE SAID...
    file=$1 kind=$2
    wanted=$(sed -n 's/^ \* expect: *//p' "$file")
    case " $wanted " in
    *" $kind "*) ;;
    *) echo "wanted $wanted"; return ;;
    esac
    [ "$kind" = pass ] && return
    if grep -q '^ \* lines: not yet' "$file"; then
        has_both_lines "$file" "${4:-0<0}" "${5:-0<0}" &&
            echo "has the right lines by now"
    else
        has_both_lines "$file" "${4:-0<0}" "${5:-0<0}" || echo "other lines"
    fi
}

# Compilers cut some accesses in other ways, so the number may be another.
without_number() { # SAID
    echo "$1" | sed 's/^\([a-z-]*\) [0-9]*/\1/; s/ all$//'
}

# Every second file of the corpus: two of these share the work.
part() { # REMAINDER WORD...
    rest=$1 turn=0
    shift
    for file in "$corpus"/faulty/*.c "$corpus"/right/*.c; do
        turn=$((turn + 1))
        [ $((turn % 2)) -eq "$rest" ] && asked "$file" "$@" || continue
        said=$("$explore" --runs $runs --brief "$file" 2>&1)
        # shellcheck disable=SC2086
        differs=$(judge "$file" $said)
        clang=$("$explore" --compiler clang --runs $runs --brief "$file" 2>&1)
        [ "$(without_number "$said")" = "$(without_number "$clang")" ] ||
            differs="$differs; with clang: $clang"
        if [ -z "$differs" ]; then
            echo "ok      ${file#"$corpus"/}"
        else
            echo "FAILED  ${file#"$corpus"/}: said $said; $differs"
        fi
    done
}

part 0 "$@" >"$work/part.0" &
part 1 "$@" >"$work/part.1"
wait
cat "$work/part.0" "$work/part.1"
if [ $# -gt 0 ]; then
    grep -q ^ok "$work"/part.* && ! grep -q ^FAILED "$work"/part.*
    exit
fi

failed=$(cat "$work"/part.* | grep -c ^FAILED)
complain() { # TEXT
    echo "FAILED  $1"
    failed=$((failed + 1))
}

# The same schedule each time.
one=$("$explore" --runs 3000 --brief "$corpus/faulty/narrow-window.c")
for _ in 1 2 3; do
    again=$("$explore" --runs 3000 --brief "$corpus/faulty/narrow-window.c")
    [ "$again" = "$one" ] || complain "narrow-window: $one, then $again"
done
# The same steps as a record: each is told, and the words hold what they held.
"$explore" --record "$work/run.jsonl" "$corpus/faulty/torn-two-fields.c" \
    >"$work/said"
"${BUILD:-build}/ipcviz" --plain --replay "$work/run.jsonl" >"$work/replayed"
for step in 'atomic store 9 > 10' 'atomic load 10' 'atomic load 59' \
    'atomic store 59 > 0'; do
    grep -q "$step" "$work/said" && grep -q "$step" "$work/replayed" ||
        complain "the record: no $step"
done
rmdir "$TMPDIR" || complain "left: $(ls "$TMPDIR")"

found=$(cat "$work"/part.* | grep -c '^ok.*faulty/')
passed=$(cat "$work"/part.* | grep -c '^ok.*right/')
[ "$found" -ge 40 ] && [ "$passed" -ge 40 ] || complain "too few programs"
echo "faulty ones found: $found, right ones passed: $passed; other lines told" \
    "in $(grep -l '^ \* lines: not yet' "$corpus"/faulty/*.c | wc -l)"
echo "$(cat "$work"/part.* | grep -c ^ok) passed, $failed failed"
[ "$failed" -eq 0 ]
