/* posix_spawn sets mask and default actions by itself (7.6).
 * expect: full points
 */
/* TOP(start.c) */
#include <spawn.h>

extern char **environ;

/* REPLACE(become) */
static int spawn(pid_t *pid, char *const argv[])
{
    posix_spawnattr_t how;
    sigset_t none, all;
    int error;

    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(&how);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &all);
    posix_spawnattr_setflags(&how,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    error = posix_spawnp(pid, argv[0], NULL, &how, argv, environ);
    posix_spawnattr_destroy(&how);
    return error;
}
/* GAP(7.6b) */
    sigaction(SIGINT, &ignore, &old_interrupt);
    sigaction(SIGQUIT, &ignore, &old_quit);
    errno = spawn(&pid, argv);
    if (errno == 0)
        status = wait_for(pid);
    else if (errno == ENOENT || errno == EACCES)
        status = 127;
    sigaction(SIGINT, &old_interrupt, NULL);
    sigaction(SIGQUIT, &old_quit, NULL);
