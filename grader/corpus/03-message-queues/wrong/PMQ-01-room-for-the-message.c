/* PMQ-01: as much room as the messages need that one expects.
 * expect: PMQ-01 in 3.2 at HERE
 * also: 3.3
 */
/* GAP(3.2b) */
    (void)queue;
    *size = 64;
    return 0;
/* GAP(3.2c) */
    while ((length = mq_receive(queue, buffer, size, priority)) == -1) { /* HERE */
        if (errno == EAGAIN && wait_queue(queue, POLLIN) == 0)
            continue;
        if (errno != EINTR) {
            free(buffer);
            return -1;
        }
    }
    *message = buffer;
    return length;
