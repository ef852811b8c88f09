#!/bin/sh
# Looks at this machine and says in plain words what is in the kit's way.
#
#   fine         was looked at and works
#   note         good to know, nothing is lost
#   IN THE WAY   what it is; what still works; what to do about it
#
# It changes nothing.  Where it can, it really tries the thing (a sandbox, a
# traced child, a queue) instead of only reading settings.
# Exit status: 0 nothing in the way, 1 something is, 2 the kit cannot run here.

cd "$(dirname "$0")/../.." || exit 2
problems=0

fine() { printf '  fine        %s\n' "$1"; }
note() { printf '  note        %s\n' "$1" ${2:+"$2"} |
    sed '2s/^  note/      /'; }

# in_the_way WHAT STILL_WORKS WHAT_TO_DO
in_the_way() {
    problems=$((problems + 1))
    printf '  IN THE WAY  %s\n' "$1"
    printf '              still works: %s\n' "$2"
    printf '              what to do:  %s\n' "$3"
}

# cannot_run WHAT WHAT_TO_DO
cannot_run() {
    printf '  IN THE WAY  %s\n              what to do:  %s\n' "$1" "$2"
    echo "The kit cannot run here."
    exit 2
}

setting() { cat "/proc/sys/$1" 2>/dev/null; }

# The kernel must be Linux itself: WSL1 and macOS only resemble it.
look_at_system() {
    case $(uname -s) in
    Linux) ;;
    Darwin) cannot_run "macOS has no Linux kernel" \
        "use a virtual machine with Debian 12, for instance Lima or UTM" ;;
    *) cannot_run "$(uname -s) is not Linux" "use Debian 12" ;;
    esac
    case $(uname -r) in
    *-microsoft-*) fine "Windows Subsystem for Linux, version 2" ;;
    *Microsoft*) cannot_run "WSL version 1 has no Linux kernel" \
        "in PowerShell: wsl --set-version <name> 2" ;;
    esac
    system=$(. /etc/os-release 2>/dev/null && echo "$PRETTY_NAME")
    system="${system:-an unknown Linux}, kernel $(uname -r), $(uname -m)"
    if ! command -v apt-get >/dev/null; then
        note "$system: packages must be installed by hand (packages.txt)"
    else
        fine "$system"
    fi
    case $(uname -m) in
    x86_64 | aarch64) ;;
    *) in_the_way "the kit knows x86_64 and aarch64, not $(uname -m)" \
        "make run" "use another machine" ;;
    esac
    case $(stat -f -c %T .) in
    v9fs | 9p | fuse* | cifs | smb* | vboxsf)
        in_the_way "this folder is on a foreign file system ($(pwd))" \
            "everything but FIFOs and socket files made here" \
            "keep the kit in your home folder inside Linux" ;;
    esac
}

look_at_packages() {
    if ! command -v dpkg-query >/dev/null; then
        return
    fi
    missing=$(grader/setup/install.sh --missing check)
    if [ -z "$missing" ]; then
        fine "all packages for make check are installed"
    else
        note "make will first install: $missing"
    fi
    [ -z "$missing" ] || [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
        in_the_way "you are not root and there is no sudo to install with" \
            "nothing yet" \
            "ask the administrator: apt-get install $missing"
}

# Each switch of the sandbox is tried by itself, so that we can name it.
look_at_sandbox() {
    if ! command -v bwrap >/dev/null; then
        note "sandbox: not tried, bubblewrap is not installed yet"
        return
    fi
    set -- bwrap --unshare-user --ro-bind / /
    if ! "$@" true 2>/dev/null; then
        rest="make run; make check, with less protection (it says so)"
        if [ "$(setting user/max_user_namespaces)" = 0 ]; then
            in_the_way "user namespaces are switched off" "$rest" \
                "sudo sysctl user.max_user_namespaces=10000"
        elif [ "$(setting kernel/unprivileged_userns_clone)" = 0 ]; then
            in_the_way "user namespaces are for root only" "$rest" \
                "sudo sysctl kernel.unprivileged_userns_clone=1"
        elif [ "$(setting kernel/apparmor_restrict_unprivileged_userns)" = 1 ]
        then
            in_the_way "AppArmor forbids user namespaces" "$rest" \
                "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"
        else
            in_the_way "user namespaces do not work (in a container?)" \
                "$rest" "start the container with user namespaces allowed"
        fi
        return
    fi
    for switch in --unshare-pid --unshare-ipc --unshare-net "--proc /proc" \
        "--dev /dev" "--tmpfs /tmp"; do
        "$@" --unshare-pid $switch true 2>/dev/null && continue
        in_the_way "the sandbox works, but not with $switch" \
            "make run; make check, with less protection (it says so)" \
            "in a container: allow it to mount /proc and make namespaces"
        return
    done
    fine "sandbox: a process was shut in, with its own pids, ipc and network"
}

# A child is traced and a queue is made, each by a small C program.
probe() {
    "${CC:-cc}" -D_GNU_SOURCE -x c -o "$scratch/$1" - -lrt 2>/dev/null ||
        return 2
    "$scratch/$1"
}

try_ptrace() {
    probe trace <<'C'
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    int bad = child < 0 || ptrace(PTRACE_SEIZE, child, 0, 0) != 0 ||
              ptrace(PTRACE_INTERRUPT, child, 0, 0) != 0 ||
              waitpid(child, 0, __WALL) != child;
    if (child > 0)
        kill(child, SIGKILL);
    return bad;
}
C
}

