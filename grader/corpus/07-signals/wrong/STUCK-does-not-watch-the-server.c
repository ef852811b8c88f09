/* STUCK: the client waits for the answer of a server that has died.
 * expect: STUCK in 7.8 at HERE
 */
/* GAP(7.8d) */
    sigset_t answer;

    sigemptyset(&answer);
    sigaddset(&answer, SIGUSR2);
    kill(desk->server, SIGUSR1);
    while (*answers == before)
        sigwaitinfo(&answer, NULL); /* HERE */
    memcpy(text, desk->text, DESK_TEXT);
    return 0;
