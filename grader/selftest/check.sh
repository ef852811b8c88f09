#!/bin/sh
# Holds ipccheck to what it promises, with suites that only write results.
#
#   a scratch kit: labs/01-pipes, a Makefile, build/ipccheck, and in place of
#   the suite a script: what it answers is decided here, test by test
#
# Exit status: 0 everything held, 1 something did not.

build=$(realpath "${BUILD:-build}")
kit=$(mktemp -d)
trap 'rm -rf "$kit"' EXIT
trap 'exit 2' HUP INT TERM # dash runs no EXIT trap for a signal
failed=0

fail() {
    echo "FAILED: $*" >&2
    failed=1
}

# expect STATUS command...: stdout to $kit/out, stderr to $kit/err.
expect() {
    wanted=$1
    shift
    "$@" >"$kit/out" 2>"$kit/err" </dev/null
    got=$?
    [ "$got" -eq "$wanted" ] ||
        fail "status $got, not $wanted: $* ($(head -n 3 "$kit/err"))"
}

says() {
    grep -qF -- "$1" "$kit/out" || fail "does not say: $1 ($(cat "$kit/out"))"
}

check() {
    "$kit/build/ipccheck" --lab 1 --src "$kit/src" "$@"
}

# suite LINES: the script that plays the suite. result ID TEST STATUS FINDINGS
suite() {
    cat >"$kit/build/suite-01-pipes" <<EOF
#!/bin/sh
result() {
    printf '{"exercise":"%s","test":"%s","status":"%s","duration_ms":%d,'\
'"tried":"make run","isolation":"sandbox","findings":[%s]}' \
        "\$1" "\$2" "\$3" "\$\$" "\$4" >"\$IPC_RESULTS/\$1.\$2.json"
}
$1
EOF
    chmod +x "$kit/build/suite-01-pipes"
}

json() {
    python3 -c "import json, sys
r = json.load(open(sys.argv[1], encoding='utf-8'))
assert $1, r" "$kit/report.json" || fail "the report: $1"
}

mkdir -p "$kit/build" "$kit/labs/01-pipes" "$kit/src" "$kit/none"
cp "$build/ipccheck" "$kit/build"
touch "$kit/Makefile"
cat >"$kit/labs/01-pipes/lab.ini" <<'EOF'
[lab]
title = Pipes
files = pipes.c
handout = handouts/01-pipes.md
[1.1]
title = One
tests = a:2 b:1
hint.1 = gentle
hint.2 = plain
[1.2]
title = Two
tests = c:4
EOF
echo 'int answer(void);' >"$kit/labs/01-pipes/pipes.h"
echo '#include "pipes.h"
int main(void) { return answer(); }' >"$kit/labs/01-pipes/main.c"
echo '#include "pipes.h"
int answer(void) { return 0; } /* TODO(1.2): more */' >"$kit/src/pipes.c"
cp "$kit/src/pipes.c" "$kit/labs/01-pipes"
all_pass='result 1.1 a pass; result 1.1 b pass; result 1.2 c pass'

echo "--- a right program"
suite "$all_pass"
expect 0 check --report "$kit/report.json"
says "7 of 7 points"
json "r['points'] == 7 and r['infra'] is None and r['lab'] == '01-pipes'"
[ "$(wc -L <"$kit/out")" -le 80 ] || fail "a line is longer than 80"
expect 0 check --quiet
[ ! -s "$kit/out" ] || fail "--quiet prints"

