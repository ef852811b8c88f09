/* RESULT: the workers are reaped, but nobody looks at how they ended.
 * expect: RESULT in 3.3 no line
 */
/* GAP(3.3c) */
    if (result == -1)
        stop_children(pids, started);
    for (int i = 0; result != -1 && i < workers; i++)
        reap_child(pids[i]);
    queue_remove(service);
    mq_close(queue);
