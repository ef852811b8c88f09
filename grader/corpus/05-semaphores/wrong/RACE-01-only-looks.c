/* RACE-01: the lock is shared, so that all have it.
 * expect: RACE-01 in 5.10 at HERE
 */
/* REPLACE(scanner_use) */
int scanner_use(struct scanner *scanner, bool may_wait, int (*scan)(void))
{
    int result, saved;

    while (flock(scanner->file, may_wait ? LOCK_SH : LOCK_SH | LOCK_NB) == -1) {
        if (errno != EINTR)
            return -1;
    }
    result = scan(); /* HERE */
    saved = errno;
    flock(scanner->file, LOCK_UN);
    errno = saved;
    return result;
}
