/* As much room as the system allows for any queue, not just this one (3.2).
 * expect: full points
 */
/* GAP(3.2b) */
    FILE *limit = fopen("/proc/sys/fs/mqueue/msgsize_max", "re");
    struct mq_attr attributes;

    *size = 0;
    if (limit != NULL) {
        if (fscanf(limit, "%zu", size) != 1)
            *size = 0;
        fclose(limit);
    }
    if (mq_getattr(queue, &attributes) == -1)
        return -1;
    if (*size < (size_t)attributes.mq_msgsize)
        *size = (size_t)attributes.mq_msgsize;
    return 0;
