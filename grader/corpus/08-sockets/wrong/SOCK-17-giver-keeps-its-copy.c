/* SOCK-17: the giver's own descriptor stays open.
 * expect: SOCK-17 in 8.8 at HERE
 */
/* REPLACE(give_file) */
int give_file(int socket, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC); /* HERE */

    if (fd == -1)
        return -1;
    return send_descriptor(socket, fd);
}
