/* PSEM-05: the server does not say that the answer is there.
 * expect: PSEM-05 in 5.9 at HERE
 */
/* GAP(5.9d) */
    for (;;) {
        wait_for(&desk->asked); /* HERE */
        if (desk->stop)
            return 0;
        make_upper(desk->text, desk->length);
    }
