/* A value at run time: 16 bytes, with its state. Types are static, so the kind does not stand in the value.
 *
 *   kind             payload                          aux
 *   TEXT, LABEL      ptr: bytes                       length in bytes
 *   TRUTH            i: 0 or 1                        -
 *   NUMBER, PERCENT  i: coefficient                   scale        (10% is 0.1)
 *   MONEY            i: minor units                   enum currency
 *   DATE             i: day number                    -
 *   MOMENT           i: ms since 1970Z                -
 *   MONTHS, DAYS     i: count                         -
 *   CHOICE           i: item, counted within its choice  -
 *   RECORD           record                           -
 *   list, set        list: elements                   number of elements
 *   TALLY            i: certain (low 32), possible (high 32)
 *   CURSOR           i: next index                    -
 *
 * All-zero bytes are the value "unknown", so zeroed slots and registers are unknown until set. */
#ifndef ZN_VALUE_VALUE_H
#define ZN_VALUE_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "lang/base/text.h"

enum value_state { STATE_UNKNOWN = 0, STATE_KNOWN = 1, STATE_ERROR = 2 };

/* Why a value is unknown or an error; words in reasons.def. */
enum value_reason {
#define REASON(name, zh, en) REASON_##name,
#include "lang/value/reasons.def"
#undef REASON
    REASON_COUNT
};

enum value_flag {
    VALUE_COMPUTED = 1, /* a derived slot that has been worked out for this application */
    VALUE_MAYBE = 2,    /* an element of a filtered list whose condition is unknown */
    VALUE_GIVEN = 4,    /* a slot that the application states (not derived) */
    VALUE_ZH_KEY = 8,   /* … under the Chinese name of its field */
};

struct value {
    union {
        int64_t i;
        const char *ptr;
        const struct value *list;
        struct record *record;
    };
    uint32_t aux;
    uint8_t state;
    uint8_t flags;
    uint16_t reason; /* enum value_reason, where not known */
};

/* An instance of a declared record; lifetime: application. Slots follow, one for each field. */
struct record {
    struct record *parent; /* NULL for the application itself and for constants */
    uint32_t type;         /* record index in the image */
    uint16_t field;        /* of the parent, in which it stands */
    int32_t index;         /* place in the parent's list from 0, -1 where the field is no list */
    struct value slots[];
};

static inline struct value value_int(int64_t i) { return (struct value){.i = i, .state = STATE_KNOWN}; }
static inline struct value value_truth(int yes) { return value_int(yes); }
static inline struct value value_unknown(enum value_reason reason) {
    return (struct value){.i = 0, .reason = (uint16_t)reason};
}
static inline struct value value_error(enum value_reason reason) {
    return (struct value){.i = 0, .state = STATE_ERROR, .reason = (uint16_t)reason};
}
static inline struct value value_text(struct text t) {
    return (struct value){.ptr = t.ptr, .aux = (uint32_t)t.len, .state = STATE_KNOWN};
}
static inline struct text value_as_text(struct value v) { return (struct text){v.ptr, v.aux}; }
/* Of truths: an unknown or an error is neither. */
static inline bool value_is_true(struct value v) { return v.state == STATE_KNOWN && v.i != 0; }
static inline bool value_is_false(struct value v) { return v.state == STATE_KNOWN && v.i == 0; }
/* Of a known tally: how many there are for certain, and at most. */
static inline struct value value_tally(uint32_t certain, uint32_t possible) {
    return value_int((int64_t)((uint64_t)certain | (uint64_t)possible << 32));
}
static inline uint32_t value_certain(struct value tally) { return (uint32_t)(uint64_t)tally.i; }
static inline uint32_t value_possible(struct value tally) { return (uint32_t)((uint64_t)tally.i >> 32); }

#endif
