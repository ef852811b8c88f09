/* Starts programs with posix_spawnp; one that cannot be started leaves a child
 * that ends with 127 or 126.
 * expect: full points
 */
/* TOP(processes.c) */
#include <spawn.h>
/* GAP(0.1b) */
    pid_t pid = -1;
    int error;

    fflush(stdout);
    error = posix_spawnp(&pid, argv[0], NULL, NULL, argv, environ);
    if (error == 0)
        return pid;
    if (error == EAGAIN || error == ENOMEM) {
        errno = error;
        return -1;
    }
    pid = fork();
    if (pid == 0)
        _exit(error == ENOENT ? 127 : 126);
    return pid;
/* GAP(0.6) */
    snprintf(line, sizeof line, "start %s", argv[0]);
    log(line);
    pid = start(argv);
    if (pid != -1)
        status = collect(pid);
    if (status != -1) {
        snprintf(line, sizeof line, "end %s %d", argv[0], status);
        log(line);
    }
