/* Starts programs with posix_spawnp. As start_stage promises, one that cannot
 * be started leaves a child that ends with 127 or 126.
 * expect: full points
 */
/* TOP(pipes.c) */
#include <spawn.h>
/* GAP(1.3b) */
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t broken_pipe;
    pid_t pid = -1;
    int error;

    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &broken_pipe);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_init(&actions);
    if (in != -1)
        posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    if (out != -1)
        posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    error = posix_spawnp(&pid, argv[0], &actions, &attributes, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
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
