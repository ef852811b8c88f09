/* SVMQ-03: the server ends, and its queue stays.
 * expect: SVMQ-03 in 3.7 at HERE
 */
/* GAP(3.7b) */
    key_t key = desk_key(path);
    int old;

    if (key == -1)
        return -1;
    old = msgget(key, 0);
    if (old != -1)
        msgctl(old, IPC_RMID, NULL);
    return msgget(key, IPC_CREAT | IPC_EXCL | 0600); /* HERE */
/* GAP(3.7e) */
    do {
        result = serve_one(queue);
    } while (result == 1);
