#!/bin/bash
# behind-walls.sh - a program behind the walls cannot read from process 1 there
# (bubblewrap) in which folders of this machine the kit works.
#
#   shout (lab 01) ── looks into /proc/1/cmdline and environ ──► its output
#                     ──► the report tells that output as a wrong one
#
# Exit status: 0 nothing to be seen, 1 something is, 2 could not test.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=$(realpath "${BUILD:-build}")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0

# look NAME WORD: checks a program that looks for WORD in /proc/1/NAME; $said
# is what it said: "there", "not there, N words" or "cannot be read".
look()
{
    cat >"$work/look.c" <<EOF
/* GAP(1.1c) */
    static char found[1 << 16];
    int fd = open("/proc/1/$1", O_RDONLY), words = 0;
    ssize_t size = fd == -1 ? -1 : read_full(fd, found, sizeof found);

    (void)copy_upper, (void)text, (void)length;
    for (ssize_t i = 0; i < size; i++)
        words += found[i] == '\\0';
    if (size == -1)
        dprintf(1, "cannot be read");
    else if (memmem(found, (size_t)size, "$2", strlen("$2")))
        dprintf(1, "there");
    else
        dprintf(1, "not there, %d words", words);
    return 0;
EOF
    rm -rf "$work/src" && mkdir "$work/src" || exit 2
    awk -f grader/corpus/compose.awk -v corpus="$work/look.c" \
        -v out="$work/src" solutions/01-pipes/{pipes,shell}.c || exit 2
    "$build/ipccheck" --lab 01 --ex 1.1 --src "$work/src" --quiet \
        --no-records --report "$work/report.json" >"$work/log" 2>&1
    if [ "$(jq -r .isolation "$work/report.json")" != sandbox ]; then
        echo "no walls on this machine (make doctor)" >&2
        exit 2
    fi
    said=$(jq -r '.exercises[0].tests[] | select(.name == "upper_case") |
        .findings[0].what_happened' "$work/report.json" |
        sed -n 's/.* stands "\([^"]*\)".*/\1/p')
}

must_say()
{
    [ "$said" = "$1" ] && return
    echo "FAILED: $2: it says \"$said\""
    failed=$((failed + 1))
}

# bwrap --args N -- /lab/pipes 1.1 TEXT
look cmdline bwrap
must_say "there" "process 1 is bubblewrap, and its line can be read"
look cmdline "${build%/*}"
must_say "not there, 7 words" "no folder in the command line"
look environ /
must_say "not there, 0 words" "no folder in the environment"

[ $failed -eq 0 ] && echo "no folder of the machine to be seen"
[ $failed -eq 0 ]
