/* One end message; each worker puts it back for the next before it ends (3.3).
 * expect: full points
 */
/* GAP(3.3a) */
    while ((length = queue_take(queue, &message, NULL)) > 0) {
        char *text = message;
        ssize_t written;

        make_upper(text, (size_t)length);
        text[length] = '\n';
        written = write(out, text, (size_t)length + 1);
        free(text);
        if (written == -1)
            return -1;
    }
    if (length == 0) {
        free(message);
        return queue_put(queue, "", 0, 0);
    }
    return (int)length;
/* GAP(3.3b) */
    for (int i = 0; i < count; i++) {
        if (queue_put(queue, jobs[i].text, strlen(jobs[i].text),
                      jobs[i].urgency) == -1)
            return -1;
    }
    if (workers > 0) {
        if (queue_put(queue, "", 0, 0) == -1)
            return -1;
    }
    return 0;
