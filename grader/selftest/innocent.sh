#!/bin/bash
# Whoever is watched does what it does unwatched.
#
#   innocent.sh       the zoo: what its programs print and how they end
#                     stress-ng --verify: every stressor of IPC
#   innocent.sh all   also the Open POSIX Test Suite, fetched as Debian's source
#                     package: some 1,200 programs, each with and without us
#
# Each program runs alone, then followed with ptrace (ipcviz --plain); the
# stressors also while they are looked at (ipcviz --tree). What is compared is
# what they say of themselves.
#
# Exit status: 0 the same, 1 something was not, 2 could not test.
. "${0%/*}/apart.inc"
set -u
mode=${1:-}
build=$(realpath "${BUILD:-build}")
viz=$build/ipcviz
LIMIT=${LIMIT:-60} # the emergency brake, in seconds
scratch=$(mktemp -d) || exit 2
running=
trap '[ -z "$running" ] || kill "$running" 2>/dev/null; rm -rf "$scratch"' EXIT
failed=0

fail() {
    echo "FAILED: $*" >&2
    failed=1
}

# The words in which ipcviz tells how the program ended, as a shell's status.
ended() { # FILE
    sed -n 's/.* (pid [0-9]*) ended: \(.*\) ([0-9]* events)$/\1/p' "$1" |
        tail -n 1
}

as_status() {
    case $1 in
    "exit "*) echo "${1#exit }" ;;
    "killed by SIG"*) echo $((128 + $(kill -l "${1#killed by SIG}"))) ;;
    *) echo "none" ;;
    esac
}

[ -x "$viz" ] && [ -x "$build/observe-scenes" ] ||
    { echo "there is no $viz" >&2; exit 2; }
cd "$scratch" || exit 2

# --- the zoo ---------------------------------------------------------------------
# Those that hold still under ipcviz do so by a proof or wait for a timer; the
# others end, and must end alike. Their output goes past ipcviz into a file.
zoo=0
for scene in $("$build/observe-scenes"); do
    mkdir -p watched bare
    (cd watched && timeout 1 "$viz" --plain -- sh -c \
        'exec "$0" "$1" >out' "$build/observe-scenes" "$scene" \
        >../told 2>&1 </dev/null)
    end=$(ended told)
    [ -n "$end" ] || { rm -rf watched bare; continue; }
    (cd bare && timeout "$LIMIT" "$build/observe-scenes" "$scene" \
        >out 2>/dev/null </dev/null)
    status=$?
    [ "$(as_status "$end")" = "$status" ] ||
        fail "$scene: status $status, but watched: $end"
    # Numbers of processes and times differ from run to run.
    for side in bare watched; do
        sed 's/[0-9][0-9]*/N/g' $side/out >$side.out
    done
    cmp -s bare.out watched.out || fail "$scene: other output"
    zoo=$((zoo + 1))
    rm -rf watched bare
done
echo "the zoo: $zoo programs end alike"
[ "$zoo" -ge 40 ] || fail "only $zoo programs of the zoo end"

# --- stress-ng ---------------------------------------------------------------------
# Its own word, from its log; --verify compares what arrives with what was sent.
# Operations that take us longer are fewer; --sem ends by its time. --mutex calls
# it a failure when its first thread has done all before the second begins.
verdict() { # FILE
    sed 's/^.*stress-ng: *//; s/[0-9][0-9.]*/N/g' "$1" | sort -u
}

stressors=0
for job in "pipe 200" "fifo 200" "mq 200" "msg 200" "sem 200" "sem-sysv 200" \
    "shm 20" "shm-sysv 200" "sock 20" "sockpair 20" "sigq 200" "kill 200" \
    "futex 200" "mutex 100000"; do
    set -- $job
    command="stress-ng --$1 1 --$1-ops $2 -t 3 --verify --no-rand-seed"
    rm -f bare followed looked
    timeout "$LIMIT" $command --log-file bare >said 2>&1
    status=$?
    timeout "$LIMIT" "$viz" --plain -- $command --log-file followed >told 2>&1
    [ "$(as_status "$(ended told)")" = "$status" ] ||
        fail "--$1: status $status, but watched: $(ended told)"
    timeout "$LIMIT" $command --log-file looked >said 2>&1 &
    running=$!
    "$viz" --plain --tree $running >told 2>&1
    wait $running || [ $? -eq "$status" ] ||
        fail "--$1: another status while looked at"
    running=
    for how in followed looked; do
        [ "$(verdict bare)" = "$(verdict $how)" ] ||
            fail "--$1: $(diff bare $how)"
    done
    grep -q 'successful run' bare || fail "--$1: $(cat bare)"
    stressors=$((stressors + 1))
done
echo "stress-ng: $stressors stressors say the same of themselves"

# --- the Open POSIX Test Suite -------------------------------------------------------
fetch_suite() {
    mkdir -p apt/parts apt/lists/partial apt/cache/archives/partial || return 1
    for list in /etc/apt/sources.list.d/*.sources; do
        [ -e "$list" ] && sed 's/^Types:.*/Types: deb-src/' "$list" \
            >"apt/parts/${list##*/}"
    done
    [ ! -e /etc/apt/sources.list ] ||
        sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >apt/parts/own.list
    options="-o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts=$PWD/apt/parts
        -o Dir::State::lists=$PWD/apt/lists -o Dir::Cache=$PWD/apt/cache"
    apt-get $options update >apt/log 2>&1 &&
        apt-get $options source posixtestsuite >>apt/log 2>&1 ||
        { tail -n 3 apt/log >&2; return 1; }
}

# Prints the program's name and both statuses.
cat >one.sh <<'END'
source=$1
suite=${source%%/conformance/*}
name=$(echo "${source#*/interfaces/}" | tr / _)
name=${name%.c}
mkdir -p "programs/$name" && cd "programs/$name" || exit 1
gcc -w -O1 -D_GNU_SOURCE -I"$suite/include" -I"${source%/*}" -o program \
    "$source" -lpthread -lrt -lm 2>/dev/null || exit 0
timeout -k 1 60 ./program >bare 2>&1 </dev/null
status=$?
timeout -k 1 60 "$VIZ" --plain -- ./program >watched 2>&1 </dev/null
end=$(sed -n 's/.* (pid [0-9]*) ended: \(.*\) ([0-9]* events)$/\1/p' watched |
    tail -n 1)
echo "$name $status ${end:-none}"
END

if [ "$mode" = all ]; then
    fetch_suite || { echo "the suite cannot be fetched" >&2; exit 2; }
    suite=$(echo "$PWD"/posixtestsuite-*/)
    find "${suite%/}/conformance/interfaces" -name '[0-9]*.c' | sort |
        grep -E '/(mq_|sem_|shm_|mmap|kill|fork|sig|pthread_(mutex|cond|barrier|rwlock)|wait|timer_)' |
        VIZ=$viz xargs -P "$(nproc)" -n 1 sh one.sh >results
    same=0
    while read -r name status end; do
        watched=$(as_status "$end")
        # Who hangs alone is ended by timeout (124); watched it hangs as well.
        if [ "$watched" = "$status" ] ||
            [ "$status $watched" = "124 none" ]; then
            same=$((same + 1))
        else
            echo "differs: $name: $status, watched: $end"
        fi
    done <results
    echo "Open POSIX: $same of $(wc -l <results) programs end alike"
fi
exit "$failed"
