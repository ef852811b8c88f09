#!/bin/bash
# labs.sh - the committed labs/ is what solutions/ gives, and both do what the
# course promises: a starter compiles without a word, runs, and scores 0; a
# solution scores everything, with gcc and with clang.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0

fail()
{
    echo "FAILED: $*"
    failed=$((failed + 1))
}

flags="-std=gnu11 -D_GNU_SOURCE -g -O1 -fno-omit-frame-pointer -pthread
    -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Werror"

for solution in solutions/*/; do
    name=$(basename "$solution")
    for file in "$solution"*; do
        awk -f grader/release/starter.awk "$file" >"$work/starter" ||
            fail "$file: markers"
        cmp -s "$work/starter" "labs/$name/$(basename "$file")" ||
            fail "labs/$name/$(basename "$file") is not what make labs gives"
    done
    grep -lE 'SOLUTION\(|END\(' "labs/$name"/*.c "labs/$name"/*.h &&
        fail "labs/$name holds markers of the solution"
    for compiler in gcc clang; do
        for side in labs solutions; do
            # shellcheck disable=SC2086
            $compiler $flags -o "$work/program" "$side/$name"/*.c ||
                fail "$side/$name with $compiler"
        done
    done
    "$build/ipccheck" --lab "$name" --report "$work/starter.json" >/dev/null
    [ $? -eq 1 ] || fail "labs/$name: exit status is not 1"
    [ "$(jq .points "$work/starter.json")" = 0 ] ||
        fail "labs/$name: the starter scores points"
    jq -e '[.exercises[].tests[].findings[].code] | all(. == "TODO")' \
        "$work/starter.json" >/dev/null ||
        fail "labs/$name: the starter gets another finding than TODO"
    "$build/ipccheck" --lab "$name" --src "solutions/$name" \
        --report "$work/solution.json" >/dev/null ||
        fail "solutions/$name: exit status is not 0"
    jq -e '.points == .max and .max > 0' "$work/solution.json" >/dev/null ||
        fail "solutions/$name: not full points"
    [ "$(jq '[.exercises[].tests[].findings[]] | length' \
        "$work/solution.json")" = 0 ] ||
        fail "solutions/$name: a finding about the solution"

    # The same from clang, and with one processor only.
    mkdir -p "$work/results" "$work/records"
    ln -sfn "$PWD/solutions/$name" "$work/source"
    if grep -q '^explored = yes' "$solution/lab.ini"; then
        "$build/ipcexplore" --compiler clang --build "$work/program" \
            "solutions/$name"/*.c
    else
        # shellcheck disable=SC2086
        clang $flags -o "$work/program" "solutions/$name"/*.c
    fi
    IPC_PROGRAM=$work/program IPC_RESULTS=$work/results IPC_LAB=${name%%-*} \
        IPC_RECORDS=$work/records IPC_SCRATCH=$work \
        taskset -c "$(taskset -cp $$ | sed 's/.*[ ,-]//')" \
        "$build/suite-$name" >"$work/said" 2>&1 ||
        fail "solutions/$name from clang, on one processor: $(cat "$work/said")"

    # Each question has one answer that a run of the solution shows.
    gcc $flags -o "$work/solution" "solutions/$name"/*.c
    questions=$(grep -c '^predict = ' "labs/$name/lab.ini")
    [ "$questions" -ge 2 ] || fail "labs/$name: fewer than two predictions"
    "$build/ipccheck" --lab "$name" --predict "$work/solution" \
        </dev/null >"$work/predicted" 2>&1 ||
        fail "labs/$name: a prediction is not decided: $(cat "$work/predicted")"
    [ "$(grep -c 'Now you know' "$work/predicted")" = "$questions" ] ||
        fail "labs/$name: $questions questions, but $(cat "$work/predicted")"
done
[ $failed -eq 0 ] && echo "starters and solutions are as they must be"
[ $failed -eq 0 ]
