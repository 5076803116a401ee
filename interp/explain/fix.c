/* Changes: the cheapest set of edits that gives an expression the value wanted.
 *
 * A plain comparison is mended at its datum; of alternatives the cheapest counts, of demands all are needed. What
 * nobody can change (fixed facts, what the policy states, what is worked out) is never advised: an expression that
 * hangs on it alone has no change. Costs are small numbers that put mending a figure before naming another kind, and
 * adding a paper before turning one into another. */
#include <string.h>

#include "interp/explain/demand.h"
#include "interp/explain/pairwise.h"
#include "interp/explain/reasons.h"
#include "interp/vm/ops.h"

#include "lang/base/limits.h"
#include "lang/code/show.h"
#include "lang/value/date.h"
#include "lang/value/decimal.h"

enum {
    COST_EDIT = 2,     /* another figure, yes for no */
    COST_COMPLETE = 3, /* more members of a set */
    COST_RENAME = 7,   /* another kind, text or member: likely another thing */
    COST_ADD = 5,      /* one more element */
    COST_REMOVE = 6,
    COST_IMPOSSIBLE = 1000000,
};

struct plan {
    VEC(struct report_change) changes;
    unsigned cost;
};

static struct plan impossible(void) { return (struct plan){.cost = COST_IMPOSSIBLE}; }
static struct plan nothing(void) { return (struct plan){.cost = 0}; }

static bool is_value(const struct result *r, bool wanted) {
    return wanted ? value_is_true(r->value) : value_is_false(r->value);
}

static void join(struct vm *vm, struct plan *into, const struct plan *more) {
    if (into->cost >= COST_IMPOSSIBLE || more->cost >= COST_IMPOSSIBLE) {
        *into = impossible();
        return;
    }
    for (size_t i = 0; i < more->changes.count; i++) {
        bool there = false;
        for (size_t k = 0; k < into->changes.count; k++)
            there = there || (text_equal(into->changes.items[k].at, more->changes.items[i].at) &&
                              text_equal(into->changes.items[k].op, more->changes.items[i].op) &&
                              text_equal(into->changes.items[k].value, more->changes.items[i].value));
        if (!there) VEC_PUSH(vm->arena, &into->changes, more->changes.items[i]);
    }
    into->cost += more->cost;
}

static struct plan single(struct vm *vm, struct text at, const char *op, struct text value, struct text change,
                          unsigned cost) {
    struct plan p = {.cost = cost};
    VEC_PUSH(vm->arena, &p.changes,
             ((struct report_change){.at = at, .op = text_of(op), .value = value, .change = change}));
    return p;
}

/* The same where one datum is to be stated otherwise: it is called what the policy calls it. */
static struct plan edit(struct vm *vm, const struct result *datum, const char *op, struct text value,
                        struct text change, unsigned cost) {
    struct plan p = single(vm, replay_place(datum), op, value, change, cost);
    p.changes.items[0].expr = replay_words(vm, datum->node);
    return p;
}

/* A datum that the applicant states and can state otherwise. */
static bool is_editable(const struct result *r) {
    if (r->origin != NULL) r = r->origin;
    return r->node->kind == TRACE_DATUM && r->stated && r->at.len > 0 && (r->node->flags & TRACE_FIXED) == 0;
}

/* "+30 万元": how far the datum is from the bound. */
static struct text distance(struct vm *vm, struct type type, struct value from, struct value to) {
    struct value d = {.state = STATE_KNOWN};
    struct type t = type;
    if (from.state != STATE_KNOWN || to.state != STATE_KNOWN || type.shape != SHAPE_ONE) return TEXT("");
    switch ((enum type_kind)type.kind) {
    case TYPE_NUMBER:
    case TYPE_PERCENT: {
        struct decimal out;
        if (decimal_subtract((struct decimal){to.i, (uint8_t)to.aux}, (struct decimal){from.i, (uint8_t)from.aux},
                             &out) != DECIMAL_OK)
            return TEXT("");
        d.i = out.coefficient;
        d.aux = out.scale;
        break;
    }
    case TYPE_MONEY:
        if (from.aux != to.aux || __builtin_sub_overflow(to.i, from.i, &d.i)) return TEXT("");
        d.aux = from.aux;
        break;
    case TYPE_DATE:
        t = type_one(TYPE_DAYS);
        d.i = to.i - from.i;
        break;
    case TYPE_MONTHS:
    case TYPE_DAYS: d.i = to.i - from.i; break;
    default: return TEXT("");
    }
    if (d.i == 0) return TEXT(""); /* a bound that is excluded: the sign says all */
    struct buffer b;
    buffer_init(&b, vm->arena);
    if (d.i > 0) buffer_byte(&b, '+');
    show_value(&b, vm->image, t, d, vm->language, true);
    return buffer_done(&b);
}

