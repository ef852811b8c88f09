/* Right: a child may die of SIGPIPE; it serves nobody else.
 * expect: full points
 */
/* GAP(8.4a) */
    while ((length = receive_frame(connection, text)) >= 0) {
        make_upper(text, (size_t)length);
        char frame[4 + FRAME_MAX] = { 0, 0, (char)(length >> 8),
                                      (char)length };
        size_t done = 0, size = 4 + (size_t)length;

        for (size_t i = 0; i < (size_t)length; i++)
            frame[4 + i] = text[i];
        while (done < size) {
            ssize_t sent = send(connection, frame + done, size - done, 0);

            if (sent == -1)
                return;
            done += (size_t)sent;
        }
    }
