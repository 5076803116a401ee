/* Conversion of currencies by a table of rates. */
#ifndef ZN_VM_RATES_H
#define ZN_VM_RATES_H

#include "interp/vm/ops.h"

struct rates {
    struct value list;  /* of records */
    uint32_t key, rate; /* slots: currency code; yuan for one unit */
};

/* For the limit. */
uint64_t rates_steps(const struct rates *rates, bool many, struct value amounts);
/* An amount, or each of a list where `many`. Nothing of any currency needs no rate, nor does the currency wanted. */
struct value rates_convert(struct arena *arena, const struct rates *rates, bool many, struct value amounts,
                           struct value code);

#endif
