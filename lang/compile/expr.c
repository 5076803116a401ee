/* Expressions to instructions.
 *
 * Every expression ends in a register; a temporary one may be written again by what uses it (and, or), a named one may
 * not. Short cuts (SKIP) only save time: the instruction behind them gives the same result without, which is what lets
 * a recording run go through every part. */
#include "lang/code/builtin.h"
#include "lang/compile/internal.h"

#include "lang/sema/sema.h"
#include "lang/value/money.h"

#define TRUTH type_one(TYPE_TRUTH)

static uint32_t value_of(struct code *c, struct node *n);

static struct type type_of(const struct code *c, uint32_t reg) { return c->regs.items[reg]; }
static bool is_int(struct type t) {
    return t.kind == TYPE_TRUTH || t.kind == TYPE_DATE || t.kind == TYPE_MOMENT || t.kind == TYPE_MONTHS ||
           t.kind == TYPE_DAYS || t.kind == TYPE_CHOICE;
}
static bool is_num(struct type t) { return t.kind == TYPE_NUMBER || t.kind == TYPE_PERCENT; }

/* ---- registers that may be written ---- */

static bool is_named(const struct code *c, uint32_t reg) { return reg < 2 + c->params; }

/* The value in a register that nothing else reads. */
static uint32_t temporary(struct code *c, struct node *n) {
    uint32_t r = value_of(c, n);
    bool shared =
        n->kind == NODE_NAME || n->kind == NODE_IT || is_named(c, r) ||
        (n->kind == NODE_FIELD && n->kids[FIELD_OBJECT]->kind == NODE_NAME && n->kids[FIELD_OBJECT]->decl != NULL &&
         ((struct symbol *)n->kids[FIELD_OBJECT]->decl)->kind == SYMBOL_BINDER);
    if (!shared) return r;
    uint32_t t = code_register(c, type_of(c, r));
    code_emit(c, OP_MOVE, t, r, 0);
    return t;
}

static uint32_t converted(struct code *c, uint32_t r, struct type wanted) {
    struct type have = type_of(c, r);
    if (type_is(have, TYPE_MOMENT) && type_is(wanted, TYPE_DATE)) {
        uint32_t d = code_register(c, wanted);
        code_emit(c, OP_DAY, d, r, 0);
        return d;
    }
    bool list_for_set = wanted.shape != SHAPE_ONE && have.shape != SHAPE_ONE && have.shape != wanted.shape;
    if (list_for_set && have.kind == wanted.kind && have.index == wanted.index) {
        uint32_t d = code_register(c, wanted);
        code_emit(c, OP_DISTINCT, d, r, 0);
        return d;
    }
    if (type_is(have, TYPE_TALLY) && !type_is(wanted, TYPE_TALLY)) {
        uint32_t d = code_register(c, type_one(TYPE_NUMBER));
        code_emit(c, OP_TALLY_NUM, d, r, 0);
        return d;
    }
    return r;
}

uint32_t compile_as(struct code *c, struct node *n, struct type wanted) { return converted(c, value_of(c, n), wanted); }

/* Values in registers one after another; gives the first. */
static uint32_t in_a_row(struct code *c, const uint32_t *from, uint32_t count) {
    uint32_t first = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t r = code_register(c, type_of(c, from[i]));
        if (i == 0) first = r;
    }
    for (uint32_t i = 0; i < count; i++) code_emit(c, OP_MOVE, first + i, from[i], 0);
    return first;
}

/* ---- names, fields, calls ---- */

static uint32_t field_load(struct code *c, uint32_t object, struct symbol *field, uint32_t index) {
    struct type t = type_of(c, object);
    bool derived = field->value != NULL;
    if (derived) compile_field_chunk(c->k, field);
    if (t.shape != SHAPE_ONE) {
        uint32_t r = code_register(c, type_list_of(field->type));
        code_emit(c, OP_PROJECT, r, object, index);
        return r;
    }
    uint32_t r = code_register(c, field->type);
    code_emit(c, derived ? OP_DERIVED : OP_FIELD, r, object, index);
    return r;
}

static void trace_datum(struct code *c, size_t mark, struct node *n, uint32_t reg, uint32_t object,
                        struct symbol *field, uint32_t index) {
    struct image_node *row =
        trace_add(c, mark, type_of(c, object).shape == SHAPE_ONE ? TRACE_DATUM : TRACE_VALUE, n, reg);
    row->op = object;
    row->extra = index;
    bool stated = field->node != NULL && field->node->kind == NODE_FIELD_DECL;
    if (stated && (field->node->flags & NODE_FIXED) != 0) row->flags |= TRACE_FIXED;
    if (stated && field->value != NULL) row->flags |= TRACE_FALLBACK;
}

static uint32_t global_fact(struct code *c, size_t mark, struct node *n, uint32_t index, struct type type) {
    uint32_t r = code_register(c, type);
    code_emit(c, OP_FIELD, r, 1, index);
    struct image_node *row = trace_add(c, mark, TRACE_DATUM, n, r);
    row->op = 1;
    row->extra = index;
    return r;
}

static uint32_t name_value(struct code *c, struct node *n) {
    struct symbol *s = n->decl;
    size_t mark = trace_mark(c);
    switch (s->kind) {
    case SYMBOL_PARAMETER:
    case SYMBOL_LOCAL:
    case SYMBOL_CAPTURE: {
        uint32_t r = s->kind == SYMBOL_CAPTURE ? s->owner->reg + 1 + s->index : s->reg;
        if (code_here(c) == 0) { /* a trace needs an instruction to stand at */
            uint32_t t = code_register(c, type_of(c, r));
            code_emit(c, OP_MOVE, t, r, 0);
            r = t;
        }
        trace_add(c, mark, TRACE_VARIABLE, n, r);
        return r;
    }
    case SYMBOL_APPLICATION: return s->reg != UINT32_MAX ? s->reg : 0;
    case SYMBOL_LET:
    case SYMBOL_SET:
    case SYMBOL_TABLE: {
        uint32_t r = field_load(c, 1, s, s->index);
        trace_datum(c, mark, n, r, 1, s, s->index);
        return r;
    }
    case SYMBOL_BUILTIN:
        switch ((enum builtin)s->index) {
        case BUILTIN_AS_OF: return global_fact(c, mark, n, IMAGE_GLOBAL_AS_OF, type_one(TYPE_DATE));
        case BUILTIN_DIRECTION_FIELDS: return global_fact(c, mark, n, IMAGE_GLOBAL_DIRECTION_FIELDS, n->type);
        case BUILTIN_DIRECTION_PARTNERS: return global_fact(c, mark, n, IMAGE_GLOBAL_DIRECTION_PARTNERS, n->type);
        case BUILTIN_DIRECTION_CODE: return global_fact(c, mark, n, IMAGE_GLOBAL_DIRECTION_CODE, type_one(TYPE_TEXT));
        default: break;
        }
        break;
    default: break;
    }
    return 0; /* sema lets nothing else through */
}

