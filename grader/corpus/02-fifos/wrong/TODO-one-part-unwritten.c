/* TODO: the client is written, the server's answer is not.
 * expect: TODO in 2.5 no line
 * also: 2.6
 */
/* GAP(2.5d) */
    (void)request;
    (void)answer;
    errno = ENOSYS;
    return -1;
