/* SIGEV_THREAD: the library starts a thread, which sends the signal on (3.5).
 * expect: full points
 */
/* TOP(waiting.c) */

static void pass_on(union sigval unused)
{
    (void)unused;
    kill(getpid(), SIGUSR1);
}

/* GAP(3.5a) */
    struct sigevent event = { .sigev_notify = SIGEV_THREAD,
                              .sigev_notify_function = pass_on };

    if (mq_notify(inbox, &event) == -1 && errno != EBUSY)
        return -1;
    return 0;
