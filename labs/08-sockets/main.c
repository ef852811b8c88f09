/*
 * main.c - runs one exercise of lab 08 by hand. NAME is a path, or @ and a
 * word; a TEXT may be *5000 (5000 letters) and have \x00 in it.
 *
 *   sockets [OPTIONS] 8.1 TEXT COMMAND ARGUMENT...
 *   sockets [OPTIONS] 8.2 send TEXT...           frames, to a partner
 *   sockets [OPTIONS] 8.2 receive BYTES...       ... from one who sends these
 *   sockets [OPTIONS] 8.3 NAME WORD...
 *             listen, close              the function; and close
 *             dead, file, alive          what is there before: a socket of a
 *                                        server that has gone, a file, a server
 *             connect, ask               to the name; what the server alive
 * says serve:COUNT                8.6 for so many clients from outside sockets
 * [OPTIONS] 8.4 NAME CLIENT... ask:TEXT,TEXT...           a client asks and
 * waits for answers vanish:TEXT                leaves without having read the
 * answer silent                     says nothing until those who ask have left
 *             outside                    (8.4, 8.7) one that somebody else
 * starts sockets [OPTIONS] 8.5 listen HOST            at a free port sockets
 * [OPTIONS] 8.5 connect HOST WHERE MILLISECONDS TEXT WHERE 127.0.0.1, ::1,
 * nowhere, or full sockets [OPTIONS] 8.5 last TEXT BYTES        BYTES are sent,
 * but not read sockets [OPTIONS] 8.5 serve HOST PORT COUNT  8.6, as 8.3 serve
 *   sockets [OPTIONS] 8.5 ask HOST PORT TEXT     a server from outside
 *   sockets [OPTIONS] 8.6 NAME CLIENT...         as 8.4, or
 *             half:TEXT                  stops in the middle of a frame until
 *                                        then
 *             deaf:COUNT                 reads no answer until then
 *             long                       sends a frame that is too long
 *   sockets [OPTIONS] 8.7 NAME CLIENT...
 *             ask:TEXT,TEXT...           as above, by datagrams
 *             room:BYTES,TEXT            ... with so much room for the answer
 *             nameless:TEXT, gone:TEXT   sends without a name, or closes at
 * once deaf:COUNT, big:BYTES sockets [OPTIONS] 8.8 give PATH sockets
 * [OPTIONS] 8.8 take COUNT BYTE        so many descriptors come sockets
 * [OPTIONS] 8.8 who sockets [OPTIONS] 8.9 NAME CLIENT... job:TITLE,TITLE...
 * hands in documents silent                     connects, and says nothing
 *
 * The options make the surroundings harder, before the function is called:
 *   -s   a SIGUSR1 handler that does nothing, without SA_RESTART
 *   -b   8.2: little room in the socket
 *   -p   8.2: the partner leaves at once; 8.9: so does the spooler
 *   -c   8.4: the server is killed while it serves
 *   -4, -6   8.4, 8.6: by TCP, at a free port of 127.0.0.1 or ::1
 *   -r   8.5 listen: ends a connection, and listens again at the same port
 *
 * What the function returned is told on stderr in lines that begin with "= ".
 * Exit status: 0 it did its work, 1 it returned -1, 2 bad arguments, 38 it is
 * still to be written. There is no gap here.
 */
#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenes.h"

struct surroundings surroundings;

void usage(const char *wrong)
{
    fprintf(stderr,
            "sockets: %s (usage: sockets [OPTIONS] EXERCISE ARGUMENT..., see "
            "the top of main.c)\n",
            wrong);
    exit(BAD_USAGE);
}

int whole_number(const char *text, int least, int most)
{
    char *end;
    long value;

    errno = 0;
    value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno || value < least || value > most)
        errx(BAD_USAGE, "%s: must be a number from %d to %d", text, least,
             most);
    return (int)value;
}

/* ---- words --------------------------------------------------------------- */

char *behind(char *word, const char *name)
{
    size_t length = strlen(name);

    if (strncmp(word, name, length) != 0)
        return NULL;
    if (word[length] == ':')
        return word + length + 1;
    return word[length] == '\0' ? word + length : NULL;
}

