/* STUCK: one client that fetches no answers stops all.
 * expect: STUCK in 8.7 at HERE
 */
/* GAP(8.7c) */
        if (length > DATAGRAM_MAX)
            continue;
        make_upper(text, (size_t)length);
        sendto(socket, text, (size_t)length, MSG_NOSIGNAL, /* HERE */
               (struct sockaddr *)&sender, size);
