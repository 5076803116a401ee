/* Frames, calls, derived fields; the loop itself is in loop.inc. */
#include "interp/vm/vm.h"

#include <string.h>

#include "interp/vm/links.h"
#include "interp/vm/ops.h"
#include "interp/vm/pairs.h"
#include "interp/vm/rates.h"
#include "lang/base/limits.h"
#include "lang/code/show.h"
#include "lang/value/date.h"
#include "lang/value/decimal.h"

/* A recording run takes no short cuts, so it may take longer than the run that decided. */
static uint64_t steps_limit(const struct vm *vm) {
    return vm->recorder != NULL ? LIMIT_STEPS * LIMIT_RECORDING : LIMIT_STEPS;
}

static struct value run_fast(struct vm *vm, uint32_t chunk, struct value *registers);
static struct value run_recording(struct vm *vm, uint32_t chunk, struct value *registers);

/* Clears a frame and sets the registers every chunk begins with. The verifier has proved that it fits the stack. */
static struct value call(struct vm *vm, uint32_t chunk, const struct value *arguments, struct value *frame) {
    const struct image_chunk *row = &vm->image->chunks[chunk];
    /* Functions that use others twice make many calls of few instructions: they count as well. */
    vm->steps += row->code_count;
    if (vm->steps > steps_limit(vm)) return value_error(REASON_LIMIT_STEPS);
    memset(frame, 0, row->registers_count * sizeof *frame);
    frame[0] =
        (struct value){.record = vm->application, .state = vm->application != NULL ? STATE_KNOWN : STATE_UNKNOWN};
    frame[1] = (struct value){.record = vm->globals, .state = STATE_KNOWN};
    for (uint32_t i = 0; i < row->params; i++) frame[2 + i] = arguments[i];
    return vm->recorder != NULL ? run_recording(vm, chunk, frame) : run_fast(vm, chunk, frame);
}

static struct value derived_field(struct vm *vm, struct record *record, uint16_t field, struct value *frame) {
    struct value *slot = &record->slots[field];
    bool stated = slot->state == STATE_KNOWN && (slot->flags & VALUE_COMPUTED) == 0;
    if (stated || ((slot->flags & VALUE_COMPUTED) != 0 && vm->recorder == NULL)) return *slot;
    const struct image_field *row = &vm->image->fields[vm->image->records[record->type].fields_first + field];
    struct value self = {.record = record, .state = STATE_KNOWN};
    struct value result = call(vm, row->chunk, &self, frame);
    result.flags = VALUE_COMPUTED;
    /* A recording run builds in memory of its own. Steps that this rule had already used up say nothing of the field. */
    if (vm->recorder == NULL && vm->steps <= LIMIT_STEPS) *slot = result;
    return result;
}

/* The field of every record of a list. Lists are joined; a record that is not known gives one unknown element. */
static struct value project(struct vm *vm, struct value list, uint16_t field, uint16_t record_type,
                            struct value *frame) {
    if (list.state != STATE_KNOWN) return ops_not_known(list, list);
    const struct image_field *row = &vm->image->fields[vm->image->records[record_type].fields_first + field];
    bool derived = row->chunk != IMAGE_NONE, many = type_unpack(row->type).shape != SHAPE_ONE;
    struct value *items = NULL;
    size_t count = 0, room = 0;
    for (uint32_t i = 0; i < list.aux; i++) {
        struct value element = list.list[i];
        uint8_t maybe = element.flags & VALUE_MAYBE;
        struct value v = element.state != STATE_KNOWN ? ops_not_known(element, element)
                         : derived                    ? derived_field(vm, element.record, field, frame)
                                                      : element.record->slots[field];
        if (many && v.state != STATE_KNOWN) return ops_not_known(v, v);
        size_t more = many ? v.aux : 1;
        if (count + more > LIMIT_LIST_ITEMS) return value_error(REASON_LIMIT_LIST);
        if (count + more > room) {
            size_t wider = (count + more) * 2 > list.aux ? (count + more) * 2 : list.aux;
            items = arena_grow(vm->arena, items, room, wider, sizeof *items);
            room = wider;
        }
        for (size_t k = 0; k < more; k++) {
            items[count] = many ? v.list[k] : v;
            items[count].flags = (uint8_t)((many ? v.list[k].flags & VALUE_MAYBE : 0) | maybe);
            count++;
        }
    }
    return (struct value){.list = items, .aux = (uint32_t)count, .state = STATE_KNOWN};
}

static struct value names_of(struct links *links, struct record *record) {
    struct vm *vm = links->vm;
    const struct image_field *row = &vm->image->fields[vm->image->records[record->type].fields_first + links->field];
    return row->chunk != IMAGE_NONE ? derived_field(vm, record, links->field, links->frame)
                                    : record->slots[links->field];
}

/* `operands`: the list of records and the two keys. */
static struct value follow_links(struct vm *vm, enum opcode op, uint16_t record_type, uint16_t field,
                                 const struct value *operands, struct value *frame) {
    const struct image_field *row = &vm->image->fields[vm->image->records[record_type].fields_first + field];
    struct links links = {.arena = vm->arena,
                          .list = operands[0],
                          .key = image_text_key(vm->image, record_type),
                          .many = type_unpack(row->type).shape != SHAPE_ONE,
                          .names = names_of,
                          .vm = vm,
                          .frame = frame,
                          .field = field,
                          .steps_most = steps_limit(vm) - (vm->steps < steps_limit(vm) ? vm->steps : steps_limit(vm))};
    struct value result = op == OP_BELONGS ? links_belong(&links, operands[1], operands[2])
                                           : links_affiliated(&links, operands[1], operands[2]);
    vm->steps += links.steps;
    return result;
}

