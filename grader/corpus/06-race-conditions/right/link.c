/* The name is made with link, which fails if it is there.
 * expect: full points
 */
/* TOP(seats.c) */
#include <stdio.h>
/* REPLACE(claim) */
int claim(const char *path)
{
    char own[64];
    int fd, result;

    snprintf(own, sizeof own, "claim-%d", (int)getpid());
    fd = open(own, O_CREAT | O_WRONLY, 0600);
    if (fd == -1)
        return -1;
    close(fd);
    result = link(own, path);
    unlink(own);
    return result;
}
