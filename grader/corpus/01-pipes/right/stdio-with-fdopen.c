/* The child works with stdio, on streams of its own that it flushes.
 * expect: full points
 */
/* TOP(pipes.c) */
#include <stdio.h>
/* GAP(1.1b) */
    FILE *in = fdopen(rfd, "r");
    FILE *out = fdopen(dup(STDOUT_FILENO), "w");
    int c;

    (void)buffer;
    if (in == NULL || out == NULL)
        return -1;
    while ((c = getc(in)) != EOF)
        putc(toupper(c), out);
    if (ferror(in))
        return -1;
    return fclose(out) == EOF ? -1 : 0;
