/* A signalfd tells of both signals (3.5).
 * expect: full points
 */
/* TOP(waiting.c) */
#include <sys/signalfd.h>

/* GAP(3.5c) */
    int fd = signalfd(-1, awaited, SFD_CLOEXEC);

    if (fd == -1)
        return -1;
    for (;;) {
        struct signalfd_siginfo info;
        int status;
        pid_t ended;

        if (ask_to_be_told(inbox) == -1)
            break;
        ended = waitpid(child, &status, WNOHANG);
        if (ended == -1 || drain(inbox, buffer, size, out) == -1)
            break;
        if (ended == child) {
            close(fd);
            return shell_status(status);
        }
        if (read(fd, &info, sizeof info) == -1 && errno != EINTR)
            break;
    }
    close(fd);
    return -1;
