#!/bin/bash
# explore-bad.sh - programs and schedules that are none, and programs that hurt:
# the explorer says what it is, ends soon, and leaves nothing behind, also when
# it is killed itself.
#
# "Soon" is BRAKE seconds for each, which no sentence depends on.
set -u
cd "$(dirname "$0")/../.." || exit 2
# In namespaces of its own, where nobody else's comings and goings are seen. The
# kit may lie in /tmp, so it moves first.
if [ -z "${ALONE:-}" ] && unshare -rpmif --mount-proc true 2>/dev/null; then
    build=${BUILD:-build}
    ALONE=1 BUILD=${build#"$PWD"/} exec unshare -rpmif --mount-proc bash -c '
        mount --bind . /mnt && cd /mnt &&
            mount -t tmpfs none /tmp && mount -t tmpfs none /dev/shm || exit 2
        exec bash grader/selftest/explore-bad.sh'
fi
explore=${BUILD:-build}/ipcexplore
[ -x "$explore" ] || { echo "$explore is missing: type make all" >&2; exit 2; }
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
BRAKE=70
stops=grader/explore/corpus/fifteen.c
passed=0 failed=0

complain() { # TEXT
    echo "FAILED  $1"
    failed=$((failed + 1))
}

# Somebody else's process.
sleep 1000 &
bystander=$!
disown

grader/setup/leftovers.sh snapshot "$work/before" || exit 2
nothing_left() { # AFTER_WHAT
    left=$(grader/setup/leftovers.sh compare "$work/before")
    [ -z "$left" ] && return
    complain "$1: left behind: $left"
    return 1
}

# What is said, and the status. The bystander must live through it.
says() { # STATUS TEXT WORD...
    local status=$1 text=$2 got
    shift 2
    timeout -k 5 $BRAKE "$explore" "$@" >"$work/said" 2>&1 </dev/null
    got=$?
    if [ $got -ne "$status" ] || ! grep -q -- "$text" "$work/said"; then
        complain "$got, not $status, or no \"$text\": $(head -c 300 "$work/said")"
    elif ! kill -0 $bystander; then
        complain "a process of somebody else was killed by: $text"
    else
        passed=$((passed + 1))
    fi
}
program() { # TEXT: the body of main, or a whole program
    for header in fcntl.h signal.h stdio.h stdlib.h string.h \
        sys/stat.h sys/syscall.h sys/wait.h unistd.h; do
        echo "#include <$header>"
    done >"$work/bad.c"
    case $1 in
    *main*) echo "$1" ;;
    *) echo "int main(void) { $1 return 0; }" ;;
    esac >>"$work/bad.c"
}
hurts() { # STATUS TEXT PROGRAM
    program "$3"
    says "$1" "$2" "$work/bad.c"
}

# ---- no program, no schedule ----

says 2 usage
says 2 'whole number' --bound x "$stops"
says 2 'No such file' "$work/none.c"
says 2 'no file with a program' "$work"
if [ "$(id -u)" -ne 0 ]; then
    touch "$work/closed.c" && chmod 0 "$work/closed.c"
    says 2 'Permission denied' "$work/closed.c"
fi
head -c 300 /dev/urandom >"$work/bytes.c"
says 2 'does not compile' "$work/bytes.c"
hurts 2 'does not compile' 'int main(void) { return x; }'
echo 'int man(void) { return 0; }' >"$work/bad.c"
says 2 'does not compile' "$work/bad.c"

says 2 "place 3: '?' is no letter" --schedule 'AB?' "$stops"
says 2 "place 1: 'Z' is no letter" --schedule Z "$stops"
says 2 'place 2: byte 7 is no letter' --schedule "A$(printf '\007')" "$stops"
says 2 'place 4096: a schedule has' --schedule \
    "$(head -c 9000 /dev/zero | tr '\0' A)" "$stops"
says 2 'place 1: a schedule has' --schedule A99999999999 "$stops"
says 2 'cannot go on there' --schedule B40 "$stops"
says 0 'No fault' --schedule '# none' "$stops"
says 0 'No fault' --schedule '' "$stops"

# ---- it does not end ----

end='does not come to an end'
hurts 1 "$end" 'for (volatile int i = 0;; i++);'
hurts 1 "$end" 'if (fork() == 0) for (volatile int i = 0;; i++); wait(NULL);'
hurts 1 "$end" 'for (;;) fork();'
hurts 1 "$end" 'for (;;) if (fork() == 0) pause();'
hurts 1 'SIGXFSZ' 'for (;;) puts("And another line, and another one.");'
hurts 1 'crashes' 'for (;;) { char *at = malloc(1 << 26); *at = 1; }'

# ---- it ends too soon ----

hurts 1 'SIGABRT' 'abort();'
hurts 1 'crashes' 'int word; if (fork() == 0) *(volatile int *)0 = 1;
    wait(&word); return word != 0;'
hurts 1 'status 3' 'if (fork() == 0) exit(0); exit(3);'
hurts 0 'pass' 'for (int i = 0; i < 1024; i++) close(i);
    if (fork() == 0) _exit(0); wait(NULL);'

# ---- it reaches for others ----

hurts 1 "not the program's own" 'kill(getppid(), SIGTERM);'
hurts 1 'a group of processes' 'kill(-1, SIGKILL);'
hurts 1 'a group of processes' 'kill(0, SIGKILL);'
hurts 1 'SIGSTOP' 'kill(getppid(), SIGSTOP);'
unseen='ended in a way that is not known'
hurts 1 "$unseen" 'if (fork() == 0) pause();
    syscall(SYS_kill, -1, SIGKILL); wait(NULL);'
hurts 1 "$unseen" 'if (fork() == 0) syscall(SYS_exit_group, 3); wait(NULL);'
hurts 1 "$unseen" 'syscall(SYS_kill, getpid(), SIGKILL);'
hurts 1 'status 1' 'return open("/tmp/outside", O_CREAT | O_WRONLY, 0600) == -1;'

# ---- it uses what is not known ----

hurts 1 'alarm is not known' 'alarm(1); pause();'
hurts 1 'execv is not known' 'execv("/bin/true", (char *[]){ "true", NULL });'
hurts 1 'a lock by fcntl is not known' 'struct flock all = { .l_type = F_WRLCK };
    fcntl(open("x", O_RDWR | O_CREAT, 0600), F_SETLKW, &all);'

# ---- it makes things that last ----

hurts 0 'pass' 'mkdir("a", 0700); mkdir("a/b", 0700);
    close(open("a/b/.c", O_CREAT | O_EXCL | O_WRONLY, 0600)); chmod("a", 0);'
nothing_left 'bad programs'

# ---- it is killed itself ----

program 'for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            for (int k = 0; k < 3; k++) close(open("x", O_CREAT | O_RDWR, 0600));
            _exit(0);
        }
    while (wait(NULL) > 0);'
for signal in KILL INT TERM HUP; do
    for moment in 0.02 0.1 0.3 0.7; do
        # Monitor mode: it gets a process group and default signals.
        set -m
        "$explore" --all --runs 1000000 "$work/bad.c" >/dev/null 2>&1 &
        pid=$!
        set +m
        sleep $moment
        kill -$signal $pid
        wait $pid 2>/dev/null
        nothing_left "SIG$signal after $moment s" && passed=$((passed + 1))
    done
done

kill $bystander
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
