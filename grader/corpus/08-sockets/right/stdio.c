/* Right: a stream of the C library reads the answer, from a copy of the
 * descriptor; a signal makes it say "error", and it goes on.
 * expect: full points
 */
/* TOP(stream.c) */
#include <fcntl.h>
#include <stdio.h>
/* GAP(8.1b) */
    FILE *in;
    size_t got;
    bool more = true;

    if (send_all(socket, text, length) == -1 && !wants_no_more(errno))
        return -1;
    shutdown(socket, SHUT_WR);
    in = fdopen(fcntl(socket, F_DUPFD_CLOEXEC, 3), "r");
    if (in == NULL)
        return -1;
    while (more) {
        got = fread(answer, 1, sizeof answer, in);
        more = !feof(in) && (!ferror(in) || errno == EINTR);
        clearerr(in);
        if (write_all(out, answer, got) == -1)
            break;
    }
    fclose(in);
    return more ? -1 : 0;
