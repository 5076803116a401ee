/* One rule on one application: its outcome and effect (DESIGN 3.1, 3.2). */
#ifndef ZN_VM_DECIDE_H
#define ZN_VM_DECIDE_H

#include "interp/vm/outcome.h"
#include "interp/vm/vm.h"

/* What a person found (--findings). */
enum answer { ANSWER_NONE, ANSWER_YES, ANSWER_NO };

struct decision {
    enum outcome outcome;
    enum effect effect;
    bool condition_open;     /* 若, 除非 or a waiver is unknown: the rule was met or is unknown for that reason */
    bool by_finding;         /* a person's answer decided */
    enum value_reason error; /* why something could not be carried out, whatever a person then found; 0 for nothing */
    int32_t due;             /* PENDING: the last day */
    uint32_t waiver; /* row of the waiver that displaces, is open or could not be carried out; else IMAGE_NONE */
};

/* `direction` is the row whose waivers count, IMAGE_NONE for none. */
struct decision decide_rule(struct vm *vm, uint32_t rule, uint32_t direction, enum answer answer);

#endif
