/* The queue of a killed server is used again, after it was emptied (3.7).
 * expect: full points
 */
/* GAP(3.7b) */
    key_t key = desk_key(path);
    struct letter *letter = malloc(sizeof *letter + 65536);
    int queue = -1;

    if (key != -1 && letter != NULL)
        queue = msgget(key, IPC_CREAT | 0600);
    while (queue != -1 &&
           msgrcv(queue, letter, 65536, 0, IPC_NOWAIT | MSG_NOERROR) != -1)
        continue;
    free(letter);
    return queue;
