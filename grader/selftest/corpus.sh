#!/bin/sh
# corpus.sh - every wrong program is caught with the right cause and line, and
# every differently right program gets full points.
#
#   grader/selftest/corpus.sh [-n TIMES] [-k DIR] [NAME...]
#
#   corpus file + solution ──compose.awk──► DIR/*.c ──ipccheck──► report.json
#        │ expect:, also:                                             │
#        └──────────────────────── compared with ─────────────────────┘
#
# NAME     a part of a file's name, such as PIPE-02 or right/; default: all
# -n TIMES checks each program so often; all findings must be the same
# -k DIR   keeps the composed programs and reports there, one folder for each
#
# Exit status: 0 all as they must be, 1 some are not, 2 could not do the work.
set -u
cd "$(dirname "$0")/../.." || exit 2
. grader/selftest/asked.inc
corpus=grader/corpus
check=${BUILD:-build}/ipccheck
times=1
keep=
while getopts n:k: option; do
    case $option in
    n) times=$OPTARG ;;
    k) keep=$OPTARG ;;
    *) echo "usage: corpus.sh [-n TIMES] [-k DIR] [NAME...]" >&2; exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ -x "$check" ] || { echo "$check is missing: type make all" >&2; exit 2; }

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

# What a corpus file demands, one "expect ..." or "also ..." a line.
demands() { # FILE
    sed -n '/\*\//q; s/^ \* \(expect\|also\|varies\): */\1 /p' "$1"
}

# The place of a marker: "pipes.c:57", or nothing unless there is just one.
place_of() { # DIR MARKER
    (cd "$1" && grep -nHF "/* $2 */" ./*.c) | sed 's|^\./||' | cut -d: -f1,2 |
        awk '{ place = $0 } END { if (NR == 1) print place }'
}

# Each failed test: exercise, name, code of its first error, place or "-".
findings() { # REPORT
    jq -r '.exercises[] | .id as $id | .tests[] | select(.status != "pass") |
        ([.findings[] | select(.severity == "error")][0] // {code: .status})
            as $f |
        [$id, .name, $f.code // "none",
         if $f.where.file then "\($f.where.file):\($f.where.line)"
         else "-" end] | @tsv' "$1"
}

# Prints what differs, nothing if all is as demanded.
#   expect CODE in EXERCISE at MARKER | no line | full points
#   also EXERCISE...    points may be lost there, for whatever reason
#   varies EXERCISE...  the program races with itself there: see steady
compare() { # FILE DIR REPORT
    also=" "
    expected=
    right=false
    findings "$3" >"$work/found"
    demands "$1" >"$work/demands"
    [ -s "$work/demands" ] || echo "has no line \"expect:\""
    while read -r word code in exercise at marker; do
        case "$word $code $in" in
        "expect full points") right=true ;;
        "also "*) also="$also$code $in $exercise $at $marker " ;;
        "varies "*) ;;
        "expect "*" in")
            case "$at $marker" in
            "no line") place=- ;;
            "at "?*) place=$(place_of "$2" "$marker")
                [ -n "$place" ] || echo "/* $marker */ must stand there once" ;;
            *) echo "expect: CODE in N.k at MARKER, or: no line" ;;
            esac
            expected="$expected $exercise/$code"
            awk -v e="$exercise" -v c="$code" -v p="$place" -F '\t' \
                '$1 == e && $3 == c && $4 == p { found = 1 }
                 END { exit !found }' "$work/found" ||
                echo "no $code in $exercise at $place" ;;
        *) echo "not understood: $word $code $in" ;;
        esac
    done <"$work/demands"
    [ "$(jq '.points == .max and .max > 0' "$3")" = "$right" ] ||
        echo "points: $(jq -r '"\(.points) of \(.max)"' "$3")"
    # A test that fails otherwise than demanded tells a wrong cause.
    while read -r exercise name code place; do
        case "$also" in *" $exercise "*) continue ;; esac
        case "$expected " in *" $exercise/$code "*) continue ;; esac
        echo "$exercise $name says $code at $place"
    done <"$work/found"
}

# The findings without those of exercises where the program itself varies.
steady() { # FILE
    varies=$(demands "$1" | sed -n 's/^varies //p')
    awk -v varies=" $varies " -F '\t' 'index(varies, " " $1 " ") == 0' \
        "$work/found"
}

# What was said of each failed test, for whoever must find out why.
causes() { # REPORT
    jq -r '.exercises[].tests[] | select(.status != "pass") |
        "said: \(.name): \(.status) \(.findings[0].cause // "")"' "$1"
}

run_one() { # FILE NAME
    dir=$work/program
    rm -rf "$dir" && mkdir "$dir" || exit 2
    if [ -n "$keep" ]; then
        dir=$keep/$2
        mkdir -p "$dir" || exit 2
    fi
    lab=${2%%/*}
    awk -f $corpus/compose.awk -v corpus="$1" -v out="$dir" \
        solutions/"$lab"/*.c || return
    for file in "$dir"/*.c; do # what students do not hand in
        grep -q "^files =.*${file##*/}" labs/"$lab"/lab.ini || rm "$file"
    done
    for turn in $(seq "$times"); do
        rm -f "$dir/report.json"
        "$check" --lab "${lab%%-*}" --src "$dir" --seed 1 --quiet \
            --no-records --report "$dir/report.json" >"$work/said" 2>&1
        status=$?
        if [ $status -gt 1 ] || [ ! -s "$dir/report.json" ]; then
            echo "could not be checked (status $status):" \
                "$(tail -n 1 "$work/said")" \
                "$(jq -r '.infra // empty' "$dir/report.json" 2>&1)"
            return
        fi
        compare "$1" "$dir" "$dir/report.json" >"$work/differs"
        [ -s "$work/differs" ] &&
            cat "$work/differs" && causes "$dir/report.json"
        steady "$1" >"$work/this"
        [ "$turn" = 1 ] && cp "$work/this" "$work/first"
        cmp -s "$work/first" "$work/this" ||
            echo "turn $turn differs: $(diff "$work/first" "$work/this" |
                tr '\n\t' '; ')"
    done
}

