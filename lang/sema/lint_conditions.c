/* Conditions that always come out the same. The smallest part that does is reported, and what contains it is not said
 * again; where several parts only do so together, they are pointed at. */
#include "lang/sema/lint.h"

struct walk {
    struct lint *lint;
    struct span at; /* where an application of a template stands, whose parts are looked at with its arguments */
};

static bool visit(struct walk *w, struct node *n, bool quiet);

/* The operands of a chain of 且 or 或, the items of a group: what is joined in one step. */
static void operands(struct arena *arena, struct node *n, enum node_kind kind, struct lint_parts *out) {
    if (n->kind == NODE_GROUP && kind == NODE_GROUP) {
        for (uint32_t i = 0; i < n->kids[GROUP_ITEMS]->n_kids; i++)
            VEC_PUSH(arena, out, ((struct lint_part){n->kids[GROUP_ITEMS]->kids[i], false}));
    } else if (n->kind == kind) {
        operands(arena, n->kids[AND_LEFT], kind, out);
        operands(arena, n->kids[AND_RIGHT], kind, out);
    } else {
        VEC_PUSH(arena, out, ((struct lint_part){n, false}));
    }
}

static bool is_chain(const struct node *n) {
    return n->kind == NODE_AND || n->kind == NODE_OR || n->kind == NODE_GROUP;
}

/* ---- what is said ---- */

static struct diag *say(struct walk *w, enum diag_code code, const struct node *n, struct text arg) {
    struct lint *l = w->lint;
    struct diag *d = diag_report(l->sink, code, l->applying != NULL ? w->at : n->span, arg);
    if (l->applying != NULL)
        diag_mark(l->sink, d, n->span, TEXT("这个条件，代入参数之后"),
                  TEXT("this condition, with the arguments put in"));
    return d;
}

static void point_at_parts(struct walk *w, struct diag *d, struct node *n, bool always) {
    struct lint_parts parts = {0};
    lint_take_apart(w->lint->arena, n, always, &parts);
    size_t all = parts.count;
    if (all <= 2) return; /* the whole is pointed at */
    lint_leave_culprits(w->lint, &parts);
    for (size_t i = 0; parts.count < all && i < parts.count; i++)
        diag_mark(w->lint->sink, d, parts.items[i].condition->span,
                  always ? TEXT("这几处总有一处成立") : TEXT("这几处不能同时成立"),
                  always ? TEXT("one of these always holds") : TEXT("these never hold together"));
}

static bool report_shape(struct walk *w, struct node *n, bool always) {
    struct lint *l = w->lint;
    struct value ignored;
    if (n->kind == NODE_COMPARE) {
        struct node *a = n->kids[COMPARE_LEFT], *b = n->kids[COMPARE_RIGHT];
        if (lint_constant(l, a, &ignored) || n->op == COMPARE_IN || !lint_same(l, a, b)) return false;
        say(w, DIAG_WITH_ITSELF, n, TEXT(""));
        return true;
    }
    if (n->kind != NODE_BETWEEN || always || !lint_is_more(l, n->kids[BETWEEN_LOW], n->kids[BETWEEN_HIGH]))
        return false;
    say(w, DIAG_RANGE_REVERSED, n, TEXT(""));
    return true;
}

/* Reports a condition that always comes out the same. */
static bool report(struct walk *w, struct node *n) {
    struct lint *l = w->lint;
    struct lint_outcomes out = lint_outcomes(l, n);
    if (out.can_be_yes && out.can_be_no) return false;
    if (l->applying != NULL) { /* what holds for any arguments was said of the template */
        struct lint bare = *l;
        bare.applying = NULL;
        struct lint_outcomes without = lint_outcomes(&bare, n);
        if (!without.can_be_yes || !without.can_be_no) return true;
    }
    struct text known = diag_both(l->arena, TEXT("只要有关数据已填写，就"), TEXT(" whenever its data are known"));
    if (!out.can_be_yes && !out.can_be_no) {
        say(w, DIAG_NEVER_KNOWN, n, TEXT(""));
    } else if (!report_shape(w, n, out.can_be_yes)) {
        struct diag *d =
            say(w, out.can_be_yes ? DIAG_ALWAYS_YES : DIAG_ALWAYS_NO, n, out.reads_data ? known : TEXT(""));
        point_at_parts(w, d, n, out.can_be_yes);
    }
    return true;
}

/* Chains of more parts are not searched for repetitions. */
#define REPEATED_OF 250

static void report_repeated(struct walk *w, const struct lint_parts *parts) {
    struct lint *l = w->lint;
    if (l->applying != NULL || parts->count > REPEATED_OF) return;
    for (size_t i = 0; i < parts->count; i++)
        for (size_t k = 0; k < i; k++)
            if (lint_same(l, parts->items[k].condition, parts->items[i].condition)) {
                struct diag *d = diag_report0(l->sink, DIAG_ITEM_TWICE, parts->items[i].condition->span);
                diag_mark(l->sink, d, parts->items[k].condition->span, TEXT("与这里相同"), TEXT("the same as here"));
                break;
            }
}

/* ---- the walk ---- */

static bool is_condition(const struct node *n) {
    switch ((enum node_kind)n->kind) {
    case NODE_NOT:
    case NODE_AND:
    case NODE_OR:
    case NODE_GROUP:
    case NODE_COMPARE:
    case NODE_BETWEEN:
    case NODE_QUANTIFIER: return true;
    case NODE_IF: return type_is(n->type, TYPE_TRUTH);
    default: return false;
    }
}

