/* Static types. Four bytes, compared as a whole; containers do not nest. */
#ifndef ZN_VALUE_TYPE_H
#define ZN_VALUE_TYPE_H

#include <stdbool.h>
#include <stdint.h>

enum type_kind {
#define TYPE(name, zh, en, doc_zh, doc_en) TYPE_##name,
#include "lang/value/types.def"
#undef TYPE
    TYPE_COUNT
};

enum type_shape { SHAPE_ONE, SHAPE_LIST, SHAPE_SET };

struct type {
    uint8_t kind;
    uint8_t shape;
    uint16_t index; /* TYPE_CHOICE: choice, TYPE_RECORD: record; else 0 */
};

static inline struct type type_one(enum type_kind kind) { return (struct type){(uint8_t)kind, SHAPE_ONE, 0}; }
static inline bool type_equal(struct type a, struct type b) {
    return a.kind == b.kind && a.shape == b.shape && a.index == b.index;
}
static inline struct type type_element(struct type t) { return (struct type){t.kind, SHAPE_ONE, t.index}; }
static inline struct type type_list_of(struct type t) { return (struct type){t.kind, SHAPE_LIST, t.index}; }
static inline struct type type_set_of(struct type t) { return (struct type){t.kind, SHAPE_SET, t.index}; }
static inline bool type_is(struct type t, enum type_kind kind) {
    return t.kind == (uint8_t)kind && t.shape == SHAPE_ONE;
}
static inline uint32_t type_pack(struct type t) {
    return (uint32_t)t.kind | (uint32_t)t.shape << 8 | (uint32_t)t.index << 16;
}
static inline struct type type_unpack(uint32_t v) {
    return (struct type){(uint8_t)v, (uint8_t)(v >> 8), (uint16_t)(v >> 16)};
}

#endif
