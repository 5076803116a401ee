/* The elements of a list as it is read. */
#ifndef ZN_INPUT_ELEMENTS_H
#define ZN_INPUT_ELEMENTS_H

#include "interp/input/input.h"

/* Drops every known element that equals one before it, keeping the order, and gives how many are left. Elements that are
 * unknown all stay: each may be another. Records are never equal. */
size_t elements_distinct(struct arena *arena, enum type_kind kind, struct value *elements, size_t count);

#endif
