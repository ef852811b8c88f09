/* SVMQ-03: after a crash no server can start any more.
 * expect: SVMQ-03 in 3.7 at HERE
 */
/* GAP(3.7b) */
    key_t key = desk_key(path);

    if (key == -1)
        return -1;
    return msgget(key, IPC_CREAT | IPC_EXCL | 0600); /* HERE */
