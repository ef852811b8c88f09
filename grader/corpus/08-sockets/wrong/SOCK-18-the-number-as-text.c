/* SOCK-18: the number of the descriptor is sent, and not the descriptor.
 * expect: SOCK-18 in 8.8 at HERE
 */
/* GAP(8.8a) */
    (void)message;
    byte = (char)descriptor;
    return send(socket, &byte, 1, MSG_NOSIGNAL) == 1 ? 0 : -1; /* HERE */
