/* A cell of a table: the words that stand in a CSV file or a database, as a value of its column.
 *
 * An application's JSON tells numbers, texts and truths apart; a cell is text, so its column says what it is: 是 and yes are
 * truths, 18, 18 个月 and 2 年 durations. Elements of a list stand between ; or ；, [] is the empty one. Lifetime: the
 * arena's; texts are slices of the cell. */
#ifndef ZN_INPUT_CELL_H
#define ZN_INPUT_CELL_H

#include "interp/input/plan.h"

/* What is wrong with a cell: SCALAR_FITS for nothing; `found` and `other` fill {1} and {2} of the message. */
struct cell_fault {
    enum problem_code code;
    struct text found, other;
};

/* Without the blanks around it, which say nothing and would part an id from its like. */
struct text cell_trimmed(struct text t);
/* A cell without characters is unknown. `zh`: items that are suggested are named in Chinese. */
struct cell_fault cell_read(const struct input_plan *plan, struct arena *arena, struct type type, struct text cell,
                            bool zh, struct value *out);

#endif
