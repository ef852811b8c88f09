/* SVMQ-06: the same file, but another letter, and so another key.
 * expect: SVMQ-06 in 3.7 no line
 */
/* GAP(3.7a) */
    return ftok(path, 'S');