echo "--- the environment is the contract, and nothing else comes in"
suite "$all_pass; env >$kit/env; \$IPC_PROGRAM || result 1.2 c fail
case \$PWD in $kit/build/work/*/empty) ;; *) result 1.2 c fail ;; esac"
SECRET=x expect 0 check --seed 42
for line in IPC_LAB=01 IPC_SEED=42; do
    grep -qx "$line" "$kit/env" || fail "not in the environment: $line"
done
! grep -Eq 'SECRET|IPC_ISOLATION' "$kit/env" || fail "the environment leaks"

echo "--- the same files, the same report, byte for byte but for durations"
suite "$all_pass"
check --report "$kit/one.json" >/dev/null
check --report "$kit/two.json" >/dev/null
for name in one two; do
    sed '/"duration_ms"/d' "$kit/$name.json" >"$kit/$name"
done
cmp -s "$kit/one" "$kit/two" || fail "two reports differ"

echo "--- a wrong one, and a gap"
suite 'result 1.1 a pass; result 1.2 c not-written
result 1.1 b stuck "{\"code\":\"PIPE-02\",\"severity\":\"error\",
\"title\":\"T\",\"happened\":\"it waits\",\"cause\":\"held\",
\"file\":\"pipes.c\",\"line\":2,\"record\":\"1.1.b.jsonl\"}"
echo {} >"$IPC_RECORDS/1.1.b.jsonl"'
expect 1 check --report "$kit/report.json" --seed 7
says "it waits"
says "[PIPE-02]"
says "make check EX=1.1 SEED=7"
says "make replay FILE=build/records/01-pipes/1.1.b.jsonl"
[ -s "$kit/build/records/01-pipes/1.1.b.jsonl" ] || fail "no recording"
json "r['exercises'][1]['tests'][0]['findings'][0]['where'] == \
{'file': 'pipes.c', 'line': 2}"
json "r['points'] == 2 and r['exercises'][0]['status'] == 'stuck'"
expect 1 check --no-records --report "$kit/report.json"
json "r['exercises'][0]['tests'][1]['findings'][0]['record'] is None"

echo "--- what a program printed cannot reach the terminal or break the report"
cat >"$kit/hostile.py" <<'EOF'
import sys
happened = b'\\u001b]0;x\\u0007 \\"]},{\\"status\\":\\"pass\\"} \xff\xc2\x9b'
sys.stdout.buffer.write(
    b'{"exercise":"1.1","test":"b","status":"fail","duration_ms":1,'
    b'"tried":"a\\nb\\u202e","isolation":"sandbox","findings":[{"code":"OUT",'
    b'"severity":"error","title":"\\r","happened":"' + happened + b'"}]}')
EOF
python3 "$kit/hostile.py" >"$kit/hostile.json"
suite "$all_pass; cat $kit/hostile.json >\$IPC_RESULTS/1.1.b.json"
LC_ALL=C.UTF-8 expect 1 check --report "$kit/report.json"
json "r['points'] == 6"
json "r['exercises'][0]['tests'][1]['findings'][0]['what_happened'] == \
'\x1b]0;x\x07 \"]},{\"status\":\"pass\"} \ufffd\x9b'"
python3 -c "import sys
text = open(sys.argv[1], encoding='utf-8').read().replace('\n', '')
assert text.isprintable(), repr(text)" "$kit/out" ||
    fail "a control character reaches the terminal"

echo "--- no result is no score"
for script in ":" "result 1.1 a pass" "$all_pass; kill -9 \$\$" \
    "$all_pass; exit 3" "$all_pass; result 1.2 d pass" \
    "$all_pass; echo '{' >\$IPC_RESULTS/1.2.c.json" \
    "$all_pass; mkfifo \$IPC_RESULTS/x; rm \$IPC_RESULTS/1.2.c.json
     ln -s /etc/passwd \$IPC_RESULTS/1.2.c.json; rm \$IPC_RESULTS/x"; do
    suite "$script"
    expect 2 check --report "$kit/report.json"
    says "no score"
    json "r['infra']"
done

echo "--- what does not compile"
cp "$kit/src/pipes.c" "$kit/good.c"
suite "$all_pass"
compile() {
    printf '%s\n' "$1" >"$kit/src/pipes.c"
    expect 1 check --report "$kit/report.json"
    says "$2"
    json "r['points'] == 0 and r['infra'] is None"
    json "all(e['status'] == 'compile' for e in r['exercises'])"
    ! grep -Eq "$kit|/lab/|/tmp/|/output" "$kit/report.json" "$kit/out" ||
        fail "a path of the machine: $(grep -E "$kit|/lab/|/tmp/" "$kit/out")"
}
compile 'int answer(void) { return 1 }' "one error in pipes.c:1"
compile 'int other(void) { return 1; }' "undefined reference to"
compile 'int answer(void) { return 1; } int main(void) { return 1; }' \
    "multiple definition of"
compile '#include "/etc/passwd"' "No such file"
compile '#include "/dev/zero"' "memory"
compile 'char big[1UL << 33] = { 1 };' "larger than 64 MiB"
compile '' "undefined reference to"
echo 'int answer(void) { int unused; return 0; }' >"$kit/src/pipes.c"
expect 0 check
says "Remarks"
expect 0 check # an object that is kept would have nothing to say
says "Remarks"
cp "$kit/good.c" "$kit/src/pipes.c"

echo "--- bad input: one line, status 2"
mkdir "$kit/folder" "$kit/folder/pipes.c" "$kit/fifo" "$kit/link"
mkfifo "$kit/fifo/pipes.c"
ln -s "$kit/good.c" "$kit/link/pipes.c"
bad() {
    expect 2 "$kit/build/ipccheck" "$@"
    [ "$(wc -l <"$kit/err")" -eq 1 ] ||
        fail "not one line: $* $(cat "$kit/err")"
    [ ! -s "$kit/out" ] || fail "prints a report all the same: $*"
}
bad --lab 9
bad --lab ''
bad --ex 1.9
bad --ex x
bad --lab 1 --ex 2.1
bad --lab 1 --seed x
bad --lab 1 --seed -1
bad --lab 1 --seed 99999999999999999999
bad --lab 1 --src "$kit/missing"
bad --lab 1 --src "$kit/none"
bad --lab 1 --src "$kit/good.c"
bad --lab 1 --src "$kit/folder"
bad --lab 1 --src "$kit/fifo"
bad --lab 1 --src "$kit/link"
bad --lab 1 --report "$kit/missing/report.json"
bad --lab 1 --report "$kit"
bad --src "$kit/src"
bad --kit "$kit/none"
bad --hint 1.9
bad --hint 9.1
bad --bogus
bad word
bad --lab

echo "--- colours only where they are wanted"
script -qec "env -u NO_COLOR TERM=xterm $kit/build/ipccheck --lab 1" \
    /dev/null >"$kit/out"
grep -q "$(printf '\033')" "$kit/out" || fail "no colour on a terminal"
script -qec "env NO_COLOR=1 TERM=xterm $kit/build/ipccheck --lab 1" \
    /dev/null >"$kit/out"
! grep -q "$(printf '\033')" "$kit/out" || fail "colour against NO_COLOR"
LC_ALL=C expect 0 "$kit/build/ipccheck" --lab 1
says "ok 1.1"
! LC_ALL=C grep -q '[^ -~]' "$kit/out" || fail "not ASCII in the C locale"
LC_ALL=C.UTF-8 expect 0 "$kit/build/ipccheck" --lab 1
says "✓ 1.1"

echo "--- hints and progress"
expect 0 "$kit/build/ipccheck" --hint 1.1
says "gentle"
expect 0 "$kit/build/ipccheck" --hint 1.1
says "plain"
expect 0 "$kit/build/ipccheck" --hint 1.1
says "the last hint"
expect 0 "$kit/build/ipccheck" --progress
says "7/7"
progress=$kit/labs/progress.ini
grep -qx "1.1 = [0-9] of [0-9] points, 2 hints" "$progress" ||
    fail "progress.ini: $(cat "$progress")"
cp "$progress" "$kit/kept.ini"
# Damaged: what can be understood counts, and the rest is written anew.
head -c 3000 /dev/urandom >>"$progress"
printf '\n[01-pipes]\n1.1 = -3 of 5 points\n1.9.9 = lots\n%s\n' \
    "9999999999999999999999.1 = 3 of 4 points" >>"$progress"
expect 0 "$kit/build/ipccheck" --progress
says "7/7"
for damage in 'rm "$progress"' 'rm "$progress"; mkfifo "$progress"' \
    'rm "$progress"; head -c 100000 /dev/zero >"$progress"'; do
    eval "$damage"
    expect 0 "$kit/build/ipccheck" --progress
    says "not checked yet"
    expect 0 "$kit/build/ipccheck" --lab 1
    expect 0 "$kit/build/ipccheck" --progress
    says "7/7"
    [ "$(sed 's/, 2 hints//' "$kit/kept.ini")" = "$(cat "$progress")" ] ||
        fail "not rebuilt after $damage: $(cat "$progress")"
done
# Somebody else's files, a suite that breaks and a text that does not compile
# change nothing; a gap in one's own does.
suite 'result 1.1 a pass; result 1.1 b pass; result 1.2 c not-written'
expect 1 "$kit/build/ipccheck" --lab 1 --src "$kit/src"
expect 0 "$kit/build/ipccheck" --progress
says "7/7"
suite 'exit 3'
expect 2 "$kit/build/ipccheck" --lab 1
cp "$kit/labs/01-pipes/pipes.c" "$kit/pipes.kept"
echo "int broken(" >>"$kit/labs/01-pipes/pipes.c"
expect 1 "$kit/build/ipccheck" --lab 1
expect 0 "$kit/build/ipccheck" --progress
says "7/7"
cp "$kit/pipes.kept" "$kit/labs/01-pipes/pipes.c"
suite 'result 1.1 a pass; result 1.1 b pass; result 1.2 c not-written'
expect 1 "$kit/build/ipccheck" --lab 1
expect 0 "$kit/build/ipccheck" --progress
says "3/7"
says "next: make check EX=1.2"
suite "$all_pass"

echo "--- no walls: the check goes on and says so"
mkdir "$kit/path"
ln -s "$(command -v gcc)" "$(command -v as)" "$(command -v ld)" \
    "$(command -v sh)" "$kit/path"
PATH=$kit/path expect 0 "$kit/build/ipccheck" --lab 1
says "Without a sandbox: "

echo "--- two at once"
suite "$all_pass"
check --report "$kit/one.json" >/dev/null &
one=$!
check --report "$kit/two.json" >/dev/null &
two=$!
wait $one || fail "the first of two"
wait $two || fail "the second of two"

echo "--- ended at any moment, nothing is left"
# A suite with children, one of them in a session of its own and one orphan.
suite "echo \$\$ >>$kit/pids
setsid sh -c 'echo \$\$ >>$kit/pids; exec sleep 600' &
(setsid sh -c 'echo \$\$ >>$kit/pids; exec sleep 600' &)
sh -c 'echo \$\$ >>$kit/pids; exec sleep 600'"

# Waits, ten seconds at most, until the words hold.
until_true() {
    tries=200
    until eval "$1"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.05
    done
}
running() {
    while read -r pid; do
        state=$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' \
            "/proc/$pid/status" 2>/dev/null)
        [ -z "$state" ] || [ "$state" = Z ] || return 0
    done <"$kit/pids"
    return 1
}
# The worker is the only child of the front.
worker_of() {
    for status in /proc/[0-9]*/status; do
        grep -qs "^PPid:[[:space:]]*$1\$" "$status" || continue
        status=${status%/status}
        echo "${status#/proc/}"
    done
}
for how in INT TERM HUP KILL worker; do
    : >"$kit/pids"
    # Through env: a background job of sh would ignore SIGINT.
    env --default-signal=INT "$kit/build/ipccheck" --lab 1 \
        >"$kit/out" 2>"$kit/err" &
    front=$!
    until_true '[ "$(wc -l <"$kit/pids")" -eq 4 ]' || fail "$how: no start"
    if [ "$how" = worker ]; then
        kill -KILL "$(worker_of "$front")"
    else
        kill "-$how" "$front"
    fi
    wait "$front" 2>/dev/null
    status=$?
    until_true '! running' || fail "$how: processes are left"
    until_true '[ -z "$(ls "$kit/build/work")" ]' || fail "$how: files are left"
    case $how:$status in
    INT:130 | TERM:143 | HUP:129 | KILL:137 | worker:2) ;;
    *) fail "$how: status $status" ;;
    esac
done

echo "--- the folder of a check that was killed as a whole goes with the next"
suite "$all_pass"
mkdir "$kit/build/work/stale"
expect 0 check
[ -z "$(ls "$kit/build/work")" ] || fail "a stale folder stays"

exit $failed