try_queue() {
    probe queue <<'C'
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <unistd.h>
int main(void)
{
    char name[64];
    snprintf(name, sizeof(name), "/ipc-lab-kit-doctor-%d", (int)getpid());
    mqd_t queue = mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, NULL);
    return queue == (mqd_t)-1 || mq_unlink(name) != 0;
}
C
}

look_at_ptrace() {
    try_ptrace
    case $? in
    0) fine "ptrace: a child was traced" ;;
    2) note "ptrace: not tried, there is no compiler yet" ;;
    *)
        scope=$(setting kernel/yama/ptrace_scope)
        rest="make run; make check without causes; not make show"
        if [ "${scope:-0}" -ge 2 ]; then
            in_the_way "ptrace is for root only (Yama, scope $scope)" "$rest" \
                "sudo sysctl kernel.yama.ptrace_scope=1 (3 needs a reboot)"
        else
            in_the_way "ptrace is forbidden (in a container?)" "$rest" \
                "docker run --cap-add SYS_PTRACE, or use a virtual machine"
        fi
        ;;
    esac
}

look_at_objects() {
    try_queue
    case $? in
    0) fine "message queues: a POSIX queue was made and removed" ;;
    2) note "message queues: not tried, there is no compiler yet" ;;
    *) in_the_way "no POSIX message queue can be made" \
        "all labs but 03-message-queues" \
        "look at ulimit -q, and remove old queues in /dev/mqueue" ;;
    esac
    if grep -q ' /dev/mqueue mqueue ' /proc/mounts; then
        fine "/dev/mqueue is mounted"
    else
        note "/dev/mqueue is not mounted: queues work, ls cannot show them" \
            "(sudo mkdir -p /dev/mqueue; sudo mount -t mqueue none /dev/mqueue)"
    fi
    if [ -d /dev/shm ] && [ -w /dev/shm ]; then
        fine "/dev/shm can be written"
    else
        in_the_way "/dev/shm is missing or cannot be written" \
            "make run for 00 to 03; not make check" \
            "sudo mount -t tmpfs -o mode=1777 none /dev/shm"
    fi
    where=${TMPDIR:-/tmp}
    [ -w "$where" ] || in_the_way "$where cannot be written" "nothing" \
        "set TMPDIR to a folder of yours"
}

# limit NAME IN_/proc/self/limits LEAST WHAT_TO_DO
limit() {
    value=$(sed -n "s/^$2  *\([0-9a-z]*\) .*/\1/p" /proc/self/limits)
    if [ "$value" = unlimited ] || [ "${value:-0}" -ge "$3" ]; then
        fine "limit of $1: $value"
    else
        in_the_way "limit of $1 is $value, the kit wants $3" \
            "small runs; a big one may say that it met the limit" "$4"
    fi
}

look_at_limits() {
    limit "processes" "Max processes" 512 "ulimit -u 512, or a smaller session"
    limit "open files" "Max open files" 256 "ulimit -n 1024"
    limit "bytes in queues" "Max msgqueue size" 200000 "ulimit -q 819200"
}

look_at_rest() {
    cpus=$(nproc)
    if [ "$cpus" -gt 1 ]; then
        fine "$cpus CPUs"
    else
        note "1 CPU: everything works; races happen less often by themselves"
    fi
    if [ "$(locale charmap 2>/dev/null)" = UTF-8 ]; then
        fine "the terminal's text is UTF-8"
    else
        note "the terminal's text is not UTF-8: plain lines are drawn" \
            "(for fine ones: export LC_ALL=C.UTF-8)"
    fi
    if [ "$(id -u)" -eq 0 ]; then
        note "you are root: mode bits and limits will not stop your programs"
    else
        fine "you are an ordinary user"
    fi
}

scratch=$(mktemp -d) || cannot_run "no temporary folder can be made" \
    "set TMPDIR to a folder of yours"
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM # dash runs no EXIT trap for a signal
look_at_system
look_at_packages
look_at_sandbox
look_at_ptrace
look_at_objects
look_at_limits
look_at_rest
if [ "$problems" -eq 0 ]; then
    echo "Nothing is in the way."
else
    echo "In the way: $problems. Look for IN THE WAY above."
    exit 1
fi
