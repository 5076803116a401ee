/* What the files of lang/compile share. */
#ifndef ZN_COMPILE_INTERNAL_H
#define ZN_COMPILE_INTERNAL_H

#include "lang/compile/build.h"
#include "lang/compile/compile.h"

struct compiler {
    struct arena *arena;
    struct program *program;
    struct builder build;
    uint32_t *file_rows;     /* by source file: row in the image, or IMAGE_NONE */
    struct heading *heading; /* whose labels are known */
    /* what is being compiled, for messages */
    struct text name;
    struct span at;
};

/* One chunk while its code is made. */
struct code {
    struct compiler *k;
    VEC(struct instruction) out;
    VEC(struct type) regs;
    VEC(struct image_node) nodes;
    VEC(uint32_t) open; /* nodes that have no parent yet */
    uint32_t params;
    bool is_message;
    struct rule_unit *rule; /* whose template arguments stand for parameters, or NULL */
};

/* emit.c: instructions, registers, chunks */
void code_begin(struct code *c, struct compiler *k, const struct type *params, uint32_t n_params);
/* Gives the chunk's row; `result` is returned. */
uint32_t code_end(struct code *c, uint32_t result);
uint32_t code_register(struct code *c, struct type type);
uint32_t code_emit(struct code *c, enum opcode op, uint32_t a, uint32_t b, uint32_t d);
uint32_t code_here(const struct code *c);
/* Sets the target of a jump emitted before to the next instruction. */
void code_land(struct code *c, uint32_t at);
uint32_t code_load(struct code *c, struct type type, uint32_t constant);
/* Trace nodes: a mark before the children, the node after them. */
size_t trace_mark(const struct code *c);
struct image_node *trace_add(struct code *c, size_t mark, enum trace_kind kind, const struct node *n, uint32_t reg);

/* An expression as a reader says it, template arguments in the place of parameters. */
void code_words(struct code *c, const struct node *n, enum language language, struct buffer *out);

/* constant.c, expr.c */
uint32_t compile_value(struct code *c, struct node *n);
/* The same, converted where `wanted` asks for it (a moment to its day, a count to a number). */
uint32_t compile_as(struct code *c, struct node *n, struct type wanted);
/* A constant's row, IMAGE_NONE where the expression is none. */
uint32_t compile_constant(struct compiler *k, struct node *n, struct type type);
uint32_t compile_field_chunk(struct compiler *k, struct symbol *field);
void place_of(struct compiler *k, struct span span, uint32_t *file, uint32_t *line, uint32_t *column);

/* tables.c */
void compile_tables(struct compiler *k);
/* The row of the index that finds rows of a table by a column; made where it is asked for first. */
uint32_t compile_index(struct compiler *k, const struct symbol *table, uint32_t column);

/* emit.c: texts as rows of the image. Of a text or pair the one that a reader of the language is shown. */
uint32_t text_row(struct compiler *k, struct text t);
struct text plain_text(const struct node *n);
struct node *in_language(struct node *n, enum language language);
uint32_t words_row(struct compiler *k, struct node *n, enum language language);

/* rules.c */
void compile_rules(struct compiler *k, struct heading *h, uint32_t *first, uint32_t *count);
/* The chunk of an expression among the parts of a rule or of its application. */
uint32_t rule_chunk(struct compiler *k, struct rule_unit *r, struct rule_parts *parts, struct node *n,
                    struct type type);
/* All of 若 (or all of 除非) as one condition, NULL where there is none. */
struct node *rule_conditions(struct compiler *k, const struct rule_parts *parts, bool unless);
void rule_cites(struct compiler *k, const struct rule_parts *parts, uint32_t *first, uint32_t *count);
void rule_words(struct compiler *k, struct rule_unit *r, const struct node *n, enum language language,
                struct buffer *out);

/* headings.c */
void compile_headings(struct compiler *k);

#endif
