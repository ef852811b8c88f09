/* SOCK-18: read throws the descriptor away.
 * expect: SOCK-18 in 8.8 at HERE
 */
/* REPLACE(take_file) */
int take_file(int socket)
{
    char byte = 0;
    ssize_t got;

    (void)descriptors_in;
    do
        got = read(socket, &byte, sizeof byte); /* HERE */
    while (got == -1 && errno == EINTR);
    errno = got == 0 ? ECONNRESET : EPROTO;
    return -1;
}
