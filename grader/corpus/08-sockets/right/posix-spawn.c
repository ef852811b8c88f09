/* Right: posix_spawn, and file actions.
 * expect: full points
 */
/* TOP(stream.c) */
#include <spawn.h>

extern char **environ;
/* GAP(8.1c) */
    posix_spawn_file_actions_t actions;
    int error;

    (void)become;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1)
        return -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    error = posix_spawnp(&pid, command[0], &actions, NULL, command, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error == ENOENT) { /* as the shell says it */
        close(ends[0]);
        return 127;
    }
    if (error != 0)
        pid = -1;
    errno = error;
