/* Values that stand in the policy and need no data: literals, items, what a 设 names, arithmetic on them, worked out as
 * the machine does it. What would be an error there has no value here. */
#include "lang/sema/lint.h"

#include "lang/value/date.h"
#include "lang/value/decimal.h"
#include "lang/value/money.h"

/* Lets use one another so deep at most (check_symbol sees to it); an argument may be a let again. */
#define RESOLVE_DEPTH (2 * LIMIT_CALL_DEPTH)

static struct node *value_of_name(const struct lint *l, const struct symbol *s) {
    if (s == NULL) return NULL;
    if (s->kind == SYMBOL_LET) return s->value;
    if (s->kind == SYMBOL_LOCAL && s->node != NULL && s->node->kind == NODE_LET) return s->node->kids[LET_VALUE];
    if (s->kind == SYMBOL_PARAMETER && l->applying != NULL && s->owner == l->applying->template &&
        s->index < l->applying->args->n_kids)
        return l->applying->args->kids[s->index];
    return NULL;
}

struct node *lint_resolve(const struct lint *l, struct node *n) {
    for (unsigned depth = 0; depth < RESOLVE_DEPTH && n->kind == NODE_NAME; depth++) {
        struct node *value = value_of_name(l, n->decl);
        if (value == NULL) return n;
        n = value;
    }
    return n;
}

/* The name of a label that counts. False where a text is a label of some directions only and it is open which one this
 * is, as in a template. */
static bool label_value(const struct lint *l, struct text name, struct value *out) {
    struct checker c = {.program = l->program, .arena = l->arena, .sink = l->sink, .heading = l->heading};
    const struct symbol *label = name_label(&c, name);
    *out = value_text(label == NULL ? name : label->names.zh);
    for (size_t h = 0; label == NULL && h < l->program->headings.count; h++)
        for (size_t i = 0; i < l->program->headings.items[h]->labels.count; i++)
            if (names_match(&l->program->headings.items[h]->labels.items[i]->names, name)) return false;
    return true;
}

static struct decimal decimal_of(struct value v) { return (struct decimal){v.i, (uint8_t)v.aux}; }

static bool put_decimal(enum decimal_status status, struct decimal d, struct value *out) {
    *out = (struct value){.i = d.coefficient, .aux = d.scale, .state = STATE_KNOWN};
    return status == DECIMAL_OK;
}

static bool put_money(enum decimal_status status, struct money m, struct value *out) {
    *out = (struct value){.i = m.minor, .aux = (uint32_t)m.currency, .state = STATE_KNOWN};
    return status == DECIMAL_OK;
}

static bool is_scale(struct type t) { return type_is(t, TYPE_NUMBER) || type_is(t, TYPE_PERCENT); }

static bool add_whole(int64_t a, int64_t b, bool subtract, struct value *out) {
    *out = value_int(0);
    return subtract ? !__builtin_sub_overflow(a, b, &out->i) : !__builtin_add_overflow(a, b, &out->i);
}

static bool day_and_duration(struct type day, struct value a, struct type by, struct value b, bool earlier,
                             struct value *out) {
    int32_t from = type_is(day, TYPE_MOMENT) ? moment_day(a.i) : (int32_t)a.i, date = 0;
    int64_t n = earlier ? -b.i : b.i;
    bool ok = type_is(by, TYPE_MONTHS) ? date_add_months(from, n, &date) : date_add_days(from, n, &date);
    *out = value_int(date);
    return ok;
}

static bool fold_sum(const struct node *n, struct type ta, struct value a, struct type tb, struct value b,
                     struct value *out) {
    bool less = n->op == ARITHMETIC_SUBTRACT || n->op == ARITHMETIC_EARLIER;
    bool days = type_is(ta, TYPE_DATE) || type_is(ta, TYPE_MOMENT);
    struct decimal d = {0, 0};
    if (days && (type_is(tb, TYPE_MONTHS) || type_is(tb, TYPE_DAYS))) return day_and_duration(ta, a, tb, b, less, out);
    if (type_is(ta, TYPE_DATE) && type_is(tb, TYPE_DATE)) return add_whole(a.i, b.i, true, out);
    if (!type_equal(ta, tb) || days) return false;
    if (is_scale(ta))
        return put_decimal(less ? decimal_subtract(decimal_of(a), decimal_of(b), &d)
                                : decimal_add(decimal_of(a), decimal_of(b), &d),
                           d, out);
    bool amounts = type_is(ta, TYPE_MONEY);
    if (amounts && a.aux != b.aux) return false;
    if (!amounts && !type_is(ta, TYPE_MONTHS) && !type_is(ta, TYPE_DAYS)) return false;
    bool ok = add_whole(a.i, b.i, less, out);
    out->aux = a.aux;
    return ok;
}

