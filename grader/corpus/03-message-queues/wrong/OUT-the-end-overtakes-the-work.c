/* OUT: the end message is the most urgent one, and jobs stay behind in the queue.
 * expect: OUT in 3.3 no line
 * also: 3.3
 * varies: 3.3
 */
/* GAP(3.3b) */
    for (int i = 0; i < count; i++) {
        if (queue_put(queue, jobs[i].text, strlen(jobs[i].text),
                      jobs[i].urgency) == -1)
            return -1;
    }
    for (int i = 0; i < workers; i++) {
        if (queue_put(queue, "", 0, URGENCY_MAX) == -1)
            return -1;
    }
    return 0;
