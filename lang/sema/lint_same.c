/* Whether two expressions are the same in all but their words. Elements of two loops are the same where the loops are:
 * each pair of loops that is entered remembers which element answers to which. */
#include "lang/sema/lint.h"

struct pairing {
    const struct lint *lint;
    struct pair {
        const void *a, *b;
    } pairs[32];
    size_t count;
};

static bool same(struct pairing *p, struct node *a, struct node *b);

static bool same_meaning(const struct pairing *p, const void *a, const void *b) {
    for (size_t i = p->count; i-- > 0;)
        if (p->pairs[i].a == a || p->pairs[i].b == b) return p->pairs[i].a == a && p->pairs[i].b == b;
    return a == b;
}

static bool same_value(const struct node *a, const struct node *b) {
    if (a->value.state != b->value.state || a->value.aux != b->value.aux) return false;
    return a->value.state != STATE_KNOWN || a->value.i == b->value.i;
}

static bool same_kids(struct pairing *p, struct node *a, struct node *b) {
    if (a->n_kids != b->n_kids) return false;
    for (uint32_t i = 0; i < a->n_kids; i++)
        if (!same(p, a->kids[i], b->kids[i])) return false;
    return true;
}

static bool same_quantifier(struct pairing *p, struct node *a, struct node *b) {
    const struct node *x = a->kids[QUANTIFIER_VARIABLE], *y = b->kids[QUANTIFIER_VARIABLE];
    if (p->count == sizeof p->pairs / sizeof *p->pairs) return false;
    if (!same(p, a->kids[QUANTIFIER_COUNT], b->kids[QUANTIFIER_COUNT]) ||
        !same(p, a->kids[QUANTIFIER_SOURCE], b->kids[QUANTIFIER_SOURCE]))
        return false;
    p->pairs[p->count++] = (struct pair){x->decl, y->decl};
    bool yes = same(p, a->kids[QUANTIFIER_WHERE], b->kids[QUANTIFIER_WHERE]) &&
               same(p, a->kids[QUANTIFIER_BODY], b->kids[QUANTIFIER_BODY]);
    p->count--;
    return yes;
}

static bool same_filter(struct pairing *p, struct node *a, struct node *b) {
    if (p->count == sizeof p->pairs / sizeof *p->pairs) return false;
    if (!same(p, a->kids[FILTER_SOURCE], b->kids[FILTER_SOURCE])) return false;
    p->pairs[p->count++] = (struct pair){a->decl, b->decl};
    bool yes = same(p, a->kids[FILTER_CONDITION], b->kids[FILTER_CONDITION]);
    p->count--;
    return yes;
}

static bool same(struct pairing *p, struct node *a, struct node *b) {
    if (a != NULL) a = lint_resolve(p->lint, a);
    if (b != NULL) b = lint_resolve(p->lint, b);
    if (a == NULL || b == NULL) return a == b;
    if (a == b && p->count == 0) return true;
    if (!lint_spend(p->lint)) return false;
    if (a->kind != b->kind || a->op != b->op || ((a->flags ^ b->flags) & NODE_NEGATED) != 0) return false;
    switch ((enum node_kind)a->kind) {
    case NODE_NUMBER: return same_value(a, b);
    case NODE_LITERAL:
    case NODE_TRUTH: return type_equal(a->type, b->type) && same_value(a, b);
    case NODE_NAME:
    case NODE_IT: return a->decl != NULL && same_meaning(p, a->decl, b->decl);
    case NODE_FIELD:
    case NODE_CALL: return a->decl != NULL && same_meaning(p, a->decl, b->decl) && same_kids(p, a, b);
    case NODE_TEXT:
    case NODE_PATTERN: return text_equal(a->text, b->text) && type_equal(a->type, b->type) && same_kids(p, a, b);
    case NODE_MATCH:
        return same(p, a->kids[MATCH_OPERAND], b->kids[MATCH_OPERAND]) &&
               text_equal(a->kids[MATCH_PATTERN]->text, b->kids[MATCH_PATTERN]->text);
    case NODE_QUANTIFIER: return same_quantifier(p, a, b);
    case NODE_FILTER: return same_filter(p, a, b);
    default: return same_kids(p, a, b);
    }
}

bool lint_same(const struct lint *l, struct node *a, struct node *b) {
    struct pairing p = {.lint = l};
    return same(&p, a, b);
}
