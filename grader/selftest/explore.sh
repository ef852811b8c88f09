#!/bin/sh
# explore.sh - the explorer finds every faulty program with the right two lines,
# passes every right one, and survives the rest.
#
#   grader/selftest/explore.sh [NAME...]
#
# NAME: a part of a file's name in grader/explore/corpus; default: all, and
# the bad input as well.
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

# ---- bad input ----

counted=grader/explore/corpus/counted.c

# What is said, by a program that is none, and the status.
says() { # STATUS TEXT WORD...
    status=$1 text=$2
    shift 2
    "$explore" "$@" >"$work/said" 2>&1
    got=$?
    [ $got -eq "$status" ] && grep -q "$text" "$work/said" && return
    complain "$got, not $status, or no \"$text\": $(tail -n 1 "$work/said")"
}
program() { # TEXT
    for header in stdlib.h unistd.h sys/wait.h; do
        echo "#include <$header>"
    done >"$work/bad.c"
    echo "$1" >>"$work/bad.c"
}
says 2 usage
says 2 'whole number' --bound x "$work/bad.c"
program 'int main(void) { return x; }'
says 2 'does not compile' "$work/bad.c"
program 'int main(void) { for (volatile int i = 0;; i++); }'
says 1 'does not come to an end' "$work/bad.c"
program 'int main(void) { for (;;) fork(); }'
says 1 'does not come to an end' "$work/bad.c"
program 'int main(void) {
    int word;
    if (fork() == 0)
        *(volatile int *)0 = 1;
    wait(&word);
    return word != 0;
}'
says 1 'crashes' "$work/bad.c"
program 'int main(void) { abort(); }'
says 1 'SIGABRT' "$work/bad.c"
says 2 'no letter' --schedule 'AB?' "$counted"
says 2 'cannot go on there' --schedule B40 "$counted"
says 0 'No fault' --schedule '# none' "$counted"

# The same schedule each time.
one=$("$explore" --runs 3000 --brief "$corpus/faulty/narrow-window.c")
for _ in 1 2 3; do
    again=$("$explore" --runs 3000 --brief "$corpus/faulty/narrow-window.c")
    [ "$again" = "$one" ] || complain "narrow-window: $one, then $again"
done
rmdir "$TMPDIR" || complain "left: $(ls "$TMPDIR")"

found=$(cat "$work"/part.* | grep -c '^ok.*faulty/')
passed=$(cat "$work"/part.* | grep -c '^ok.*right/')
[ "$found" -ge 40 ] && [ "$passed" -ge 40 ] || complain "too few programs"
echo "faulty ones found: $found, right ones passed: $passed; other lines told" \
    "in $(grep -l '^ \* lines: not yet' "$corpus"/faulty/*.c | wc -l)"
echo "$(cat "$work"/part.* | grep -c ^ok) passed, $failed failed"
[ "$failed" -eq 0 ]
