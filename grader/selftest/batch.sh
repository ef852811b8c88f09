#!/bin/sh
# Holds ipcgrade to what it promises: odd submissions, a kill at any moment,
# the same gradebook byte for byte.
#
#   a scratch kit as in check.sh; its suite is a script that gives points by
#   what the student's program prints, and counts how often it is run
#
# Exit status: 0 everything held, 1 something did not.

build=$(realpath "${BUILD:-build}")
kit=$(mktemp -d)
trap 'chmod -R u+rwX "$kit"; rm -rf "$kit"' EXIT
trap 'exit 2' HUP INT TERM # dash runs no EXIT trap for a signal
subs=$kit/subs
failed=0

fail() {
    echo "FAILED: $*" >&2
    failed=1
}

expect() {
    wanted=$1
    shift
    "$@" >"$kit/out" 2>"$kit/err" </dev/null
    got=$?
    [ "$got" -eq "$wanted" ] ||
        fail "status $got, not $wanted: $* ($(head -n 3 "$kit/err"))"
}

grade() {
    "$kit/build/ipcgrade" --lab 1 --jobs 2 "$subs" "$1"
}

# submit NAME POINTS: the program prints how many points it will get.
submit() {
    mkdir -p "$subs/$1"
    echo "#include <stdio.h>
int answer(void) { return puts(\"$2\") < 0; }" >"$subs/$1/pipes.c"
}

mkdir -p "$kit/build" "$kit/labs/01-pipes" "$subs"
cp "$build/ipccheck" "$build/ipcgrade" "$kit/build"
touch "$kit/Makefile" "$kit/runs"
cat >"$kit/labs/01-pipes/lab.ini" <<'EOF'
[lab]
title = Pipes
files = pipes.c
[1.1]
title = One
tests = a:2
[1.2]
title = Two
tests = b:4
EOF
echo 'int answer(void); int main(void) { return answer(); }' \
    >"$kit/labs/01-pipes/main.c"
cat >"$kit/build/suite-01-pipes" <<EOF
#!/bin/sh
said=\$(\$IPC_PROGRAM)
echo "\$said" >>$kit/runs
[ "\$said" != lost ] || [ -e $kit/mended ] || exit 3
result() {
    printf '{"exercise":"%s","test":"%s","status":"%s","duration_ms":%d,'\
'"isolation":"sandbox","findings":[]}' "\$1" "\$2" "\$3" "\$\$" \
        >"\$IPC_RESULTS/\$1.\$2.json"
}
one=fail; two=fail
case \$said in 2 | 6) one=pass ;; esac
case \$said in 4 | 6) two=pass ;; esac
result 1.1 a \$one
result 1.2 b \$two
EOF
chmod +x "$kit/build/suite-01-pipes"

echo "--- bad input: one line, status 2"
bad() {
    expect 2 "$kit/build/ipcgrade" "$@"
    [ "$(wc -l <"$kit/err")" -eq 1 ] ||
        fail "not one line: $* $(cat "$kit/err")"
}
bad --lab 1 "$subs" "$kit/bad" # empty
submit first 6
bad --lab 9 "$subs" "$kit/bad"
bad --lab 1 "$kit/missing" "$kit/bad"
bad --lab 1 "$kit/Makefile" "$kit/bad"
bad --lab 1 "$subs" "$subs/out"
bad --lab 1 "$subs" "$kit/Makefile"
bad --lab 1 --jobs 0 "$subs" "$kit/bad"
bad --lab 1 --seed x "$subs" "$kit/bad"
bad --lab 1 "$subs"
mkdir "$kit/bad"
echo "this is no database, but it is long enough to be looked at" \
    >"$kit/bad/grades.sqlite"
bad --lab 1 "$subs" "$kit/bad"
rm -r "$subs"

echo "--- without walls nothing is graded"
submit first 6
mkdir "$kit/path"
PATH=$kit/path expect 2 "$kit/build/ipcgrade" --lab 1 "$subs" "$kit/refused"
grep -q "no sandbox" "$kit/err" || fail "no reason: $(cat "$kit/err")"
[ ! -s "$kit/runs" ] || fail "a submission was run without a sandbox"
rm -r "$subs"

echo "--- odd names, odd folders"
submit alice 6
submit bob 2
submit '=1+1' 4
submit '-rf' 0
submit 'a,"b"' 6
submit "$(printf 'new\nline')" 6
submit "$(printf 'esc\033[31m')" 6
submit "$(printf 'bad\377utf')" 6
submit '%s$(id)' 6
submit "$(printf '%0250d' 0)" 6
submit "$(printf '%0249d1' 0)" 6
mkdir "$subs/empty" "$subs/folder" "$subs/folder/pipes.c" "$subs/fifo" \
    "$subs/link" "$subs/large" "$subs/broken"
mkfifo "$subs/fifo/pipes.c"
ln -s /etc/passwd "$subs/link/pipes.c"
ln -s alice "$subs/linked"
head -c 1048577 /dev/zero >"$subs/large/pipes.c"
echo 'int answer(void) { return }' >"$subs/broken/pipes.c"
touch "$subs/file.zip" "$subs/.hidden"
expect 0 grade "$kit/whole"
cat >"$kit/book.py" <<'EOF'
import csv, json, os, sys
out = sys.argv[1]
data = open(out + "/gradebook.csv", "rb").read()
assert data.endswith(b"\r\n") and b"\x1b" not in data
rows = list(csv.DictReader(data.decode("utf-8").splitlines(), strict=True))
by_name = {row["student"]: row for row in rows}
assert len(by_name) == len(rows) == 19, len(rows)
def expect(name, status, points):
    row = by_name[name]
    assert (row["status"], row["points"], row["max"]) == (status, points, "6"), row
    return row
