/* A settled program to the bytes of an image. */
#ifndef ZN_COMPILE_COMPILE_H
#define ZN_COMPILE_COMPILE_H

#include "lang/sema/program.h"

/* The image of a program without errors. Limits of size are reported to the sink; then the text is empty. */
struct text compile_program(struct arena *arena, struct program *program);
/* The same with one expression more, checked before; `chunk` gets the chunk that works it out, its result of type
 * expression->type. */
struct text compile_expression(struct arena *arena, struct program *program, struct node *expression, uint32_t *chunk);

#endif