static const char *sign_of(enum compare_op op, bool wanted) {
    switch (op) {
    case COMPARE_EQUAL: return wanted ? "=" : "!=";
    case COMPARE_NOT_EQUAL: return wanted ? "!=" : "=";
    case COMPARE_LESS:
    case COMPARE_BEFORE: return wanted ? "<" : ">=";
    case COMPARE_AT_MOST:
    case COMPARE_NOT_AFTER: return wanted ? "<=" : ">";
    case COMPARE_MORE:
    case COMPARE_AFTER: return wanted ? ">" : "<=";
    case COMPARE_AT_LEAST:
    case COMPARE_NOT_BEFORE: return wanted ? ">=" : "<";
    case COMPARE_IN: return wanted ? "in" : "not in";
    case COMPARE_INCLUDES: return wanted ? "includes" : "excludes";
    }
    return "=";
}

static const char *mirrored_sign(const char *sign) {
    switch (sign[0]) {
    case '<': return sign[1] == '=' ? ">=" : ">";
    case '>': return sign[1] == '=' ? "<=" : "<";
    default: return sign;
    }
}

/* A record of facts alone (a running project, a change that was made): it cannot be taken back. */
static bool is_fixed_record(struct vm *vm, struct type type) {
    if (type.kind != TYPE_RECORD) return false;
    const struct image_record *record = &vm->image->records[type.index];
    for (uint32_t i = 0; i < record->fields_count; i++) {
        const struct image_field *field = &vm->image->fields[record->fields_first + i];
        bool stated = field->chunk == IMAGE_NONE || (field->flags & FIELD_FALLBACK) != 0;
        if (stated && (field->flags & FIELD_FIXED) == 0) return false;
    }
    return true;
}

/* Whether a list is taken from a reference table, which nobody who applies can change. */
static bool is_of_table(const struct result *list) {
    if (list->origin != NULL) return is_of_table(list->origin);
    if (list->reference) return true;
    for (size_t i = 0; i < list->kids.count; i++)
        if (!list->kids.items[i]->in_loop && list->kids.items[i]->type.shape != SHAPE_ONE)
            return is_of_table(list->kids.items[i]);
    return false;
}

static struct plan fix_count(struct vm *vm, const struct result *count, const struct result *bound, const char *sign) {
    const struct result *list = demand_counted_list(count);
    if (list == NULL || is_of_table(list) || bound->value.state != STATE_KNOWN || bound->value.aux != 0 ||
        count->value.state != STATE_KNOWN)
        return impossible();
    struct text at = replay_place(list);
    int64_t certain = value_certain(count->value), possible = value_possible(count->value);
    int64_t need = bound->value.i;
    if (sign[0] == '>' && sign[1] == '\0') need++;
    if (sign[0] == '<' && sign[1] == '\0') need--;
    int64_t change = need - (need > certain ? certain : possible);
    if (at.len == 0 || change == 0 || need < 0 || sign[0] == '!') return impossible();
    if (change < 0 && is_fixed_record(vm, list->type)) return impossible();
    struct text value = demand_of_count(vm, count, change < 0 ? -change : change);
    return single(vm, at, change > 0 ? "add" : "remove", value,
                  text_format(vm->arena, "%s%lld", change > 0 ? "+" : "", (long long)change),
                  change > 0 ? COST_ADD : COST_REMOVE);
}

/* What a list lacks of another, or of one element. */
static struct text lacking(struct vm *vm, const struct result *have, const struct result *want) {
    struct value rest = {.state = STATE_KNOWN};
    if (want->type.shape == SHAPE_ONE || have->value.state != STATE_KNOWN)
        return replay_shown(vm, want->type, want->value);
    struct value *items = ARENA_ARRAY(vm->arena, want->value.aux + 1, struct value);
    for (uint32_t i = 0; i < want->value.aux; i++) {
        struct value in = ops_in(want->type.kind, want->value.list[i], have->value);
        if (!value_is_true(in)) items[rest.aux++] = want->value.list[i];
    }
    rest.list = items;
    return replay_shown(vm, type_set_of(want->type), rest);
}

