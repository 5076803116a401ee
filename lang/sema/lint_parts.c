/* Parts of conditions that are joined, and which of them conflict. */
#include "lang/sema/lint.h"

/* Of more parts the culprits are not looked for: each part left out is a question of its own. */
#define CULPRITS_OF 60

void lint_take_apart(struct arena *arena, struct node *n, bool negated, struct lint_parts *out) {
    bool any = n->kind == NODE_GROUP && (n->op == GROUP_ANY || n->op == GROUP_NONE);
    bool none = n->kind == NODE_GROUP && n->op == GROUP_NONE;
    bool all = n->kind == NODE_GROUP && n->op == GROUP_ALL;
    if (n->kind == (negated ? NODE_OR : NODE_AND)) {
        lint_take_apart(arena, n->kids[AND_LEFT], negated, out);
        lint_take_apart(arena, n->kids[AND_RIGHT], negated, out);
    } else if (n->kind == NODE_NOT) {
        lint_take_apart(arena, n->kids[NOT_OPERAND], !negated, out);
    } else if ((negated && any && !none) || (!negated && (all || none))) {
        for (uint32_t i = 0; i < n->kids[GROUP_ITEMS]->n_kids; i++)
            lint_take_apart(arena, n->kids[GROUP_ITEMS]->kids[i], negated || none, out);
    } else {
        VEC_PUSH(arena, out, ((struct lint_part){n, negated}));
    }
}

static bool conflict(const struct lint *l, const struct lint_parts *parts) {
    return parts->count > 0 && !lint_together(l, parts->items, parts->count).can_be_yes;
}

void lint_leave_culprits(const struct lint *l, struct lint_parts *parts) {
    if (parts->count > CULPRITS_OF) return;
    for (size_t i = parts->count; i-- > 0;) {
        struct lint_part out = parts->items[i];
        for (size_t k = i; k + 1 < parts->count; k++) parts->items[k] = parts->items[k + 1];
        parts->count--;
        if (conflict(l, parts)) continue;
        for (size_t k = parts->count++; k > i; k--) parts->items[k] = parts->items[k - 1];
        parts->items[i] = out;
    }
}
