/* PSHM-03: each child maps memory of its own.
 * expect: PSHM-03 in 4.4 at HERE
 */
/* REPLACE(be_worker) */
static _Noreturn void be_worker(const char *word, char *place)
{
    place = mmap(place, 4096, PROT_READ | PROT_WRITE, /* HERE */
                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    while (*word != '\0')
        *place++ = (char)toupper((unsigned char)*word++);
    *place = '\0';
    _exit(0);
}
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