/* A bound as a datum is compared with it: a day takes a moment by its day in China. */
static struct result bound_for(const struct result *datum, const struct result *bound) {
    struct result b = *bound;
    if (type_is(datum->type, TYPE_DATE) && type_is(b.type, TYPE_MOMENT) && b.value.state == STATE_KNOWN) {
        b.type = datum->type;
        b.value = (struct value){.i = moment_day(bound->value.i), .state = STATE_KNOWN};
    }
    return b;
}

static struct plan single_bound(struct vm *vm, const struct result *datum, const char *sign, const struct result *bound,
                                bool named, unsigned cost) {
    struct result b = bound_for(datum, bound);
    bool measured = !named && b.type.shape == SHAPE_ONE;
    struct text change = measured ? distance(vm, datum->type, datum->value, b.value) : TEXT("");
    return edit(vm, datum, sign, replay_shown(vm, b.type, b.value), change, cost);
}

/* 合计(L.f): what was added up, or NULL. The value must be known, and the list one whose elements can be changed. */
static const struct result *summed_list(struct vm *vm, const struct result *r) {
    const struct image_chunk *chunk = &vm->image->chunks[r->chunk];
    uint16_t op = vm->image->instructions[chunk->code_first + r->node->pc].op;
    bool sum = op == OP_SUM_NUM || op == OP_SUM_MONEY || op == OP_SUM_INT;
    if (!sum || r->node->kind != TRACE_VALUE || r->kids.count != 1 || r->value.state != STATE_KNOWN) return NULL;
    const struct result *list = r->kids.items[0];
    return list->node->flags & TRACE_FIXED ? NULL : list;
}

static struct plan fix_sum(struct vm *vm, const struct result *sum, const struct result *bound, const char *sign) {
    struct text at = replay_place(sum);
    bool least = sign[0] == '>', most = sign[0] == '<', equal = sign[0] == '=';
    if (at.len == 0 || replay_is_open(bound) || !(least || most || equal)) return impossible();
    const struct result *list = sum->kids.items[0];
    bool nothing_yet = list->value.state == STATE_KNOWN && list->value.aux == 0; /* an element must come first */
    const char *op = equal ? "sum=" : least ? (sign[1] == '=' ? "sum>=" : "sum>") : sign[1] == '=' ? "sum<=" : "sum<";
    return single(vm, at, op, replay_shown(vm, bound->type, bound->value),
                  distance(vm, sum->type, sum->value, bound->value), nothing_yet ? COST_ADD + 1 : COST_COMPLETE);
}

/* The amount that was converted, to be stated in the currency that is wanted: then no rate is needed. */
static const struct result *converted_amount(struct vm *vm, const struct result *r) {
    if (r->node->kind != TRACE_CONVERT || r->type.shape != SHAPE_ONE || r->kids.count == 0) return r;
    struct result *amount = ARENA_NEW(vm->arena, struct result);
    *amount = *r->kids.items[0];
    amount->value = r->value; /* so that the distance is that of the currency wanted */
    return amount;
}

static struct plan fix_compare(struct vm *vm, const struct result *r, bool wanted) {
    enum compare_op op = (enum compare_op)r->node->op;
    if (r->kids.count < 2) return impossible(); /* an operand without a trace: the application itself */
    const struct result *l = r->kids.items[0], *right = r->kids.items[r->kids.count - 1];
    if (r->node->flags & TRACE_NEGATED) wanted = !wanted;
    const char *sign = sign_of(op, wanted);
    if (l->node->kind == TRACE_COUNT_OF) return fix_count(vm, l, right, sign);
    if (right->node->kind == TRACE_COUNT_OF) return fix_count(vm, right, l, mirrored_sign(sign));
    if (summed_list(vm, l) != NULL) return fix_sum(vm, l, right, sign);
    if (summed_list(vm, right) != NULL) return fix_sum(vm, right, l, mirrored_sign(sign));
    l = converted_amount(vm, l);
    right = converted_amount(vm, right);
    bool named = l->type.kind == TYPE_CHOICE || l->type.kind == TYPE_TEXT || l->type.kind == TYPE_LABEL ||
                 l->type.shape != SHAPE_ONE;
    unsigned cost = named ? COST_RENAME : COST_EDIT;
    if (op == COMPARE_INCLUDES && wanted && is_editable(l) && !replay_is_open(right))
        return edit(vm, l, sign, lacking(vm, l, right), TEXT(""), COST_COMPLETE);
    if (is_editable(l) && !replay_is_open(right)) return single_bound(vm, l, sign, right, named, cost);
    if (is_editable(right) && !replay_is_open(l) && op != COMPARE_IN && op != COMPARE_INCLUDES)
        return single_bound(vm, right, mirrored_sign(sign), l, named, cost);
    return impossible();
}

