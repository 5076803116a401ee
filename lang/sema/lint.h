/* What the files of the lint share: lint*.c look at a program that has no errors for what is right in its form and can
 * hardly be meant. Nothing is reported on a guess: what is said of a condition follows from its form alone, and where
 * the work would grow too large, nothing is said. */
#ifndef ZN_SEMA_LINT_H
#define ZN_SEMA_LINT_H

#include "lang/sema/internal.h"

struct lint {
    struct program *program;
    struct arena *arena;
    struct diag_sink *sink;
    struct heading *heading;          /* whose labels are known, or NULL */
    size_t *effort;                   /* steps taken so far, see lint_spend */
    const struct rule_unit *applying; /* the application whose arguments stand for the template's parameters, or NULL */
};

/* The name to call something by in a message. */
struct text lint_name(const struct lint *l, const struct names *names);

/* Takes a step; false once all that a policy may cost are taken, and from then on nothing is found. Lets that use one
 * another twice each would otherwise cost more than there is time. */
bool lint_spend(const struct lint *l);

/* lint_fold.c: values that stand in the policy. */

/* The expression that a name stands for: the value of a 设, an argument of the application at hand; else `n` itself. */
struct node *lint_resolve(const struct lint *l, struct node *n);
/* The one value that an expression always has; 未知 is one. False where it depends on data or cannot be worked out. */
bool lint_constant(const struct lint *l, struct node *n, struct value *out);
/* The elements of a list or set that stands in the policy, as nodes or (of a table of labels) symbols. */
struct lint_elements {
    VEC(struct node *) nodes;
    const struct symbol *labels;
};
bool lint_elements(const struct lint *l, struct node *n, struct lint_elements *out);

/* lint_same.c: whether two expressions are the same in all but their words, and so always have the same value. */
bool lint_same(const struct lint *l, struct node *a, struct node *b);

/* lint_formula.c, lint_solve.c: what a condition can come to. */
enum lint_truth { LINT_NO, LINT_YES, LINT_OPEN };
struct lint_outcomes {
    bool can_be_yes, can_be_no; /* true where it was not found out */
    bool reads_data;
};
struct lint_part {
    struct node *condition;
    bool negated;
};
/* Of conditions that must hold together. */
struct lint_outcomes lint_together(const struct lint *l, const struct lint_part *parts, size_t count);
struct lint_outcomes lint_outcomes(const struct lint *l, struct node *condition);
/* Of two values that stand in the policy, whether the first is the greater (later). */
bool lint_is_more(const struct lint *l, struct node *a, struct node *b);
/* A list that has no element, whatever the data. */
bool lint_always_empty(const struct lint *l, struct node *list);

/* What to look at; each reports what it finds. */
void lint_clauses(struct lint *l);
void lint_conditions(struct lint *l);
void lint_displaced(struct lint *l);
void lint_unused(struct lint *l);
void lint_readings(struct lint *l);

/* lint_conditions.c: the conditions within an expression. `quiet`: of the whole nothing is said, only of its parts. */
void lint_expression(struct lint *l, struct node *n, bool quiet);
/* Parts of a condition, each as it must come out for the whole to hold: the operands of 且, the items of 以下全部. */
struct lint_parts {
    struct lint_part *items;
    size_t count, cap;
};
void lint_take_apart(struct arena *arena, struct node *n, bool negated, struct lint_parts *out);
/* Leaves only parts that cannot hold together, each of which it takes for that; all where there are too many to try. */
void lint_leave_culprits(const struct lint *l, struct lint_parts *parts);

/* lint_never.c: whether a rule can apply at all, by its 若, 除非 and list; `applied` (or NULL) are the parts that an
 * application adds. The second reports it where it cannot. */
bool lint_applies(const struct lint *l, const struct rule_parts *parts, const struct rule_parts *applied);
bool lint_never(struct lint *l, const struct rule_parts *parts, const struct rule_parts *applied, struct span head,
                const struct names *names);

#endif
