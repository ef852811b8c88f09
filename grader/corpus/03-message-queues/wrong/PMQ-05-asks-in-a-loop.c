/* PMQ-05: on EAGAIN it asks again at once, and keeps a processor busy.
 * expect: PMQ-05 in 3.2 at HERE
 */
/* GAP(3.2c) */
    while ((length = mq_receive(queue, buffer, size, priority)) == -1) { /* HERE */
        if (errno != EINTR && errno != EAGAIN) {
            free(buffer);
            return -1;
        }
    }
    *message = buffer;
    return length;
