/* The verifier. Registers have one type each for the whole of their chunk and start unknown, so no flow analysis is
 * needed: every instruction is checked alone, against the types of the registers it names. Loops end because a loop's
 * cursor moves on at every NEXT, is set only outside its loop, loops nest and are entered at their NEXT only; calls end
 * because a chunk calls only chunks that stand before it. A list that a loop collects has room for the elements walked,
 * so COLLECT must belong to the loop that its COLLECT_START stands directly before. */
#include "lang/code/verify.h"

#include "lang/base/limits.h"
#include "lang/value/date.h"
#include "lang/value/decimal.h"
#include "lang/value/money.h"

static bool type_exists(const struct image *image, uint32_t packed) {
    struct type t = type_unpack(packed);
    if (t.kind == TYPE_CURSOR) /* shape: kind of the element, index: its index */
        return t.shape < TYPE_TALLY && t.shape != TYPE_NONE &&
               type_exists(image, type_pack((struct type){t.shape, SHAPE_ONE, t.index}));
    if (t.kind == TYPE_NONE || t.kind >= TYPE_COUNT || t.shape > SHAPE_SET) return false;
    if (t.kind == TYPE_CHOICE) return t.index < IMAGE_COUNT(image, choice);
    if (t.kind == TYPE_RECORD) return t.index < IMAGE_COUNT(image, record);
    return t.index == 0 && (t.kind != TYPE_TALLY || t.shape == SHAPE_ONE);
}

static bool type_is_data(struct type t) { return t.kind != TYPE_TALLY && t.kind != TYPE_CURSOR; }

