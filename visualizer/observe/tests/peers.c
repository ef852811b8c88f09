/* peers.c - the figures of a world are those that the well-known tools print.
 *
 *   a scene at rest ─┬─► world ───────────────────┐
 *                    └─► lsfd, lsipc, ipcs -a ─► compared, in the same moment
 *
 * All three are part of util-linux, which no Debian lacks. What ss and lslocks
 * print is compared in socket_ss.c and lock.c, what /proc says in many places.
 */
#include "given.h"
#include "still.h"

#include <criterion/criterion.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void end(void)
{
    given_end();
    still_remove();
}

TestSuite(peers, .init = given_begin, .fini = end, .timeout = 60);

static FILE *run_tool(const char *format, int number)
{
    char command[256];
    (void)snprintf(command, sizeof command, format, number);
    FILE *out = popen(command, "re");
    cr_assert_not_null(out);
    return out;
}

/* ---- lsfd: descriptors ---- */

/* A kind of which the inode is the identity. */
static bool has_inode(const struct object *object)
{
    return object->kind == OBJECT_PIPE || object->kind == OBJECT_FIFO ||
           object->kind == OBJECT_SOCKET || object->kind == OBJECT_FILE ||
           object->kind == OBJECT_QUEUE || object->kind == OBJECT_MEMORY;
}

/* Of sockets and the like lsfd prints the inode of the file system's own. */
static void compare_row(const struct world *world,
                        const struct process *process, int fd, uint64_t inode,
                        const char *mode)
{
    const struct descriptor *known = world_descriptor(process, fd);
    cr_assert_not_null(known, "lsfd has descriptor %d of %d", fd, process->pid);
    const struct object *object = world_object(world, known->object);
    if (has_inode(object))
        cr_assert_eq(object->inode, inode, "%s, descriptor %d", object->name,
                     fd);
    cr_assert_eq((known->access & ACCESS_READ) != 0, mode[0] == 'r', "%s: %s",
                 object->name, mode);
    cr_assert_eq((known->access & ACCESS_WRITE) != 0, mode[1] == 'w', "%s: %s",
                 object->name, mode);
}

/* Every descriptor that lsfd lists is known, and there are no others. */
static int compare_process(const struct world *world,
                           const struct process *process)
{
    FILE *out = run_tool("lsfd -p %d -r -n -o FD,INODE,MODE", process->pid);
    char line[128], mode[8];
    int fd, rows = 0, known = 0;
    uint64_t inode;
    while (fgets(line, sizeof line, out))
        if (line[0] != ' ' && /* a mapping, a directory: no descriptor */
            sscanf(line, "%d %" SCNu64 " %7s", &fd, &inode, mode) == 3) {
            compare_row(world, process, fd, inode, mode);
            rows++;
        }
    cr_assert_eq(pclose(out), 0, "lsfd");
    for (fd = 0; fd < process->descriptor_limit; fd++)
        known += world_descriptor(process, fd) != NULL;
    cr_assert_eq(rows, known, "process %d: %d descriptors, lsfd has %d",
                 process->pid, known, rows);
    return rows;
}

static void compare_with_lsfd(const char *scene)
{
    struct play play;
    int rows = 0;
    given_play(&play, scene);
    const struct world *world = trace_world(play.trace);
    for (int i = 0; i < world->process_count; i++)
        if (process_alive(&world->processes[i]))
            rows += compare_process(world, &world->processes[i]);
    cr_assert_gt(rows, 3, "%s", scene);
    play_close(&play);
}

Test(peers, lsfd_has_the_same_descriptors)
{
    static const char *const scenes[] = { "both-read",     "held-read-end",
                                          "pair-full",     "rights-pending",
                                          "pair-reader",   "tcp",
                                          "udp",           "queue-part-full",
                                          "memory-memfd",  "eventfd-states",
                                          "epoll-two",     "timerfd-states",
                                          "pidfd-polled",  "lock-crossed",
                                          "fifo-part-full" };
    for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++)
        compare_with_lsfd(scenes[i]);
}

/* ---- lsipc: System V objects ---- */

/* The row of this id: up to four numbers behind it; "-" and words are -1. */
static int row_of_lsipc(const char *columns, uint64_t id, int64_t values[4])
{
    FILE *out = popen(columns, "re");
    char line[256], words[4][32];
    uint64_t found;
    int count = -1;
    cr_assert_not_null(out);
    while (count < 0 && fgets(line, sizeof line, out)) {
        int got = sscanf(line, "%" SCNu64 " %31s %31s %31s %31s", &found,
                         words[0], words[1], words[2], words[3]);
        if (got >= 2 && found == id)
            count = got - 1;
    }
    while (out && fgets(line, sizeof line, out))
        continue; /* or it ends by SIGPIPE */
    cr_assert_eq(pclose(out), 0, "%s", columns);
    for (int i = 0; i < count; i++)
        if (sscanf(words[i], "%" SCNd64, &values[i]) != 1)
            values[i] = -1;
    return count;
}