assert expect("alice", "graded", "6")["1.1"] == "2"
assert expect("bob", "graded", "2")["1.2"] == "0"
expect("'=1+1", "graded", "4")
expect("'-rf", "graded", "0")
for name in 'a,"b"', "new\\nline", "esc\\x1b[31m", "bad\\xffutf", "%s$(id)":
    expect(name, "graded", "6")
assert "pipes.c:1" in expect("broken", "compile", "0")["reason"]
for name in "empty", "folder", "fifo", "link", "large", "linked", "file.zip":
    assert expect(name, "refused", "0")["reason"]
files = os.listdir(out + "/reports")
assert len(files) == 2 * 19, files
for name in files:
    if name.endswith(".json"):
        json.load(open(out + "/reports/" + name, encoding="utf-8"))
EOF
python3 "$kit/book.py" "$kit/whole" || fail "the gradebook"
[ "$(wc -l <"$kit/runs")" -eq 11 ] || fail "not every program ran just once"

echo "--- again: nothing is done twice; what changed is graded anew"
: >"$kit/runs"
cp "$kit/whole/gradebook.csv" "$kit/before.csv"
expect 0 grade "$kit/whole"
[ ! -s "$kit/runs" ] || fail "graded twice: $(cat "$kit/runs")"
cmp -s "$kit/before.csv" "$kit/whole/gradebook.csv" || fail "another gradebook"
submit bob 6
expect 0 grade "$kit/whole"
[ "$(cat "$kit/runs")" = 6 ] || fail "a changed submission: $(cat "$kit/runs")"
grep -q '^bob,6,6,' "$kit/whole/gradebook.csv" || fail "the change is not there"
: >"$kit/runs"
echo '; another kit' >>"$kit/labs/01-pipes/lab.ini"
expect 0 grade "$kit/whole"
[ "$(wc -l <"$kit/runs")" -eq 11 ] || fail "a changed kit must grade anew"

echo "--- no result is no score, and is tried again"
submit lost lost
expect 1 grade "$kit/whole"
grep -q '^lost,,,infra,,,' "$kit/whole/gradebook.csv" || fail "infra has a score"
touch "$kit/mended"
expect 0 grade "$kit/whole"
grep -q '^lost,0,6,graded,0,0,' "$kit/whole/gradebook.csv" || fail "not retried"

echo "--- killed at any moment, it goes on, and ends with the same gradebook"
i=0
while [ "$i" -lt 12 ]; do
    submit "more$i" 6
    i=$((i + 1))
done
expect 0 grade "$kit/straight"
: >"$kit/runs"
kills=0
for pause in 0.02 0.05 0.11 0.17 0.23 0.31 0.13 0.07 0.19 0.29; do
    "$kit/build/ipcgrade" --lab 1 --jobs 2 "$subs" "$kit/killed" \
        >/dev/null 2>&1 &
    pid=$!
    sleep "$pause" # any moment will do
    ! kill -KILL "$pid" 2>/dev/null || kills=$((kills + 1))
    wait "$pid" 2>/dev/null
done
[ "$kills" -gt 0 ] || fail "it was never killed"
tries=100 # a check whose ipcgrade was killed ends by itself
until [ -z "$(ls "$kit/build/work")" ] || [ "$tries" -eq 0 ]; do
    sleep 0.05
    tries=$((tries - 1))
done
[ -z "$(ls "$kit/build/work")" ] || fail "killed, and something is left"
expect 0 grade "$kit/killed"
cmp "$kit/straight/gradebook.csv" "$kit/killed/gradebook.csv" ||
    fail "not the gradebook of an uninterrupted run"
[ "$(find "$kit/killed/reports" -type f | wc -l)" -eq 64 ] ||
    fail "reports: $(find "$kit/killed/reports" -type f | wc -l)"
[ "$(ls -A "$kit/killed")" = "$(ls -A "$kit/straight")" ] ||
    fail "left in OUT: $(ls -A "$kit/killed")"
# Every kill may cost the two checks that were running, and no more.
[ "$(wc -l <"$kit/runs")" -le $((24 + 2 * kills)) ] ||
    fail "finished ones were graded again: $(wc -l <"$kit/runs") runs"

echo "--- Ctrl-C: the gradebook so far, and nothing goes on"
# env: a background job of sh would ignore SIGINT
env --default-signal=INT "$kit/build/ipcgrade" --lab 1 --jobs 1 "$subs" \
    "$kit/stopped" >"$kit/out" 2>&1 &
pid=$!
tries=3000
until [ "$(grep -c : "$kit/out")" -ge 2 ] || [ "$tries" -eq 0 ]; do
    sleep 0.02
    tries=$((tries - 1))
done
kill -INT "$pid"
wait "$pid" 2>/dev/null
[ $? -eq 130 ] || fail "Ctrl-C"
grep -q ',not-run,' "$kit/stopped/gradebook.csv" || fail "no partial gradebook"
[ -z "$(ls "$kit/build/work")" ] || fail "Ctrl-C leaves files"
expect 0 grade "$kit/stopped"
cmp "$kit/straight/gradebook.csv" "$kit/stopped/gradebook.csv" ||
    fail "not the same after Ctrl-C"

exit $failed
