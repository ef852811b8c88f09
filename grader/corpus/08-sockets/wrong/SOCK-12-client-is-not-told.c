/* SOCK-12: an answer that had no room is handed on as if it were whole.
 * expect: SOCK-12 in 8.7 at HERE
 */
/* GAP(8.7d) */
    do
        result = recv(socket, answer, size, 0); /* HERE */
    while (result == -1 && errno == EINTR);
    if (result > (ssize_t)size) {
        errno = EMSGSIZE;
        return -1;
    }
    return result;