static uint32_t field_value(struct code *c, struct node *n) {
    struct node *object = n->kids[FIELD_OBJECT];
    struct symbol *s = n->decl;
    size_t mark = trace_mark(c);
    if (s->kind == SYMBOL_CAPTURE) {
        uint32_t r = s->owner->reg + 1 + s->index;
        trace_add(c, mark, TRACE_VARIABLE, n, r);
        return r;
    }
    uint32_t base = value_of(c, object);
    uint32_t r = field_load(c, base, s, s->index);
    trace_datum(c, mark, n, r, base, s, s->index);
    return r;
}

struct compiled {
    struct text name;
    struct span at;
};

/* Messages name this symbol until name_again. */
static struct compiled name_symbol(struct compiler *k, const struct symbol *s) {
    struct compiled outer = {k->name, k->at};
    k->name = s->names.zh.len > 0 ? s->names.zh : s->names.en;
    k->at = s->node->span;
    return outer;
}

static void name_again(struct compiler *k, struct compiled outer) {
    k->name = outer.name;
    k->at = outer.at;
}

static void compile_function(struct compiler *k, struct symbol *s) {
    if (s->chunk != UINT32_MAX) return;
    struct code c;
    struct compiled outer = name_symbol(k, s);
    struct type *types = ARENA_ARRAY(k->arena, s->members.count + 1, struct type);
    for (size_t i = 0; i < s->members.count; i++) {
        types[i] = s->members.items[i]->type;
        s->members.items[i]->reg = (uint32_t)(2 + i);
    }
    code_begin(&c, k, types, (uint32_t)s->members.count);
    uint32_t r = compile_as(&c, s->value, s->type);
    s->chunk = code_end(&c, r);
    name_again(k, outer);
}

static uint32_t call_value(struct code *c, struct node *n, size_t mark) {
    struct symbol *s = n->decl;
    struct node *args = n->kids[CALL_ARGS];
    uint32_t *regs = ARENA_ARRAY(c->k->arena, args->n_kids + 1, uint32_t);
    for (uint32_t i = 0; i < args->n_kids; i++) regs[i] = compile_as(c, args->kids[i], s->members.items[i]->type);
    compile_function(c->k, s);
    uint32_t first = args->n_kids == 0 ? 0 : in_a_row(c, regs, args->n_kids);
    uint32_t r = code_register(c, s->type);
    code_emit(c, OP_CALL, r, s->chunk, first);
    trace_add(c, mark, TRACE_CALL, n, r);
    return r;
}

static uint32_t unary(struct code *c, enum opcode op, struct type type, uint32_t a) {
    uint32_t r = code_register(c, type);
    code_emit(c, op, r, a, 0);
    return r;
}
static uint32_t binary(struct code *c, enum opcode op, struct type type, uint32_t a, uint32_t b) {
    uint32_t r = code_register(c, type);
    code_emit(c, op, r, a, b);
    return r;
}

/* ---- groups, links, rates ---- */

struct loop {
    uint32_t cursor, element, next, present;
};
static struct loop loop_begin(struct code *c, uint32_t list, struct symbol *variable, uint32_t element);
static void loop_end(struct code *c, const struct loop *l);
#define NEW_ELEMENT UINT32_MAX

/* “L 按 其.k”: the elements (of a projection X.f its values) and their keys, one for each element of X. */
struct grouped {
    uint32_t values, keys;
};

static struct grouped grouped_by(struct code *c, struct node *by) {
    struct node *list = by->kids[BY_LIST], *source = sema_grouped_list(list);
    size_t mark = trace_mark(c);
    uint32_t elements = value_of(c, source);
    struct grouped g = {.values = elements};
    if (source != list) {
        struct symbol *field = list->decl;
        g.values = field_load(c, elements, field, field->index);
        trace_datum(c, mark, list, g.values, elements, field, field->index);
    }
    g.keys = code_register(c, type_list_of(by->kids[BY_KEY]->type));
    code_emit(c, OP_COLLECT_START, g.keys, elements, 0);
    struct loop l = loop_begin(c, elements, by->decl, NEW_ELEMENT);
    uint32_t key = value_of(c, by->kids[BY_KEY]);
    code_emit(c, OP_COLLECT, g.keys, l.present, key);
    loop_end(c, &l);
    return g;
}

static uint32_t group_value_of(struct code *c, const struct symbol *s, struct node *n) {
    struct grouped g = grouped_by(c, n->kids[CALL_ARGS]->kids[0]);
    uint32_t r = code_register(c, n->type);
    switch ((enum builtin)s->index) {
    case BUILTIN_COUNT: code_emit(c, OP_GROUP_COUNT, r, g.keys, 0); break;
    case BUILTIN_SUM: code_emit(c, OP_GROUP_SUM, r, g.values, g.keys); break;
    case BUILTIN_MIN: code_emit(c, OP_GROUP_LEAST, r, g.values, g.keys); break;
    case BUILTIN_MAX: code_emit(c, OP_GROUP_GREATEST, r, g.values, g.keys); break;
    default: code_emit(c, OP_GROUP_DISTINCT, r, g.values, g.keys); break; /* sema lets nothing else through */
    }
    return r;
}

