/* PMQ-05: EAGAIN of mq_receive is told as an error.
 * expect: PMQ-05 in 3.2 at HERE
 */
/* GAP(3.2c) */
    while ((length = mq_receive(queue, buffer, size, priority)) == -1) { /* HERE */
        if (errno != EINTR) {
            free(buffer);
            return -1;
        }
    }
    *message = buffer;
    return length;
