/* A set that is gone when it leaves is no error to it (5.7).
 * expect: full points
 */
/* GAP(5.7d) */
    struct sembuf leave = { SET_USERS, -1, SEM_UNDO };

    if (operate(set, &leave, 1) == 0 || errno == EIDRM || errno == EINVAL)
        return 0;
    return -1;
