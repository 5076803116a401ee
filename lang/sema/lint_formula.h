/* A condition taken apart: what it asks of which datum, and how the answers are joined.
 *
 * A term is something whose value is not known before running: a datum, a call, two data compared with one another. All
 * its values that the condition cannot tell apart make one region, so a term has few of them:
 *
 *   x at least 3, x less than 5      regions 0: below 3 · 1: 3 · 2: between · 3: 5 · 4: above 5
 *   x is “a”                         regions 0: anything else · 1: “a”
 *   a truth                          regions 0: no · 1: yes
 *   two data in order, or the same   regions 0: less (or not the same) · 1: the same · 2: more
 *   whether a datum is stated        regions 0: missing · 1: stated
 *
 * Point p of a term is region 2p+1; what an atom asks is told by the sign of region - (2p+1). Lifetime: the arena. */
#ifndef ZN_SEMA_LINT_FORMULA_H
#define ZN_SEMA_LINT_FORMULA_H

#include "lang/sema/lint.h"
#include "lang/value/decimal.h"

enum term_domain {
    TERM_TRUTH,
    TERM_STATED,
    TERM_DENSE, /* between two values there is always a third */
    TERM_WHOLE, /* whole numbers, days, months, the items of a choice */
    TERM_NAMES, /* texts: only the same or not */
    TERM_ORDER, /* two data */
    TERM_SAME,  /* two data that have no order */
};

/* How two data are joined in one term. */
enum term_relation { RELATION_NONE, RELATION_COMPARED, RELATION_HOLDS, RELATION_HOLDS_ALL };

struct term {
    enum term_domain domain;
    struct node *node, *other; /* `other` of a relation */
    enum term_relation relation;
    bool by_day;       /* of a moment: its day is compared */
    uint32_t currency; /* of an amount: the currency it is compared with */
    bool has_low, has_high;
    int64_t low, high; /* TERM_WHOLE: its bounds */
    VEC(struct decimal) points;
    VEC(struct text) texts;
    uint32_t *regions; /* that can be */
    size_t n_regions;
    size_t stated[2]; /* terms that say whether node and other are stated; SIZE_MAX for none */
    int64_t chosen;   /* region, or -1 */
};

enum formula_kind { FORMULA_CONSTANT, FORMULA_ATOM, FORMULA_HAS, FORMULA_MISSING, FORMULA_NOT, FORMULA_AT_LEAST };

struct formula {
    enum formula_kind kind;
    enum lint_truth constant;
    size_t term;
    enum compare_op op;
    struct decimal point; /* of an atom, until the points are sorted */
    struct text text;
    uint32_t region;
    size_t least; /* AT_LEAST: so many of the parts */
    VEC(struct formula *) parts;
};

struct question {
    const struct lint *lint;
    VEC(struct term) terms;
    VEC(struct formula *) atoms;
    size_t size;    /* formulas made */
    bool too_large; /* nothing can be said */
};

struct formula *formula_of(struct question *q, struct node *condition);
struct formula *formula_joined(struct question *q, size_t least, struct formula *a, struct formula *b);
struct formula *formula_not(struct question *q, struct formula *f);

/* lint_solve.c: whether the data can be such that the formula comes to `wanted`; true where it was not found out.
 * 已填写 is never no; but who asks for it reckons with its failing, so what only it keeps from being no is not called
 * always yes: `has_may_fail` takes it for no where the datum is missing. */
void question_settle(struct question *q);
bool question_can_be(struct question *q, const struct formula *f, enum lint_truth wanted, bool has_may_fail);

#endif