/* `operands`: the list of rates, the amount or amounts, the currency wanted. */
static struct value convert(struct vm *vm, uint16_t record_type, uint16_t field, bool many,
                            const struct value *operands) {
    struct rates rates = {operands[0], image_text_key(vm->image, record_type), field};
    vm->steps += rates_steps(&rates, many, operands[1]);
    if (vm->steps > steps_limit(vm)) return value_error(REASON_LIMIT_STEPS);
    return rates_convert(vm->arena, &rates, many, operands[1], operands[2]);
}

static void match(struct vm *vm, struct value *out, struct value subject, uint16_t pattern) {
    uint32_t groups = vm->image->regexs[pattern].groups_count;
    for (uint32_t g = 1; g <= groups; g++)
        out[g] = subject.state == STATE_KNOWN ? value_unknown(REASON_NOT_MATCHED) : ops_not_known(subject, subject);
    if (subject.state != STATE_KNOWN) {
        *out = ops_not_known(subject, subject);
        return;
    }
    struct text *captures = groups == 0 ? NULL : ARENA_ARRAY(vm->arena, groups, struct text);
    switch (regex_match(vm->image->compiled[pattern], value_as_text(subject), captures)) {
    case REGEX_YES:
        *out = value_truth(1);
        for (uint32_t g = 0; g < groups; g++)
            if (captures[g].ptr != NULL) out[1 + g] = value_text(captures[g]);
        break;
    case REGEX_NO: *out = value_truth(0); break;
    case REGEX_LIMIT:
    case REGEX_FAILED: *out = value_error(REASON_LIMIT_REGEX); break;
    }
}

static struct value select_value(struct type type, struct value condition, struct value yes, struct value no) {
    if (condition.state == STATE_KNOWN) return condition.i ? yes : no;
    if (condition.state == STATE_ERROR) return ops_not_known(condition, condition);
    if (type.shape == SHAPE_ONE && yes.state == STATE_KNOWN && no.state == STATE_KNOWN) {
        struct value same = ops_equal(type.kind, yes, no);
        if (value_is_true(same)) return yes;
    }
    return ops_not_known(condition, condition);
}

static struct value sum_int(struct value a, struct value b, bool subtract) {
    int64_t sum;
    if (a.state != STATE_KNOWN || b.state != STATE_KNOWN) return ops_not_known(a, b);
    bool over = subtract ? __builtin_sub_overflow(a.i, b.i, &sum) : __builtin_add_overflow(a.i, b.i, &sum);
    return over || sum == INT64_MIN ? value_error(REASON_OVERFLOW) : value_int(sum);
}

static struct value year_of(struct value date) {
    int year, month, day;
    date_to_civil((int32_t)date.i, &year, &month, &day);
    struct decimal d = decimal_from_int(year);
    return (struct value){.i = d.coefficient, .aux = d.scale, .state = STATE_KNOWN};
}

static struct value text_of_value(struct vm *vm, struct type type, struct value v, bool whole) {
    struct value open = whole ? ops_whole(type, v) : value_truth(1);
    if (open.state != STATE_KNOWN) return open;
    struct buffer b;
    buffer_init(&b, vm->arena);
    show_value(&b, vm->image, type, v, vm->language, false);
    struct text t = buffer_done(&b);
    return t.len > LIMIT_TEXT_BYTES ? value_error(REASON_LIMIT_TEXT) : value_text(t);
}

/* The nodes of a chunk stand in the order of their instructions. */
static void tell_recorder(struct vm *vm, uint32_t chunk, const struct image_node *nodes, const struct image_node *end,
                          uint32_t pc, const struct value *registers) {
    size_t low = 0, high = (size_t)(end - nodes);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (nodes[middle].pc < pc)
            low = middle + 1;
        else
            high = middle;
    }
    for (const struct image_node *n = nodes + low; n < end && n->pc == pc; n++)
        vm->recorder->node(vm->recorder->context, chunk, n, registers);
}

#define VM_NAME run_fast
#define VM_RECORDING 0
#include "interp/vm/loop.inc"
#undef VM_NAME
#undef VM_RECORDING
#define VM_NAME run_recording
#define VM_RECORDING 1
#include "interp/vm/loop.inc"
#undef VM_NAME
#undef VM_RECORDING

void vm_init(struct vm *vm, const struct image *image, const struct tables *tables, struct arena *program_arena) {
    *vm = (struct vm){.image = image, .tables = tables};
    vm->stack = ARENA_ARRAY(program_arena, (size_t)image->max_stack + 1, struct value);
    if (tables != NULL) return;
    struct tables *own = tables_new(program_arena, image);
    tables_index(program_arena, own);
    vm->tables = own;
}

struct record *vm_globals(const struct vm *vm, struct arena *arena) {
    size_t size =
        sizeof(struct record) + vm->image->records[vm->image->globals_record].fields_count * sizeof(struct value);
    struct record *r = arena_alloc(arena, size);
    memcpy(r, vm->tables->holder, size);
    return r;
}

struct value vm_run(struct vm *vm, uint32_t chunk, const struct value *argument) {
    vm->steps = 0;
    struct value result = call(vm, chunk, argument, vm->stack);
    return vm->steps > steps_limit(vm) ? value_error(REASON_LIMIT_STEPS) : result;
}
