#!/bin/sh
# What the handouts quote, link and name is there (handouts.py), and a page with
# each kind of mistake is refused.
cd "$(dirname "$0")/../.." || exit 2
grader/selftest/handouts.py || exit 1

# A copy in which each of these is wrong once.
copy=$(mktemp -d) || exit 2
trap 'rm -rf "$copy"' EXIT
mkdir -p "$copy/grader/report" "$copy/grader/selftest" || exit 2
cp -R labs handouts "$copy" && cp grader/report/rules.c "$copy/grader/report" &&
    cp grader/selftest/handouts.py "$copy/grader/selftest" || exit 2
page=$copy/handouts/01-pipes.md
failed=0
refuses() { # TEXT LINES
    cp handouts/01-pipes.md "$page"
    printf '%b\n' "$2" >>"$page"
    "$copy/grader/selftest/handouts.py" >"$copy/said" && failed=1
    grep -qF -- "$1" "$copy/said" ||
        { echo "FAILED: not refused: $2"; failed=1; }
}
refuses "does not have these lines" \
    '<!-- from labs/01-pipes/pipes.h -->\n```c\nint nonsense(void);\n```'
refuses "students read this" \
    '<!-- from solutions/01-pipes/pipes.h -->\n```c\nint x;\n```'
refuses "is gone" '<!-- from labs/01-pipes/gone.c -->\n```c\nint x;\n```'
refuses "no code block" '<!-- from labs/01-pipes/pipes.h -->'
refuses "no such heading" '[x](#nowhere)'
refuses "no such file" '[x](nowhere.md)'
refuses "read offline" '[x](https://nowhere.example)'
refuses "no exercise 1.99" 'make check EX=1.99'
refuses "no rule for PIPE-99" 'see PIPE-99'
refuses "words" "$(seq 1000 | tr '\n' ' ')"
[ "$failed" -eq 0 ] && echo "the handouts are true"
exit "$failed"