# compose.awk says file:line and prints nothing when a part has no place.
refuses() { # TEXT EXPECTED
    printf '/* x */\n%b\n' "$1" >"$work/bad.c"
    said=$(awk -f $corpus/compose.awk -v corpus="$work/bad.c" \
        solutions/01-pipes/pipes.c 2>&1)
    [ $? -eq 2 ] && [ "$said" = "$work/bad.c:$2" ] && return
    echo "FAILED  compose.awk on: $1"
    echo "$said" | sed 's/^/        /;10q'
    failed=$((failed + 1))
}

# Every mistake that has a rule is caught in some lab, or README.md says why it
# cannot be asked: one line for each group.
count_rows() {
    sed -n 's/^    { "\([A-Z]*-[0-9]*\)",.*/\1/p' grader/report/rules.c |
        while read -r code; do
            if ls "$corpus"/*/wrong/"$code"-*.c >"$work/any" 2>&1; then
                echo "${code%-*} caught $code"
            elif grep -q "^| $code[ ,]" "$corpus/README.md"; then
                echo "${code%-*} unasked $code"
            else
                echo "${code%-*} missed $code"
            fi
        done | awk '
            !($1 in rows) { order[++groups] = $1 }
            { rows[$1]++; n[$1, $2]++ }
            $2 == "missed" { missed = missed " " $3 }
            END {
                printf "%-8s %6s %8s %17s\n", "group", "rows", "caught",
                    "cannot be asked"
                for (i = 1; i <= groups; i++)
                    printf "%-8s %6d %8d %17d\n", order[i], rows[order[i]],
                        n[order[i], "caught"], n[order[i], "unasked"]
                if (missed)
                    print "FAILED  neither caught nor explained:" missed
                exit missed != ""
            }'
}

# One of several that share the work (KIT_PART is "2 of 3"): every third file.
mine() {
    turn=$((turn + 1))
    [ -z "${KIT_PART:-}" ] || [ $((turn % ${KIT_PART#* of })) -eq \
        $((${KIT_PART% of *} % ${KIT_PART#* of })) ]
}

# Starts one for each processor and adds up what they say.
share() {
    parts=$(nproc)
    for part in $(seq "$parts"); do
        KIT_PART="$part of $parts" grader/selftest/corpus.sh "$@" >"$work/part.$part" 2>&1 &
    done
    wait
    for part in $(seq "$parts"); do
        grep -vE '^[0-9]+ passed, [0-9]+ failed$' "$work/part.$part"
        # shellcheck disable=SC2046
        set -- $(tail -n 1 "$work/part.$part")
        [ "${2:-}" = passed, ] || { echo "part $part ended early" >&2; exit 2; }
        passed=$((passed + $1))
        failed=$((failed + $3))
    done
}

passed=0
failed=0
turn=0
if [ $# -eq 0 ] && [ -z "${KIT_PART:-}" ]; then
    refuses '/* GAP(1.9z) */' '2: GAP(1.9z) has no place in the solution'
    refuses '/* GAP(1.4) */\n/* GAP(1.4) */' \
        '3: GAP(1.4) stands here a second time'
    refuses '/* GAP 1.4 */' '2: holds no GAP, REPLACE or TOP'
    refuses '/* GAP (1.4) */' '2: not a proper marker: /* GAP (1.4) */'
fi
if [ -z "${KIT_PART:-}" ] && [ -z "$keep" ]; then
    share -n "$times" "$@"
else
    for file in "$corpus"/*/wrong/*.c "$corpus"/*/right/*.c; do
        name=${file#"$corpus"/}
        name=${name%.c}
        [ -e "$file" ] || continue
        asked "$name" "$@" && mine || continue
        differs=$(run_one "$file" "$name" 2>&1)
        if [ -z "$differs" ]; then
            passed=$((passed + 1))
            echo "ok      $name"
        else
            failed=$((failed + 1))
            echo "FAILED  $name"
            echo "$differs" | sed 's/^/        /'
        fi
    done
fi
if [ $# -eq 0 ] && [ -z "${KIT_PART:-}" ] && ! count_rows; then
    failed=$((failed + 1))
fi
# A log's end is what people see first: the failed ones once more.
[ "$failed" -eq 0 ] || [ -z "${parts:-}" ] ||
    sed -n '/^FAILED/,/^[^ F]/{/^[F ]/p;}' "$work"/part.*
echo "$passed passed, $failed failed"
[ $((passed + failed)) -gt 0 ] || [ -n "${KIT_PART:-}" ] || { echo "no program" >&2; exit 2; }
[ "$failed" -eq 0 ]
