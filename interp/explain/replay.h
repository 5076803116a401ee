/* Replay: a chunk run again with a recorder, as a tree of what each expression gave.
 *
 * Evaluation is pure, so the tree cannot disagree with the verdict. Lifetime: vm->trace, which explain_rule resets for
 * each rule; what a report keeps of it is copied. */
#ifndef ZN_EXPLAIN_REPLAY_H
#define ZN_EXPLAIN_REPLAY_H

#include "interp/vm/vm.h"
#include "lang/base/vec.h"

struct result {
    const struct image_node *node;
    uint32_t chunk;
    unsigned depth; /* calls deep */
    struct value value;
    struct type type;
    struct text at;              /* a datum: its JSON pointer; "" where it has none */
    bool stated;                 /* a datum that stands in the application, or would */
    bool reference;              /* a datum of a reference table, or the table itself */
    const struct result *origin; /* of a template's parameter: its argument; else NULL */
    /* In a loop: the element that this round looked at. */
    struct value element, other; /* other: the second of a pair */
    struct type element_type;
    bool in_loop;
    VEC(struct result *) kids;
};

/* NULL where there is nothing to show: no such chunk, or the limit of steps was reached. */
struct result *replay(struct vm *vm, uint32_t chunk);
/* What an expression reads as: brackets around the whole of it say nothing. */
struct text replay_words(const struct vm *vm, const struct image_node *node);
/* The place of what a value was worked out from (a list that was counted, what a derived field reads); "" for none. */
struct text replay_place(const struct result *result);
/* Pointer of a list element that is a record, else "". */
struct text replay_element_at(struct vm *vm, const struct result *result);

/* A value in the words of the reader's language; of a list of records, which have no short form, how many there are. */
struct text replay_shown(struct vm *vm, struct type type, struct value value);
/* Whether a value leaves something open: itself, an element of the list, a bound of the count. */
bool replay_is_open(const struct result *result);

/* Of a quantifier or filter: the list walked, and each round's condition (NULL where there is none) and body. */
struct round {
    struct result *where, *body;
};
struct rounds {
    struct result *source;
    VEC(struct round) list;
};
struct rounds replay_rounds(struct arena *arena, const struct result *loop);

/* What the rounds of a loop name from outside of it with a value of its own: elements of outer loops, parameters. */
enum { REPLAY_OUTER_MOST = 8 };
size_t replay_outer(struct vm *vm, const struct result *loop, const struct result *out[REPLAY_OUTER_MOST]);

#endif