bool verify_tables(struct arena *arena, const struct image *image, struct text *reason) {
#define FAULT(name, c)                                                                             \
    do {                                                                                           \
        *reason = text_format(arena, "table %s, row %u: column %s is out of range", #name, i, #c); \
        return false;                                                                              \
    } while (0)
#define WORDS(c) \
    if (row->c >= image->n_texts) FAULT_(c);
#define NUMBER(c)
#define TYPE(c) \
    if (!type_exists(image, row->c)) FAULT_(c);
#define REF(c, t) \
    if (row->c >= IMAGE_COUNT(image, t)) FAULT_(c);
#define OPT(c, t) \
    if (row->c != IMAGE_NONE && row->c >= IMAGE_COUNT(image, t)) FAULT_(c);
#define RANGE(c, t) \
    if (row->c##_first > IMAGE_COUNT(image, t) || row->c##_count > IMAGE_COUNT(image, t) - row->c##_first) FAULT_(c);
#define ENUM(c, n) \
    if (row->c >= (uint32_t)(n)) FAULT_(c);
#define FAULT_(c) FAULT(row, c)
#define TABLE(name, columns)                                  \
    for (uint32_t i = 0; i < IMAGE_COUNT(image, name); i++) { \
        const struct image_##name *row = &image->name##s[i];  \
        (void)row;                                            \
        columns                                               \
    }
#include "lang/code/tables.def"
#undef TABLE
#undef FAULT
#undef FAULT_
    return true;
}

struct verifier {
    struct arena *arena;
    struct image *image;
    struct text *reason;
    /* the chunk at hand */
    uint32_t chunk, pc;
    const struct image_chunk *row;
    const struct type *types;
    const struct instruction *code;
    /* what calls from it need */
    unsigned depth;
    uint32_t stack;
};

static bool refuse(struct verifier *v, const char *why) {
    *v->reason = text_format(v->arena, "chunk %u, instruction %u: %s", v->chunk, v->pc, why);
    return false;
}

static bool refuse_row(struct verifier *v, const char *table, uint32_t row, const char *why) {
    *v->reason = text_format(v->arena, "table %s, row %u: %s", table, row, why);
    return false;
}

static bool is_int_kind(uint8_t kind) {
    return kind == TYPE_TRUTH || kind == TYPE_DATE || kind == TYPE_MOMENT || kind == TYPE_MONTHS || kind == TYPE_DAYS ||
           kind == TYPE_CHOICE;
}

static bool operand_fits(enum operand operand, struct type t) {
    bool one = t.shape == SHAPE_ONE;
    switch (operand) {
    case OPERAND_TRUTH: return type_is(t, TYPE_TRUTH);
    case OPERAND_NUM: return type_is(t, TYPE_NUMBER) || type_is(t, TYPE_PERCENT);
    case OPERAND_MONEY: return type_is(t, TYPE_MONEY);
    case OPERAND_DATE: return type_is(t, TYPE_DATE);
    case OPERAND_MOMENT: return type_is(t, TYPE_MOMENT);
    case OPERAND_MONTHS: return type_is(t, TYPE_MONTHS);
    case OPERAND_DAYS: return type_is(t, TYPE_DAYS);
    case OPERAND_TEXT: return type_is(t, TYPE_TEXT) || type_is(t, TYPE_LABEL);
    case OPERAND_LIST: return type_is_data(t) && !one;
    case OPERAND_RECORD: return type_is(t, TYPE_RECORD);
    case OPERAND_TALLY: return type_is(t, TYPE_TALLY);
    case OPERAND_CURSOR: return t.kind == TYPE_CURSOR;
    case OPERAND_ANY: return type_is_data(t);
    case OPERAND_INT: return one && is_int_kind(t.kind);
    case OPERAND_ORD:
        return one && (is_int_kind(t.kind) || t.kind == TYPE_NUMBER || t.kind == TYPE_PERCENT || t.kind == TYPE_MONEY);
    case OPERAND_NONE:
    case OPERAND_CONSTANT:
    case OPERAND_HIGH:
    case OPERAND_FIELD:
    case OPERAND_TARGET:
    case OPERAND_REGEX:
    case OPERAND_CHUNK:
    case OPERAND_INDEX:
    case OPERAND_COUNT:
    case OPERAND_BIT: return false;
    }
    return false;
}

/* Text and label stand for each other; all else must be the same. */
static bool alike(struct type a, struct type b) {
    if ((a.kind == TYPE_TEXT || a.kind == TYPE_LABEL) && (b.kind == TYPE_TEXT || b.kind == TYPE_LABEL))
        return a.shape == b.shape;
    return type_equal(a, b);
}

static bool note_call(struct verifier *v, uint32_t callee) {
    if (callee >= v->chunk) return refuse(v, "a chunk may use only chunks that stand before it");
    unsigned depth = v->image->chunk_depth[callee] + 1u;
    if (depth > v->depth) v->depth = depth;
    if (v->image->chunk_stack[callee] > v->stack) v->stack = v->image->chunk_stack[callee];
    /* The rule that makes the first call is none of them. */
    return depth <= LIMIT_CALL_DEPTH + 1 || refuse(v, "calls nest too deep");
}

static const struct image_field *field_of(struct verifier *v, struct type record, uint16_t field) {
    const struct image_record *r = &v->image->records[record.index];
    return field < r->fields_count ? &v->image->fields[r->fields_first + field] : NULL;
}

static bool check_call(struct verifier *v, const struct instruction *i) {
    const struct image_chunk *callee = &v->image->chunks[i->b];
    if (!note_call(v, i->b)) return false;
    if ((uint32_t)i->c + callee->params > v->row->registers_count) return refuse(v, "arguments out of range");
    for (uint32_t p = 0; p < callee->params; p++)
        if (!alike(v->types[i->c + p], v->image->register_types[callee->registers_first + 2 + p]))
            return refuse(v, "an argument has another type than its parameter");
    return alike(v->types[i->a], type_unpack(callee->result)) || refuse(v, "the result has another type");
}

static bool is_textual_kind(uint8_t kind) { return kind == TYPE_TEXT || kind == TYPE_LABEL; }

/* Register b holds records that have a text as their key, and two more operands follow it. */
static const struct image_field *field_of_keyed(struct verifier *v, const struct instruction *i) {
    if ((uint32_t)i->b + 2 >= v->row->registers_count || v->types[i->b].kind != TYPE_RECORD ||
        image_text_key(v->image, v->types[i->b].index) == IMAGE_NONE)
        return NULL;
    return field_of(v, v->types[i->b], i->c);
}

static bool check_links(struct verifier *v, const struct instruction *i) {
    const struct image_field *field = field_of_keyed(v, i);
    bool ok = field != NULL && is_textual_kind(type_unpack(field->type).kind) &&
              operand_fits(OPERAND_TEXT, v->types[i->b + 1]) && operand_fits(OPERAND_TEXT, v->types[i->b + 2]);
    if (ok && field->chunk != IMAGE_NONE) return note_call(v, field->chunk);
    return ok || refuse(v, "the operands do not go together");
}

static bool check_rates(struct verifier *v, const struct instruction *i) {
    const struct image_field *field = field_of_keyed(v, i);
    if (field == NULL || field->chunk != IMAGE_NONE || !type_is(type_unpack(field->type), TYPE_NUMBER))
        return refuse(v, "rates are numbers of a list of records");
    struct type amount = v->types[i->b + 1], result = v->types[i->a];
    bool ok = amount.kind == TYPE_MONEY && result.kind == TYPE_MONEY &&
              result.shape == (amount.shape == SHAPE_ONE ? SHAPE_ONE : SHAPE_LIST) &&
              operand_fits(OPERAND_TEXT, v->types[i->b + 2]);
    return ok || refuse(v, "the operands do not go together");
}

static bool check_groups(struct verifier *v, const struct instruction *i) {
    struct type element = type_element(v->types[i->a]);
    bool ok = alike(element, type_element(v->types[i->b]));
    if (i->op == OP_GROUP_SUM)
        ok = ok && (operand_fits(OPERAND_NUM, element) || element.kind == TYPE_MONEY || element.kind == TYPE_MONTHS ||
                    element.kind == TYPE_DAYS);
    if (i->op == OP_GROUP_LEAST || i->op == OP_GROUP_GREATEST) ok = ok && operand_fits(OPERAND_ORD, element);
    return ok || refuse(v, "the operands do not go together");
}

/* Of an index, checked before: the rows it finds, and the column by which. */
static struct type row_type(const struct image *image, uint32_t index) {
    return (struct type){TYPE_RECORD, SHAPE_ONE, (uint16_t)image->tables[image->indexs[index].table].record};
}
static struct type column_type(const struct image *image, uint32_t index) {
    const struct image_record *record = &image->records[image->tables[image->indexs[index].table].record];
    return type_unpack(image->fields[record->fields_first + image->indexs[index].column].type);
}

static bool check_rule(struct verifier *v, const struct instruction *i, enum opcode_rule rule) {
    const struct type *t = v->types;
    struct image *image = v->image;
    const struct image_field *field;
    bool ok = true;
    switch (rule) {
    case RULE_NONE: break;
    case RULE_CONSTANT: {
        uint32_t k = (uint32_t)i->b | (uint32_t)i->c << 16;
        ok = k < IMAGE_COUNT(image, constant) && alike(type_unpack(image->constants[k].type), t[i->a]);
        break;
    }
    case RULE_SAME_AB: ok = alike(t[i->a], t[i->b]); break;
    case RULE_SAME_BC: ok = alike(t[i->b], t[i->c]); break;
    case RULE_SAME_ABC: ok = alike(t[i->a], t[i->b]) && alike(t[i->a], t[i->c]); break;
    case RULE_PLAIN_FIELD:
        field = field_of(v, t[i->b], i->c);
        ok = field != NULL && field->chunk == IMAGE_NONE && alike(type_unpack(field->type), t[i->a]);
        break;
    case RULE_DERIVED_FIELD:
        field = field_of(v, t[i->b], i->c);
        ok = field != NULL && field->chunk != IMAGE_NONE && alike(type_unpack(field->type), t[i->a]);
        return ok ? note_call(v, field->chunk) : refuse(v, "no such derived field of that type");
    case RULE_PROJECT:
        if (t[i->b].kind != TYPE_RECORD) return refuse(v, "a list of records was expected");
        field = field_of(v, t[i->b], i->c);
        ok = field != NULL && alike(type_element(type_unpack(field->type)), type_element(t[i->a]));
        if (ok && field->chunk != IMAGE_NONE) return note_call(v, field->chunk);
        break;
    case RULE_ROW: ok = type_equal(t[i->a], row_type(image, i->c)) && alike(t[i->b], column_type(image, i->c)); break;
    case RULE_LOOKUP:
        ok = type_equal(t[i->a], type_list_of(row_type(image, i->c))) && alike(t[i->b], column_type(image, i->c));
        break;
    case RULE_SAME_ELEMENTS: ok = alike(type_element(t[i->b]), type_element(t[i->c])); break;
    case RULE_SAME_ELEMENTS_AB: ok = alike(type_element(t[i->a]), type_element(t[i->b])); break;
    case RULE_SAME_LISTS:
        ok = alike(type_element(t[i->a]), type_element(t[i->b])) && alike(type_element(t[i->a]), type_element(t[i->c]));
        break;
    case RULE_ELEMENT: ok = alike(t[i->b], type_element(t[i->c])); break;
    case RULE_CAPTURES: {
        uint32_t n = image->regexs[i->c].groups_count;
        ok = (uint32_t)i->a + n < v->row->registers_count;
        for (uint32_t g = 1; ok && g <= n; g++) ok = operand_fits(OPERAND_TEXT, t[i->a + g]);
        break;
    }
    case RULE_FORWARD: ok = i->b > v->pc; break;
    case RULE_FORWARD_NEXT:
        ok = i->c > v->pc && t[i->b].shape == t[i->a].kind && t[i->b].index == t[i->a].index &&
             t[i->a].shape == SHAPE_ONE;
        break;
    case RULE_CURSOR_OF:
        ok = alike((struct type){t[i->a].shape, SHAPE_ONE, t[i->a].index}, type_element(t[i->b]));
        break;
    case RULE_BACK: ok = i->a < v->pc && v->code[i->a].op == OP_NEXT; break;
    case RULE_SELECT:
        ok = (uint32_t)i->c + 1 < v->row->registers_count && alike(t[i->a], t[i->c]) && alike(t[i->a], t[i->c + 1]);
        break;
    case RULE_PRODUCT:
        ok = type_is(t[i->a], TYPE_NUMBER) || (type_is(t[i->b], TYPE_PERCENT) && type_is(t[i->c], TYPE_NUMBER)) ||
             (type_is(t[i->c], TYPE_PERCENT) && type_is(t[i->b], TYPE_NUMBER));
        break;
    case RULE_QUOTIENT: ok = true; break;
    case RULE_NUMBER_A: ok = type_is(t[i->a], TYPE_NUMBER); break;
    case RULE_TEXT_A: ok = type_is(t[i->a], TYPE_TEXT); break;
    case RULE_DURATIONS:
        ok = alike(t[i->a], t[i->b]) && alike(t[i->a], t[i->c]) &&
             (t[i->a].kind == TYPE_MONTHS || t[i->a].kind == TYPE_DAYS);
        break;
    case RULE_LIST_OF:
        ok = (uint32_t)i->b + i->c <= v->row->registers_count;
        for (uint32_t k = 0; ok && k < i->c; k++) ok = alike(t[i->b + k], type_element(t[i->a]));
        break;
    case RULE_FOLD:
        ok = alike(t[i->a], type_element(t[i->b])) &&
             (i->op != OP_SUM_INT || t[i->a].kind == TYPE_MONTHS || t[i->a].kind == TYPE_DAYS);
        if (i->op == OP_SUM_NUM || i->op == OP_SUM_MONEY) ok = ok && t[i->b].kind == t[i->a].kind;
        break;
    case RULE_SAME_AB_ELEMENT_FREE: break;
    case RULE_COLLECT: ok = alike(type_element(t[i->a]), t[i->c]); break;
    case RULE_NUMBERS_A: ok = type_equal(t[i->a], type_list_of(type_one(TYPE_NUMBER))); break;
    case RULE_GROUPS: return check_groups(v, i);
    case RULE_LINKS: return check_links(v, i);
    case RULE_RATES: return check_rates(v, i);
    case RULE_TRUTHS_A: ok = type_equal(t[i->a], type_list_of(type_one(TYPE_TRUTH))); break;
    case RULE_TRUTHS_C: ok = type_equal(t[i->c], type_list_of(type_one(TYPE_TRUTH))); break;
    case RULE_CALL: return check_call(v, i);
    case RULE_RESULT: ok = alike(t[i->a], type_unpack(v->row->result)); break;
    }
    return ok || refuse(v, "the operands do not go together");
}

static bool check_instruction(struct verifier *v, const struct instruction *i) {
    const struct opcode_info *info = opcode_info(i->op);
    if (info == NULL) return refuse(v, "no such instruction");
    const uint16_t args[3] = {i->a, i->b, i->c};
    for (unsigned k = 0; k < 3; k++) {
        enum operand operand = (enum operand)info->operands[k];
        switch (operand) {
        case OPERAND_NONE:
            if (args[k] != 0) return refuse(v, "an unused operand must be 0");
            break;
        case OPERAND_TRUTH:
        case OPERAND_NUM:
        case OPERAND_MONEY:
        case OPERAND_DATE:
        case OPERAND_MOMENT:
        case OPERAND_MONTHS:
        case OPERAND_DAYS:
        case OPERAND_TEXT:
        case OPERAND_LIST:
        case OPERAND_RECORD:
        case OPERAND_TALLY:
        case OPERAND_CURSOR:
        case OPERAND_ANY:
        case OPERAND_INT:
        case OPERAND_ORD:
            if (args[k] >= v->row->registers_count) return refuse(v, "register out of range");
            if (!operand_fits(operand, v->types[args[k]]))
                return refuse(v, "a register has another type than the instruction needs");
            break;
        case OPERAND_TARGET:
            if (args[k] >= v->row->code_count) return refuse(v, "jump out of range");
            break;
        case OPERAND_REGEX:
            if (args[k] >= IMAGE_COUNT(v->image, regex)) return refuse(v, "no such pattern");
            break;
        case OPERAND_CHUNK:
            if (args[k] >= IMAGE_COUNT(v->image, chunk)) return refuse(v, "no such chunk");
            break;
        case OPERAND_INDEX:
            if (args[k] >= IMAGE_COUNT(v->image, index)) return refuse(v, "no such index");
            break;
        case OPERAND_BIT:
            if (args[k] > 1) return refuse(v, "0 or 1 was expected");
            break;
        case OPERAND_CONSTANT:
        case OPERAND_HIGH:
        case OPERAND_FIELD:
        case OPERAND_COUNT: break; /* with the rule */
        }
    }
    /* Parameters, the application and the globals are never written. */
    if (i->op != OP_RETURN && i->op != OP_REPEAT && i->op != OP_SKIP_FALSE && i->op != OP_SKIP_TRUE &&
        i->a < 2 + v->row->params)
        return refuse(v, "a parameter may not be written");
    return check_rule(v, i, (enum opcode_rule)info->rule);
}

#define NO_LOOP UINT32_MAX

/* By instruction: `end`, of a NEXT its last REPEAT; `loop`, the NEXT of the innermost loop it stands in; `target`, whether a
 * jump leads here. */
struct flow {
    uint32_t *end, *loop;
    bool *target;
};

static bool is_skip(const struct instruction *i) { return i->op == OP_SKIP_FALSE || i->op == OP_SKIP_TRUE; }

/* Loops nest, and a loop's cursor is set outside it. */
static bool find_loops(struct verifier *v, struct flow *flow) {
    uint32_t open[LIMIT_NESTING * 2];
    uint32_t n_open = 0;
    for (uint32_t pc = 0; pc < v->row->code_count; pc++)
        if (v->code[pc].op == OP_REPEAT) flow->end[v->code[pc].a] = pc;
    for (uint32_t pc = 0; pc < v->row->code_count; pc++) {
        v->pc = pc;
        while (n_open > 0 && flow->end[open[n_open - 1]] < pc) n_open--;
        const struct instruction *i = &v->code[pc];
        flow->loop[pc] = n_open > 0 ? open[n_open - 1] : NO_LOOP;
        if (i->op == OP_NEXT && flow->end[pc] != 0) {
            if (n_open > 0 && flow->end[pc] > flow->end[open[n_open - 1]]) return refuse(v, "loops overlap");
            if (n_open == LIMIT_NESTING * 2) return refuse(v, "loops nest too deep");
            open[n_open++] = pc;
        } else if (i->op == OP_CURSOR) {
            for (uint32_t k = 0; k < n_open; k++)
                if (v->code[open[k]].b == i->a) return refuse(v, "a loop may not set its own cursor");
        } else if (i->op == OP_NEXT) {
            return refuse(v, "a NEXT without a loop");
        }
    }
    return true;
}

/* No jump leads into a loop that it does not come from, and a loop that is over is left. */
static bool check_jumps(struct verifier *v, struct flow *flow) {
    for (v->pc = 0; v->pc < v->row->code_count; v->pc++) {
        const struct instruction *i = &v->code[v->pc];
        if (!is_skip(i) && i->op != OP_NEXT) continue;
        uint32_t target = i->op == OP_NEXT ? i->c : i->b;
        flow->target[target] = true;
        if (i->op == OP_NEXT && target <= flow->end[v->pc]) return refuse(v, "a loop does not end");
        if (flow->loop[target] != NO_LOOP && flow->loop[target] >= v->pc) return refuse(v, "a jump into a loop");
    }
    return true;
}

static bool check_collects(struct verifier *v, const struct flow *flow) {
    uint32_t *writers = ARENA_ARRAY(v->arena, v->row->registers_count, uint32_t);
    for (uint32_t pc = 0; pc < v->row->code_count; pc++) {
        const struct instruction *i = &v->code[pc];
        if (i->op != OP_RETURN && i->op != OP_REPEAT && !is_skip(i)) writers[i->a]++;
    }
    for (v->pc = 0; v->pc < v->row->code_count; v->pc++) {
        const struct instruction *i = &v->code[v->pc];
        if (i->op != OP_COLLECT) continue;
        uint32_t next = flow->loop[v->pc];
        if (next == NO_LOOP || next < 2 || flow->target[next] || flow->target[next - 1])
            return refuse(v, "elements are collected outside a loop");
        const struct instruction *cursor = &v->code[next - 1], *start = &v->code[next - 2];
        if (cursor->op != OP_CURSOR || start->op != OP_COLLECT_START || cursor->a != v->code[next].b ||
            start->a != i->a || start->b != cursor->b)
            return refuse(v, "elements are collected in another loop than their list was made for");
        if (writers[i->a] != 2) return refuse(v, "a list is written while it is collected");
    }
    return true;
}

/* PAIR writes into the room that PAIR_START made: nothing else may put a list there. */
static bool check_pairs(struct verifier *v) {
    bool *paired = ARENA_ARRAY(v->arena, v->row->registers_count, bool);
    for (uint32_t pc = 0; pc < v->row->code_count; pc++)
        if (v->code[pc].op == OP_PAIR) paired[v->code[pc].a] = true;
    for (v->pc = 0; v->pc < v->row->code_count; v->pc++) {
        const struct instruction *i = &v->code[v->pc];
        bool writes = i->op != OP_RETURN && i->op != OP_REPEAT && !is_skip(i);
        if (writes && paired[i->a] && i->op != OP_PAIR && i->op != OP_PAIR_START)
            return refuse(v, "a list of pairs is written by something else");
    }
    return true;
}

static bool check_flow(struct verifier *v) {
    size_t n = v->row->code_count;
    struct flow flow = {ARENA_ARRAY(v->arena, n, uint32_t), ARENA_ARRAY(v->arena, n, uint32_t),
                        ARENA_ARRAY(v->arena, n, bool)};
    return find_loops(v, &flow) && check_jumps(v, &flow) && check_collects(v, &flow) && check_pairs(v);
}

static bool is_element(const struct verifier *v, uint32_t reg) {
    return reg < v->row->registers_count && v->types[reg].shape == SHAPE_ONE && type_is_data(v->types[reg]);
}

static bool check_nodes(struct verifier *v) {
    const struct image_node *nodes = v->image->nodes + v->row->nodes_first;
    uint32_t n = v->row->nodes_count, last_pc = 0;
    for (uint32_t k = 0; k < n; k++) {
        const struct image_node *node = &nodes[k];
        bool ok = node->pc < v->row->code_count && node->pc >= last_pc && node->reg < v->row->registers_count &&
                  (node->parent == IMAGE_NONE || (node->parent > k && node->parent < n));
        last_pc = node->pc;
        if (ok && node->kind == TRACE_DATUM)
            ok = node->op < v->row->registers_count && type_is(v->types[node->op], TYPE_RECORD) &&
                 node->extra <= UINT16_MAX && field_of(v, v->types[node->op], (uint16_t)node->extra) != NULL;
        if (ok && (node->kind == TRACE_QUANTIFIER || node->kind == TRACE_FILTER || node->kind == TRACE_PAIRWISE))
            ok = is_element(v, node->extra) && (node->kind != TRACE_PAIRWISE || is_element(v, node->op));
        if (!ok) return refuse_row(v, "node", v->row->nodes_first + k, "does not fit its chunk");
    }
    return true;
}

static bool check_chunk(struct verifier *v, uint32_t chunk) {
    struct image *image = v->image;
    v->chunk = chunk;
    v->pc = 0;
    v->row = &image->chunks[chunk];
    v->types = image->register_types + v->row->registers_first;
    v->code = image->instructions + v->row->code_first;
    v->depth = 1;
    v->stack = 0;
    if (v->row->registers_count > LIMIT_CHUNK_REGISTERS || v->row->code_count > LIMIT_CHUNK_CODE ||
        v->row->code_count == 0)
        return refuse(v, "empty or too large");
    if (v->row->params > LIMIT_CHUNK_REGISTERS || v->row->registers_count < 2 + v->row->params)
        return refuse(v, "registers for the parameters are missing");
    if (!type_equal(v->types[0], (struct type){TYPE_RECORD, SHAPE_ONE, (uint16_t)image->input_record}) ||
        !type_equal(v->types[1], (struct type){TYPE_RECORD, SHAPE_ONE, (uint16_t)image->globals_record}))
        return refuse(v, "registers 0 and 1 must be the application and the globals");
    for (uint32_t r = 0; r < 2 + v->row->params; r++)
        if (!type_is_data(v->types[r])) return refuse(v, "a parameter must be data");
    if (!type_is_data(type_unpack(v->row->result)) || v->code[v->row->code_count - 1].op != OP_RETURN)
        return refuse(v, "a chunk ends by giving its result");
    for (v->pc = 0; v->pc < v->row->code_count; v->pc++)
        if (!check_instruction(v, &v->code[v->pc])) return false;
    if (!check_flow(v) || !check_nodes(v)) return false;
    image->chunk_depth[chunk] = (uint8_t)v->depth;
    image->chunk_stack[chunk] = v->row->registers_count + v->stack;
    if (image->chunk_stack[chunk] > image->max_stack) image->max_stack = image->chunk_stack[chunk];
    return true;
}

static bool check_constant(struct verifier *v, uint32_t k) {
    const struct image *image = v->image;
    const struct image_constant *c = &image->constants[k];
    struct type t = type_unpack(c->type);
    int64_t i = (int64_t)((uint64_t)c->low | (uint64_t)c->high << 32);
    bool ok = true;
    if (c->state == STATE_UNKNOWN) return c->aux < REASON_COUNT || refuse_row(v, "constant", k, "has no such reason");
    if (c->state == STATE_ERROR || !type_is_data(t)) return refuse_row(v, "constant", k, "is no value");
    if (t.shape != SHAPE_ONE) {
        ok = c->high == 0 && c->low <= k && c->aux <= k - c->low;
        for (uint32_t e = 0; ok && e < c->aux; e++)
            ok = alike(type_unpack(image->constants[c->low + e].type), type_element(t));
    } else {
        switch ((enum type_kind)t.kind) {
        case TYPE_TEXT:
        case TYPE_LABEL: ok = c->low < image->n_texts; break;
        case TYPE_TRUTH: ok = i == 0 || i == 1; break;
        case TYPE_NUMBER:
        case TYPE_PERCENT: ok = c->aux <= DECIMAL_SCALE_MAX && i != INT64_MIN && (c->aux == 0 || i % 10 != 0); break;
        case TYPE_MONEY: ok = c->aux < CURRENCY_COUNT && i != INT64_MIN; break;
        case TYPE_DATE: ok = i >= DATE_MIN && i <= DATE_MAX; break;
        case TYPE_MOMENT: ok = moment_is_valid(i); break;
        case TYPE_MONTHS:
        case TYPE_DAYS: ok = i != INT64_MIN; break;
        case TYPE_CHOICE: ok = i >= 0 && i < image->choices[t.index].items_count; break;
        case TYPE_RECORD: ok = false; break; /* records are read, never written in a policy */
        case TYPE_NONE:
        case TYPE_TALLY:
        case TYPE_CURSOR:
        case TYPE_COUNT: ok = false; break;
        }
    }
    return ok || refuse_row(v, "constant", k, "is no value of its type");
}

/* A chunk that is run for a rule: no parameters, and the result it must have. */
static bool check_entry(struct verifier *v, uint32_t chunk, enum type_kind result, uint32_t most_params,
                        const char *table, uint32_t row) {
    if (chunk == IMAGE_NONE) return true;
    const struct image_chunk *c = &v->image->chunks[chunk];
    return (c->params <= most_params && type_is(type_unpack(c->result), result)) ||
           refuse_row(v, table, row, "a chunk does not fit its use");
}

static bool check_rule_row(struct verifier *v, uint32_t r) {
    const struct image *image = v->image;
    const struct image_rule *rule = &image->rules[r];
    if (!check_entry(v, rule->when, TYPE_TRUTH, 0, "rule", r) ||
        !check_entry(v, rule->unless, TYPE_TRUTH, 0, "rule", r) ||
        !check_entry(v, rule->body, TYPE_TRUTH, 0, "rule", r) ||
        !check_entry(v, rule->latest, TYPE_DATE, 0, "rule", r) ||
        !check_entry(v, rule->message_zh, TYPE_TEXT, 1, "rule", r) ||
        !check_entry(v, rule->message_en, TYPE_TEXT, 1, "rule", r))
        return false;
    if ((rule->statement == STATEMENT_LIMIT) != (rule->limit != IMAGE_NONE))
        return refuse_row(v, "rule", r, "a limit has a key and a number, nothing else has them");
    if ((rule->statement == STATEMENT_REQUIRE) != (rule->body != IMAGE_NONE))
        return refuse_row(v, "rule", r, "a requirement has an expression, nothing else has one");
    /* A message may take the element that a `for each` found. */
    const uint32_t messages[2] = {rule->message_zh, rule->message_en};
    struct type element = {0};
    if (rule->each != IMAGE_NONE) {
        if (rule->body == IMAGE_NONE) return refuse_row(v, "rule", r, "a loop without an expression");
        const struct image_chunk *body = &image->chunks[rule->body];
        if (rule->each < body->nodes_first || rule->each >= body->nodes_first + body->nodes_count ||
            image->nodes[rule->each].kind != TRACE_QUANTIFIER)
            return refuse_row(v, "rule", r, "its loop is not in its expression");
        element = image->register_types[body->registers_first + image->nodes[rule->each].extra];
    }
    for (unsigned m = 0; m < 2; m++)
        if (messages[m] != IMAGE_NONE && image->chunks[messages[m]].params == 1 &&
            !type_equal(image->register_types[image->chunks[messages[m]].registers_first + 2], element))
            return refuse_row(v, "rule", r, "its message takes another element");
    if (rule->weight != IMAGE_NONE && !type_is(type_unpack(image->constants[rule->weight].type), TYPE_NUMBER))
        return refuse_row(v, "rule", r, "its weight is no number");
    return true;
}

/* The chunks of a limit take the element where it is asked of each. */
static bool check_limit_row(struct verifier *v, uint32_t row) {
    const struct image *image = v->image;
    const struct image_limit *limit = &image->limits[row];
    const uint32_t chunks[] = {limit->key, limit->most, limit->where};
    struct type each = limit->each == IMAGE_NONE ? type_one(TYPE_NONE) : type_unpack(image->chunks[limit->each].result);
    if (limit->each != IMAGE_NONE && (each.shape == SHAPE_ONE || image->chunks[limit->each].params != 0))
        return refuse_row(v, "limit", row, "what it is asked of is no list");
    for (unsigned i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        if (chunks[i] == IMAGE_NONE) continue;
        const struct image_chunk *c = &image->chunks[chunks[i]];
        bool fits =
            limit->each == IMAGE_NONE
                ? c->params == 0
                : c->params == 1 && type_equal(image->register_types[c->registers_first + 2], type_element(each));
        if (!fits) return refuse_row(v, "limit", row, "a chunk takes another element");
    }
    return (type_is(type_unpack(image->chunks[limit->most].result), TYPE_NUMBER) &&
            (limit->where == IMAGE_NONE || type_is(type_unpack(image->chunks[limit->where].result), TYPE_TRUTH)) &&
            type_unpack(image->chunks[limit->key].result).kind != TYPE_RECORD) ||
           refuse_row(v, "limit", row, "a chunk does not fit its use");
}

static bool check_part_row(struct verifier *v, uint32_t row) {
    const struct image_part *part = &v->image->parts[row];
    bool keyed = part->of == PART_CONDITION || part->of == PART_EACH_KEY;
    if (keyed != (part->key != IMAGE_NONE))
        return refuse_row(v, "part", row, "a condition or key is missing or too many");
    if (!keyed) return true;
    const struct image_chunk *c = &v->image->chunks[part->key];
    bool fits = c->params == 0 && (part->of == PART_EACH_KEY ? type_unpack(c->result).kind != TYPE_RECORD
                                                             : type_is(type_unpack(c->result), TYPE_TRUTH));
    return fits || refuse_row(v, "part", row, "its chunk does not fit its use");
}

/* The fields that the program fills in for each application are those it knows, and nothing works them out. */
static bool check_globals(struct verifier *v) {
    const struct image *image = v->image;
    const struct image_record *record = &image->records[image->globals_record];
    const struct image_field *fields = &image->fields[record->fields_first];
    if (record->fields_count < IMAGE_GLOBAL_FACTS || image->globals_record == image->input_record)
        return refuse_row(v, "record", image->globals_record, "the globals are not whole");
    const struct type labels = type_set_of(type_one(TYPE_LABEL));
    struct type partners = type_unpack(fields[IMAGE_GLOBAL_DIRECTION_PARTNERS].type);
    bool ok = type_is(type_unpack(fields[IMAGE_GLOBAL_AS_OF].type), TYPE_DATE) &&
              type_equal(type_unpack(fields[IMAGE_GLOBAL_DIRECTION_FIELDS].type), labels) &&
              partners.shape == SHAPE_SET && (partners.kind == TYPE_CHOICE || partners.kind == TYPE_TEXT) &&
              type_is(type_unpack(fields[IMAGE_GLOBAL_DIRECTION_CODE].type), TYPE_TEXT);
    for (unsigned f = 0; f < IMAGE_GLOBAL_FACTS; f++) ok = ok && fields[f].chunk == IMAGE_NONE;
    if (!ok) return refuse_row(v, "record", image->globals_record, "its first fields are not those of the globals");
    for (uint32_t d = 0; d < IMAGE_COUNT(image, direction); d++)
        for (uint32_t p = 0; p < image->directions[d].partners_count; p++) {
            const struct image_constant *c = &image->constants[image->directions[d].partners_first + p];
            if (c->state != STATE_KNOWN || !type_equal(type_unpack(c->type), type_element(partners)))
                return refuse_row(v, "direction", d, "a partner must be one country");
        }
    return true;
}

/* Rows are read and kept by the run-time system, so a table's record holds plain cells that nothing works out, and its
 * list stands in a field of the globals of its own. */
static bool check_table(struct verifier *v, uint32_t t) {
    const struct image *image = v->image;
    const struct image_table *table = &image->tables[t];
    const struct image_record *record = &image->records[table->record];
    const struct image_record *globals = &image->records[image->globals_record];
    struct type list = {TYPE_RECORD, SHAPE_LIST, (uint16_t)table->record};
    if (record->flags != RECORD_ROW || record->fields_count == 0 || table->field < IMAGE_GLOBAL_FACTS ||
        table->field >= globals->fields_count || table->has_rows > 1 || (table->has_rows == 0 && table->rows_count > 0))
        return refuse_row(v, "table", t, "is no reference table");
    const struct image_field *holder = &image->fields[globals->fields_first + table->field];
    if (!type_equal(type_unpack(holder->type), list) || holder->chunk != IMAGE_NONE)
        return refuse_row(v, "table", t, "its field of the globals does not hold it");
    for (uint32_t other = 0; other < t; other++)
        if (image->tables[other].field == table->field || image->tables[other].record == table->record)
            return refuse_row(v, "table", t, "two tables share a field or a record");
    const struct image_field *columns = &image->fields[record->fields_first];
    for (uint32_t f = 0; f < record->fields_count; f++)
        if (columns[f].chunk != IMAGE_NONE || type_unpack(columns[f].type).kind == TYPE_RECORD)
            return refuse_row(v, "table", t, "a column cannot be read");
    for (uint32_t r = table->rows_first; r < table->rows_first + table->rows_count; r++) {
        const struct image_row *row = &image->rows[r];
        if (row->cells_count != record->fields_count) return refuse_row(v, "row", r, "cells are missing");
        for (uint32_t f = 0; f < row->cells_count; f++)
            if (!alike(type_unpack(image->constants[image->cells[row->cells_first + f].constant].type),
                       type_unpack(columns[f].type)))
                return refuse_row(v, "row", r, "a cell has another type than its column");
    }
    return true;
}

/* Values that are the same or not: what an index tells apart by their bytes. */
static bool check_index(struct verifier *v, uint32_t i) {
    const struct image *image = v->image;
    const struct image_record *record = &image->records[image->tables[image->indexs[i].table].record];
    if (image->indexs[i].column >= record->fields_count) return refuse_row(v, "index", i, "no such column");
    struct type t = column_type(image, i);
    return (t.shape == SHAPE_ONE && t.kind != TYPE_MONEY) ||
           refuse_row(v, "index", i, "this column cannot be an index");
}

bool verify_code(struct arena *arena, struct image *image, struct text *reason) {
    struct verifier v = {.arena = arena, .image = image, .reason = reason};
    if (image->input_record >= IMAGE_COUNT(image, record) || image->globals_record >= IMAGE_COUNT(image, record) ||
        IMAGE_COUNT(image, record) > UINT16_MAX || IMAGE_COUNT(image, choice) > UINT16_MAX ||
        IMAGE_COUNT(image, chunk) > UINT16_MAX)
        return refuse_row(&v, "record", 0, "the application or the globals are missing");
    for (uint32_t f = 0; f < IMAGE_COUNT(image, field); f++)
        if (!type_is_data(type_unpack(image->fields[f].type)))
            return refuse_row(&v, "field", f, "a field must be data");
    for (uint32_t r = 0; r < IMAGE_COUNT(image, record); r++)
        if (image->records[r].fields_count > UINT16_MAX) return refuse_row(&v, "record", r, "too many fields");
    for (uint32_t k = 0; k < IMAGE_COUNT(image, constant); k++)
        if (!check_constant(&v, k)) return false;
    for (uint32_t t = 0; t < IMAGE_COUNT(image, table); t++)
        if (!check_table(&v, t)) return false;
    for (uint32_t i = 0; i < IMAGE_COUNT(image, index); i++)
        if (!check_index(&v, i)) return false;
    for (uint32_t c = 0; c < IMAGE_COUNT(image, chunk); c++)
        if (!check_chunk(&v, c)) return false;
    for (uint32_t r = 0; r < IMAGE_COUNT(image, record); r++) {
        const struct image_record *record = &image->records[r];
        for (uint32_t f = record->fields_first; f < record->fields_first + record->fields_count; f++) {
            if (image->fields[f].chunk == IMAGE_NONE) continue;
            const struct image_chunk *c = &image->chunks[image->fields[f].chunk];
            if (c->params != 1 ||
                !type_equal(image->register_types[c->registers_first + 2],
                            (struct type){TYPE_RECORD, SHAPE_ONE, (uint16_t)r}) ||
                !alike(type_unpack(c->result), type_unpack(image->fields[f].type)))
                return refuse_row(&v, "field", f, "its chunk does not fit it");
        }
    }
    for (uint32_t r = 0; r < IMAGE_COUNT(image, rule); r++)
        if (!check_rule_row(&v, r)) return false;
    for (uint32_t l = 0; l < IMAGE_COUNT(image, limit); l++)
        if (!check_limit_row(&v, l)) return false;
    for (uint32_t p = 0; p < IMAGE_COUNT(image, part); p++)
        if (!check_part_row(&v, p)) return false;
    for (uint32_t w = 0; w < IMAGE_COUNT(image, waiver); w++)
        if (!check_entry(&v, image->waivers[w].when, TYPE_TRUTH, 0, "waiver", w) ||
            !check_entry(&v, image->waivers[w].unless, TYPE_TRUTH, 0, "waiver", w))
            return false;
    return check_globals(&v);
}
