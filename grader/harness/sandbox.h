/* sandbox.h - the walls around code that is not ours.
 *
 *   +------------- own user, pid, ipc, net, mount namespaces -------------+
 *   | /usr (read-only)   /lab (what is brought in)   /home (its own, empty)|
 *   | /tmp /dev/shm (private)   nothing else of the machine, no network    |
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

/* Can this machine build the walls? Tries it once per process. When not, *why
 * (if not NULL) is one plain sentence. */
bool sandbox_available(const char **why);

/* The command that runs argv (NULL-terminated) behind the walls, as a vector
 * for exec; an environment of PATH, HOME, LANG and nothing else. The caller
 * frees it with sandbox_free. Returns NULL with errno when memory is short. */
char **sandbox_command(const struct sandbox *sandbox, char *const argv[]);
void sandbox_free(char **command);

#endif
