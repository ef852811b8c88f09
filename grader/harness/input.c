/* input.c - a generator of our own, and the text that is made from it. */
#include "harness/input.h"

#include <err.h>
#include <stdlib.h>

unsigned long check_seed(void)
{
    const char *seed = getenv("IPC_SEED");
    return seed ? strtoul(seed, NULL, 10) : 1;
}

/* A generator of our own: the same numbers on every system and libc. Marsaglia,
 * "Xorshift RNGs", Journal of Statistical Software 8(14), 2003 */
unsigned check_random(struct check *check, unsigned limit)
{
    static unsigned long state;
    (void)check;
    if (state == 0)
        state = check_seed() * 2654435761UL + 88172645463325252UL;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state % limit);
}

static char *room_for(size_t length)
{
    char *text = malloc(length + 1);
    if (!text)
        err(1, "malloc");
    text[length] = '\0';
    return text;
}

char *check_letters(struct check *check, size_t length)
{
    static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789 \n";
    char *text = room_for(length);
    for (size_t i = 0; i < length; i++)
        text[i] = alphabet[check_random(check, sizeof alphabet - 1)];
    return text;
}

char *check_one_line(struct check *check, size_t length)
{
    char *text = check_letters(check, length);
    for (char *at = text; *at; at++)
        *at = *at == '\n' ? '_' : *at;
    return text;
}

char *check_upper(const char *text, size_t length)
{
    char *copy = room_for(length);
    for (size_t i = 0; i < length; i++)
        copy[i] =
            text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] - 32) : text[i];
    return copy;
}