/* Whether x lies below a bound; only for values that can be put in order. */
static bool is_below(const struct result *x, const struct result *bound) {
    struct value a = x->value, b = bound->value;
    if (type_is(x->type, TYPE_MOMENT) && type_is(bound->type, TYPE_DATE)) a.i = moment_day(a.i);
    if (x->type.kind == TYPE_NUMBER || x->type.kind == TYPE_PERCENT) {
        int order = 0;
        ops_compare_num(a, b, &order);
        return order < 0;
    }
    return a.i < b.i;
}

static struct plan fix_between(struct vm *vm, const struct result *r, bool wanted) {
    if (r->kids.count < 3 || !wanted) return impossible();
    const struct result *x = r->kids.items[0];
    if (x->node->kind == TRACE_COUNT_OF && x->value.state == STATE_KNOWN) {
        struct result most = *x;
        most.value = (struct value){.state = STATE_KNOWN, .i = value_possible(x->value)};
        return is_below(&most, r->kids.items[1]) ? fix_count(vm, x, r->kids.items[1], ">=")
                                                 : fix_count(vm, x, r->kids.items[2], "<=");
    }
    if (!is_editable(x)) return impossible();
    struct result low = bound_for(x, r->kids.items[1]), high = bound_for(x, r->kids.items[2]);
    if (low.value.state != STATE_KNOWN || high.value.state != STATE_KNOWN) return impossible();
    bool comparable = x->value.state == STATE_KNOWN &&
                      (x->type.kind != TYPE_MONEY || (x->value.aux == low.value.aux && x->value.aux == high.value.aux));
    /* Known and outside: only one end is broken. */
    if (comparable)
        return is_below(x, &low) ? single_bound(vm, x, ">=", &low, false, COST_EDIT)
                                 : single_bound(vm, x, "<=", &high, false, COST_EDIT);
    struct plan p = single_bound(vm, x, ">=", &low, false, COST_EDIT), q = single_bound(vm, x, "<=", &high, false, 0);
    join(vm, &p, &q);
    return p;
}

/* Of “申报.项目名称 匹配 /…/ 作 名” the pattern, as the policy writes it. */
static struct text pattern_words(struct vm *vm, const struct result *match) {
    struct text t = replay_words(vm, match->node);
    size_t from = replay_words(vm, match->kids.items[0]->node).len, to = t.len;
    while (from < t.len && t.ptr[from] != '/') from++;
    while (to > from && t.ptr[to - 1] != '/') to--;
    return to > from ? text_slice(t, from, to) : t;
}

static struct plan fix(struct vm *vm, const struct result *r, bool wanted);

static struct plan fix_all(struct vm *vm, const struct result *r, bool wanted) {
    struct plan p = nothing();
    for (size_t i = 0; i < r->kids.count; i++) {
        /* What hangs on a match that failed is settled with the match. */
        if (r->kids.items[i]->value.state == STATE_UNKNOWN && r->kids.items[i]->value.reason == REASON_NOT_MATCHED)
            continue;
        struct plan one = fix(vm, r->kids.items[i], wanted);
        join(vm, &p, &one);
    }
    return p;
}

static struct plan fix_any(struct vm *vm, const struct result *r, bool wanted) {
    struct plan best = impossible();
    for (size_t i = 0; i < r->kids.count; i++) {
        struct plan one = fix(vm, r->kids.items[i], wanted);
        if (one.cost < best.cost) best = one;
    }
    return best;
}

