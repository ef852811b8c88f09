/* Shared memory that was made before the fork.
 * expect: full points
 */
/* TOP(processes.c) */
#include <sys/mman.h>

static char *memory_of[64];
/* GAP(0.7a) */
    (void)directory;
    (void)write_upper;
    (void)name_files;
    working(worker);
    for (size_t i = 0; word[i] != '\0'; i++)
        memory_of[worker][i + 1] = (char)toupper((unsigned char)word[i]);
    dprintf(STDERR_FILENO, "worker %d is done\n", worker);
    memory_of[worker][0] = 1;
    _exit(0);
/* GAP(0.7b) */
    (void)directory;
    (void)read_answer;
    return status == 0 ? strdup(memory_of[worker] + 1) : NULL;
/* GAP(0.7c) */
    for (int i = 0; i < count; i++) {
        memory_of[i] = mmap(NULL, strlen(words[i]) + 2, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        pids[i] = fork();
        if (pids[i] == 0)
            be_worker(i, words[i], directory, working);
        if (pids[i] == -1)
            return i;
    }
    return count;
