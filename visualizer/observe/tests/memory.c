/* memory.c - shared memory of running programs, and its bytes. */
#include "play.h"

#include "observe/memory_view.h"

#include <criterion/criterion.h>

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE 4096

static char name[64]; /* of an object that only this test knows */
static struct play play;

static void choose_name(void)
{
    (void)snprintf(name, sizeof name, "/observe-memory-%d", (int)getpid());
}

static void forget(void)
{
    (void)shm_unlink(name);
}

TestSuite(memory, .init = choose_name, .fini = forget, .timeout = 60);

static const struct world *begin(const char *scene, bool named)
{
    play_prepare(&play, scene);
    if (named)
        cr_assert_gt(write(play.input[1], name, strlen(name)), 0);
    play_start(&play);
    cr_assert_eq(play_on(&play), TRACE_QUIET, "%s is not quiet", scene);
    return trace_world(play.trace);
}

/* The nth memory object, from 0. */
static const struct object *find(int nth)
{
    const struct world *world = trace_world(play.trace);
    for (int i = 0; i < world->object_count; i++)
        if (world->objects[i].kind == OBJECT_MEMORY &&
            !world->objects[i].before && nth-- == 0)
            return &world->objects[i];
    cr_assert_fail("no such memory");
    return NULL;
}

static const struct mapping *mapping_of(int process, int object, int nth)
{
    const struct world *world = trace_world(play.trace);
    const struct process *known = &world->processes[process];
    for (int i = 0; i < known->mapping_count; i++)
        if (known->mappings[i].object == object && nth-- == 0)
            return &known->mappings[i];
    return NULL;
}

/* ---- objects and who has them ---- */

Test(memory, descriptor_and_mappings_are_one_object)
{
    const struct world *world = begin("memory-named", true);
    const struct object *memory = find(0);
    cr_assert_str_eq(memory->name, name);
    cr_assert_eq(memory->fill, 3 * PAGE);
    cr_assert_eq(world_holders(world, memory->id, 0), 2);
    const struct mapping *own = mapping_of(0, memory->id, 0);
    const struct mapping *child = mapping_of(1, memory->id, 0);
    cr_assert(own && child);
    cr_assert_eq(own->length, 3 * PAGE);
    cr_assert_eq(own->access, ACCESS_READ | ACCESS_WRITE);
    cr_assert_eq(child->length, PAGE);
    cr_assert_eq(child->access, ACCESS_READ);
    cr_assert(process_has(&world->processes[0], memory->id, ACCESS_WRITE));
    int memories = 0;
    for (int i = 0; i < world->object_count; i++)
        memories += world->objects[i].kind == OBJECT_MEMORY &&
                    !world->objects[i].before;
    cr_assert_eq(memories, 1);
    play_close(&play);
}

Test(memory, without_a_size)
{
    (void)begin("memory-no-size", true);
    cr_assert_eq(find(0)->fill, 0);
    cr_assert_not_null(mapping_of(0, find(0)->id, 0));
    cr_assert_not(find(0)->removed);
    play_close(&play);
}

Test(memory, removal_is_seen_when_it_happens)
{
    (void)begin("memory-named", true);
    cr_assert_not(find(0)->removed);
    cr_assert_eq(shm_unlink(name), 0);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert(find(0)->removed);
    play_close(&play);
}

Test(memory, removed_by_itself)
{
    (void)begin("memory-unlinked", false);
    cr_assert(find(0)->removed);
    cr_assert_eq(find(0)->fill, PAGE);
    play_close(&play);
}

Test(memory, is_there_as_long_as_its_name)
{
    const struct world *world = begin("memory-left", true);
    const struct object *left = find(0);
    cr_assert_eq(world_holders(world, left->id, ~0), 0);
    cr_assert_not(left->removed);
    forget();
    cr_assert_eq(kill(trace_outer_pid(play.trace, trace_root(play.trace)),
                      SIGCONT), /* something to look at */
                 0);
    while (!find(0)->removed)
        cr_assert_neq(trace_run(play.trace, 100, 0), TRACE_ENDED);
    play_close(&play);
}

