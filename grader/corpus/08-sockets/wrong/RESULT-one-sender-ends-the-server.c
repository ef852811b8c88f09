/* RESULT: an answer that cannot be delivered ends the server.
 * expect: RESULT in 8.7 at HERE
 * also: 8.7
 */
/* GAP(8.7c) */
        if (length > DATAGRAM_MAX)
            continue;
        make_upper(text, (size_t)length);
        if (sendto(socket, text, (size_t)length, /* HERE */
                   MSG_DONTWAIT | MSG_NOSIGNAL, (struct sockaddr *)&sender,
                   size) == -1)
            return -1;
