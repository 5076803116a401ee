/* Parts of a JSON pointer (RFC 6901). */
#ifndef ZN_INPUT_POINTER_H
#define ZN_INPUT_POINTER_H

#include "interp/input/input.h"

void pointer_add_key(struct buffer *out, struct text key);
void pointer_add_index(struct buffer *out, uint32_t index);

#endif
