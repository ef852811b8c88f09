/* A client sends one question and waits for its answer (3.8).
 * expect: full points
 */
/* GAP(3.8h) */
        order->make(client, sent, out.text, out.size);
        result = send_question(channels, &out, 1 + client, true);
        if (result == 0)
            result = take_answer(channels, client, &in);
        if (result == 0) {
            order->got(client, received++, in.text, in.size);
            sent++;
        }
