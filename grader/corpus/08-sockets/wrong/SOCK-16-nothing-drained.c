/* SOCK-16: the stream is ended in good order, and what the client sent is not
 * read.
 * expect: SOCK-16 in 8.5 at HERE
 */
/* REPLACE(send_last) */
int send_last(int socket, const void *bytes, size_t length)
{
    if (send_all(socket, bytes, length) == -1 ||
        shutdown(socket, SHUT_WR) == -1)
        return give_up(socket);
    close(socket); /* HERE */
    return 0;
}
