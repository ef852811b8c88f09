/* OUT: a client is answered once, and then left.
 * expect: OUT in 8.4 no line
 * also: 8.4
 */
/* GAP(8.4a) */
    if ((length = receive_frame(connection, text)) >= 0) {
        make_upper(text, (size_t)length);
        if (send_frame(connection, text, (size_t)length) == -1)
            return;
    }
