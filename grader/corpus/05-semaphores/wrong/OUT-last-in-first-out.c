/* OUT: the newest item comes out first.
 * expect: OUT in 5.3 no line
 */
/* REPLACE(fetch_item) */
static int fetch_item(struct buffer *buffer, void (*halfway)(void))
{
    int item = buffer->items[--buffer->head];

    halfway();
    return item;
}
