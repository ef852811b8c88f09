/* lab_predict.c - the predict keys of a lab.ini. */
#include "report/lab.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

static bool set(char **place, const char *value)
{
    if (*place || *value == '\0') /* said twice, or nothing */
        return false;
    *place = strdup(value);
    return *place != NULL;
}

static bool is_expression(const char *text)
{
    regex_t compiled;
    if (regcomp(&compiled, text, REG_EXTENDED | REG_NOSUB) != 0)
        return false;
    regfree(&compiled);
    return true;
}

/* "a" makes a new choice, "a.shows" belongs to the one just made. */
static bool set_choice(struct lab_prediction *prediction, const char *key,
                       const char *value)
{
    int number = key[0] - 'a', count = prediction->choice_count;
    if (key[1] == '\0' && number == count && count < LAB_CHOICES) {
        prediction->choice_count++;
        return set(&prediction->choices[number].text, value);
    }
    return strcmp(key + 1, ".shows") == 0 && number == count - 1 &&
           is_expression(value) &&
           set(&prediction->choices[number].shows, value);
}

bool lab_predict_set(struct lab_exercise *exercise, const char *key,
                     const char *value)
{
    if (!exercise->prediction)
        exercise->prediction = calloc(1, sizeof *exercise->prediction);
    struct lab_prediction *prediction = exercise->prediction;
    if (!prediction)
        return false;
    if (strcmp(key, "predict") == 0)
        return set(&prediction->question, value);
    key += strlen("predict.");
    if (strcmp(key, "run") == 0)
        return set(&prediction->run, value);
    if (strcmp(key, "why") == 0)
        return set(&prediction->why, value);
    return *key >= 'a' && *key < 'a' + LAB_CHOICES &&
           set_choice(prediction, key, value);
}

bool lab_predict_is_whole(const struct lab_exercise *exercise)
{
    const struct lab_prediction *prediction = exercise->prediction;
    if (!prediction)
        return true;
    for (int i = 0; i < prediction->choice_count; i++)
        if (!prediction->choices[i].shows)
            return false;
    return prediction->question && prediction->run && prediction->why &&
           prediction->choice_count >= 2;
}

void lab_predict_free(struct lab_prediction *prediction)
{
    if (!prediction)
        return;
    for (int i = 0; i < prediction->choice_count; i++) {
        free(prediction->choices[i].text);
        free(prediction->choices[i].shows);
    }
    free(prediction->question);
    free(prediction->run);
    free(prediction->why);
    free(prediction);
}
