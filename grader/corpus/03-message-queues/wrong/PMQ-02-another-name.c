/* PMQ-02: the name is right for mq_open, but nobody else knows it.
 * expect: PMQ-02 in 3.1 no line
 */
/* GAP(3.1a) */
    size_t length = strlen(service);

    if (length == 0 || length > SERVICE_MAX - 3 || strchr(service, '/') != NULL) {
        errno = EINVAL;
        return -1;
    }
    sprintf(name, "/my-%s", service);
    return 0;
