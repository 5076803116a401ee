/* A growable array in an arena: VEC(struct span) spans; VEC_PUSH(arena, &spans, value). */
#ifndef ZN_BASE_VEC_H
#define ZN_BASE_VEC_H

#include "lang/base/arena.h"

#define VEC(type)          \
    struct {               \
        type *items;       \
        size_t count, cap; \
    }

/* Room for one more at the end; gives a pointer to it (zeroed). */
#define VEC_ADD(arena, vec)                                                                                       \
    ((vec)->count == (vec)->cap                                                                                   \
         ? (void)((vec)->items = arena_grow((arena), (vec)->items, (vec)->count, (vec)->cap ? (vec)->cap * 2 : 8, \
                                            sizeof *(vec)->items),                                                \
                  (vec)->cap = (vec)->cap ? (vec)->cap * 2 : 8)                                                   \
         : (void)0,                                                                                               \
     &(vec)->items[(vec)->count++])
/* `value` must not itself touch the vector. */
#define VEC_PUSH(arena, vec, value) (*VEC_ADD(arena, vec) = (value))

#endif
