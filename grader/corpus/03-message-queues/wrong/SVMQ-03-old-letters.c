/* SVMQ-03: the queue of a killed server is used again, with all that is in it.
 * expect: SVMQ-03 in 3.7 at HERE
 */
/* GAP(3.7b) */
    key_t key = desk_key(path);

    if (key == -1)
        return -1;
    return msgget(key, IPC_CREAT | 0600); /* HERE */
