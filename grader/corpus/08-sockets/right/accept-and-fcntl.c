/* Right: accept, and close-on-exec by fcntl; in the child all is closed that
 * is not its own.
 * expect: full points
 */
/* TOP(each.c) */
#include <fcntl.h>
/* GAP(8.4b) */
    for (;;) {
        struct sockaddr_storage who;
        socklen_t size = sizeof who;
        int connection = accept(listener, (struct sockaddr *)&who, &size);

        if (connection != -1)
            fcntl(connection, F_SETFD, FD_CLOEXEC);

        if (connection != -1 || (errno != EINTR && errno != ECONNABORTED))
            return connection;
    }
/* GAP(8.4c) */
    pid = fork();
    if (pid == 0) {
        if (dup2(connection, 3) != -1)
            close_range(4, ~0U, 0);
        connection = 3;
        (void)listener;
        serve_client(connection);
        _exit(0);
    }
    saved = errno;
    close(connection);
    errno = saved;
