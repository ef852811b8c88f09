/* page_facts.c - the figures of an object that its row has no room for.
 *
 *   world: "msgsize=32 bytes=16"  ──►  a message    at most 32 bytes
 *                                      in it        16 bytes
 *
 * What the row says already, and what only the kit needs, is not in the table.
 */
#include "tui/page_object.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* The value stands where the %s is. */
static const struct {
    const char *key, *label, *text;
} facts[] = {
    { "msgsize", "a message", "at most %s bytes" },
    { "bytes", "in it", "%s bytes" },
    { "maxbytes", "room", "for %s bytes in all" },
    { "key", "key", "%s" },
    { "lspid", "last sender", "process %s" },
    { "lrpid", "last reader", "process %s" },
    { "cpid", "made by", "process %s" },
    { "lpid", "last used by", "process %s (shmat or shmdt)" },
    { "waiters", "waiters", "%s, counted by the library" },
    { "robust", "robust", "%s" },
    { "recursive", "recursive", "%s" },
    { "checked", "checked", "%s (PTHREAD_MUTEX_ERRORCHECK)" },
    { "semaphore", "each read", "%s (yes: takes 1, no: takes all)" },
    { "interval_ms", "again", "every %s ms (0: never)" },
    { "receive_ms", "reading", "waits at most %s ms" },
    { "send_ms", "writing", "waits at most %s ms" },
    { "next", "the next", "has %s bytes" },
    { "drops", "lost", "%s datagrams, for want of room" },
    { "sending", "sent", "%s bytes that the other side has not taken yet" },
    { "writable", "room to send", "%s" },
    { "receive_memory", "to receive",
      "%s bytes of the kernel's memory at most" },
    { "send_memory", "to send", "%s bytes of the kernel's memory at most" },
    { "limit", "datagrams", "at most %s wait" },
};

static bool is_yes_or_no(const char *key)
{
    return strcmp(key, "robust") == 0 || strcmp(key, "recursive") == 0 ||
           strcmp(key, "checked") == 0 || strcmp(key, "semaphore") == 0 ||
           strcmp(key, "writable") == 0;
}

/* "key=value", cut out of the facts. */
static void print_fact(FILE *out, const char *key, const char *value)
{
    if (is_yes_or_no(key))
        value = strcmp(value, "0") == 0 ? "no" : "yes";
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (strcmp(facts[i].key, key) != 0)
            continue;
        const char *hole = strstr(facts[i].text, "%s");
        (void)fprintf(out, "  %-12s %.*s%s%s\n", facts[i].label,
                      (int)(hole - facts[i].text), facts[i].text, value,
                      hole + 2);
    }
}

/* "n1=2", "z0=1", "p0=12" of a set: the number of the semaphore is in the key. */
static void print_semaphore_fact(FILE *out, const char *key, const char *value)
{
    int part = atoi(key + 1);
    if (key[0] == 'n')
        (void)fprintf(out, "  semaphore %-2d %s wait for it to grow\n", part,
                      value);
    if (key[0] == 'z')
        (void)fprintf(out, "  semaphore %-2d %s wait for it to be 0\n", part,
                      value);
    if (key[0] == 'p')
        (void)fprintf(out, "  semaphore %-2d last used by process %s\n", part,
                      value);
}

void page_facts(FILE *out, const struct object *object)
{
    char *copy = strdup(object->facts ? object->facts : ""), *rest = copy;
    for (char *fact; copy && (fact = strsep(&rest, " "));) {
        char *value = strchr(fact, '=');
        if (!value)
            continue;
        *value++ = '\0';
        if (object->kind == OBJECT_SEMSET && fact[0] && fact[1] >= '0' &&
            fact[1] <= '9')
            print_semaphore_fact(out, fact, value);
        else
            print_fact(out, fact, value);
    }
    free(copy);
}