/* 最大(个数(L 按 其.k)) */
static uint32_t largest_group(struct code *c, struct node *count) {
    struct grouped g = grouped_by(c, count->kids[CALL_ARGS]->kids[0]);
    return unary(c, OP_GROUP_MOST, type_one(TYPE_TALLY), g.keys);
}

/* The list of records first, so that a field of theirs can be named behind it. */
static uint32_t by_records(struct code *c, enum opcode op, struct type type, const uint32_t regs[3], uint32_t field) {
    uint32_t first = in_a_row(c, regs, 3), r = code_register(c, type);
    code_emit(c, op, r, first, field);
    return r;
}

/* The keys of a list's records, read only so that an explanation can name those that are not stated. */
static void trace_key(struct code *c, struct node *links, uint32_t records) {
    struct symbol *key = sema_text_key(c->k->program->records.items[type_of(c, records).index]);
    struct node *n = ast_make(c->k->arena, NODE_FIELD, links->span, 1, links->kids[FIELD_OBJECT]);
    n->text = key->names.zh;
    n->decl = key;
    trace_datum(c, trace_mark(c), n, field_load(c, records, key, key->index), records, key, key->index);
}

static uint32_t linked(struct code *c, enum opcode op, struct node *args) {
    struct node *links = args->kids[2];
    uint32_t a = value_of(c, args->kids[0]), b = value_of(c, args->kids[1]);
    size_t mark = trace_mark(c);
    uint32_t records = value_of(c, links->kids[FIELD_OBJECT]);
    struct symbol *field = links->decl;
    uint32_t all = field_load(c, records, field, field->index);
    trace_datum(c, mark, links, all, records, field, field->index);
    trace_key(c, links, records);
    return by_records(c, op, TRUTH, (uint32_t[]){records, a, b}, field->index);
}

static uint32_t exchanged(struct code *c, struct node *n, struct node *args) {
    uint32_t amount = value_of(c, args->kids[0]), rates = value_of(c, args->kids[1]);
    struct symbol *record = c->k->program->records.items[type_of(c, rates).index];
    uint32_t currency = args->n_kids == 3
                            ? value_of(c, args->kids[2])
                            : code_load(c, type_one(TYPE_TEXT),
                                        builder_constant(&c->k->build, type_one(TYPE_TEXT),
                                                         value_text(text_of(currency_code(CURRENCY_CNY)))));
    return by_records(c, OP_CONVERT, n->type, (uint32_t[]){rates, amount, currency}, sema_rate_field(record)->index);
}

static uint32_t builtin_value(struct code *c, struct node *n, size_t mark) {
    struct symbol *s = n->decl;
    struct node *args = n->kids[CALL_ARGS];
    struct type t = n->type;
    if (args->n_kids == 0) return name_value(c, n);
    uint32_t a, b, r = 0;
    enum trace_kind kind = TRACE_VALUE;
    if (args->kids[0]->kind == NODE_BY) {
        r = group_value_of(c, s, n);
        trace_add(c, mark, kind, n, r);
        return r;
    }
    switch ((enum builtin)s->index) {
    case BUILTIN_COUNT:
        r = unary(c, OP_TALLY_COUNT, type_one(TYPE_TALLY), value_of(c, args->kids[0]));
        kind = TRACE_COUNT_OF;
        break;
    case BUILTIN_SUM:
        a = value_of(c, args->kids[0]);
        r = unary(c, is_num(t) ? OP_SUM_NUM : t.kind == TYPE_MONEY ? OP_SUM_MONEY : OP_SUM_INT, t, a);
        break;
    case BUILTIN_MIN: r = unary(c, OP_LEAST, t, value_of(c, args->kids[0])); break;
    case BUILTIN_MAX:
        r = type_is(t, TYPE_TALLY) ? largest_group(c, args->kids[0])
                                   : unary(c, OP_GREATEST, t, value_of(c, args->kids[0]));
        break;
    case BUILTIN_DISTINCT: r = unary(c, OP_DISTINCT, t, value_of(c, args->kids[0])); break;
    case BUILTIN_LENGTH: r = unary(c, OP_LENGTH, t, value_of(c, args->kids[0])); break;
    case BUILTIN_YEAR: r = unary(c, OP_YEAR, t, compile_as(c, args->kids[0], type_one(TYPE_DATE))); break;
    case BUILTIN_DAY: r = unary(c, OP_DAY, t, value_of(c, args->kids[0])); break;
    case BUILTIN_WHOLE_MONTHS:
        a = compile_as(c, args->kids[0], type_one(TYPE_DATE));
        b = compile_as(c, args->kids[1], type_one(TYPE_DATE));
        r = binary(c, OP_WHOLE_MONTHS, t, a, b);
        break;
    case BUILTIN_STARTS_WITH:
    case BUILTIN_CONTAINS:
        a = value_of(c, args->kids[0]);
        b = value_of(c, args->kids[1]);
        r = binary(c, s->index == BUILTIN_CONTAINS ? OP_CONTAINS : OP_STARTS_WITH, t, a, b);
        break;
    case BUILTIN_CONVERT:
        r = exchanged(c, n, args);
        kind = TRACE_CONVERT;
        break;
    case BUILTIN_BELONGS_TO: r = linked(c, OP_BELONGS, args); break;
    case BUILTIN_AFFILIATED: r = linked(c, OP_AFFILIATED, args); break;
    case BUILTIN_AS_OF:
    case BUILTIN_DIRECTION_FIELDS:
    case BUILTIN_DIRECTION_PARTNERS:
    case BUILTIN_DIRECTION_CODE: /* no arguments */
    case BUILTIN_COUNT_OF_ALL: break;
    }
    trace_add(c, mark, kind, n, r);
    return r;
}

/* ---- comparisons ---- */

static uint32_t negated(struct code *c, uint32_t r) { return unary(c, OP_NOT, TRUTH, r); }

