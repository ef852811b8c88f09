/* PMQ-02: a service with a slash in it gives a name with two.
 * expect: PMQ-02 in 3.1 no line
 */
/* GAP(3.1a) */
    size_t length = strlen(service);

    if (length == 0 || length > SERVICE_MAX) {
        errno = EINVAL;
        return -1;
    }
    sprintf(name, "/%s", service);
    return 0;
