/* PMQ-04: what was received is measured with strlen.
 * expect: PMQ-04 in 3.2 at HERE
 */
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
    buffer[length] = '\0';
    return (ssize_t)strlen(buffer);
