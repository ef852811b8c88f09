/* The time of day by gettimeofday, in microseconds (3.4).
 * expect: full points
 */
/* TOP(waiting.c) */
#include <sys/time.h>

/* GAP(3.4a) */
    struct timeval now;
    long long then;

    gettimeofday(&now, NULL);
    then = now.tv_sec * 1000000LL + now.tv_usec + milliseconds * 1000LL;
    moment->tv_sec = then / 1000000;
    moment->tv_nsec = then % 1000000 * 1000;
