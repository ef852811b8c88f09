/* RESULT: EBUSY of mq_notify is told as an error, though the process is registered.
 * expect: RESULT in 3.5 no line
 */
/* GAP(3.5a) */
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL,
                              .sigev_signo = SIGUSR1 };

    if (mq_notify(inbox, &event) == -1)
        return -1;
    return 0;