static uint32_t compare_tally(struct code *c, enum compare_op op, uint32_t tally, uint32_t number) {
    switch (op) {
    case COMPARE_EQUAL: return binary(c, OP_TALLY_EQUAL, TRUTH, tally, number);
    case COMPARE_NOT_EQUAL: return negated(c, binary(c, OP_TALLY_EQUAL, TRUTH, tally, number));
    case COMPARE_LESS:
    case COMPARE_BEFORE: return negated(c, binary(c, OP_TALLY_AT_LEAST, TRUTH, tally, number));
    case COMPARE_MORE:
    case COMPARE_AFTER: return negated(c, binary(c, OP_TALLY_AT_MOST, TRUTH, tally, number));
    case COMPARE_AT_MOST:
    case COMPARE_NOT_AFTER: return binary(c, OP_TALLY_AT_MOST, TRUTH, tally, number);
    case COMPARE_AT_LEAST:
    case COMPARE_NOT_BEFORE: return binary(c, OP_TALLY_AT_LEAST, TRUTH, tally, number);
    case COMPARE_IN:
    case COMPARE_INCLUDES: break;
    }
    return 0;
}

static enum compare_op mirrored(enum compare_op op) {
    switch (op) {
    case COMPARE_LESS: return COMPARE_MORE;
    case COMPARE_MORE: return COMPARE_LESS;
    case COMPARE_AT_MOST: return COMPARE_AT_LEAST;
    case COMPARE_AT_LEAST: return COMPARE_AT_MOST;
    case COMPARE_BEFORE: return COMPARE_AFTER;
    case COMPARE_AFTER: return COMPARE_BEFORE;
    case COMPARE_NOT_AFTER: return COMPARE_NOT_BEFORE;
    case COMPARE_NOT_BEFORE: return COMPARE_NOT_AFTER;
    case COMPARE_EQUAL:
    case COMPARE_NOT_EQUAL:
    case COMPARE_IN:
    case COMPARE_INCLUDES: return op;
    }
    return op;
}

static uint32_t compare_registers(struct code *c, enum compare_op op, uint32_t a, uint32_t b) {
    struct type ta = type_of(c, a), tb = type_of(c, b);
    if (type_is(ta, TYPE_TALLY)) return compare_tally(c, op, a, converted(c, b, type_one(TYPE_NUMBER)));
    if (type_is(tb, TYPE_TALLY)) return compare_tally(c, mirrored(op), b, a);
    if (type_is(ta, TYPE_MOMENT) && type_is(tb, TYPE_DATE)) a = converted(c, a, tb);
    if (type_is(tb, TYPE_MOMENT) && type_is(ta, TYPE_DATE)) b = converted(c, b, ta);
    ta = type_of(c, a);
    bool ints = is_int(ta), nums = is_num(ta), money = ta.kind == TYPE_MONEY;
    if (ta.shape != SHAPE_ONE) {
        uint32_t r = binary(c, OP_EQ_SET, TRUTH, a, b);
        return op == COMPARE_NOT_EQUAL ? negated(c, r) : r;
    }
    switch (op) {
    case COMPARE_EQUAL:
        return binary(c, ints ? OP_EQ_INT : nums ? OP_EQ_NUM : money ? OP_EQ_MONEY : OP_EQ_TEXT, TRUTH, a, b);
    case COMPARE_NOT_EQUAL:
        return binary(c, ints ? OP_NE_INT : nums ? OP_NE_NUM : money ? OP_NE_MONEY : OP_NE_TEXT, TRUTH, a, b);
    case COMPARE_LESS:
    case COMPARE_BEFORE: return binary(c, ints ? OP_LT_INT : nums ? OP_LT_NUM : OP_LT_MONEY, TRUTH, a, b);
    case COMPARE_AT_MOST:
    case COMPARE_NOT_AFTER: return binary(c, ints ? OP_LE_INT : nums ? OP_LE_NUM : OP_LE_MONEY, TRUTH, a, b);
    case COMPARE_MORE:
    case COMPARE_AFTER: return binary(c, ints ? OP_LT_INT : nums ? OP_LT_NUM : OP_LT_MONEY, TRUTH, b, a);
    case COMPARE_AT_LEAST:
    case COMPARE_NOT_BEFORE: return binary(c, ints ? OP_LE_INT : nums ? OP_LE_NUM : OP_LE_MONEY, TRUTH, b, a);
    case COMPARE_IN:
    case COMPARE_INCLUDES: break;
    }
    return 0;
}

static uint32_t compare_value(struct code *c, struct node *n, size_t mark) {
    uint32_t a = value_of(c, n->kids[COMPARE_LEFT]), b = value_of(c, n->kids[COMPARE_RIGHT]), r;
    if (n->op == COMPARE_IN)
        r = binary(c, OP_IN, TRUTH, converted(c, a, type_element(type_of(c, b))), b);
    else if (n->op == COMPARE_INCLUDES)
        r = type_of(c, b).shape == SHAPE_ONE ? binary(c, OP_IN, TRUTH, b, a) : binary(c, OP_INCLUDES, TRUTH, a, b);
    else
        r = compare_registers(c, (enum compare_op)n->op, a, b);
    if (n->flags & NODE_NEGATED) r = negated(c, r);
    struct image_node *row = trace_add(c, mark, TRACE_COMPARE, n, r);
    row->op = n->op;
    if (n->flags & NODE_NEGATED) row->flags |= TRACE_NEGATED;
    return r;
}

/* ---- arithmetic ---- */

