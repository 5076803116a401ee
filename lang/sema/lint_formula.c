/* A condition becomes a formula: see lint_formula.h. What is not understood is a term of its own that may be yes or no;
 * data that depend on one another count as free, so that a formula can come to more than the condition can, never to
 * less. */
#include "lang/sema/lint_formula.h"

#include "lang/base/limits.h"
#include "lang/code/builtin.h"
#include "lang/value/date.h"
#include "lang/value/money.h"

/* Formulas of one question; lets that use one another could make it larger than any policy. */
#define QUESTION_SIZE 20000u

/* ---- making formulas ---- */

static struct formula *make(struct question *q, enum formula_kind kind) {
    struct formula *f = ARENA_NEW(q->lint->arena, struct formula);
    f->kind = kind;
    if (++q->size > QUESTION_SIZE || !lint_spend(q->lint)) q->too_large = true;
    return f;
}

static struct formula *constant(struct question *q, enum lint_truth truth) {
    struct formula *f = make(q, FORMULA_CONSTANT);
    f->constant = truth;
    return f;
}

struct formula *formula_not(struct question *q, struct formula *f) {
    struct formula *n = make(q, FORMULA_NOT);
    VEC_PUSH(q->lint->arena, &n->parts, f);
    return n;
}

static void add(struct question *q, struct formula *f, struct formula *part) {
    VEC_PUSH(q->lint->arena, &f->parts, part);
}

struct formula *formula_joined(struct question *q, size_t least, struct formula *a, struct formula *b) {
    struct formula *f = make(q, FORMULA_AT_LEAST);
    f->least = least;
    add(q, f, a);
    add(q, f, b);
    return f;
}
static struct formula *both(struct question *q, struct formula *a, struct formula *b) {
    return formula_joined(q, 2, a, b);
}
static struct formula *either(struct question *q, struct formula *a, struct formula *b) {
    return formula_joined(q, 1, a, b);
}

/* ---- terms ---- */

static size_t find_term(struct question *q, const struct term *like) {
    for (size_t i = 0; i < q->terms.count; i++) {
        struct term *t = &q->terms.items[i];
        if (t->domain == like->domain && t->relation == like->relation && t->by_day == like->by_day &&
            t->currency == like->currency && (t->other == NULL) == (like->other == NULL) &&
            lint_same(q->lint, t->node, like->node) && (t->other == NULL || lint_same(q->lint, t->other, like->other)))
            return i;
    }
    VEC_PUSH(q->lint->arena, &q->terms, *like);
    return q->terms.count - 1;
}

static struct formula *atom(struct question *q, size_t term, enum compare_op op) {
    struct formula *f = make(q, FORMULA_ATOM);
    f->term = term;
    f->op = op;
    VEC_PUSH(q->lint->arena, &q->atoms, f);
    return f;
}

/* Whatever may be yes or no. */
static struct formula *free_truth(struct question *q, struct node *n) {
    return atom(q, find_term(q, &(struct term){.domain = TERM_TRUTH, .node = n}), COMPARE_EQUAL);
}

/* The same, whatever else is like it. */
static struct formula *unknown_truth(struct question *q, struct node *n) {
    VEC_PUSH(q->lint->arena, &q->terms, ((struct term){.domain = TERM_TRUTH, .node = n}));
    return atom(q, q->terms.count - 1, COMPARE_EQUAL);
}

static struct formula *stated(struct question *q, struct node *n, enum formula_kind kind) {
    struct formula *f = make(q, kind);
    f->term = find_term(q, &(struct term){.domain = TERM_STATED, .node = lint_resolve(q->lint, n)});
    return f;
}

static void bound(struct term *t, int64_t low, int64_t high) {
    t->domain = TERM_WHOLE;
    t->has_low = t->has_high = true;
    t->low = low;
    t->high = high;
}

