/* The input is put into a file in memory that the filter reads; so only one
 * direction is left.
 * expect: full points
 */
/* TOP(pipes.c) */
#include <sys/mman.h>
/* GAP(1.5a) */
    (void)to;
    x->to = memfd_create("input", MFD_CLOEXEC);
    if (x->to == -1)
        return -1;
    if (write_full(x->to, x->input, x->left) == -1 ||
        lseek(x->to, 0, SEEK_SET) == -1 || pipe2(from, O_CLOEXEC) == -1)
        goto fail;
    x->pid = start_stage(filter, x->to, from[1]);
    if (x->pid == -1)
        goto fail;
    close_end(from[1]);
    x->from = from[0];
    x->left = 0;
    return 0;
fail:
    close_end(x->to);
    close_end(from[0]);
    close_end(from[1]);
    return -1;
