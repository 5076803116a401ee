/* Instructions, registers and trace nodes of one chunk. A chunk is made in vectors of its own and appended to the
 * image when it ends, so that what it calls, compiled meanwhile, stands before it. */
#include "lang/compile/internal.h"

#include "lang/base/limits.h"
#include "lang/syntax/words.h"

void code_begin(struct code *c, struct compiler *k, const struct type *params, uint32_t n_params) {
    *c = (struct code){.k = k, .params = n_params};
    VEC_PUSH(k->arena, &c->regs, ((struct type){TYPE_RECORD, SHAPE_ONE, (uint16_t)k->build.input_record}));
    VEC_PUSH(k->arena, &c->regs, ((struct type){TYPE_RECORD, SHAPE_ONE, (uint16_t)k->build.globals_record}));
    for (uint32_t i = 0; i < n_params; i++) VEC_PUSH(k->arena, &c->regs, params[i]);
}

uint32_t code_register(struct code *c, struct type type) {
    VEC_PUSH(c->k->arena, &c->regs, type);
    return (uint32_t)c->regs.count - 1;
}

uint32_t code_emit(struct code *c, enum opcode op, uint32_t a, uint32_t b, uint32_t d) {
    struct instruction i = {(uint16_t)op, (uint16_t)a, (uint16_t)b, (uint16_t)d};
    VEC_PUSH(c->k->arena, &c->out, i);
    return (uint32_t)c->out.count - 1;
}

uint32_t code_here(const struct code *c) { return (uint32_t)c->out.count; }

void code_land(struct code *c, uint32_t at) {
    struct instruction *i = &c->out.items[at];
    if (i->op == OP_NEXT)
        i->c = (uint16_t)c->out.count;
    else
        i->b = (uint16_t)c->out.count;
}

uint32_t code_load(struct code *c, struct type type, uint32_t constant) {
    uint32_t r = code_register(c, type);
    code_emit(c, OP_LOAD, r, constant & 0xffff, constant >> 16);
    return r;
}

uint32_t code_end(struct code *c, uint32_t result) {
    struct builder *b = &c->k->build;
    struct type type = c->regs.items[result];
    code_emit(c, OP_RETURN, result, 0, 0);
    if (c->out.count > LIMIT_CHUNK_CODE || c->regs.count > LIMIT_CHUNK_REGISTERS) {
        diag_report(c->k->program->sink, DIAG_LIMIT_CODE, c->k->at, c->k->name);
        /* Nothing is written; the row is for those who look it up meanwhile. */
        c->out.count = c->regs.count = c->nodes.count = 0;
    }
    struct image_chunk row = {.code_first = (uint32_t)b->codes.count,
                              .code_count = (uint32_t)c->out.count,
                              .registers_first = (uint32_t)b->regs.count,
                              .registers_count = (uint32_t)c->regs.count,
                              .nodes_first = (uint32_t)b->nodes.count,
                              .nodes_count = (uint32_t)c->nodes.count,
                              .params = c->params,
                              .result = type_pack(type)};
    for (size_t i = 0; i < c->out.count; i++) {
        struct instruction *in = &c->out.items[i];
        VEC_PUSH(
            b->arena, &b->codes,
            ((struct image_code){(uint32_t)in->op | (uint32_t)in->a << 16, (uint32_t)in->b | (uint32_t)in->c << 16}));
    }
    for (size_t i = 0; i < c->regs.count; i++)
        VEC_PUSH(b->arena, &b->regs, ((struct image_reg){type_pack(c->regs.items[i])}));
    for (size_t i = 0; i < c->nodes.count; i++) VEC_PUSH(b->arena, &b->nodes, c->nodes.items[i]);
    VEC_PUSH(b->arena, &b->chunks, row);
    return (uint32_t)b->chunks.count - 1;
}

size_t trace_mark(const struct code *c) { return c->open.count; }

void place_of(struct compiler *k, struct span span, uint32_t *file, uint32_t *line, uint32_t *column) {
    struct place place = source_place(k->program->sources, span.file, span.start);
    if (k->file_rows[span.file] == IMAGE_NONE) {
        k->file_rows[span.file] = (uint32_t)k->build.files.count;
        VEC_PUSH(k->arena, &k->build.files,
                 ((struct image_file){builder_text(&k->build, source_get(k->program->sources, span.file)->path)}));
    }
    *file = k->file_rows[span.file];
    *line = place.line;
    *column = place.column;
}

/* In a template the parameters read as the arguments they stand for. */
static const struct node *argument_of(void *context, const struct node *name) {
    const struct code *c = context;
    const struct symbol *s = name->decl;
    if (c->rule == NULL || c->rule->template == NULL || s == NULL || s->kind != SYMBOL_PARAMETER ||
        s->index >= c->rule->args->n_kids)
        return NULL;
    for (size_t i = 0; i < c->rule->template->members.count; i++)
        if (c->rule->template->members.items[i] == s) return c->rule->args->kids[i];
    return NULL;
}

void code_words(struct code *c, const struct node *n, enum language language, struct buffer *out) {
    words_print(out, n, &(struct words_options){.language = language, .substitute = argument_of, .context = c});
}

static uint32_t words_of(struct code *c, const struct node *n, enum language language) {
    struct buffer b;
    buffer_init(&b, c->k->arena);
    code_words(c, n, language, &b);
    return builder_text(&c->k->build, buffer_done(&b));
}

struct image_node *trace_add(struct code *c, size_t mark, enum trace_kind kind, const struct node *n, uint32_t reg) {
    uint32_t index = (uint32_t)c->nodes.count;
    struct image_node row = {.kind = kind, .parent = IMAGE_NONE, .pc = code_here(c) - 1, .reg = reg};
    row.zh = words_of(c, n, LANGUAGE_ZH);
    row.en = words_of(c, n, LANGUAGE_EN);
    place_of(c->k, n->span, &row.file, &row.line, &row.column);
    for (size_t i = mark; i < c->open.count; i++) c->nodes.items[c->open.items[i]].parent = index;
    c->open.count = mark;
    VEC_PUSH(c->k->arena, &c->open, index);
    VEC_PUSH(c->k->arena, &c->nodes, row);
    return &c->nodes.items[index];
}

/* ---- texts as rows ---- */

uint32_t text_row(struct compiler *k, struct text t) { return builder_text(&k->build, t); }

struct text plain_text(const struct node *n) {
    return n == NULL ? TEXT("") : n->text;
}

/* A text or a pair: which of a pair's two is Chinese is told by the first one's place; one text serves both readers. */
struct node *in_language(struct node *n, enum language language) {
    if (n == NULL || n->kind != NODE_PAIR) return n;
    return n->kids[language == LANGUAGE_ZH ? PAIR_ONE : PAIR_OTHER];
}
uint32_t words_row(struct compiler *k, struct node *n, enum language language) {
    return text_row(k, plain_text(in_language(n, language)));
}
