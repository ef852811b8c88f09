/* RESULT: only IPv4.
 * expect: RESULT in 8.5 no line
 */
/* GAP(8.5a) */
    const struct addrinfo hints = { .ai_family = AF_INET,
                                    .ai_socktype = SOCK_STREAM,
                                    .ai_flags = flags };
    struct addrinfo *list;

    if (getaddrinfo(host[0] != '\0' ? host : NULL, port, &hints, &list) == 0)
        return list;
    errno = EADDRNOTAVAIL;
    return NULL;
