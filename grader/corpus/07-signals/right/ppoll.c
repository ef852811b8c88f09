/* ppoll lets the signal in and sleeps, both at once (7.2).
 * expect: full points
 */
/* TOP(handlers.c) */
#include <poll.h>

/* GAP(7.2c) */
    while (!rung)
        ppoll(NULL, 0, NULL, &mask_before);
    rung = 0;
    return 0;
