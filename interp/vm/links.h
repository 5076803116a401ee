/* Whom records belong to, by the keys that they name. */
#ifndef ZN_VM_LINKS_H
#define ZN_VM_LINKS_H

#include "interp/vm/ops.h"

struct links {
    struct arena *arena;
    struct value list;                                                 /* of records */
    uint32_t key;                                                      /* slot of a record's own key */
    bool many;                                                         /* a record names several, not one */
    struct value (*names)(struct links *links, struct record *record); /* the keys that a record names */
    struct vm *vm;                                                     /* of `names` */
    struct value *frame;
    uint16_t field;
    uint64_t steps, steps_most; /* taken so far, and the limit */
};

/* Whether the first key leads to the second in one step or more. */
struct value links_belong(struct links *links, struct value from, struct value to);
/* Whether one leads to the other, or both to a third. */
struct value links_affiliated(struct links *links, struct value a, struct value b);

#endif
