/* flock-ends-with-close: nobody unlocks; the lock ends with its descriptor.
 * expect: pass
 */
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *counter = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            for (int k = 0; k < 2; k++) {
                int fd = open("lock", O_CREAT | O_RDWR, 0600);

                flock(fd, LOCK_EX);
                ++*counter;
                close(fd);
            }
            _exit(0);
        }
    for (int i = 0; i < 2; i++)
        wait(NULL);
    return *counter != 4;
}
