/* From the tree of a replay: what decided an outcome (because), the data that would settle it (missing), and the
 * nearest change that would make it come out otherwise (fix). */
#ifndef ZN_EXPLAIN_REASONS_H
#define ZN_EXPLAIN_REASONS_H

#include "interp/explain/replay.h"
#include "interp/explain/report.h"

/* What decided the value that `result` has, and no more, added to rule->because. */
void reasons_because(struct vm *vm, const struct result *result, struct report_rule *rule);
/* The data that keep `result` from being known, added to rule->missing. */
void reasons_missing(struct vm *vm, const struct result *result, struct report_rule *rule);
/* The least change that gives `result` the value `wanted`, added to rule->fix; nothing where no one can change it. */
void reasons_fix(struct vm *vm, const struct result *result, bool wanted, struct report_rule *rule);
/* The elements of the outermost loop that failed, for messages: at most `most`; gives how many there are. */
size_t reasons_failing(struct vm *vm, const struct result *result, struct value *elements, size_t most);

#endif
