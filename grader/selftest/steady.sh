#!/bin/bash
# steady.sh [ROUNDS] - the same submission gets the same report, byte for byte
# but for times, also while all processors have other work to do.
#
# The solution and five wrong programs of the corpus, ROUNDS times each, under
# stress-ng. `make test` runs a few rounds, `make soak` two hundred.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build}
rounds=${1:-${ROUNDS:-3}}
work=$(mktemp -d) || exit 2
stress-ng --quiet --cpu "$(nproc)" & load=$!
trap 'kill $load; wait $load; rm -rf "$work"' EXIT
failed=0

programs="solution"
for code in PIPE-02 PIPE-05 PIPE-12 PROC-02 PROC-11; do
    file=$(ls grader/corpus/01-pipes/wrong/$code*.c | head -n 1)
    name=$(basename "$file" .c)
    programs="$programs $name"
    mkdir "$work/$name"
    awk -f grader/corpus/compose.awk -v corpus="$file" -v out="$work/$name" \
        solutions/01-pipes/pipes.c solutions/01-pipes/shell.c || exit 2
done
ln -s "$PWD/solutions/01-pipes" "$work/solution"

for name in $programs; do
    for round in $(seq "$rounds"); do
        "$build/ipccheck" --lab 01 --src "$work/$name/." \
            --report "$work/report.json" >/dev/null 2>&1
        jq 'del(.. | .duration_ms?)' "$work/report.json" >"$work/now.json"
        if [ "$round" -eq 1 ]; then
            mv "$work/now.json" "$work/$name.json"
        elif ! cmp -s "$work/now.json" "$work/$name.json"; then
            echo "$name: round $round differs:"
            diff "$work/$name.json" "$work/now.json" | head -n 20
            failed=$((failed + 1))
        fi
    done
    echo "$name: $rounds rounds"
done
[ $failed -eq 0 ] && echo "all reports are the same"
[ $failed -eq 0 ]
