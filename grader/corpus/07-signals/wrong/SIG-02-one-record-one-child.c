/* SIG-02, with a signalfd (see SIG-11): one record is taken for one child.
 * expect: SIG-02 in 7.3 at HERE
 */
/* TOP(children.c) */
#include <sys/signalfd.h>

/* GAP(7.3a) */

/* GAP(7.3b) */
    int records;

    sigprocmask(SIG_BLOCK, &child_signal, &old_mask);
    sigaction(SIGCHLD, NULL, &old_action);
    (void)action;
    records = signalfd(-1, &child_signal, SFD_CLOEXEC);
    while (kid_count < count && result == 0) {
        pid_t pid = start_child(kid_count, child, &old_mask, &old_action);

        if (pid == -1)
            result = -1;
        else
            kids[kid_count++].pid = pid;
    }
/* GAP(7.3c) */
        struct pollfd both[2] = { door, { .fd = records, .events = POLLIN } };
        struct signalfd_siginfo info;
        int word;
        pid_t pid;

        ready = poll(both, 2, -1);
        if (ready == -1 && errno == EINTR)
            ready = 0;
        if (ready > 0 && both[1].revents != 0 &&
            read(records, &info, sizeof info) == sizeof info) {
            pid = waitpid(-1, &word, WNOHANG); /* HERE */
            if (pid > 0)
                note_end(pid, word);
        }
        if (ready > 0)
            ready = both[0].revents != 0;