/* Whether something was reported within. */
static bool visit_kids(struct walk *w, struct node *n) {
    bool reported = false;
    for (uint32_t i = 0; i < n->n_kids; i++) reported = visit(w, n->kids[i], false) || reported;
    return reported;
}

static bool visit_parts(struct walk *w, struct node *n) {
    struct lint_parts parts = {0};
    bool reported = false;
    operands(w->lint->arena, n, (enum node_kind)n->kind, &parts);
    for (size_t i = 0; i < parts.count; i++) reported = visit(w, parts.items[i].condition, false) || reported;
    report_repeated(w, &parts);
    return reported;
}

static bool visit(struct walk *w, struct node *n, bool quiet) {
    if (n == NULL) return false;
    bool reported = is_chain(n) ? visit_parts(w, n) : visit_kids(w, n);
    if (reported || quiet || !is_condition(n)) return reported;
    return report(w, n);
}

void lint_expression(struct lint *l, struct node *n, bool quiet) {
    struct walk w = {.lint = l, .at = l->applying != NULL ? l->applying->span : SPAN_NONE};
    visit(&w, n, quiet);
}

/* A whole condition of a rule: also a lone name or word that always comes out the same. */
static void whole_condition(struct lint *l, struct node *n, bool quiet) {
    struct walk w = {.lint = l, .at = l->applying != NULL ? l->applying->span : SPAN_NONE};
    if (n == NULL) return;
    if (!visit(&w, n, quiet) && !quiet && !is_condition(n)) report(&w, n);
}

/* ---- where conditions stand ---- */

static void conditions_of(struct lint *l, const struct rule_parts *parts, bool never) {
    for (size_t i = 0; i < parts->whens.count; i++)
        whole_condition(l, parts->whens.items[i]->kids[WHEN_CONDITION], never);
    for (size_t i = 0; i < parts->unlesses.count; i++)
        whole_condition(l, parts->unlesses.items[i]->kids[UNLESS_CONDITION], never);
    for (size_t i = 0; i < parts->lets.count; i++) lint_expression(l, parts->lets.items[i]->kids[LET_VALUE], false);
    if (parts->for_each != NULL) {
        lint_expression(l, parts->for_each->kids[FOR_EACH_SOURCE], never);
        whole_condition(l, parts->for_each->kids[FOR_EACH_WHERE], never);
    }
    if (parts->latest != NULL) lint_expression(l, parts->latest->kids[LATEST_DAY], false);
    if (parts->statement != NULL && parts->statement->kind == NODE_REQUIRE)
        whole_condition(l, parts->statement->kids[REQUIRE_CONDITION], false);
    if (parts->statement != NULL && parts->statement->kind == NODE_LIMIT) lint_expression(l, parts->statement, false);
    lint_expression(l, parts->message, false);
}

static void conditions_of_rule(struct lint *l, struct rule_unit *r) {
    if (r->template == NULL) {
        struct node *names = r->node->kids[RULE_NAMES];
        bool never = lint_never(l, &r->parts, NULL, names != NULL ? names->span : r->span, &r->names);
        conditions_of(l, &r->parts, never);
        return;
    }
    for (uint32_t i = 0; i < r->args->n_kids; i++) lint_expression(l, r->args->kids[i], false);
    /* Of a template that never applies whatever its arguments, the template says so. */
    bool applies = lint_applies(l, &r->parts, NULL);
    l->applying = r;
    bool never = applies && lint_never(l, &r->parts, &r->applied, r->span, &r->names);
    conditions_of(l, &r->parts, never);
    l->applying = NULL;
    conditions_of(l, &r->applied, never);
}

static void conditions_of_heading(struct lint *l, struct heading *h) {
    l->heading = h;
    for (size_t i = 0; i < h->rules.count; i++) conditions_of_rule(l, h->rules.items[i]);
    for (size_t i = 0; i < h->waivers.count; i++) conditions_of(l, &h->waivers.items[i].parts, false);
    l->heading = NULL;
}

static void conditions_of_template(struct lint *l, struct module *module, struct node *n) {
    struct rule_parts parts = {0};
    const struct symbol *t = name_in_module(module, n->kids[TEMPLATE_NAMES]->kids[NAMES_FIRST]->text);
    rule_parts_sort(l->arena, l->sink, n->kids[TEMPLATE_PARTS], &parts);
    conditions_of(l, &parts, lint_never(l, &parts, NULL, n->kids[TEMPLATE_NAMES]->span, &t->names));
}

/* What is no rule; rules are looked at with the guide, direction or theme that they belong to, rows of indicators as the
 * rules that are made of them. */
static void conditions_of_items(struct lint *l, struct module *module, struct node *items) {
    for (uint32_t i = 0; i < items->n_kids; i++) {
        struct node *n = items->kids[i];
        switch ((enum node_kind)n->kind) {
        case NODE_RULE:
        case NODE_APPLY:
        case NODE_WAIVE:
        case NODE_INDICATORS: break;
        case NODE_TEMPLATE: conditions_of_template(l, module, n); break;
        case NODE_THEME: conditions_of_items(l, module, n->kids[THEME_ITEMS]); break;
        default: lint_expression(l, n, false); break;
        }
    }
}

void lint_conditions(struct lint *l) {
    for (size_t m = 0; m < l->program->modules.count; m++)
        if (!l->program->modules.items[m]->is_stdlib) {
            l->heading = l->program->modules.items[m]->last_heading;
            conditions_of_items(l, l->program->modules.items[m], l->program->modules.items[m]->tree);
        }
    for (size_t h = 0; h < l->program->headings.count; h++) conditions_of_heading(l, l->program->headings.items[h]);
}
