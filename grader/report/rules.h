/* rules.h - for each code of a finding: the rule in one sentence, and where
 * to read more. The only place where these texts stand. */
#ifndef REPORT_RULES_H
#define REPORT_RULES_H

struct rule {
    const char *code;
    const char *rule; /* one sentence, no full stop */
    const char *read; /* "handouts/...#anchor · man ..."; NULL: the lab's */
};

/* The rule of this code, or NULL if there is none. */
const struct rule *rule_find(const char *code);

/* All of them, ended by code == NULL. */
const struct rule *rule_all(void);

#endif