static bool fold_product(const struct node *n, struct type ta, struct value a, struct type tb, struct value b,
                         struct value *out) {
    struct money m = {0, CURRENCY_CNY};
    struct decimal d = {0, 0};
    bool divide = n->op == ARITHMETIC_DIVIDE;
    struct money ma = {a.i, (enum currency)a.aux}, mb = {b.i, (enum currency)b.aux};
    if (type_is(ta, TYPE_MONEY) && is_scale(tb))
        return put_money(divide ? money_divide(ma, decimal_of(b), &m) : money_scale(ma, decimal_of(b), &m), m, out);
    if (!divide && type_is(tb, TYPE_MONEY) && is_scale(ta))
        return put_money(money_scale(mb, decimal_of(a), &m), m, out);
    if (divide && type_is(ta, TYPE_MONEY) && type_is(tb, TYPE_MONEY) && a.aux == b.aux)
        return put_decimal(money_ratio(ma, mb, &d), d, out);
    if (!is_scale(ta) || !is_scale(tb)) return false;
    return put_decimal(divide ? decimal_divide(decimal_of(a), decimal_of(b), &d)
                              : decimal_multiply(decimal_of(a), decimal_of(b), &d),
                       d, out);
}

static bool fold_arithmetic(const struct lint *l, const struct node *n, struct value *out) {
    struct value a, b;
    struct node *left = lint_resolve(l, n->kids[ARITHMETIC_LEFT]), *right = lint_resolve(l, n->kids[ARITHMETIC_RIGHT]);
    if (left->type.shape != SHAPE_ONE || right->type.shape != SHAPE_ONE) return false;
    if (!lint_constant(l, left, &a) || !lint_constant(l, right, &b)) return false;
    if (a.state != STATE_KNOWN || b.state != STATE_KNOWN) return false;
    switch ((enum arithmetic_op)n->op) {
    case ARITHMETIC_ADD:
    case ARITHMETIC_SUBTRACT:
    case ARITHMETIC_LATER:
    case ARITHMETIC_EARLIER: return fold_sum(n, left->type, a, right->type, b, out);
    case ARITHMETIC_MULTIPLY:
    case ARITHMETIC_DIVIDE: return fold_product(n, left->type, a, right->type, b, out);
    case ARITHMETIC_UNION:
    case ARITHMETIC_INTERSECT:
    case ARITHMETIC_EXCEPT: return false;
    }
    return false;
}

bool lint_constant(const struct lint *l, struct node *n, struct value *out) {
    n = lint_resolve(l, n);
    const struct symbol *s = n->kind == NODE_NAME ? n->decl : NULL;
    if (!lint_spend(l)) return false;
    switch ((enum node_kind)n->kind) {
    case NODE_NUMBER:
    case NODE_LITERAL:
    case NODE_TRUTH: *out = n->value; return true;
    case NODE_TEXT:
        if ((n->flags & NODE_HAS_HOLES) != 0 || n->n_kids > 0) return false;
        if (n->type.kind == TYPE_LABEL) return label_value(l, n->text, out);
        *out = value_text(n->text);
        return true;
    case NODE_NAME:
        if (s == NULL || (s->kind != SYMBOL_ITEM && s->kind != SYMBOL_LABEL)) return false;
        *out = s->kind == SYMBOL_ITEM ? value_int(s->index) : value_text(s->names.zh);
        return true;
    case NODE_NEGATE:
        if (n->type.shape != SHAPE_ONE || n->type.kind == TYPE_TALLY || !lint_constant(l, n->kids[NEGATE_OPERAND], out))
            return false;
        out->i = -out->i;
        return true;
    case NODE_ARITHMETIC: return fold_arithmetic(l, n, out);
    default: return false;
    }
}

bool lint_elements(const struct lint *l, struct node *n, struct lint_elements *out) {
    n = lint_resolve(l, n);
    const struct symbol *s = n->kind == NODE_NAME ? n->decl : NULL;
    if (s != NULL && s->kind == SYMBOL_LABELS) {
        out->labels = s;
        return true;
    }
    if (s != NULL && s->kind == SYMBOL_SET && s->value != NULL) return lint_elements(l, s->value, out);
    if (n->kind != NODE_LIST_LITERAL && n->kind != NODE_SET_LITERAL) return false;
    for (uint32_t i = 0; i < n->n_kids; i++) VEC_PUSH(l->arena, &out->nodes, n->kids[i]);
    return true;
}
