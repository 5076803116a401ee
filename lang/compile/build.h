/* The tables of an image while it is made, and its bytes at the end. Rows are those of tables.def. */
#ifndef ZN_COMPILE_BUILD_H
#define ZN_COMPILE_BUILD_H

#include "lang/base/map.h"
#include "lang/base/vec.h"
#include "lang/code/image.h"

struct builder {
    struct arena *arena;
#define TABLE(name, columns) VEC(struct image_##name) name##s;
#include "lang/code/tables.def"
#undef TABLE
    struct map text_index; /* text to index + 1 */
    VEC(struct text) texts;
    struct map constant_index; /* bytes of a constant to index + 1 */
    uint32_t input_record, globals_record;
};

void builder_init(struct builder *b, struct arena *arena);
uint32_t builder_text(struct builder *b, struct text t);
/* A constant that is no list; equal ones share a row. */
uint32_t builder_constant(struct builder *b, struct type type, struct value value);
/* A list or set of constants. */
uint32_t builder_constant_list(struct builder *b, struct type type, const struct value *elements, uint32_t count);
uint32_t builder_pattern(struct builder *b, struct text pattern, const struct text *groups, uint32_t count);
/* The finished image; every index in its rows must be right. */
struct text builder_bytes(struct builder *b);

#endif