char *bytes_of(const char *word, size_t *length)
{
    bool letters = word[0] == '*' && isdigit((unsigned char)word[1]);
    size_t most =
        letters ? (size_t)whole_number(word + 1, 0, WORD_MAX) : strlen(word);
    char *bytes = malloc(most + 1), *to = bytes;

    if (bytes == NULL)
        err(FAILED, "malloc");
    for (size_t i = 0; letters && i < most; i++)
        *to++ = (char)('a' + i % 26);
    while (!letters && *word != '\0') {
        unsigned value;
        int used = 0;

        if (sscanf(word, "\\x%2x%n", &value, &used) == 1 && used == 4)
            *to++ = (char)value;
        else
            *to++ = *word;
        word += used == 4 ? 4 : 1;
    }
    *to = '\0';
    *length = (size_t)(to - bytes);
    return bytes;
}

/* ---- results ------------------------------------------------------------- */

void report(const char *name, ssize_t result)
{
    int saved = errno;

    if (result == -1)
        dprintf(STDERR_FILENO, "= %s -1 %s\n", name, strerrorname_np(saved));
    else
        dprintf(STDERR_FILENO, "= %s %zd\n", name, result);
    errno = saved;
}

void report_word(const char *name, const char *word)
{
    int saved = errno;

    dprintf(STDERR_FILENO, "= %s %s\n", name, word);
    errno = saved;
}

void print_bytes(const char *before, const void *bytes, size_t length)
{
    static char line[4 * WORD_MAX + 128];
    size_t used = (size_t)snprintf(line, 100, "%s[", before);

    for (size_t i = 0; i < length && i < WORD_MAX; i++) {
        unsigned char byte = ((const unsigned char *)bytes)[i];

        if (isprint(byte))
            line[used++] = (char)byte;
        else
            used += (size_t)snprintf(line + used, 5, "\\x%02x", byte);
    }
    line[used++] = ']';
    line[used++] = '\n';
    if (write(STDOUT_FILENO, line, used) == -1)
        err(FAILED, "write");
}

int verdict(const char *exercise, const char *file, ssize_t result)
{
    if (result != -1)
        return 0;
    if (errno != ENOSYS)
        return FAILED;
    dprintf(STDERR_FILENO,
            "sockets: exercise %s is still to be written: see the TODO(%s...) "
            "comments in %s\n",
            exercise, exercise, file);
    return ENOSYS;
}

/* ---- the surroundings ---------------------------------------------------- */

static void do_nothing(int signal_number)
{
    (void)signal_number;
}

static void set_surroundings(int option)
{
    const struct sigaction nothing = { .sa_handler = do_nothing };

    switch (option) {
    case 's': sigaction(SIGUSR1, &nothing, NULL); break;
    case 'b': surroundings.small_room = true; break;
    case 'p': surroundings.partner_leaves = true; break;
    case 'c': surroundings.apart = true; break;
    case '4': surroundings.family = AF_INET; break;
    case '6': surroundings.family = AF_INET6; break;
    case 'r': surroundings.again = true; break;
    default: usage("no such option");
    }
}

int main(int argc, char *argv[])
{
    static const struct {
        const char *id;
        int (*run)(int count, char *words[]);
    } exercises[] = {
        { "8.1", run_converse },  { "8.2", run_frames },  { "8.3", run_names },
        { "8.4", run_each },      { "8.5", run_tcp },     { "8.6", run_many },
        { "8.7", run_datagrams }, { "8.8", run_passing }, { "8.9", run_spool },
    };
    int option;

    opterr = 0;
    while ((option = getopt(argc, argv, "+sbpcr46")) != -1)
        set_surroundings(option);
    argv += optind;
    argc -= optind;
    if (argc == 0)
        usage("which exercise? 8.1 to 8.9");
    for (size_t i = 0; i < sizeof exercises / sizeof exercises[0]; i++) {
        if (strcmp(argv[0], exercises[i].id) == 0)
            return exercises[i].run(argc - 1, argv + 1);
    }
    usage("no such exercise; there are 8.1 to 8.9");
}
