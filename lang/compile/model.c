/* The data model to its rows, and the image as a whole. */
#include "lang/compile/internal.h"

static void add_records(struct compiler *k) {
    struct program *p = k->program;
    struct builder *b = &k->build;
    for (size_t r = 0; r < p->records.count; r++) {
        struct symbol *record = p->records.items[r];
        struct image_record row = {.zh = text_row(k, record->names.zh),
                                   .en = text_row(k, record->names.en),
                                   .fields_first = (uint32_t)b->fields.count,
                                   .fields_count = (uint32_t)record->members.count};
        bool is_row = record->node->kind == NODE_TABLE;
        row.flags = record == p->input ? RECORD_INPUT : is_row ? RECORD_ROW : 0;
        VEC_PUSH(k->arena, &b->records, row);
        for (size_t f = 0; f < record->members.count; f++) {
            struct symbol *field = record->members.items[f];
            bool stated = field->node->kind == NODE_FIELD_DECL;
            /* Who applies cannot change a register of others. */
            uint32_t flags = (is_row || (stated && (field->node->flags & NODE_FIXED)) ? FIELD_FIXED : 0u) |
                             (stated && (field->node->flags & NODE_KEY) ? FIELD_KEY : 0u) |
                             (stated && field->value != NULL ? FIELD_FALLBACK : 0u);
            VEC_PUSH(k->arena, &b->fields,
                     ((struct image_field){text_row(k, field->names.zh), text_row(k, field->names.en),
                                           type_pack(field->type), flags, IMAGE_NONE}));
        }
    }
    if (p->input == NULL) { /* an expression alone: an application without fields */
        b->input_record = (uint32_t)b->records.count;
        VEC_PUSH(k->arena, &b->records,
                 ((struct image_record){.en = text_row(k, TEXT("application")),
                                        .zh = text_row(k, TEXT("申报")),
                                        .fields_first = (uint32_t)b->fields.count,
                                        .flags = RECORD_INPUT}));
    } else {
        b->input_record = p->input->index;
    }
    b->globals_record = (uint32_t)b->records.count;
    struct type partners = p->country != NULL ? type_set_of(p->country->type) : type_set_of(type_one(TYPE_TEXT));
    VEC_PUSH(k->arena, &b->records,
             ((struct image_record){.fields_first = (uint32_t)b->fields.count,
                                    .fields_count = (uint32_t)(IMAGE_GLOBAL_FACTS + p->lets.count),
                                    .flags = RECORD_GLOBALS}));
    const struct {
        struct text zh, en;
        struct type type;
    } facts[IMAGE_GLOBAL_FACTS] = {
        [IMAGE_GLOBAL_AS_OF] = {TEXT("审查日"), TEXT("as_of"), type_one(TYPE_DATE)},
        [IMAGE_GLOBAL_DIRECTION_FIELDS] = {TEXT("本方向领域"), TEXT("direction_fields"),
                                           type_set_of(type_one(TYPE_LABEL))},
        [IMAGE_GLOBAL_DIRECTION_PARTNERS] = {TEXT("本方向国别"), TEXT("direction_partners"), partners},
        [IMAGE_GLOBAL_DIRECTION_CODE] = {TEXT("本方向编号"), TEXT("direction_code"), type_one(TYPE_TEXT)},
    };
    for (unsigned f = 0; f < IMAGE_GLOBAL_FACTS; f++)
        VEC_PUSH(k->arena, &b->fields,
                 ((struct image_field){text_row(k, facts[f].zh), text_row(k, facts[f].en), type_pack(facts[f].type), 0,
                                       IMAGE_NONE}));
    for (size_t l = 0; l < p->lets.count; l++) {
        struct symbol *let = p->lets.items[l];
        VEC_PUSH(k->arena, &b->fields,
                 ((struct image_field){text_row(k, let->names.zh), text_row(k, let->names.en), type_pack(let->type), 0,
                                       IMAGE_NONE}));
    }
}

static void add_choices(struct compiler *k) {
    struct builder *b = &k->build;
    for (size_t c = 0; c < k->program->choices.count; c++) {
        struct symbol *choice = k->program->choices.items[c];
        VEC_PUSH(k->arena, &b->choices,
                 ((struct image_choice){text_row(k, choice->names.zh), text_row(k, choice->names.en),
                                        (uint32_t)b->items.count, (uint32_t)choice->members.count,
                                        choice->node->flags & NODE_ORDERED ? CHOICE_ORDERED : 0u}));
        for (size_t i = 0; i < choice->members.count; i++)
            VEC_PUSH(k->arena, &b->items,
                     ((struct image_item){text_row(k, choice->members.items[i]->names.zh),
                                          text_row(k, choice->members.items[i]->names.en)}));
    }
    for (size_t l = 0; l < k->program->labels.count; l++)
        for (size_t i = 0; i < k->program->labels.items[l]->members.count; i++) {
            struct symbol *label = k->program->labels.items[l]->members.items[i];
            VEC_PUSH(k->arena, &b->labels,
                     ((struct image_label){text_row(k, label->names.zh), text_row(k, label->names.en)}));
        }
}

static void compile_fields(struct compiler *k) {
    struct builder *b = &k->build;
    struct program *p = k->program;
    for (size_t r = 0; r < p->records.count; r++)
        for (size_t f = 0; f < p->records.items[r]->members.count; f++)
            if (p->records.items[r]->members.items[f]->value != NULL) {
                uint32_t chunk = compile_field_chunk(k, p->records.items[r]->members.items[f]);
                b->fields.items[b->records.items[r].fields_first + f].chunk = chunk;
            }
    for (size_t l = 0; l < p->lets.count; l++)
        if (p->lets.items[l]->value != NULL) {
            uint32_t chunk = compile_field_chunk(k, p->lets.items[l]);
            b->fields.items[b->records.items[b->globals_record].fields_first + IMAGE_GLOBAL_FACTS + l].chunk = chunk;
        }
}

/* ---- all ---- */

static void begin(struct compiler *k, struct arena *arena, struct program *program) {
    *k = (struct compiler){.arena = arena, .program = program};
    builder_init(&k->build, arena);
    uint32_t n = source_count(program->sources);
    k->file_rows = ARENA_ARRAY(arena, n + 1, uint32_t);
    for (uint32_t i = 0; i <= n; i++) k->file_rows[i] = IMAGE_NONE;
    add_choices(k);
    add_records(k);
    compile_tables(k);
    compile_fields(k);
    compile_headings(k);
}

static struct text finish(struct compiler *k) {
    return k->program->sink->errors > 0 ? TEXT("") : builder_bytes(&k->build);
}

struct text compile_program(struct arena *arena, struct program *program) {
    struct compiler k;
    begin(&k, arena, program);
    return finish(&k);
}

struct text compile_expression(struct arena *arena, struct program *program, struct node *expression, uint32_t *chunk) {
    struct compiler k;
    begin(&k, arena, program);
    k.at = expression->span;
    k.name = text_slice(source_get(program->sources, k.at.file)->text, k.at.start, k.at.end);
    struct code c;
    code_begin(&c, &k, NULL, 0);
    struct type t = expression->type;
    if (t.kind == TYPE_TALLY) t = type_one(TYPE_NUMBER);
    uint32_t r = compile_as(&c, expression, t);
    if (code_here(&c) == 0) {
        uint32_t copy = code_register(&c, t);
        code_emit(&c, OP_MOVE, copy, r, 0);
        r = copy;
    }
    *chunk = code_end(&c, r);
    return finish(&k);
}