/* The cheapest `more` of the children that do not hold yet. */
static struct plan fix_some(struct vm *vm, const struct result *r, size_t need) {
    struct plan total = nothing();
    size_t have = 0;
    bool *used = ARENA_ARRAY(vm->arena, r->kids.count + 1, bool);
    for (size_t i = 0; i < r->kids.count; i++)
        if (is_value(r->kids.items[i], true)) {
            used[i] = true;
            have++;
        }
    for (; have < need; have++) {
        struct plan best = impossible();
        size_t at = 0;
        for (size_t i = 0; i < r->kids.count; i++) {
            struct plan one = used[i] ? impossible() : fix(vm, r->kids.items[i], true);
            if (one.cost < best.cost) {
                best = one;
                at = i;
            }
        }
        join(vm, &total, &best);
        if (total.cost >= COST_IMPOSSIBLE) break;
        used[at] = true;
    }
    return total;
}

/* Makes one element satisfy condition and body. */
static struct plan fix_round(struct vm *vm, const struct round *one) {
    struct plan p = fix(vm, one->body, true);
    if (one->where != NULL && !is_value(one->where, true)) {
        struct plan where = fix(vm, one->where, true);
        join(vm, &p, &where);
    }
    return p;
}

/* How many of “at least n elements” are lacking, those counted that surely satisfy the demand. */
static int64_t lacking_elements(const struct result *loop, const struct rounds *rounds) {
    int64_t lacks = (int64_t)(loop->node->flags >> TRACE_LEAST_SHIFT);
    for (size_t i = 0; i < rounds->list.count; i++) {
        const struct round *one = &rounds->list.items[i];
        bool counts = one->body != NULL && (one->body->element.flags & VALUE_MAYBE) == 0 && is_value(one->body, true);
        lacks -= counts && (one->where == NULL || is_value(one->where, true));
    }
    return lacks;
}

static struct plan fix_loop(struct vm *vm, const struct result *r, bool wanted) {
    struct rounds rounds = replay_rounds(vm->arena, r);
    if (rounds.source == NULL) return impossible();
    /* What a derived list of plain values gains hangs on other data. */
    bool can_grow =
        !is_of_table(rounds.source) && (rounds.source->type.kind == TYPE_RECORD || is_editable(rounds.source));
    struct text list_at = can_grow ? replay_place(rounds.source) : TEXT("");
    enum group_op op = (enum group_op)r->node->op;
    if (op == GROUP_AT_LEAST)
        return wanted && list_at.len > 0
                   ? single(vm, list_at, "add", demand_of_loop(vm, r, rounds.source, lacking_elements(r, &rounds)),
                            TEXT(""), COST_ADD)
                   : impossible();
    bool exists = (op == GROUP_ANY && wanted) || (op == GROUP_NONE && !wanted) || (op == GROUP_ALL && !wanted);
    if (exists) {
        if (op == GROUP_ALL) return impossible(); /* nobody is told how to break a rule that holds for all */
        struct plan best = list_at.len > 0
                               ? single(vm, list_at, "add", demand_of_loop(vm, r, rounds.source, 1), TEXT(""), COST_ADD)
                               : impossible();
        for (size_t i = 0; i < rounds.list.count; i++) {
            const struct result *body = rounds.list.items[i].body;
            bool sure = body != NULL && (body->element.flags & VALUE_MAYBE) == 0; /* an element of the list */
            struct plan one = sure ? fix_round(vm, &rounds.list.items[i]) : impossible();
            if (one.cost < best.cost) best = one;
        }
        return best;
    }
    if (rounds.source->value.state != STATE_KNOWN)
        return is_editable(rounds.source) ? edit(vm, rounds.source, "fill", TEXT(""), TEXT(""), COST_ADD)
                                          : impossible();
    struct plan p = nothing();
    for (size_t i = 0; i < rounds.list.count; i++) {
        const struct round *one = &rounds.list.items[i];
        bool applies = one->where == NULL || !is_value(one->where, false);
        if (one->body == NULL || !applies || is_value(one->body, op == GROUP_ALL)) continue;
        struct plan mend = fix(vm, one->body, op == GROUP_ALL);
        struct text element = replay_element_at(vm, one->body);
        bool removable = element.len > 0 && !is_fixed_record(vm, rounds.source->type);
        unsigned worse_than = op == GROUP_NONE ? COST_REMOVE : COST_IMPOSSIBLE - 1;
        if (op != GROUP_ALL && removable && mend.cost > worse_than)
            mend = single(vm, element, "drop", TEXT(""), TEXT(""), COST_REMOVE);
        join(vm, &p, &mend);
    }
    return p;
}

