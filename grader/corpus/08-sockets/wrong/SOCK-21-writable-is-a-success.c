/* SOCK-21: nobody asks how the connect ended.
 * expect: SOCK-21 in 8.5 at HERE
 * also: 8.5
 */
/* GAP(8.5c) */
    if (connect(fd, address->ai_addr, address->ai_addrlen) == 0) /* HERE */
        return 0;
    if (errno != EINPROGRESS || wait_writable(fd, milliseconds) == -1)
        return -1;
    return 0;
