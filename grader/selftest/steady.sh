#!/bin/bash
# steady.sh [ROUNDS [LAB...]] - the same submission gets the same report, byte for
# byte but for times, also while all processors have other work to do.
#
# The solution of each lab and some wrong programs of its corpus, ROUNDS times
# each, under stress-ng. `make test` runs a few rounds, `make soak` two hundred.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build}
rounds=${1:-${ROUNDS:-3}}
shift $(($# > 0))
work=$(mktemp -d) || exit 2
stress-ng --quiet --cpu "$(nproc)" & load=$!
trap 'kill $load; wait $load; rm -rf "$work"' EXIT
failed=0

# Of lab 01 five; else the first that does not race with itself.
wrong_programs() { # LAB
    if [ "$1" = 01-pipes ]; then
        for code in PIPE-02 PIPE-05 PIPE-12 PROC-02 PROC-11; do
            find grader/corpus/01-pipes/wrong -name "$code*.c" | sort | head -n 1
        done
    else
        grep -L 'varies:' grader/corpus/"$1"/wrong/*.c | head -n 1
    fi
}

compose() { # LAB FILE DIRECTORY
    mkdir "$3"
    # shellcheck disable=SC2046
    awk -f grader/corpus/compose.awk -v corpus="$2" -v out="$3" \
        $(sed -n 's/^files = //p' "solutions/$1/lab.ini" | tr ' ' '\n' |
            sed "s|^|solutions/$1/|") || exit 2
}

same_reports() { # LAB NAME DIRECTORY
    for round in $(seq "$rounds"); do
        "$build/ipccheck" --lab "$1" --src "$3/." \
            --report "$work/report.json" >/dev/null 2>&1
        jq 'del(.. | .duration_ms?)' "$work/report.json" \
            >"$work/now.json"
        if [ "$round" -eq 1 ]; then
            mv "$work/now.json" "$work/first.json"
        elif ! cmp -s "$work/now.json" "$work/first.json"; then
            echo "$1 $2: round $round differs:"
            diff "$work/first.json" "$work/now.json" | head -n 20
            failed=$((failed + 1))
        fi
    done
    echo "$1 $2: $rounds rounds"
}

for solution in solutions/*; do
    lab=${solution#solutions/}
    case " ${*:-$lab} " in *" $lab "*) ;; *) continue ;; esac
    same_reports "$lab" solution "$solution"
    for file in $(wrong_programs "$lab"); do
        name=$(basename "$file" .c)
        compose "$lab" "$file" "$work/$lab.$name"
        same_reports "$lab" "$name" "$work/$lab.$name"
    done
done
[ $failed -eq 0 ] && echo "all reports are the same"
[ $failed -eq 0 ]
