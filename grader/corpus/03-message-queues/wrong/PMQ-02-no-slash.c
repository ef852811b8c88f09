/* PMQ-02: the name of the queue is just that of the service.
 * expect: PMQ-02 in 3.1 no line
 * also: 3.3
 */
/* GAP(3.1a) */
    size_t length = strlen(service);

    if (length == 0 || length > SERVICE_MAX || strchr(service, '/') != NULL) {
        errno = EINVAL;
        return -1;
    }
    sprintf(name, "%s", service);
    return 0;
