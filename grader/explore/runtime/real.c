/* real.c - the C library's functions behind those of the same name here. */
#include "explore/runtime/runtime.h"

#include <stdlib.h>

extern struct real __start_reals[], __stop_reals[]; /* made by the linker */

void real_find(struct real *real)
{
    *(void **)&real->function = dlsym(RTLD_NEXT, real->name);
    if (!real->function)
        abort();
}

void real_find_all(void)
{
    /* cppcheck-suppress comparePointers ; the two ends of one section */
    for (struct real *real = __start_reals; real < __stop_reals; real++)
        real_find(real);
}