/* What values a datum may have; other bounds than those of the type are facts of the world, not of the policy. */
static struct term term_of(const struct lint *l, struct node *n, bool by_day) {
    struct term t = {.domain = TERM_DENSE, .node = n, .by_day = by_day};
    const struct symbol *s = n->kind == NODE_CALL ? n->decl : NULL;
    enum builtin call = s != NULL && s->kind == SYMBOL_BUILTIN ? (enum builtin)s->index : BUILTIN_COUNT_OF_ALL;
    if (call == BUILTIN_COUNT || call == BUILTIN_LENGTH) {
        bound(&t, 0, 0);
        t.has_high = false;
        return t;
    }
    if (call == BUILTIN_YEAR) {
        bound(&t, 1, 9999);
        return t;
    }
    switch ((enum type_kind)n->type.kind) {
    case TYPE_TEXT:
    case TYPE_LABEL: t.domain = TERM_NAMES; break;
    case TYPE_MONTHS:
    case TYPE_DAYS: t.domain = TERM_WHOLE; break;
    case TYPE_DATE: bound(&t, DATE_MIN, DATE_MAX); break;
    case TYPE_MOMENT:
        if (by_day) bound(&t, DATE_MIN, DATE_MAX);
        break;
    case TYPE_CHOICE: bound(&t, 0, (int64_t)l->program->choices.items[n->type.index]->members.count - 1); break;
    case TYPE_TRUTH: t.domain = TERM_TRUTH; break;
    case TYPE_NONE:
    case TYPE_NUMBER:
    case TYPE_PERCENT:
    case TYPE_MONEY:
    case TYPE_RECORD:
    case TYPE_TALLY:
    case TYPE_CURSOR:
    case TYPE_COUNT: break;
    }
    return t;
}

/* ---- comparisons ---- */

static enum compare_op turned(enum compare_op op) {
    switch (op) {
    case COMPARE_LESS: return COMPARE_MORE;
    case COMPARE_AT_MOST: return COMPARE_AT_LEAST;
    case COMPARE_MORE: return COMPARE_LESS;
    case COMPARE_AT_LEAST: return COMPARE_AT_MOST;
    case COMPARE_BEFORE: return COMPARE_AFTER;
    case COMPARE_NOT_AFTER: return COMPARE_NOT_BEFORE;
    case COMPARE_AFTER: return COMPARE_BEFORE;
    case COMPARE_NOT_BEFORE: return COMPARE_NOT_AFTER;
    case COMPARE_EQUAL:
    case COMPARE_NOT_EQUAL:
    case COMPARE_IN:
    case COMPARE_INCLUDES: break;
    }
    return op;
}

static bool is_textual(struct type t) { return t.kind == TYPE_TEXT || t.kind == TYPE_LABEL; }

/* A value that is compared, and how. */
struct side {
    struct node *node;
    struct value value;
    bool constant;
};

static struct side side_of(const struct lint *l, struct node *n) {
    struct side s = {.node = lint_resolve(l, n)};
    s.constant = lint_constant(l, s.node, &s.value);
    return s;
}

/* The value as a point of the line that its type is; a moment may be taken by its day. */
static struct decimal point_of(struct side s, bool by_day) {
    struct type t = s.node->type;
    if (t.kind == TYPE_NUMBER || t.kind == TYPE_PERCENT) return (struct decimal){s.value.i, (uint8_t)s.value.aux};
    if (t.kind == TYPE_MOMENT && by_day) return decimal_from_int(moment_day(s.value.i));
    return decimal_from_int(s.value.i);
}

static struct formula *compare_constants(struct question *q, enum compare_op op, struct side a, struct side b,
                                         bool by_day, struct node *whole) {
    if (a.value.state != STATE_KNOWN || b.value.state != STATE_KNOWN) return constant(q, LINT_OPEN);
    int sign;
    if (is_textual(a.node->type))
        sign = text_compare(value_as_text(a.value), value_as_text(b.value));
    else if (a.node->type.kind == TYPE_MONEY && a.value.aux != b.value.aux)
        return unknown_truth(q, whole); /* a rate may be known where it runs */
    else
        sign = decimal_compare(point_of(a, by_day), point_of(b, by_day));
    bool less = op == COMPARE_LESS || op == COMPARE_BEFORE, most = op == COMPARE_AT_MOST || op == COMPARE_NOT_AFTER;
    bool more = op == COMPARE_MORE || op == COMPARE_AFTER, least = op == COMPARE_AT_LEAST || op == COMPARE_NOT_BEFORE;
    bool holds = (sign < 0 && (less || most)) || (sign > 0 && (more || least)) ||
                 (sign == 0 && (most || least || op == COMPARE_EQUAL)) || (sign != 0 && op == COMPARE_NOT_EQUAL);
    return constant(q, holds ? LINT_YES : LINT_NO);
}