/* So many more members that agree with all of the largest part there is. */
static struct plan fix_pairwise(struct vm *vm, const struct result *r, bool wanted) {
    struct pairwise p = pairwise_of(vm->arena, r);
    if (!wanted || p.source == NULL || p.source->value.state != STATE_KNOWN || p.source->type.kind != TYPE_RECORD)
        return impossible();
    struct text at = replay_place(p.source);
    int64_t lacks =
        (int64_t)(r->node->flags >> TRACE_LEAST_SHIFT) - (int64_t)pairwise_largest(vm->arena, &p, false).aux;
    if (at.len == 0 || lacks <= 0) return impossible();
    return single(vm, at, "add", demand_of_loop(vm, r, p.source, lacks), TEXT(""), COST_ADD);
}

static struct plan fix(struct vm *vm, const struct result *r, bool wanted) {
    if (is_value(r, wanted)) return nothing();
    switch ((enum trace_kind)r->node->kind) {
    case TRACE_COMPARE: return fix_compare(vm, r, wanted);
    case TRACE_BETWEEN: return fix_between(vm, r, wanted);
    case TRACE_DATUM:
    case TRACE_VARIABLE:
        return is_editable(r) && type_is(r->type, TYPE_TRUTH)
                   ? edit(vm, r, "=", replay_shown(vm, type_one(TYPE_TRUTH), value_truth(wanted)), TEXT(""), COST_EDIT)
                   : impossible();
    case TRACE_HAS:
        return wanted && r->kids.count > 0 && is_editable(r->kids.items[0])
                   ? edit(vm, r->kids.items[0], "fill", TEXT(""), TEXT(""), COST_EDIT)
                   : impossible();
    case TRACE_MATCH:
        return wanted && r->kids.count > 0 && is_editable(r->kids.items[0])
                   ? edit(vm, r->kids.items[0], "matches", pattern_words(vm, r), TEXT(""), COST_EDIT)
                   : impossible();
    case TRACE_NOT: return r->kids.count == 1 ? fix(vm, r->kids.items[0], !wanted) : impossible();
    case TRACE_AND: return wanted ? fix_all(vm, r, true) : fix_any(vm, r, false);
    case TRACE_OR: return wanted ? fix_any(vm, r, true) : fix_all(vm, r, false);
    case TRACE_GROUP:
        switch ((enum group_op)r->node->op) {
        case GROUP_ALL: return wanted ? fix_all(vm, r, true) : fix_any(vm, r, false);
        case GROUP_ANY: return wanted ? fix_any(vm, r, true) : fix_all(vm, r, false);
        case GROUP_NONE: return wanted ? fix_all(vm, r, false) : fix_any(vm, r, true);
        case GROUP_AT_LEAST: return wanted ? fix_some(vm, r, r->node->extra) : impossible();
        }
        return impossible();
    case TRACE_QUANTIFIER: return fix_loop(vm, r, wanted);
    case TRACE_PAIRWISE: return fix_pairwise(vm, r, wanted);
    case TRACE_CONVERT:
    case TRACE_VALUE:
    case TRACE_CONSTANT:
    case TRACE_MISSING:
    case TRACE_FILTER:
    case TRACE_COUNT_OF:
    case TRACE_IF:
    case TRACE_CALL:
    case TRACE_ROW:
    case TRACE_COUNT: return impossible();
    }
    return impossible();
}

void reasons_fix(struct vm *vm, const struct result *result, bool wanted, struct report_rule *rule) {
    if (result == NULL) return;
    struct plan p = fix(vm, result, wanted);
    if (p.cost >= COST_IMPOSSIBLE) return;
    for (size_t i = 0; i < p.changes.count && i < LIMIT_EXPLAIN_GROUP; i++) {
        struct report_change change = p.changes.items[i];
        change.at = text_copy(vm->arena, change.at);
        VEC_PUSH(vm->arena, &rule->fix, change);
    }
}