Test(memory, of_a_family_changes_with_munmap_and_mprotect)
{
    (void)begin("memory-anonymous", false);
    const struct object *first = find(0), *second = find(1);
    cr_assert_str_eq(first->name, "shared memory 1");
    cr_assert_str_eq(second->name, "shared memory 2");
    cr_assert_eq(first->fill, 2 * PAGE);
    cr_assert_eq(second->fill, PAGE);
    cr_assert_not_null(mapping_of(0, second->id, 0));
    cr_assert_null(mapping_of(1, second->id, 0));
    const struct mapping *low = mapping_of(1, first->id, 0);
    const struct mapping *high = mapping_of(1, first->id, 1);
    cr_assert(low && high);
    if (low->offset > high->offset) {
        const struct mapping *other = low;
        low = high;
        high = other;
    }
    cr_assert_eq(low->access, ACCESS_READ);
    cr_assert_eq(high->access, ACCESS_READ | ACCESS_WRITE);
    cr_assert_eq(high->offset, PAGE);
    cr_assert_eq(high->address, low->address + PAGE);
    play_close(&play);
}

Test(memory, changes_with_mremap)
{
    (void)begin("memory-moved", false);
    cr_assert_eq(mapping_of(0, find(0)->id, 0)->length, 2 * PAGE);
    cr_assert_null(mapping_of(0, find(0)->id, 1));
    cr_assert_eq(find(0)->fill, 4 * PAGE);
    play_close(&play);
}

Test(memory, memfd)
{
    (void)begin("memory-memfd", false);
    cr_assert_str_eq(find(0)->name, "memfd:ledger");
    cr_assert_eq(find(0)->fill, PAGE + 100);
    cr_assert_not(find(0)->removed);
    cr_assert_not_null(mapping_of(0, find(0)->id, 0));
    play_close(&play);
}

Test(memory, plain_file)
{
    const struct world *world = begin("memory-file", false);
    const struct mapping *mapping = &world->processes[0].mappings[0];
    cr_assert_eq(world->processes[0].mapping_count, 1);
    const struct object *file = world_object(world, mapping->object);
    cr_assert_eq(file->kind, OBJECT_FILE);
    cr_assert_eq(file->fill, 5000);
    cr_assert(file->removed);
    cr_assert(process_has(&world->processes[0], file->id, ACCESS_READ));
    play_close(&play);
}

/* ---- the kernel's own list ---- */

static int lines_about(pid_t pid, const struct object *object)
{
    char path[64], line[512], inode[32];
    int count = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/maps", pid);
    (void)snprintf(inode, sizeof inode, " %" PRIu64 " ", object->inode);
    FILE *maps = fopen(path, "re");
    cr_assert_not_null(maps);
    while (fgets(line, sizeof line, maps))
        count += strstr(line, inode) && strstr(line, "s ");
    (void)fclose(maps);
    return count;
}

Test(memory, agrees_with_proc_maps)
{
    const struct world *world = begin("memory-anonymous", false);
    for (int p = 0; p < world->process_count; p++)
        for (int nth = 0; nth < 2; nth++) {
            int count = 0;
            while (mapping_of(p, find(nth)->id, count))
                count++;
            pid_t pid = trace_outer_pid(play.trace, world->processes[p].pid);
            cr_assert_eq(lines_about(pid, find(nth)), count);
        }
    play_close(&play);
}

/* What ls(1) and smaps say in the same run. */
Test(memory, agrees_with_dev_shm_and_smaps)
{
    char command[160], text[64] = "";
    (void)begin("memory-named", true);
    (void)snprintf(command, sizeof command, "stat -c %%s /dev/shm%s", name);
    FILE *size = popen(command, "re");
    cr_assert(size && fgets(text, sizeof text, size));
    cr_assert_eq(pclose(size), 0);
    cr_assert_eq(strtoll(text, NULL, 10), find(0)->fill);
    (void)snprintf(command, sizeof command,
                   "grep -A1 /dev/shm%s /proc/%d/smaps | sed -n "
                   "'s/^Size: *\\([0-9]*\\) kB/\\1/p'",
                   name, trace_outer_pid(play.trace, trace_root(play.trace)));
    FILE *smaps = popen(command, "re");
    cr_assert(smaps && fgets(text, sizeof text, smaps));
    cr_assert_eq(pclose(smaps), 0);
    cr_assert_eq(strtoull(text, NULL, 10) * 1024,
                 mapping_of(0, find(0)->id, 0)->length);
    play_close(&play);
}