static struct formula *compare_with_constant(struct question *q, enum compare_op op, struct side datum, struct side c,
                                             bool by_day) {
    if (c.value.state != STATE_KNOWN) return constant(q, LINT_OPEN);
    if (datum.node->type.kind == TYPE_TRUTH) {
        struct formula *f = formula_of(q, datum.node);
        return (c.value.i != 0) == (op == COMPARE_EQUAL) ? f : formula_not(q, f);
    }
    struct term t = term_of(q->lint, datum.node, by_day);
    if (datum.node->type.kind == TYPE_MONEY) t.currency = c.value.aux + 1;
    struct formula *f = atom(q, find_term(q, &t), op);
    struct term *made = &q->terms.items[f->term];
    if (made->domain == TERM_NAMES) {
        f->text = value_as_text(c.value);
        VEC_PUSH(q->lint->arena, &made->texts, f->text);
    } else {
        f->point = point_of(c, by_day);
        VEC_PUSH(q->lint->arena, &made->points, f->point);
    }
    return f;
}

static bool in_order(struct type t) { return t.kind != TYPE_TEXT && t.kind != TYPE_LABEL && t.kind != TYPE_RECORD; }

/* Two data: what is asked of a pair is one term, in whichever order it is written. */
static struct formula *compare_data(struct question *q, enum compare_op op, struct node *a, struct node *b) {
    bool ordered = a->type.shape == SHAPE_ONE && in_order(a->type);
    struct term t = {.domain = ordered ? TERM_ORDER : TERM_SAME, .relation = RELATION_COMPARED, .node = a, .other = b};
    if (lint_same(q->lint, a, b))
        return op == COMPARE_EQUAL || op == COMPARE_AT_LEAST || op == COMPARE_AT_MOST || op == COMPARE_NOT_BEFORE ||
                       op == COMPARE_NOT_AFTER
                   ? constant(q, LINT_YES)
                   : constant(q, LINT_NO);
    for (size_t i = 0; i < q->terms.count; i++)
        if (q->terms.items[i].relation == RELATION_COMPARED && lint_same(q->lint, q->terms.items[i].node, b) &&
            lint_same(q->lint, q->terms.items[i].other, a))
            return atom(q, i, turned(op));
    return atom(q, find_term(q, &t), op);
}

static struct formula *compared(struct question *q, enum compare_op op, struct node *left, struct node *right,
                                struct node *whole) {
    struct side a = side_of(q->lint, left), b = side_of(q->lint, right);
    if (a.node->type.shape != SHAPE_ONE || b.node->type.shape != SHAPE_ONE) return compare_data(q, op, a.node, b.node);
    bool by_day = a.node->type.kind != b.node->type.kind &&
                  (a.node->type.kind == TYPE_MOMENT || b.node->type.kind == TYPE_MOMENT);
    if (a.constant && b.constant) return compare_constants(q, op, a, b, by_day, whole);
    if (b.constant) return compare_with_constant(q, op, a, b, by_day);
    if (a.constant) return compare_with_constant(q, turned(op), b, a, by_day);
    return compare_data(q, op, a.node, b.node);
}

/* ---- lists ---- */

static struct formula *equals_label(struct question *q, struct node *element, const struct symbol *label) {
    struct side datum = side_of(q->lint, element);
    struct side c = {.node = datum.node, .value = value_text(label->names.zh), .constant = true};
    if (!datum.constant) return compare_with_constant(q, COMPARE_EQUAL, datum, c, false);
    return compare_constants(q, COMPARE_EQUAL, datum, c, false, element);
}

/* An element is in a list: it is one of those that stand there, or nobody knows. */
static struct formula *element_in(struct question *q, struct node *element, struct node *list) {
    struct lint_elements elements = {0};
    if (!lint_elements(q->lint, list, &elements)) {
        struct term t = {.domain = TERM_TRUTH,
                         .relation = RELATION_HOLDS,
                         .node = lint_resolve(q->lint, list),
                         .other = lint_resolve(q->lint, element)};
        return atom(q, find_term(q, &t), COMPARE_EQUAL);
    }
    struct formula *f = make(q, FORMULA_AT_LEAST);
    f->least = 1;
    for (size_t i = 0; i < elements.nodes.count; i++)
        add(q, f, compared(q, COMPARE_EQUAL, element, elements.nodes.items[i], elements.nodes.items[i]));
    for (size_t i = 0; elements.labels != NULL && i < elements.labels->members.count; i++)
        add(q, f, equals_label(q, element, elements.labels->members.items[i]));
    return f;
}

