/* SVMQ-03: both queues are left.
 * expect: SVMQ-03 in 3.8 at HERE
 */
/* GAP(3.8b) */
    (void)channels;
    (void)clients;
/* GAP(3.8c) */
    channels->questions = msgget(IPC_PRIVATE, 0600); /* HERE */
    channels->answers = msgget(IPC_PRIVATE, 0600);
    if (channels->questions == -1 || channels->answers == -1) {
        remove_channels(channels, clients);
        return -1;
    }
    return 0;
