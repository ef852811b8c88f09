/* 2.7: small packets through the common FIFO, put together by the taker.
 * expect: full points
 */
/* GAP(2.7a) */
/* Packets of PIPE_BUF bytes at most: one write each, so they never mix; the
 * report that a dead script has begun is never complete, and is dropped. */
struct packet {
    int script, number;
    size_t total; /* 0: the taker is asked to end */
    unsigned bytes;
    char data[PIPE_BUF - 32];
};

struct assembly {
    int script, number;
    size_t got;
    char *data;
};
/* GAP(2.7b) */
    static int number;
    struct packet packet = { .script = getpid(), .total = length };
    int fd = only_fifo(open(path, O_WRONLY | O_CLOEXEC));
    int result = 0;

    if (fd == -1)
        return -1;
    packet.number = number++;
    do {
        packet.bytes = length < sizeof packet.data ? (unsigned)length
                                                   : sizeof packet.data;
        memcpy(packet.data, message, packet.bytes);
        if (write(fd, &packet, sizeof packet) == -1)
            result = -1;
        message += packet.bytes;
        length -= packet.bytes;
    } while (result == 0 && length > 0);
    close(fd);
    return result;
/* GAP(2.7c) */
    static struct assembly all[64];
    struct lasting lasting;
    struct packet packet;
    int used = 0, count = 0;

    if (open_lasting(&lasting, path) == -1)
        return -1;
    while (read(lasting.fd, &packet, sizeof packet) == sizeof packet &&
           packet.total > 0) {
        int i = 0;

        while (i < used && (all[i].script != packet.script ||
                            all[i].number != packet.number))
            i++;
        if (i == used) {
            all[used++] = (struct assembly){ .script = packet.script,
                                             .number = packet.number,
                                             .data = malloc(packet.total) };
        }
        memcpy(all[i].data + all[i].got, packet.data, packet.bytes);
        all[i].got += packet.bytes;
        if (all[i].got < packet.total)
            continue;
        if (write_all(out, all[i].data, packet.total) == -1)
            return -1;
        count++;
        free(all[i].data);
        all[i] = all[--used];
    }
    close_lasting(&lasting);
    return count;
