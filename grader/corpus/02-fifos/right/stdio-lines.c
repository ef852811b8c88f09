/* Lines of the log come from fgets on a stream of the collector's own.
 * expect: full points
 */
/* TOP(fifos.c) */
#include <stdio.h>

static FILE *stream;
/* GAP(2.3c) */
    if (lines->used == 0) {
        lines->used = 1; /* the stream is made once for each collector */
        stream = fdopen(dup(lines->fd), "r");
    }
    if (stream == NULL || fgets(line, PIPE_BUF, stream) == NULL)
        return -1;
    if (strchr(line, '\n') == NULL && strlen(line) == PIPE_BUF - 1) {
        line[PIPE_BUF - 1] = (char)fgetc(stream);
        return PIPE_BUF;
    }
    return (ssize_t)strlen(line);
