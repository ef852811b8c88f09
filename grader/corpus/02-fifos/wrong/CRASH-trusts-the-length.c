/* CRASH: the server believes the length that a stranger has sent.
 * expect: CRASH in 2.5 at HERE
 */
/* GAP(2.5c) */
    return memchr(request->reply, '\0', REPLY_SIZE) != NULL;
/* REPLACE(answer_request) */
int answer_request(int fd)
{
    struct request request;
    char answer[TEXT_SIZE];
    ssize_t got = read(fd, &request, sizeof request);
    int sound;

    if (got <= 0)
        return (int)got;
    if (got != (ssize_t)sizeof request)
        return 1;
    sound = is_sound(&request);
    if (sound != 1)
        return sound == 0 ? 1 : -1;
    for (unsigned i = 0; i < request.length; i++)
        answer[i] = (char)toupper((unsigned char)request.text[i]); /* HERE */
    return send_answer(&request, answer) == -1 ? -1 : 1;
}
