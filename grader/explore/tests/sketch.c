/* sketch.c - draws programs, and writes them as C. */
#include "explore/tests/sketch.h"

#include "explore/chance.h"

static int draw(uint64_t *state, int limit)
{
    return (int)(chance_next(state) % (uint64_t)limit);
}

struct sketch sketch_draw(uint64_t *state)
{
    struct sketch sketch = { .processes = 2 + draw(state, 2) };
    for (int i = 0; i < SKETCH_THINGS; i++)
        sketch.semaphores[i] = draw(state, 2);
    for (int p = 0; p < sketch.processes; p++) {
        int most = sketch.processes == 2 ? SKETCH_ACTIONS : SKETCH_ACTIONS - 1;
        sketch.lengths[p] = 2 + draw(state, most - 1);
        for (int i = 0; i < sketch.lengths[p]; i++)
            sketch.actions[p][i] =
                (struct action){ (enum action_kind)draw(state, ACTION_KINDS),
                                 draw(state, SKETCH_THINGS),
                                 1 + draw(state, 3) };
    }
    return sketch;
}

static void print_action(FILE *file, const struct action *action)
{
    switch (action->kind) {
    case LOAD: fprintf(file, "    r = s->word[%d];\n", action->thing); break;
    case STORE:
        fprintf(file, "    s->word[%d] = r + %d;\n", action->thing,
                action->value);
        break;
    case ADD:
        fprintf(file, "    s->word[%d] += %d;\n", action->thing, action->value);
        break;
    case ADD_ONCE:
        fprintf(file, "    __atomic_fetch_add(&s->word[%d], %d, 5);\n",
                action->thing, action->value);
        break;
    case WAIT:
        fprintf(file, "    sem_wait(&s->semaphore[%d]);\n", action->thing);
        break;
    case POST:
        fprintf(file, "    sem_post(&s->semaphore[%d]);\n", action->thing);
        break;
    case ACTION_KINDS: break;
    }
}

static void print_processes(FILE *file, const struct sketch *sketch, int number)
{
    for (int p = 0; p < sketch->processes; p++) {
        fprintf(file,
                "static int run_%d_%d(struct shared *s)\n{\n    int r = 0;"
                "\n    (void)s;\n",
                number, p);
        for (int i = 0; i < sketch->lengths[p]; i++)
            print_action(file, &sketch->actions[p][i]);
        fprintf(file, "    return r;\n}\n");
    }
}

static const char head[] =
    "#include <semaphore.h>\n#include <stdio.h>\n#include <stdlib.h>\n"
    "#include <sys/mman.h>\n#include <sys/wait.h>\n#include <unistd.h>\n"
    "struct shared { int word[2]; sem_t semaphore[2]; };\n";

static const char tail[] =
    "int main(void)\n{\n"
    "    const struct sketch *of = &sketches[atoi(getenv(\"SKETCH\"))];\n"
    "    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,\n"
    "                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);\n"
    "    pid_t pids[3];\n"
    "    int status, r[3];\n"
    "    for (int i = 0; i < 2; i++)\n"
    "        sem_init(&s->semaphore[i], 1, of->semaphores[i]);\n"
    "    for (int i = 0; i < of->processes; i++)\n"
    "        if ((pids[i] = fork()) == 0)\n"
    "            _exit(of->run[i](s));\n"
    "    for (int i = 0; i < of->processes; i++) {\n"
    "        waitpid(pids[i], &status, 0);\n"
    "        r[i] = WEXITSTATUS(status);\n"
    "    }\n"
    "    printf(\"%d %d r\", s->word[0], s->word[1]);\n"
    "    for (int i = 0; i < of->processes; i++)\n"
    "        printf(\" %d\", r[i]);\n"
    "    return 0;\n}\n";

void sketch_print(FILE *file, const struct sketch *sketches, int count)
{
    fputs(head, file);
    for (int n = 0; n < count; n++)
        print_processes(file, &sketches[n], n);
    fprintf(file, "static const struct sketch { int processes, semaphores[2];\n"
                  "    int (*run[3])(struct shared *); } sketches[] = {\n");
    for (int n = 0; n < count; n++) {
        fprintf(file, "    { %d, { %d, %d }, {", sketches[n].processes,
                sketches[n].semaphores[0], sketches[n].semaphores[1]);
        for (int p = 0; p < sketches[n].processes; p++)
            fprintf(file, " run_%d_%d,", n, p);
        fprintf(file, " } },\n");
    }
    fprintf(file, "};\n%s", tail);
}