static uint32_t arithmetic_value(struct code *c, struct node *n) {
    uint32_t a = value_of(c, n->kids[ARITHMETIC_LEFT]);
    a = converted(c, a, type_is(type_of(c, a), TYPE_MOMENT) ? type_one(TYPE_DATE) : n->type);
    uint32_t b = value_of(c, n->kids[ARITHMETIC_RIGHT]);
    b = converted(c, b, type_is(type_of(c, b), TYPE_MOMENT) ? type_one(TYPE_DATE) : n->type);
    struct type ta = type_of(c, a), tb = type_of(c, b), t = n->type;
    bool add = n->op == ARITHMETIC_ADD || n->op == ARITHMETIC_LATER;
    switch ((enum arithmetic_op)n->op) {
    case ARITHMETIC_ADD:
    case ARITHMETIC_SUBTRACT:
    case ARITHMETIC_LATER:
    case ARITHMETIC_EARLIER:
        if (ta.kind == TYPE_DATE && tb.kind == TYPE_DATE) return binary(c, OP_DIFF_DATES, t, a, b);
        if (ta.kind == TYPE_DATE && tb.kind == TYPE_MONTHS)
            return binary(c, add ? OP_ADD_MONTHS : OP_SUB_MONTHS, t, a, b);
        if (ta.kind == TYPE_DATE) return binary(c, add ? OP_ADD_DAYS : OP_SUB_DAYS, t, a, b);
        if (ta.kind == TYPE_MONEY) return binary(c, add ? OP_ADD_MONEY : OP_SUB_MONEY, t, a, b);
        if (is_num(ta)) return binary(c, add ? OP_ADD_NUM : OP_SUB_NUM, t, a, b);
        return binary(c, add ? OP_ADD_INT : OP_SUB_INT, t, a, b);
    case ARITHMETIC_MULTIPLY:
        if (ta.kind == TYPE_MONEY) return binary(c, OP_MUL_MONEY, t, a, b);
        if (tb.kind == TYPE_MONEY) return binary(c, OP_MUL_MONEY, t, b, a);
        return binary(c, OP_MUL_NUM, t, a, b);
    case ARITHMETIC_DIVIDE:
        if (ta.kind == TYPE_MONEY)
            return tb.kind == TYPE_MONEY ? binary(c, OP_RATIO_MONEY, t, a, b) : binary(c, OP_DIV_MONEY, t, a, b);
        return binary(c, OP_DIV_NUM, t, a, b);
    case ARITHMETIC_UNION: return binary(c, OP_UNION, t, a, b);
    case ARITHMETIC_INTERSECT: return binary(c, OP_INTERSECT, t, a, b);
    case ARITHMETIC_EXCEPT: return binary(c, OP_EXCEPT, t, a, b);
    }
    return 0;
}

/* ---- logic ---- */

static uint32_t join_value(struct code *c, struct node *l, struct node *r, bool all) {
    uint32_t a = temporary(c, l);
    uint32_t skip = code_emit(c, all ? OP_SKIP_FALSE : OP_SKIP_TRUE, a, 0, 0);
    uint32_t b = value_of(c, r);
    code_emit(c, all ? OP_AND : OP_OR, a, a, b);
    code_land(c, skip);
    return a;
}

static uint32_t group_value(struct code *c, struct node *n) {
    struct node *items = n->kids[GROUP_ITEMS];
    if (n->op == GROUP_AT_LEAST) {
        uint32_t tally = code_register(c, type_one(TYPE_TALLY));
        code_emit(c, OP_TALLY_ZERO, tally, 0, 0);
        for (uint32_t i = 0; i < items->n_kids; i++) {
            uint32_t r = value_of(c, items->kids[i]);
            code_emit(c, OP_TALLY_ADD, tally, r, r);
        }
        uint32_t least = code_load(c, type_one(TYPE_NUMBER),
                                   builder_constant(&c->k->build, type_one(TYPE_NUMBER), n->kids[GROUP_COUNT]->value));
        return binary(c, OP_TALLY_AT_LEAST, TRUTH, tally, least);
    }
    bool all = n->op == GROUP_ALL;
    uint32_t a = temporary(c, items->kids[0]);
    uint32_t *skips = ARENA_ARRAY(c->k->arena, items->n_kids + 1, uint32_t);
    for (uint32_t i = 1; i < items->n_kids; i++) {
        skips[i] = code_emit(c, all ? OP_SKIP_FALSE : OP_SKIP_TRUE, a, 0, 0);
        uint32_t b = value_of(c, items->kids[i]);
        code_emit(c, all ? OP_AND : OP_OR, a, a, b);
    }
    for (uint32_t i = 1; i < items->n_kids; i++) code_land(c, skips[i]);
    /* Where every item was skipped or none stood, the group still ends at an instruction of its own. */
    uint32_t r = code_register(c, TRUTH);
    code_emit(c, n->op == GROUP_NONE ? OP_NOT : OP_MOVE, r, a, 0);
    return r;
}

/* ---- loops ---- */

/* The elements go to a register of their own, or to that of an earlier loop. */
static struct loop loop_begin(struct code *c, uint32_t list, struct symbol *variable, uint32_t element_register) {
    struct loop l;
    struct type element = type_element(type_of(c, list));
    l.cursor = code_register(c, (struct type){TYPE_CURSOR, element.kind, element.index});
    l.element = element_register == NEW_ELEMENT ? code_register(c, element) : element_register;
    l.present = code_register(c, TRUTH);
    code_emit(c, OP_CURSOR, l.cursor, list, 0);
    l.next = code_emit(c, OP_NEXT, l.element, l.cursor, 0);
    code_emit(c, OP_PRESENT, l.present, l.element, 0);
    variable->reg = l.element;
    return l;
}

static void loop_end(struct code *c, const struct loop *l) {
    code_emit(c, OP_REPEAT, l->next, 0, 0);
    code_land(c, l->next);
}

/* The condition of a loop joined to the element's presence; gives the jump that skips the rest, to be landed. */
static uint32_t loop_where(struct code *c, const struct loop *l, struct node *where) {
    if (where == NULL) return IMAGE_NONE;
    size_t first = c->nodes.count;
    uint32_t w = value_of(c, where);
    if (c->nodes.count > first) c->nodes.items[c->nodes.count - 1].flags |= TRACE_WHERE;
    code_emit(c, OP_AND, l->present, l->present, w);
    return code_emit(c, OP_SKIP_FALSE, l->present, 0, 0);
}

/* ---- tables ---- */

static uint32_t row_value(struct code *c, struct node *n, size_t mark) {
    const struct symbol *table = n->decl, *key = NULL;
    for (size_t i = 0; key == NULL; i++)
        if (table->owner->members.items[i]->node->flags & NODE_KEY) key = table->owner->members.items[i];
    value_of(c, n->kids[INDEX_TABLE]); /* for the trace */
    uint32_t k = compile_as(c, n->kids[INDEX_KEY], key->type);
    uint32_t r = binary(c, OP_ROW, n->type, k, compile_index(c->k, table, key->index));
    trace_add(c, mark, TRACE_ROW, n, r);
    return r;
}

