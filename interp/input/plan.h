/* What reading needs to know of a policy's records, made once from its image.
 *
 *   plan ─ records[]    one for each record of the image, the last one without fields (for a policy without input)
 *   │       ├ names     field by either name
 *   │       ├ fields[]  type, and whether JSON may state it
 *   │       └ size      of an instance
 *   ├ choices[]         item by either name
 *   ├ directions[]      label by either name
 *   └ themes[]          of each direction, theme by its names and titles */
#ifndef ZN_INPUT_PLAN_H
#define ZN_INPUT_PLAN_H

#include "interp/input/input.h"
#include "interp/input/names.h"

struct plan_field {
    struct type type;
    bool computed; /* the policy works it out; JSON may not state it */
};
struct plan_record {
    const struct plan_field *fields;
    uint32_t n_fields;
    uint32_t type; /* row of the image */
    size_t size;
    struct names names;    /* of all fields */
    struct names readable; /* of those that JSON may state: what is suggested for a misspelt key */
    bool has_labels;       /* a field of it, or of a record within it, is a label */
};
struct input_plan {
    const struct image *image;
    const struct plan_record *records;
    const struct plan_record *root;
    const struct names *choices;
    const struct names *directions;
    const struct names *themes;
    int theme_slot;                    /* the only field that may name a theme; -1 where the model has none */
    const struct names *shared_labels; /* of the whole policy */
};

/* The names of a choice's items, for a complaint; not all of a long one. */
struct text plan_item_names(const struct image *image, struct arena *arena, uint32_t choice, bool zh);
/* A new instance, all its fields unknown. */
struct record *plan_new_record(struct arena *arena, const struct plan_record *shape);

#endif
