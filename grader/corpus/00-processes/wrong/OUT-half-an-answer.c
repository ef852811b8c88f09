/* OUT: the answer has its name before it is whole, and the status is not asked.
 * expect: RESULT in 0.7 no line
 */
/* GAP(0.7a) */
    char made[4096], whole[4096];

    name_files(directory, worker, made, whole, sizeof made);
    working(worker);
    _exit(write_upper(whole, word) == -1 ? 1 : 0);
/* GAP(0.7b) */
    char made[4096], whole[4096], *answer;

    (void)status;
    name_files(directory, worker, made, whole, sizeof made);
    answer = read_answer(whole);
    unlink(whole);
    return answer;