/* Whether an expression within a loop is the same for every element. */
static bool is_apart(const struct node *n, const struct symbol *element) {
    if (n == NULL) return true;
    const struct symbol *s = n->decl;
    if (s == element && s != NULL) return false;
    /* A capture is of a match that may look at the element. */
    if (n->kind == NODE_MATCH) return false;
    if ((n->kind == NODE_NAME || n->kind == NODE_FIELD) && s != NULL &&
        (s->kind == SYMBOL_CAPTURE || s->kind == SYMBOL_BINDER))
        return false;
    for (uint32_t i = 0; i < n->n_kids; i++)
        if (!is_apart(n->kids[i], element)) return false;
    return true;
}

/* A column of the element, by which rows can be found: its values are the same or not. */
static const struct symbol *column_of(const struct node *n, const struct symbol *element) {
    if (n->kind != NODE_FIELD) return NULL;
    const struct node *object = n->kids[FIELD_OBJECT];
    const struct symbol *column = n->decl;
    if ((object->kind != NODE_NAME && object->kind != NODE_IT) || object->decl != element || column->value != NULL)
        return NULL;
    struct type t = column->type;
    return t.shape == SHAPE_ONE && t.kind != TYPE_MONEY && t.kind != TYPE_TRUTH ? column : NULL;
}

static bool is_textual(struct type t) { return t.kind == TYPE_TEXT || t.kind == TYPE_LABEL; }

static bool is_key_for(const struct symbol *column, const struct node *key, const struct symbol *element) {
    struct type t = key->type;
    if (t.shape != SHAPE_ONE || !is_apart(key, element)) return false;
    if (t.kind == TYPE_TALLY) t = type_one(TYPE_NUMBER);
    if (t.kind == TYPE_MOMENT && column->type.kind == TYPE_DATE) t = column->type;
    return type_equal(t, column->type) || (is_textual(t) && is_textual(column->type));
}

/* `key` of the first condition `element.column = key` among those that must hold together; gives the column, or NULL. */
static const struct symbol *lookup_of(struct node *n, const struct symbol *element, struct node **key) {
    const struct symbol *column = NULL;
    if (n == NULL) return NULL;
    if (n->kind == NODE_AND) {
        column = lookup_of(n->kids[AND_LEFT], element, key);
        return column != NULL ? column : lookup_of(n->kids[AND_RIGHT], element, key);
    }
    if (n->kind == NODE_GROUP && n->op == GROUP_ALL) {
        for (uint32_t i = 0; column == NULL && i < n->kids[GROUP_ITEMS]->n_kids; i++)
            column = lookup_of(n->kids[GROUP_ITEMS]->kids[i], element, key);
        return column;
    }
    if (n->kind != NODE_COMPARE || n->op != COMPARE_EQUAL || (n->flags & NODE_NEGATED)) return NULL;
    for (unsigned side = 0; side < 2; side++) {
        column = column_of(n->kids[side == 0 ? COMPARE_LEFT : COMPARE_RIGHT], element);
        *key = n->kids[side == 0 ? COMPARE_RIGHT : COMPARE_LEFT];
        if (column != NULL && is_key_for(column, *key, element)) return column;
    }
    return NULL;
}

/* The rows of a table that a loop need look at: a row whose cell surely differs cannot satisfy a condition that asks for
 * the cell. The loop asks the whole condition again, so that it comes to the same as over all rows. */
static uint32_t narrowed(struct code *c, const struct node *source, uint32_t list, const struct symbol *element,
                         struct node *where, struct node *body) {
    struct node *key = NULL;
    const struct symbol *table = source->kind == NODE_NAME ? source->decl : NULL;
    if (table == NULL || table->kind != SYMBOL_TABLE) return list;
    const struct symbol *column = lookup_of(where, element, &key);
    if (column == NULL) column = lookup_of(body, element, &key);
    if (column == NULL) return list;
    uint32_t k = compile_as(c, key, column->type);
    return binary(c, OP_LOOKUP, type_of(c, list), k, compile_index(c->k, table, column->index));
}

/* ---- quantifiers and filters ---- */

static uint32_t quantifier_value(struct code *c, struct node *n, size_t mark) {
    uint32_t list = value_of(c, n->kids[QUANTIFIER_SOURCE]), acc, result, stop = IMAGE_NONE;
    bool every = n->op == GROUP_ALL, counted = n->op == GROUP_AT_LEAST;
    list = narrowed(c, n->kids[QUANTIFIER_SOURCE], list, n->kids[QUANTIFIER_VARIABLE]->decl, n->kids[QUANTIFIER_WHERE],
                    every ? NULL : n->kids[QUANTIFIER_BODY]);
    if (counted) {
        acc = code_register(c, type_one(TYPE_TALLY));
        code_emit(c, OP_TALLY, acc, list, 0);
    } else {
        acc = code_register(c, TRUTH);
        code_emit(c, OP_START, acc, list, every);
    }
    struct loop l = loop_begin(c, list, n->kids[QUANTIFIER_VARIABLE]->decl, NEW_ELEMENT);
    uint32_t skip = loop_where(c, &l, n->kids[QUANTIFIER_WHERE]);
    uint32_t body = value_of(c, n->kids[QUANTIFIER_BODY]);
    if (counted)
        code_emit(c, OP_TALLY_ADD, acc, l.present, body);
    else
        code_emit(c, every ? OP_ALSO_EVERY : OP_ALSO_SOME, acc, l.present, body);
    if (!counted) stop = code_emit(c, every ? OP_SKIP_FALSE : OP_SKIP_TRUE, acc, 0, 0);
    if (skip != IMAGE_NONE) code_land(c, skip);
    loop_end(c, &l);
    if (stop != IMAGE_NONE) code_land(c, stop);
    result = code_register(c, TRUTH);
    if (counted) {
        uint32_t least =
            code_load(c, type_one(TYPE_NUMBER),
                      builder_constant(&c->k->build, type_one(TYPE_NUMBER), n->kids[QUANTIFIER_COUNT]->value));
        code_emit(c, OP_TALLY_AT_LEAST, result, acc, least);
    } else {
        code_emit(c, n->op == GROUP_NONE ? OP_NOT : OP_MOVE, result, acc, 0);
    }
    struct image_node *row = trace_add(c, mark, TRACE_QUANTIFIER, n, result);
    row->op = n->op;
    row->extra = l.element;
    if (counted) row->flags |= (uint32_t)n->kids[QUANTIFIER_COUNT]->value.i << TRACE_LEAST_SHIFT;
    return result;
}

