/* Rules that can never apply: their 若 and 除非 leave no case, or there is no element that they could look at. */
#include "lang/sema/lint.h"

static void collect(struct arena *arena, const struct rule_parts *parts, struct lint_parts *out) {
    if (parts == NULL) return;
    for (size_t i = 0; i < parts->whens.count; i++)
        lint_take_apart(arena, parts->whens.items[i]->kids[WHEN_CONDITION], false, out);
    for (size_t i = 0; i < parts->unlesses.count; i++)
        lint_take_apart(arena, parts->unlesses.items[i]->kids[UNLESS_CONDITION], true, out);
    if (parts->for_each != NULL && parts->for_each->kids[FOR_EACH_WHERE] != NULL)
        lint_take_apart(arena, parts->for_each->kids[FOR_EACH_WHERE], false, out);
}

static bool list_is_empty(const struct lint *l, const struct rule_parts *parts) {
    return parts->for_each != NULL && lint_always_empty(l, parts->for_each->kids[FOR_EACH_SOURCE]);
}

bool lint_applies(const struct lint *l, const struct rule_parts *parts, const struct rule_parts *applied) {
    struct lint_parts conditions = {0};
    if (list_is_empty(l, parts)) return false;
    collect(l->arena, parts, &conditions);
    collect(l->arena, applied, &conditions);
    return conditions.count == 0 || lint_together(l, conditions.items, conditions.count).can_be_yes;
}

bool lint_never(struct lint *l, const struct rule_parts *parts, const struct rule_parts *applied, struct span head,
                const struct names *names) {
    struct lint_parts conditions = {0};
    if (lint_applies(l, parts, applied)) return false;
    struct diag *d = diag_report(l->sink, DIAG_RULE_NEVER, head, lint_name(l, names));
    if (list_is_empty(l, parts)) {
        diag_mark(l->sink, d, parts->for_each->kids[FOR_EACH_SOURCE]->span, TEXT("这里总是一个也没有"),
                  TEXT("there is never one here"));
        return true;
    }
    collect(l->arena, parts, &conditions);
    collect(l->arena, applied, &conditions);
    lint_leave_culprits(l, &conditions);
    for (size_t i = 0; i < conditions.count; i++)
        diag_mark(l->sink, d, conditions.items[i].condition->span,
                  conditions.items[i].negated ? TEXT("这里要为“否”") : TEXT("这里要为“是”"),
                  conditions.items[i].negated ? TEXT("this would have to be no") : TEXT("this would have to be yes"));
    return true;
}
