/* The same with pselect (7.2).
 * expect: full points
 */
/* TOP(handlers.c) */
#include <sys/select.h>

/* GAP(7.2c) */
    while (!rung)
        pselect(0, NULL, NULL, NULL, NULL, &mask_before);
    rung = 0;
    return 0;
