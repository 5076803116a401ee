/* The machine: runs verified chunks over typed records.
 *
 * Evaluation is pure: the same chunk over the same records gives the same value, whatever ran before. That is what
 * lets an explanation run a rule again with a recorder (replay) instead of logging every run. Only a recording run, which
 * takes no short cuts, may reach LIMIT_STEPS where the plain one did not.
 * Cost is bounded: no recursion, loops over lists of bounded length, and LIMIT_STEPS for one run. */
#ifndef ZN_VM_VM_H
#define ZN_VM_VM_H

#include "interp/vm/table.h"
#include "lang/base/language.h"
#include "lang/code/image.h"

/* Told of every trace node when its value is there, and of calls. */
struct vm_recorder {
    void *context;
    void (*node)(void *context, uint32_t chunk, const struct image_node *node, const struct value *registers);
    void (*enter)(void *context, uint32_t chunk);
    void (*leave)(void *context);
};

struct vm {
    const struct image *image;
    struct arena *arena;    /* what evaluation builds; the application's */
    struct arena *trace;    /* what a replay builds; lifetime: one explained rule. NULL where nothing is explained */
    enum language language; /* of texts that show values */
    const struct tables *tables; /* indexed */
    struct record *application, *globals;
    const struct vm_recorder *recorder; /* NULL: nothing is recorded */
    struct value *stack;                /* image->max_stack registers; lifetime: program */
    uint64_t steps;
};

/* `program_arena` holds the register stack. `tables` are those of the image; NULL: with the rows that stand in the policy. */
void vm_init(struct vm *vm, const struct image *image, const struct tables *tables, struct arena *program_arena);
/* A fresh record of the globals, in the application's arena: all but the tables unknown. */
struct record *vm_globals(const struct vm *vm, struct arena *arena);
/* Runs a chunk with at most one argument (`argument` may be NULL). The result is of the chunk's type. */
struct value vm_run(struct vm *vm, uint32_t chunk, const struct value *argument);

#endif
