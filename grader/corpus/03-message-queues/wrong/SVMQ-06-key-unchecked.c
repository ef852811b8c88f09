/* SVMQ-06: ftok fails, and its -1 is used as a key.
 * expect: SVMQ-06 in 3.7 at HERE
 */
/* GAP(3.7b) */
    key_t key = desk_key(path);
    int old = msgget(key, 0); /* HERE */

    if (old != -1)
        msgctl(old, IPC_RMID, NULL);
    return msgget(key, IPC_CREAT | IPC_EXCL | 0600);
