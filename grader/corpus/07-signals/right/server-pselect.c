/* The server sleeps in pselect (7.4).
 * expect: full points
 */
/* TOP(server.c) */
#include <sys/select.h>

/* GAP(7.4d) */
    for (;;) {
        fd_set readable;
        int ready;

        (void)door;
        if (shall_end)
            return END;
        if (shall_reread) {
            shall_reread = 0;
            return REREAD;
        }
        FD_ZERO(&readable);
        FD_SET(in, &readable);
        ready = pselect(in + 1, &readable, NULL, NULL, NULL, &old_mask);
        if (ready > 0)
            return LINES;
        if (ready == -1 && errno != EINTR)
            return ERROR;
    }
