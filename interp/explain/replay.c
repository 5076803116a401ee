/* Nodes are told when their value is there, children before parents, so the tree is built with a stack: a node takes
 * from its top those that name it as parent, and what a call left behind. */
#include "interp/explain/replay.h"

#include "interp/input/input.h"
#include "lang/base/limits.h"
#include "lang/code/show.h"

struct recording {
    struct vm *vm;
    VEC(struct result *) stack;
    unsigned depth;
    size_t total;
};

static const struct image_node *node_row(const struct image *image, uint32_t chunk, uint32_t index) {
    return &image->nodes[image->chunks[chunk].nodes_first + index];
}

/* A field of the globals: a fact that is still to come and a table have names of their own; what the policy states has no
 * place in the application. */
static void locate_fact(struct recording *rec, struct result *r, const struct image_field *field, struct buffer *b) {
    const struct image *image = rec->vm->image;
    const struct image_table *table = image_table_of(image, r->node->extra);
    if (table != NULL) {
        r->reference = true;
        table_place(b, image, table, (r->value.flags & VALUE_GIVEN) != 0);
    } else if (field->chunk == IMAGE_NONE && r->node->extra >= IMAGE_GLOBAL_FACTS) {
        buffer_str(b, "--let ");
        buffer_text(b,
                    image_text(image, rec->vm->language == LANGUAGE_ZH && image->texts[field->zh].len > 0 ? field->zh
                                                                                                          : field->en));
    }
}

/* What the record of a field that is not known was looked for in: the record above it, or the table that has no such row. */
static const struct result *above(const struct result *r) {
    for (size_t i = r->kids.count; i-- > 0;) {
        const struct result *kid = r->kids.items[i];
        if (kid->node->kind == TRACE_DATUM) return kid;
        if (kid->node->kind == TRACE_ROW && kid->kids.count > 0) return kid->kids.items[0];
    }
    return NULL;
}

/* "/organisations/2" + "/matching", by the key the file uses. */
static void locate(struct recording *rec, struct result *r, const struct value *registers) {
    const struct image *image = rec->vm->image;
    const struct image_chunk *chunk = &image->chunks[r->chunk];
    struct type object_type = image->register_types[chunk->registers_first + r->node->op];
    const struct image_record *record = &image->records[object_type.index];
    const struct image_field *field = &image->fields[record->fields_first + r->node->extra];
    struct value object = registers[r->node->op];
    struct buffer b;
    buffer_init(&b, rec->vm->trace);
    if (object_type.index == image->globals_record) {
        locate_fact(rec, r, field, &b);
    } else if (object.state == STATE_KNOWN) {
        bool zh_key = (object.record->slots[r->node->extra].flags & VALUE_ZH_KEY) != 0;
        r->reference = record_is_row(image, object.record);
        r->stated = !r->reference && (field->chunk == IMAGE_NONE || (field->flags & FIELD_FALLBACK) != 0);
        field_pointer(&b, image, object.record, r->node->extra, zh_key);
    } else {
        /* An element of a list that is not stated has no place. */
        const struct result *parent = above(r);
        if (parent == NULL || parent->at.len == 0) return;
        buffer_text(&b, parent->at);
        r->reference = parent->reference;
        if (!r->reference) {
            r->stated = field->chunk == IMAGE_NONE || (field->flags & FIELD_FALLBACK) != 0;
            buffer_byte(&b, '/');
            buffer_text(&b, image_text(image, image->texts[field->en].len == 0 ? field->zh : field->en));
        }
    }
    r->at = buffer_done(&b);
}

/* Whether a slot, and every element of it, is stated. */
static bool is_stated(struct value slot, struct type type) {
    bool stated = slot.state != STATE_UNKNOWN;
    for (uint32_t i = 0; stated && slot.state == STATE_KNOWN && type.shape != SHAPE_ONE && i < slot.aux; i++)
        stated = slot.list[i].state != STATE_UNKNOWN;
    return stated;
}

/* Of a field taken from every record of a list: the records that do not state it, as data below the list of values. */
static void add_unstated(const struct recording *rec, struct result *r, const struct value *registers) {
    const struct image *image = rec->vm->image;
    const struct image_chunk *chunk = &image->chunks[r->chunk];
    const struct instruction *code = &image->instructions[chunk->code_first + r->node->pc];
    if (code->op != OP_PROJECT) return;
    struct value list = registers[code->b];
    struct type element = image->register_types[chunk->registers_first + code->b];
    const struct image_field *field = &image->fields[image->records[element.index].fields_first + code->c];
    struct image_node *node = NULL;
    size_t before = r->kids.count;
    for (uint32_t i = 0; list.state == STATE_KNOWN && field->chunk == IMAGE_NONE && i < list.aux; i++) {
        const struct record *record = list.list[i].record;
        if (list.list[i].state != STATE_KNOWN || is_stated(record->slots[code->c], type_unpack(field->type))) continue;
        if (r->kids.count - before == LIMIT_EXPLAIN_GROUP) return;
        if (node == NULL) {
            node = ARENA_NEW(rec->vm->trace, struct image_node);
            *node = *r->node;
            node->kind = TRACE_DATUM;
        }
        struct result *one = ARENA_NEW(rec->vm->trace, struct result);
        struct buffer b;
        buffer_init(&b, rec->vm->trace);
        field_pointer(&b, image, record, code->c, false);
        *one = (struct result){.node = node, .chunk = r->chunk, .depth = r->depth, .at = buffer_done(&b)};
        one->reference = record_is_row(image, record);
        one->stated = !one->reference;
        one->type = type_unpack(field->type);
        VEC_PUSH(rec->vm->trace, &r->kids, one);
    }
}

