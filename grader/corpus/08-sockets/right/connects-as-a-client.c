/* Right: unix_connect tells whether somebody lives there.
 * expect: full points
 */
/* GAP(8.3b) */
    struct stat status;
    int fd;

    (void)length;
    if (address->sun_path[0] == '\0' ||
        stat(address->sun_path, &status) == -1 || !S_ISSOCK(status.st_mode))
        return false;
    fd = unix_connect(address->sun_path);
    if (fd != -1) {
        close(fd);
        return false;
    }
    return errno == ECONNREFUSED;
