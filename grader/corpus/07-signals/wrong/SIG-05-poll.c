/* SIG-05: poll does not change the mask, so it has the same gap before it.
 * expect: SIG-05 in 7.2 at HERE
 */
/* TOP(handlers.c) */
#include <poll.h>

/* GAP(7.2b) */
    struct sigaction action = { .sa_handler = ring };

    bell_number = number;
    rung = 0;
    sigemptyset(&action.sa_mask);
    sigprocmask(SIG_BLOCK, NULL, &mask_before);
    return sigaction(number, &action, &action_before);
/* GAP(7.2c) */
    while (!rung)
        poll(NULL, 0, -1); /* HERE */
    rung = 0;
    return 0;