static struct formula *includes(struct question *q, struct node *list, struct node *part) {
    struct lint_elements elements = {0};
    part = lint_resolve(q->lint, part);
    list = lint_resolve(q->lint, list);
    if (part->type.shape == SHAPE_ONE) return element_in(q, part, list);
    if (lint_same(q->lint, list, part)) return constant(q, LINT_YES);
    if (!lint_elements(q->lint, part, &elements) || elements.labels != NULL) {
        struct term t = {.domain = TERM_TRUTH, .relation = RELATION_HOLDS_ALL, .node = list, .other = part};
        return atom(q, find_term(q, &t), COMPARE_EQUAL);
    }
    struct formula *f = make(q, FORMULA_AT_LEAST);
    f->least = elements.nodes.count;
    for (size_t i = 0; i < elements.nodes.count; i++) add(q, f, element_in(q, elements.nodes.items[i], list));
    return f;
}

static struct formula *comparison(struct question *q, struct node *n) {
    struct node *left = n->kids[COMPARE_LEFT], *right = n->kids[COMPARE_RIGHT];
    struct formula *f;
    switch ((enum compare_op)n->op) {
    case COMPARE_IN: f = element_in(q, left, right); break;
    case COMPARE_INCLUDES: f = includes(q, left, right); break;
    default: f = compared(q, (enum compare_op)n->op, left, right, n); break;
    }
    return n->flags & NODE_NEGATED ? formula_not(q, f) : f;
}

static struct formula *together(struct question *q, const struct lint_part *parts, size_t count) {
    struct formula *all = make(q, FORMULA_AT_LEAST);
    all->least = count;
    for (size_t i = 0; i < count; i++) {
        struct formula *f = formula_of(q, parts[i].condition);
        add(q, all, parts[i].negated ? formula_not(q, f) : f);
    }
    if (!q->too_large) question_settle(q);
    return all;
}

/* Whether some element can pass the filter and satisfy (or, `failing`, fail) the body. */
static bool element_can(const struct lint *l, const struct node *n, bool failing) {
    struct question q = {.lint = l};
    struct lint_part parts[2] = {{n->kids[QUANTIFIER_BODY], failing}, {n->kids[QUANTIFIER_WHERE], false}};
    struct formula *all = together(&q, parts, parts[1].condition == NULL ? 1 : 2);
    return q.too_large || question_can_be(&q, all, LINT_YES, failing);
}

static bool count_of(const struct lint *l, struct node *count, int64_t *out) {
    struct value v;
    if (count == NULL || !lint_constant(l, count, &v) || v.state != STATE_KNOWN || v.aux != 0) return false;
    *out = v.i;
    return true;
}

static struct formula *quantified(struct question *q, struct node *n) {
    const struct lint *l = q->lint;
    bool empty = lint_always_empty(l, n->kids[QUANTIFIER_SOURCE]);
    int64_t least = 1;
    switch ((enum group_op)n->op) {
    case GROUP_ALL:
        if (empty || !element_can(l, n, true)) return constant(q, LINT_YES);
        break;
    case GROUP_NONE:
        if (empty || !element_can(l, n, false)) return constant(q, LINT_YES);
        break;
    case GROUP_AT_LEAST:
        if (!count_of(l, n->kids[QUANTIFIER_COUNT], &least)) break;
        if (least <= 0) return constant(q, LINT_YES);
        if (empty || !element_can(l, n, false)) return constant(q, LINT_NO);
        break;
    case GROUP_ANY:
        if (empty || !element_can(l, n, false)) return constant(q, LINT_NO);
        break;
    }
    return free_truth(q, n);
}