static void compare_queue(const char *scene)
{
    struct play play;
    int64_t row[4];
    play_still(&play, scene, QUIET_STUCK);
    const struct object *queue = play_object(&play, OBJECT_MSGQ, 1);
    cr_assert_eq(row_of_lsipc("lsipc -q -b --noheadings "
                              "-o ID,USEDBYTES,MSGS,LSPID,LRPID",
                              queue->inode, row),
                 4, "lsipc lacks queue %" PRIu64, queue->inode);
    assert_fact(queue, "bytes", row[0]);
    cr_assert_eq(queue->fill, row[1]);
    cr_assert_eq(object_fact(queue, "lspid", 0), row[2]);
    cr_assert_eq(object_fact(queue, "lrpid", 0), row[3]);
    play_close(&play);
}

/* One test each: what a scene makes is named after the test's process. */
Test(peers, lsipc_has_the_same_queue_part_full)
{
    compare_queue("msgq-part-full");
}

Test(peers, lsipc_has_the_same_queue_full)
{
    compare_queue("msgq-full-writer");
}

Test(peers, lsipc_has_the_same_two_queues)
{
    compare_queue("msgq-both-full");
}

Test(peers, lsipc_has_the_same_queue_with_types)
{
    compare_queue("msgq-type-never-comes");
}

Test(peers, lsipc_has_the_same_sets)
{
    struct play play;
    int64_t row[4];
    play_still(&play, "semset-all-kinds", QUIET_STUCK);
    const struct object *set = play_object(&play, OBJECT_SEMSET, 1);
    cr_assert_eq(
        row_of_lsipc("lsipc -s --noheadings -o ID,NSEMS", set->inode, row), 1);
    assert_fact(set, "semaphores", row[0]);
    play_close(&play);
}

static void compare_segment(const char *scene, bool marked)
{
    struct play play;
    int64_t row[4];
    char status[256] = "";
    play_still(&play, scene, QUIET_STUCK);
    const struct object *segment = play_object(&play, OBJECT_SEGMENT, 1);
    cr_assert_eq(row_of_lsipc("lsipc -m -b --noheadings "
                              "-o ID,SIZE,NATTCH,CPID,LPID",
                              segment->inode, row),
                 4);
    assert_fact(segment, "size", row[0]);
    cr_assert_eq(segment->fill, row[1]);
    assert_fact(segment, "cpid", row[2]);
    assert_fact(segment, "lpid", row[3]);
    FILE *out = run_tool("lsipc -m --noheadings -o ID,STATUS | grep '^ *%d '",
                         (int)segment->inode);
    cr_assert_not_null(fgets(status, sizeof status, out));
    (void)pclose(out);
    cr_assert_eq(strstr(status, "dest") != NULL, segment->removed, "%s",
                 status);
    cr_assert_eq(segment->removed, marked);
    play_close(&play);
}

Test(peers, lsipc_has_the_same_segment)
{
    compare_segment("segment-attached", false);
}

Test(peers, lsipc_has_the_same_marked_segment)
{
    compare_segment("segment-marked", true);
}

/* ---- ipcs -a: whole lists ---- */

/* How many rows of ipcs are of this id, and the last two numbers of the row. */
static int row_of_ipcs(uint64_t id, int64_t *bytes, int64_t *messages)
{
    FILE *out = popen("ipcs -a", "re");
    char line[256], key[32], owner[64];
    uint64_t found;
    int rows = 0, mode;
    int64_t one, two;
    cr_assert_not_null(out);
    while (fgets(line, sizeof line, out))
        if (sscanf(line, "%31s %" SCNu64 " %63s %o %" SCNd64 " %" SCNd64, key,
                   &found, owner, (unsigned *)&mode, &one, &two) == 6 &&
            found == id) {
            *bytes = one;
            *messages = two;
            rows++;
        }
    cr_assert_eq(pclose(out), 0, "ipcs");
    return rows;
}

Test(peers, ipcs_has_the_same_queues)
{
    struct play play;
    int64_t bytes = -1, messages = -1;
    play_still(&play, "msgq-both-full", QUIET_STUCK);
    for (int which = 1; which <= 2; which++) {
        const struct object *queue = play_object(&play, OBJECT_MSGQ, which);
        cr_assert_eq(row_of_ipcs(queue->inode, &bytes, &messages), 1);
        assert_fact(queue, "bytes", bytes);
        cr_assert_eq(queue->fill, messages);
    }
    play_close(&play);
}