/* Those that meet the condition, surely or perhaps; `element` is where the walk leaves each. */
static uint32_t pair_members(struct code *c, struct node *n, uint32_t list, uint32_t *element) {
    *element = NEW_ELEMENT;
    if (n->kids[PAIRWISE_WHERE] != NULL) {
        uint32_t some = code_register(c, type_of(c, list));
        code_emit(c, OP_COLLECT_START, some, list, 0);
        struct loop l = loop_begin(c, list, n->kids[PAIRWISE_FIRST]->decl, NEW_ELEMENT);
        uint32_t skip = loop_where(c, &l, n->kids[PAIRWISE_WHERE]);
        code_emit(c, OP_COLLECT, some, l.present, l.element);
        code_land(c, skip);
        loop_end(c, &l);
        *element = l.element;
        list = some;
    }
    return unary(c, OP_PAIR_MEMBERS, type_of(c, list), list);
}

static uint32_t pairwise_value(struct code *c, struct node *n, size_t mark) {
    uint32_t first, members = pair_members(c, n, value_of(c, n->kids[PAIRWISE_SOURCE]), &first);
    uint32_t pairs = unary(c, OP_PAIR_START, type_list_of(TRUTH), members);
    struct loop outer = loop_begin(c, members, n->kids[PAIRWISE_FIRST]->decl, first);
    struct loop inner = loop_begin(c, members, n->kids[PAIRWISE_SECOND]->decl, NEW_ELEMENT);
    code_emit(c, OP_PAIR, pairs, value_of(c, n->kids[PAIRWISE_BODY]), 0);
    loop_end(c, &inner);
    loop_end(c, &outer);
    uint32_t largest = binary(c, OP_PAIR_GROUP, type_one(TYPE_TALLY), members, pairs);
    struct value count = n->kids[PAIRWISE_COUNT]->value;
    uint32_t least = code_load(c, type_one(TYPE_NUMBER), builder_constant(&c->k->build, type_one(TYPE_NUMBER), count));
    uint32_t result = binary(c, OP_TALLY_AT_LEAST, TRUTH, largest, least);
    struct image_node *row = trace_add(c, mark, TRACE_PAIRWISE, n, result);
    row->extra = outer.element;
    row->op = inner.element;
    row->flags |= (uint32_t)count.i << TRACE_LEAST_SHIFT;
    return result;
}

static uint32_t filter_value(struct code *c, struct node *n, size_t mark) {
    uint32_t list = value_of(c, n->kids[FILTER_SOURCE]);
    list = narrowed(c, n->kids[FILTER_SOURCE], list, n->decl, n->kids[FILTER_CONDITION], NULL);
    uint32_t acc = code_register(c, type_list_of(type_of(c, list)));
    code_emit(c, OP_COLLECT_START, acc, list, 0);
    struct loop l = loop_begin(c, list, n->decl, NEW_ELEMENT);
    uint32_t skip = loop_where(c, &l, n->kids[FILTER_CONDITION]);
    code_emit(c, OP_COLLECT, acc, l.present, l.element);
    code_land(c, skip);
    loop_end(c, &l);
    uint32_t result = code_register(c, type_of(c, acc));
    code_emit(c, OP_MOVE, result, acc, 0);
    trace_add(c, mark, TRACE_FILTER, n, result)->extra = l.element;
    return result;
}

/* ---- texts ---- */

/* The words of a value. A message shows what is unknown as such; in a condition the text is unknown with it, or it would
 * compare as if it were known. */
static uint32_t words_of(struct code *c, uint32_t value) {
    return binary(c, OP_TEXT_OF, type_one(TYPE_TEXT), value, !c->is_message);
}

static uint32_t text_value(struct code *c, struct node *n) {
    uint32_t acc = IMAGE_NONE;
    for (uint32_t i = 0; i < n->n_kids; i++) {
        struct node *piece = n->kids[i];
        uint32_t r;
        if (piece->kind == NODE_TEXT && piece->n_kids == 0) {
            if (piece->text.len == 0) continue;
            r = code_load(c, type_one(TYPE_TEXT),
                          builder_constant(&c->k->build, type_one(TYPE_TEXT), value_text(piece->text)));
        } else {
            r = words_of(c, compile_as(c, piece, type_one(TYPE_NUMBER)));
        }
        acc = acc == IMAGE_NONE ? r : binary(c, OP_JOIN, type_one(TYPE_TEXT), acc, r);
    }
    return acc != IMAGE_NONE ? acc
                             : code_load(c, type_one(TYPE_TEXT),
                                         builder_constant(&c->k->build, type_one(TYPE_TEXT), value_text(TEXT(""))));
}

static uint32_t match_value(struct code *c, struct node *n) {
    struct symbol *s = n->decl;
    uint32_t subject = value_of(c, n->kids[MATCH_OPERAND]);
    struct text *groups = ARENA_ARRAY(c->k->arena, s->members.count + 1, struct text);
    uint32_t r = code_register(c, TRUTH);
    s->reg = r;
    for (size_t i = 0; i < s->members.count; i++) {
        groups[i] = s->members.items[i]->names.zh;
        code_register(c, type_one(TYPE_TEXT));
    }
    uint32_t pattern = builder_pattern(&c->k->build, n->kids[MATCH_PATTERN]->text, groups, (uint32_t)s->members.count);
    code_emit(c, OP_MATCH, r, subject, pattern);
    return r;
}

/* ---- all kinds ---- */

