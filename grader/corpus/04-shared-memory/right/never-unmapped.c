/* No munmap: the end of the process does it.
 * expect: full points
 */
/* GAP(4.4b) */
    for (int i = 0; i < started; i++) {
        answers[i] = status_of(pids[i]) == 0 ? strdup(memory + at) : NULL;
        at += strlen(words[i]) + 1;
        good += answers[i] != NULL;
    }
