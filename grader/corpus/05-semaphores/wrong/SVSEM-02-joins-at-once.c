/* SVSEM-02: whoever finds the set takes it for ready.
 * expect: SVSEM-02 in 5.7 at HERE
 */
/* GAP(5.7c) */
    struct sembuf join = { SET_USERS, 1, SEM_UNDO };

    if (operate(set, &join, 1) == -1)
        return -1;
/* REPLACE(operate) */
static int operate(int set, struct sembuf operations[], size_t count)
{
    while (semop(set, operations, count) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    return 0;
}
