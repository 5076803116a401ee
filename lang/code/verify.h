/* Proof, before it runs, that an image can do no harm: every index in range, every register used with the type it is
 * declared with, jumps forward but for loops that end, calls without recursion. */
#ifndef ZN_CODE_VERIFY_H
#define ZN_CODE_VERIFY_H

#include "lang/code/image.h"

/* Bounds of every table row; must hold before anything else of the image is looked at. Words the first fault. */
bool verify_tables(struct arena *arena, const struct image *image, struct text *reason);
/* Constants, records, code, trace nodes, rules. Fills chunk_depth, chunk_stack and max_stack of the image, which
 * must have room. */
bool verify_code(struct arena *arena, struct image *image, struct text *reason);

#endif