/* util-linux 2.41 lists POSIX shared memory. lsipc(1) */
Test(memory, agrees_with_lsipc)
{
    if (system("lsipc -M >/dev/null 2>&1") != 0)
        cr_skip("this lsipc does not list POSIX shared memory");
    (void)begin("memory-named", true);
    FILE *list = popen("lsipc -M -b -n -o NAME,SIZE", "re");
    char line[256], listed[128] = "";
    long size = -1;
    bool found = false;
    cr_assert_not_null(list);
    while (fgets(line, sizeof line, list)) {
        char *quote = strstr(line, name + 1);
        if (quote && sscanf(quote, "%127[^\" ]%*[^0-9]%ld", listed, &size) >= 1)
            found = strcmp(listed, name + 1) == 0;
    }
    cr_assert_eq(pclose(list), 0);
    cr_assert(found, "lsipc does not list %s", name);
    cr_assert_eq(size, find(0)->fill);
    play_close(&play);
}

/* ---- bytes ---- */

Test(memory, bytes_are_read_from_whoever_has_it)
{
    char bytes[6] = "";
    (void)begin("memory-named", true);
    cr_assert_eq(trace_memory(play.trace, find(0)->id, 0, bytes, 5), 5);
    cr_assert_str_eq(bytes, "hello");
    cr_assert_eq(trace_memory(play.trace, find(0)->id, 3 * PAGE, bytes, 1), -1);
    play_close(&play);
}

static size_t look(struct memory_view *view, uint64_t now_us)
{
    char bytes[16];
    ssize_t got = trace_memory(play.trace, find(0)->id, view->offset, bytes,
                               sizeof bytes);
    cr_assert_eq(got, (ssize_t)sizeof bytes);
    return memory_view_update(view, bytes, (size_t)got, now_us);
}

static void send_byte(char byte)
{
    cr_assert_eq(write(play.input[1], &byte, 1), 1);
    cr_assert(play_until(&play, EVENT_LEAVE, "read"));
    cr_assert_eq(play_on(&play), TRACE_QUIET);
}

Test(memory, each_change_is_counted)
{
    struct memory_view view;
    (void)begin("memory-changes", false);
    cr_assert_eq(memory_view_open(&view, 0, 16), 0);
    cr_assert_eq(look(&view, 100), 0u);
    send_byte('a'); /* bytes 0 and 1 in turns */
    cr_assert_eq(look(&view, 200), 1u);
    send_byte('b');
    send_byte('c');
    cr_assert_eq(look(&view, 300), 2u);
    cr_assert_eq(view.bytes[0].value, 'c');
    cr_assert_eq(view.bytes[0].changes, 2u);
    cr_assert_eq(view.bytes[0].changed_us, 300u);
    cr_assert_eq(view.bytes[1].value, 'b');
    cr_assert_eq(view.bytes[1].changes, 1u);
    cr_assert_eq(view.bytes[2].changes, 0u);
    cr_assert_eq(memory_view_changed_since(&view, 300), 2u);
    cr_assert_eq(memory_view_changed_since(&view, 301), 0u);
    memory_view_close(&view);
    play_close(&play);
}

Test(memory, a_view_has_limits)
{
    struct memory_view view;
    cr_assert_eq(memory_view_open(&view, 0, 0), -1);
    cr_assert_eq(memory_view_open(&view, 0, MEMORY_VIEW_MOST + 1), -1);
    cr_assert_eq(memory_view_open(&view, 4, 8), 0);
    cr_assert_eq(memory_view_update(&view, "abc", 3, 1), 0u);
    cr_assert_eq(memory_view_update(&view, "abcdefghijkl", 12, 2), 0u);
    cr_assert_eq(memory_view_update(&view, "abX", 3, 3), 1u);
    cr_assert_eq(view.bytes[7].value, 'h');
    cr_assert_eq(view.looks, 3u);
    memory_view_close(&view);
}
