/* PSHM-02: what malloc gives is copied by fork.
 * expect: PSHM-02 in 4.4 no line
 */
/* GAP(4.4a) */
    memory = calloc(room, 1);
    if (memory == NULL)
        return -1;
/* GAP(4.4b) */
    for (int i = 0; i < started; i++) {
        answers[i] = status_of(pids[i]) == 0 ? strdup(memory + at) : NULL;
        at += strlen(words[i]) + 1;
        good += answers[i] != NULL;
    }
    free(memory);
