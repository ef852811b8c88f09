/* sandbox.h - the walls around code that is not ours.
 *
 *   +------------- own user, pid, ipc, net, mount namespaces -------------+
 *   | /usr (read-only)   /lab (what is brought in)   /home (its own, empty)|
 *   | /tmp /dev/shm (private, shm 16 MiB)   nothing else, no network        |
 *   +----------------------------------------------------------------------+
 *
 * bubblewrap builds the walls; this file only says which. Where a machine does
 * not allow them (no user namespaces), sandbox_available tells why, a
 * student's own check goes on without, and batch grading refuses.
 * bwrap(1), user_namespaces(7), ipc_namespaces(7)
 */
#ifndef HARNESS_SANDBOX_H
#define HARNESS_SANDBOX_H

#include <stdbool.h>

#define SANDBOX_BINDS 16

struct sandbox_bind {
    const char *from; /* path on the machine */
    const char *to;   /* path inside, for example "/lab/pipes" */
    bool writable;
};

struct sandbox {
    struct sandbox_bind binds[SANDBOX_BINDS]; /* ended by from == NULL */
    int filter_fd; /* a BPF program to install, or -1; stays the caller's */
    const char *directory; /* inside; NULL for /home, an empty tmpfs */
};

/* Set in the environment by one who found the walls to work, so that those
 * whom it starts need not try again. Never reaches what is behind them. */
#define SANDBOX_TRIED "IPC_WALLS"

/* The environment of a program, besides HOME. In any other locale than C each
 * tool that is started opens some thirty files first, all seen by the tracer. */
#define SANDBOX_SEARCH_PATH "/usr/bin:/bin"
#define SANDBOX_LOCALE "C"

/* Can this machine build the walls? Tries it once per process. When not, *why
 * (if not NULL) is one plain sentence. */
bool sandbox_available(const char **why);

/* What to exec. bwrap stays as process 1 behind the walls, where everybody can
 * read its command line; so its options, with paths of the machine in them,
 * come through a descriptor and not as words. For the same reason whoever
 * execs this gives bwrap an environment with nothing to hide in it. The table
 * of mounts (/proc/self/mountinfo) still names where each bind comes from. */
struct sandbox_command {
    char **argv;     /* the vector; its words stay the caller's */
    int options;     /* must be open under this number after the exec; it is
                        close-on-exec until whoever execs changes that */
    char number[16]; /* ... the number as a word of argv */
};

/* Makes the command that runs argv (NULL-terminated) behind the walls, with an
 * environment of PATH, HOME, LANG and nothing else. It serves one exec: bwrap
 * reads the options up to their end. *command must not be moved; the caller
 * frees it with sandbox_close, after the exec has been started. Returns 0, or
 * -1 with errno and nothing to free. */
int sandbox_open(struct sandbox_command *command, const struct sandbox *sandbox,
                 char *const argv[]);
void sandbox_close(struct sandbox_command *command);

#endif
