/* Everything is blocked until the child has put its actions in order (7.6).
 * expect: full points
 */
/* GAP(7.6b) */
    sigset_t all, old;

    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &old);
    pid = fork();
    if (pid == 0)
        become(argv);
    sigaction(SIGINT, &ignore, &old_interrupt);
    sigaction(SIGQUIT, &ignore, &old_quit);
    sigprocmask(SIG_SETMASK, &old, NULL);
    if (pid != -1)
        status = wait_for(pid);
    sigaction(SIGINT, &old_interrupt, NULL);
    sigaction(SIGQUIT, &old_quit, NULL);
