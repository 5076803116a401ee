/* Lines and columns (in characters) of a text, from 1. */
#ifndef ZN_BATCH_PLACE_H
#define ZN_BATCH_PLACE_H

#include "lang/base/text.h"

/* Moves the place of byte `from` on to byte `to`, or to the end of the bytes where they end before. */
void place_advance(struct text bytes, size_t from, size_t to, uint32_t *line, uint32_t *column);

#endif
