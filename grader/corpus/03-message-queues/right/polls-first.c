/* It polls before each call, also when the descriptor would sleep by itself (3.2).
 * expect: full points
 */
/* GAP(3.2a) */
    do {
        if (wait_queue(queue, POLLOUT) == -1)
            return -1;
        if (mq_send(queue, message, length, priority) == 0)
            return 0;
    } while (errno == EINTR || errno == EAGAIN);
    return -1;
/* GAP(3.2c) */
    do {
        if (wait_queue(queue, POLLIN) == -1)
            break;
        length = mq_receive(queue, buffer, size, priority);
    } while (length == -1 && (errno == EINTR || errno == EAGAIN));
    if (length == -1)
        free(buffer);
    else
        *message = buffer;
    return length;
