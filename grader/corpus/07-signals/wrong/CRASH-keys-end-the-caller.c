/* CRASH: SIGINT, which is meant for the program, ends the caller.
 * expect: CRASH in 7.6 no line
 */
/* GAP(7.6b) */
    (void)ignore;
    sigaction(SIGINT, NULL, &old_interrupt);
    sigaction(SIGQUIT, NULL, &old_quit);
    pid = fork();
    if (pid == 0)
        become(argv);
    if (pid != -1)
        status = wait_for(pid);