enum { ARGUMENTS = 32 };

/* Arguments are worked out before all else, so they lie at the bottom of their chunk's results. */
static const struct result *argument_of(const struct recording *rec, const struct result *variable) {
    for (size_t i = 0; i < rec->stack.count && i < ARGUMENTS; i++) {
        const struct result *r = rec->stack.items[i];
        if (r->chunk == variable->chunk && r->depth == variable->depth && r->node->reg == variable->node->reg &&
            r->node->kind == TRACE_DATUM)
            return r;
    }
    return NULL;
}

static void on_node(void *context, uint32_t chunk, const struct image_node *node, const struct value *registers) {
    struct recording *rec = context;
    struct arena *arena = rec->vm->trace;
    const struct image *image = rec->vm->image;
    const struct image_chunk *row = &image->chunks[chunk];
    uint32_t index = (uint32_t)(node - image->nodes) - row->nodes_first;
    size_t first = rec->stack.count;
    while (first > 0) {
        const struct result *top = rec->stack.items[first - 1];
        if (!(top->depth > rec->depth ||
              (top->depth == rec->depth && top->chunk == chunk && top->node->parent == index)))
            break;
        first--;
    }
    if (++rec->total > LIMIT_EXPLAIN_RESULTS && node->parent != IMAGE_NONE) {
        rec->stack.count = first;
        return;
    }
    struct result *r = ARENA_NEW(arena, struct result);
    r->node = node;
    r->chunk = chunk;
    r->depth = rec->depth;
    r->value = registers[node->reg];
    r->type = image->register_types[row->registers_first + node->reg];
    for (size_t i = first; i < rec->stack.count; i++) VEC_PUSH(arena, &r->kids, rec->stack.items[i]);
    rec->stack.count = first;
    if (node->kind == TRACE_DATUM) locate(rec, r, registers);
    if (node->parent != IMAGE_NONE) {
        const struct image_node *parent = node_row(image, chunk, node->parent);
        bool pairs = parent->kind == TRACE_PAIRWISE;
        if ((parent->kind == TRACE_QUANTIFIER || parent->kind == TRACE_FILTER || pairs) && r->type.shape == SHAPE_ONE &&
            r->type.kind == TYPE_TRUTH) {
            r->in_loop = true;
            if (pairs) r->other = registers[parent->op];
            r->element = registers[parent->extra];
            r->element_type = image->register_types[row->registers_first + parent->extra];
        }
    }
    if (node->kind == TRACE_VALUE) add_unstated(rec, r, registers);
    if (node->kind == TRACE_VARIABLE) r->origin = argument_of(rec, r);
    VEC_PUSH(arena, &rec->stack, r);
}

static void on_enter(void *context, uint32_t chunk) {
    (void)chunk;
    ((struct recording *)context)->depth++;
}
static void on_leave(void *context) { ((struct recording *)context)->depth--; }

struct result *replay(struct vm *vm, uint32_t chunk) {
    if (chunk == IMAGE_NONE) return NULL;
    struct recording rec = {.vm = vm};
    struct vm_recorder recorder = {&rec, on_node, on_enter, on_leave};
    struct arena *arena = vm->arena;
    vm->arena = vm->trace;
    vm->recorder = &recorder;
    vm_run(vm, chunk, NULL);
    vm->recorder = NULL;
    vm->arena = arena;
    /* A run that was broken off leaves parts of a tree. */
    return rec.stack.count > 0 && vm->steps <= LIMIT_STEPS * LIMIT_RECORDING ? rec.stack.items[rec.stack.count - 1]
                                                                             : NULL;
}

struct text replay_words(const struct vm *vm, const struct image_node *node) {
    struct text t = image_text(vm->image, vm->language == LANGUAGE_ZH ? node->zh : node->en);
    unsigned open = 0;
    if (t.len < 2 || t.ptr[0] != '(' || t.ptr[t.len - 1] != ')') return t;
    for (size_t i = 0; i + 1 < t.len; i++) {
        if (t.ptr[i] == '"') return t; /* brackets within a text */
        open += t.ptr[i] == '(';
        open -= t.ptr[i] == ')';
        if (open == 0) return t;
    }
    return text_slice(t, 1, t.len - 1);
}

