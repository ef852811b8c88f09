/* STUCK: one end message ends one worker; the others wait on.
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
    for (int i = 0; i < count; i++) {
        if (queue_put(queue, jobs[i].text, strlen(jobs[i].text),
                      jobs[i].urgency) == -1)
            return -1;
    }
    for (int i = 0; i < 1 && i < workers; i++) {
        if (queue_put(queue, "", 0, 0) == -1)
            return -1;
    }
    return 0;