bool lint_always_empty(const struct lint *l, struct node *list) {
    struct lint_elements elements = {0};
    list = lint_resolve(l, list);
    if (!lint_spend(l)) return false;
    if (lint_elements(l, list, &elements)) return elements.nodes.count == 0 && elements.labels == NULL;
    if (list->kind == NODE_FILTER)
        return lint_always_empty(l, list->kids[FILTER_SOURCE]) ||
               !lint_outcomes(l, list->kids[FILTER_CONDITION]).can_be_yes;
    if (list->kind != NODE_ARITHMETIC) return false;
    bool left = lint_always_empty(l, list->kids[ARITHMETIC_LEFT]);
    bool right = lint_always_empty(l, list->kids[ARITHMETIC_RIGHT]);
    return list->op == ARITHMETIC_UNION ? left && right : list->op == ARITHMETIC_INTERSECT ? left || right : left;
}

/* ---- conditions ---- */

static struct formula *group(struct question *q, struct node *n) {
    struct node *items = n->kids[GROUP_ITEMS];
    int64_t least = 0;
    if (n->op == GROUP_AT_LEAST && !count_of(q->lint, n->kids[GROUP_COUNT], &least)) return free_truth(q, n);
    struct formula *f = make(q, FORMULA_AT_LEAST);
    f->least = n->op == GROUP_ALL ? items->n_kids : n->op == GROUP_AT_LEAST ? (size_t)(least < 0 ? 0 : least) : 1;
    for (uint32_t i = 0; i < items->n_kids; i++) add(q, f, formula_of(q, items->kids[i]));
    return n->op == GROUP_NONE ? formula_not(q, f) : f;
}

struct formula *formula_of(struct question *q, struct node *n) {
    n = lint_resolve(q->lint, n);
    if (q->too_large) return constant(q, LINT_OPEN);
    switch ((enum node_kind)n->kind) {
    case NODE_TRUTH:
        return constant(q, n->value.state != STATE_KNOWN ? LINT_OPEN : n->value.i != 0 ? LINT_YES : LINT_NO);
    case NODE_NOT: return formula_not(q, formula_of(q, n->kids[NOT_OPERAND]));
    case NODE_AND: return both(q, formula_of(q, n->kids[AND_LEFT]), formula_of(q, n->kids[AND_RIGHT]));
    case NODE_OR: return either(q, formula_of(q, n->kids[OR_LEFT]), formula_of(q, n->kids[OR_RIGHT]));
    case NODE_GROUP: return group(q, n);
    case NODE_COMPARE: return comparison(q, n);
    case NODE_BETWEEN:
        return both(q, compared(q, COMPARE_AT_LEAST, n->kids[BETWEEN_OPERAND], n->kids[BETWEEN_LOW], n),
                    compared(q, COMPARE_AT_MOST, n->kids[BETWEEN_OPERAND], n->kids[BETWEEN_HIGH], n));
    case NODE_HAS: return stated(q, n->kids[HAS_OPERAND], FORMULA_HAS);
    case NODE_MISSING: return stated(q, n->kids[MISSING_OPERAND], FORMULA_MISSING);
    case NODE_QUANTIFIER: return quantified(q, n);
    case NODE_IF: {
        struct formula *c = formula_of(q, n->kids[IF_CONDITION]);
        return either(q, both(q, c, formula_of(q, n->kids[IF_THEN])),
                      both(q, formula_not(q, c), formula_of(q, n->kids[IF_ELSE])));
    }
    default: return free_truth(q, n);
    }
}

/* ---- questions ---- */

struct lint_outcomes lint_together(const struct lint *l, const struct lint_part *parts, size_t count) {
    struct question q = {.lint = l};
    struct formula *all = together(&q, parts, count);
    struct lint_outcomes out = {true, true, q.terms.count > 0};
    if (q.too_large) return out;
    out.can_be_yes = question_can_be(&q, all, LINT_YES, false);
    out.can_be_no = question_can_be(&q, all, LINT_NO, true);
    return out;
}

struct lint_outcomes lint_outcomes(const struct lint *l, struct node *condition) {
    return lint_together(l, &(struct lint_part){condition, false}, 1);
}

bool lint_is_more(const struct lint *l, struct node *a, struct node *b) {
    struct question q = {.lint = l};
    const struct formula *f = compared(&q, COMPARE_MORE, a, b, a);
    return f->kind == FORMULA_CONSTANT && f->constant == LINT_YES;
}