struct text replay_place(const struct result *r) {
    if (r->origin != NULL) r = r->origin;
    if (r->node->kind == TRACE_DATUM && (r->stated || r->reference)) return r->at;
    for (size_t i = 0; i < r->kids.count; i++) {
        struct text at = replay_place(r->kids.items[i]);
        if (at.len > 0) return at;
    }
    return TEXT("");
}

struct text replay_element_at(struct vm *vm, const struct result *r) {
    struct buffer b;
    if (!r->in_loop || r->element_type.kind != TYPE_RECORD || r->element.state != STATE_KNOWN) return TEXT("");
    buffer_init(&b, vm->arena);
    record_pointer(&b, vm->image, r->element.record);
    return buffer_done(&b);
}

struct text replay_shown(struct vm *vm, struct type type, struct value value) {
    struct buffer b;
    buffer_init(&b, vm->arena);
    if (type.kind == TYPE_RECORD && type.shape != SHAPE_ONE && value.state == STATE_KNOWN) {
        uint32_t certain = tables_hold(vm->tables, value) ? value.aux : 0;
        for (uint32_t i = 0; certain < value.aux && i < value.aux; i++)
            certain += (value.list[i].flags & VALUE_MAYBE) == 0;
        bool zh = vm->language == LANGUAGE_ZH;
        if (certain != value.aux) buffer_printf(&b, zh ? "%u 至 " : "%u to ", certain);
        buffer_printf(&b, zh ? "%u 项" : value.aux == 1 && certain == 1 ? "%u element" : "%u elements", value.aux);
    } else {
        show_value(&b, vm->image, type, value, vm->language, true);
    }
    return buffer_done(&b);
}

bool replay_is_open(const struct result *r) {
    if (r->value.state != STATE_KNOWN) return true;
    if (r->type.kind == TYPE_TALLY) return value_certain(r->value) != value_possible(r->value);
    if (r->reference && r->type.kind == TYPE_RECORD) return false; /* a whole table, which may be large */
    for (uint32_t i = 0; r->type.shape != SHAPE_ONE && i < r->value.aux; i++)
        if (r->value.list[i].state != STATE_KNOWN || (r->value.list[i].flags & VALUE_MAYBE) != 0) return true;
    return false;
}

struct rounds replay_rounds(struct arena *arena, const struct result *loop) {
    struct rounds rounds = {0};
    struct result *where = NULL;
    for (size_t i = 0; i < loop->kids.count; i++) {
        struct result *kid = loop->kids.items[i];
        if (!kid->in_loop) {
            if (kid->type.shape != SHAPE_ONE && rounds.source == NULL) rounds.source = kid;
        } else if (kid->node->flags & TRACE_WHERE) {
            where = kid;
            if (loop->node->kind == TRACE_FILTER) VEC_PUSH(arena, &rounds.list, ((struct round){kid, NULL}));
        } else {
            VEC_PUSH(arena, &rounds.list, ((struct round){where, kid}));
            where = NULL;
        }
    }
    return rounds;
}

/* The loops around an expression, the innermost first: their elements are not from outside. */
struct around {
    const struct result *loop;
    const struct around *next;
};

static size_t add_outer(struct vm *vm, const struct around *around, const struct result *r, const struct result **out,
                        size_t count) {
    bool own = r->depth != around->loop->depth; /* a parameter of a function that is called */
    for (const struct around *a = around; a != NULL; a = a->next) own = own || r->node->reg == a->loop->node->extra;
    struct around inner = {r, around};
    bool loops = r->node->kind == TRACE_QUANTIFIER || r->node->kind == TRACE_FILTER;
    if (r->node->kind == TRACE_VARIABLE && !own && r->type.kind != TYPE_RECORD && count < REPLAY_OUTER_MOST) {
        struct text words = replay_words(vm, r->node);
        bool said = text_equal(words, replay_shown(vm, r->type, r->value)); /* a literal given to a template */
        for (size_t i = 0; i < count; i++) said = said || text_equal(words, replay_words(vm, out[i]->node));
        if (!said) out[count++] = r;
    }
    for (size_t i = 0; i < r->kids.count; i++)
        count = add_outer(vm, loops ? &inner : around, r->kids.items[i], out, count);
    return count;
}

size_t replay_outer(struct vm *vm, const struct result *loop, const struct result *out[REPLAY_OUTER_MOST]) {
    struct rounds rounds = replay_rounds(vm->arena, loop);
    struct around around = {loop, NULL};
    size_t count = 0;
    for (size_t i = 0; i < rounds.list.count; i++) {
        const struct round *one = &rounds.list.items[i];
        if (one->where != NULL) count = add_outer(vm, &around, one->where, out, count);
        if (one->body != NULL) count = add_outer(vm, &around, one->body, out, count);
    }
    return count;
}