static uint32_t computed(struct code *c, struct node *n, size_t mark) {
    uint32_t r = 0;
    enum trace_kind kind = TRACE_VALUE;
    switch ((enum node_kind)n->kind) {
    case NODE_TEXT: r = text_value(c, n); break;
    case NODE_LIST_LITERAL:
    case NODE_SET_LITERAL: {
        uint32_t *regs = ARENA_ARRAY(c->k->arena, n->n_kids + 1, uint32_t);
        for (uint32_t i = 0; i < n->n_kids; i++) regs[i] = compile_as(c, n->kids[i], type_element(n->type));
        uint32_t first = n->n_kids == 0 ? 0 : in_a_row(c, regs, n->n_kids);
        uint32_t list = code_register(c, n->type);
        code_emit(c, OP_LIST, list, first, n->n_kids);
        r = n->kind == NODE_SET_LITERAL ? unary(c, OP_DISTINCT, n->type, list) : list;
        break;
    }
    case NODE_NOT:
        r = negated(c, value_of(c, n->kids[NOT_OPERAND]));
        kind = TRACE_NOT;
        break;
    case NODE_NEGATE: {
        uint32_t a = compile_as(c, n->kids[NEGATE_OPERAND], n->type);
        r = unary(c, n->type.kind == TYPE_MONEY ? OP_NEG_MONEY : OP_NEG_NUM, n->type, a);
        break;
    }
    case NODE_AND:
        r = join_value(c, n->kids[AND_LEFT], n->kids[AND_RIGHT], true);
        kind = TRACE_AND;
        break;
    case NODE_OR:
        r = join_value(c, n->kids[OR_LEFT], n->kids[OR_RIGHT], false);
        kind = TRACE_OR;
        break;
    case NODE_ARITHMETIC: r = arithmetic_value(c, n); break;
    case NODE_BETWEEN: {
        uint32_t x = value_of(c, n->kids[BETWEEN_OPERAND]);
        uint32_t low = value_of(c, n->kids[BETWEEN_LOW]);
        uint32_t high = value_of(c, n->kids[BETWEEN_HIGH]);
        uint32_t a = compare_registers(c, COMPARE_AT_LEAST, x, low);
        uint32_t b = compare_registers(c, COMPARE_AT_MOST, x, high);
        r = binary(c, OP_AND, TRUTH, a, b);
        kind = TRACE_BETWEEN;
        break;
    }
    case NODE_HAS:
        r = unary(c, OP_HAS, TRUTH, compile_as(c, n->kids[HAS_OPERAND], type_one(TYPE_NONE)));
        kind = TRACE_HAS;
        break;
    case NODE_MISSING:
        r = unary(c, OP_MISSING, TRUTH, compile_as(c, n->kids[MISSING_OPERAND], type_one(TYPE_NONE)));
        kind = TRACE_MISSING;
        break;
    case NODE_MATCH:
        r = match_value(c, n);
        kind = TRACE_MATCH;
        break;
    case NODE_GROUP: {
        r = group_value(c, n);
        struct image_node *row = trace_add(c, mark, TRACE_GROUP, n, r);
        row->op = n->op;
        row->extra = n->op == GROUP_AT_LEAST ? (uint32_t)n->kids[GROUP_COUNT]->value.i : 0;
        return r;
    }
    case NODE_IF: {
        uint32_t regs[2];
        uint32_t condition = value_of(c, n->kids[IF_CONDITION]);
        regs[0] = compile_as(c, n->kids[IF_THEN], n->type);
        regs[1] = compile_as(c, n->kids[IF_ELSE], n->type);
        uint32_t first = in_a_row(c, regs, 2);
        r = binary(c, OP_SELECT, n->type, condition, first);
        kind = TRACE_IF;
        break;
    }
    default: break;
    }
    trace_add(c, mark, kind, n, r);
    return r;
}

static uint32_t value_of(struct code *c, struct node *n) {
    size_t mark = trace_mark(c);
    uint32_t constant = compile_constant(c->k, n, n->type);
    if (constant != IMAGE_NONE) {
        uint32_t r = code_load(c, n->type, constant);
        trace_add(c, mark, TRACE_CONSTANT, n, r);
        return r;
    }
    switch ((enum node_kind)n->kind) {
    case NODE_NAME: return name_value(c, n);
    case NODE_IT: return name_value(c, n);
    case NODE_FIELD: return field_value(c, n);
    case NODE_CALL:
        return ((struct symbol *)n->decl)->kind == SYMBOL_BUILTIN ? builtin_value(c, n, mark) : call_value(c, n, mark);
    case NODE_COMPARE: return compare_value(c, n, mark);
    case NODE_QUANTIFIER: return quantifier_value(c, n, mark);
    case NODE_PAIRWISE: return pairwise_value(c, n, mark);
    case NODE_FILTER: return filter_value(c, n, mark);
    case NODE_COVERS: return value_of(c, n->kids[COVERS_EXPANDED]);
    case NODE_INDEX: return row_value(c, n, mark);
    default: return computed(c, n, mark);
    }
}

uint32_t compile_value(struct code *c, struct node *n) { return value_of(c, n); }

/* The chunk of a derived field (parameter: the record) or of a 设 of a file (parameter: the globals). */
uint32_t compile_field_chunk(struct compiler *k, struct symbol *field) {
    if (field->chunk != UINT32_MAX) return field->chunk;
    struct code c;
    struct type self = field->kind == SYMBOL_FIELD
                           ? field->owner->type
                           : (struct type){TYPE_RECORD, SHAPE_ONE, (uint16_t)k->build.globals_record};
    struct heading *outer = k->heading;
    struct compiled named = name_symbol(k, field);
    code_begin(&c, k, &self, 1);
    if (field->self != NULL) field->self->reg = 2;
    k->heading = NULL;
    for (size_t i = 0; i < k->program->modules.count; i++)
        if (k->program->modules.items[i]->file == field->file) k->heading = k->program->modules.items[i]->last_heading;
    uint32_t r = compile_as(&c, field->value, field->type);
    if (!type_equal(type_of(&c, r), field->type)) { /* a list where a set was declared, a label for a text */
        uint32_t t = code_register(&c, field->type);
        code_emit(&c, field->type.shape == SHAPE_SET ? OP_DISTINCT : OP_MOVE, t, r, 0);
        r = t;
    }
    k->heading = outer;
    field->chunk = code_end(&c, r);
    name_again(k, named);
    return field->chunk;
}
