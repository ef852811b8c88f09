#!/bin/sh
# reset.sh - make reset puts the starter back and loses nothing.
set -u
cd "$(dirname "$0")/../.." || exit 2
work=$(mktemp -d) || exit 2
failed=0
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

fail() {
    echo "FAILED: $*" >&2
    failed=1
}

# The kit's Makefile and one lab, elsewhere; packages are there already.
mkdir -p "$work/labs" "$work/solutions" "$work/grader" "$work/build/stamp"
cp Makefile packages.txt "$work"
cp -R grader/release grader/setup "$work/grader"
cp -R solutions/01-pipes "$work/solutions"
cp -R solutions/01-pipes "$work/labs"
cd "$work" || exit 2

reset() { # STATUS
    make reset LAB=01 PACKAGES=have >out 2>&1 </dev/null
    got=$?
    [ $got -eq "$1" ] || fail "make reset: status $got ($(cat out))"
}

echo "mine" >labs/01-pipes/notes.txt
reset 0
grep -q "saved-1" out || fail "does not say where it was saved: $(cat out)"
for file in pipes.c shell.c; do
    cmp -s "solutions/01-pipes/$file" "labs/01-pipes/saved-1/$file" ||
        fail "$file is not saved"
    ! cmp -s "solutions/01-pipes/$file" "labs/01-pipes/$file" ||
        fail "$file is still there"
done
[ -e labs/01-pipes/notes.txt ] || fail "notes.txt is gone"
[ ! -e labs/01-pipes/saved-1/main.c ] || fail "main.c had not changed"

echo "again, nothing to do"
reset 0
[ ! -e labs/01-pipes/saved-2 ] || fail "saved what had not changed"
rm labs/01-pipes/shell.c
echo "second" >>labs/01-pipes/pipes.c
reset 0
grep -q second labs/01-pipes/saved-2/pipes.c || fail "the second is not saved"
[ -s labs/01-pipes/shell.c ] || fail "shell.c did not come back"
make labs-check PACKAGES=have >out 2>&1 || fail "not the starter: $(cat out)"

if [ "$(id -u)" -ne 0 ]; then
    echo "third" >>labs/01-pipes/pipes.c
    chmod a-w labs/01-pipes
    reset 2
    grep -q third labs/01-pipes/pipes.c || fail "lost what could not be saved"
    chmod u+w labs/01-pipes
fi
rm -r solutions
reset 2
exit $failed
