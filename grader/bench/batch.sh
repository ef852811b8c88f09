#!/bin/sh
# batch.sh - grading many submissions: make bench BATCH=300 (default 24).
#
# A third of them right, a third unfinished, a third wrong: mistakes of the
# corpus in turn, one that hangs everywhere, one that does not compile. The
# limit is the CPU time that all of it took, divided by the CPUs there are: it
# is reached when none of them is ever idle.
. "${0%/*}/../../visualizer/bench/table.inc"
lab=01-pipes
count=${BATCH:-24}
case $count in
*[!0-9]* | '' | 0*) echo "BATCH=$count: must be a whole number" >&2; exit 2 ;;
esac

# The names of pipes.c and shell.c alone: the rest is the lab's own.
submit_corpus()
{
    awk -f grader/corpus/compose.awk -v corpus="$1" -v out="$2" \
        solutions/$lab/pipes.c solutions/$lab/shell.c
}

wrong=0
mkdir "$scratch/in" "$scratch/out" || exit 2
set -- grader/corpus/$lab/wrong/*.c
for number in $(seq "$count"); do
    student=$scratch/in/student$number
    mkdir "$student" || exit 2
    case $((number % 3)) in
    0) cp solutions/$lab/*.c "$student" ;;
    1) cp labs/$lab/*.c "$student" ;;
    2) wrong=$((wrong + 1))
        cp solutions/$lab/*.c "$student"
        case $((wrong % 4)) in
        0) echo 'int unfinished(' >>"$student/pipes.c" ;;
        1) submit_corpus grader/corpus/01-pipes/hangs.c "$student" || exit 2 ;;
        *) submit_corpus "$1" "$student" || exit 2
            [ $# -gt 1 ] && shift ;;
        esac ;;
    esac
done

# "wall user+system", in seconds.
cat >"$scratch/grade" <<END
begin=\$(date +%s.%N)
$build/ipcgrade --lab $lab --seed 1 $scratch/in $scratch/out \
    >$scratch/log 2>&1
status=\$?
end=\$(date +%s.%N)
times >$scratch/times
tail -n 1 $scratch/times | awk -v begin=\$begin -v end=\$end '{
    for (i = 1; i <= 2; i++) {
        split(\$i, part, "m")
        cpu += part[1] * 60 + part[2]
    }
    print end - begin, cpu
}'
[ \$status -le 1 ]
END
taken=$(sh "$scratch/grade") || { tail -n 3 "$scratch/log" >&2; exit 2; }
wall=${taken% *}
limit=$(scaled "${taken#* }" "$(awk -v n="$(nproc)" 'BEGIN { print 1 / n }')")
row "$count submissions" "$wall" "$limit" s "their CPU time / CPUs" 1.25
per_300=$(awk -v wall="$wall" -v n="$count" 'BEGIN { print wall * 300 / n }')
row_limit "300 of them would take" "$per_300" s 120
