/* RESULT: who I am, and not who is there.
 * expect: RESULT in 8.8 no line
 */
/* GAP(8.8e) */
    (void)socket;
    who->pid = getpid();
    who->uid = getuid();
    who->gid = getgid();
    return 0;
