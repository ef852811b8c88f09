/* replace-by-rename: a configuration is written beside the old one and renamed
 * over it; a reader finds the old or the new, whole, and never none.
 * expect: pass
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int write_file(const char *name, const char *text)
{
    int fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    ssize_t length = (ssize_t)strlen(text);

    if (fd == -1 || write(fd, text, (size_t)length) != length)
        return -1;
    return close(fd);
}

static int replace(void)
{
    return write_file("settings.new", "new!") == -1 ||
           rename("settings.new", "settings") == -1;
}

static int look(void)
{
    char text[8] = "";
    int fd = open("settings", O_RDONLY | O_CLOEXEC);

    if (fd == -1 || read(fd, text, sizeof text - 1) != 4)
        return 1;
    return strcmp(text, "old!") != 0 && strcmp(text, "new!") != 0;
}

static void start(int (*body)(void))
{
    if (fork() == 0)
        _exit(body());
}

/* Waits for so many children: have all of them ended with status 0? */
static int all_well(int children)
{
    int status, well = 1;

    while (children-- > 0)
        if (wait(&status) == -1 || status != 0)
            well = 0;
    return well;
}

int main(void)
{
    if (write_file("settings", "old!") == -1)
        return 2;
    start(replace);
    start(look);
    return !all_well(2);
}
