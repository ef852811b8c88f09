/* SOCK-13: the parent keeps the end that is the child's, so the answer never
 * ends.
 * expect: SOCK-13 in 8.1 at HERE
 * also: 8.1
 */
/* GAP(8.1c) */
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1) /* HERE */
        return -1;
    pid = fork();
    if (pid == 0)
        become(command, ends[1]);
