/* A lock on a file that both have.
 * expect: full points
 */
/* TOP(counter.c) */
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
/* GAP(6.1b) */
    for (int i = 0; i < visitors && !counter->closed; i++) {
        work();
        int fd = open("lock", O_CREAT | O_RDWR, 0600);
        flock(fd, LOCK_EX);
        counter->inside++;
        close(fd);
    }
