/* OUT: the zero byte of each text is sent with it, and written out.
 * expect: OUT in 3.3 no line
 */
/* GAP(3.3b) */
    for (int i = 0; i < count; i++) {
        if (queue_put(queue, jobs[i].text, strlen(jobs[i].text) + 1,
                      jobs[i].urgency) == -1)
            return -1;
    }
    for (int i = 0; i < workers; i++) {
        if (queue_put(queue, "", 0, 0) == -1)
            return -1;
    }
    return 0;
