/* STUCK: nobody tells the workers that nothing more will come.
 * expect: STUCK in 3.3 at HERE
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
    return length;
/* GAP(3.3b) */
    (void)workers;
    for (int i = 0; i < count; i++) {
        if (queue_put(queue, jobs[i].text, strlen(jobs[i].text),
                      jobs[i].urgency) == -1)
            return -1;
    }
    return 0;
