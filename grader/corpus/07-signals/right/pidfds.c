/* A descriptor for each child, and no signal at all (7.3).
 * expect: full points
 */
/* TOP(children.c) */
#include <sys/syscall.h>

/* GAP(7.3a) */
static struct pollfd doors[1 + CHILDREN_MAX];

/* GAP(7.3b) */
    (void)action;
    (void)child_signal;
    sigprocmask(SIG_BLOCK, NULL, &old_mask);
    sigaction(SIGCHLD, NULL, &old_action);
    while (kid_count < count && result == 0) {
        pid_t pid = start_child(kid_count, child, &old_mask, &old_action);

        if (pid == -1) {
            result = -1;
            break;
        }
        doors[1 + kid_count].fd = (int)syscall(SYS_pidfd_open, pid, 0);
        doors[1 + kid_count].events = POLLIN;
        kids[kid_count++].pid = pid;
    }
/* GAP(7.3c) */
        doors[0] = door;
        ready = poll(doors, 1 + (nfds_t)kid_count, -1);
        if (ready == -1 && errno == EINTR)
            ready = 0;
        for (int i = 0; i < kid_count && ready > 0; i++) {
            int word;

            if (doors[1 + i].revents == 0)
                continue;
            waitpid(kids[i].pid, &word, 0);
            note_end(kids[i].pid, word);
            close(doors[1 + i].fd);
            doors[1 + i].fd = -1;
        }
        if (ready > 0)
            ready = doors[0].revents != 0;
