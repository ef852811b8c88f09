/* ftok by hand: the file is looked at with stat (3.7).
 * expect: full points
 */
/* TOP(letters.c) */
#include <sys/stat.h>

/* GAP(3.7a) */
    struct stat status;

    if (stat(path, &status) == -1)
        return -1;
    return (key_t)((status.st_ino & 0xffff) | (status.st_dev & 0xff) << 16 |
                   (unsigned)'D' << 24);
