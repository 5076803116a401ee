/* Arena memory: everything that lives as long as a program, an application or a scratch step.
 *
 * Blocks are chained and never move; nothing is freed singly. `arena_reset` keeps the largest block, so
 * an arena that is reset for each application soon stops asking the system for memory.
 * Out of memory is the only error that jumps: to the `jmp_buf` given, which the library's entry set.
 * Allocations are 16-byte aligned and zeroed. */
#ifndef ZN_BASE_ARENA_H
#define ZN_BASE_ARENA_H

#include <setjmp.h>
#include <stddef.h>

struct arena;

/* A new arena; NULL where there is no memory even for its head. `oom` is borrowed and may be NULL
 * (then running out of memory ends the process with a message and status 70). */
struct arena *arena_new(jmp_buf *oom);
void arena_free(struct arena *arena);
/* Forget everything allocated; the largest block is kept, cleared. */
void arena_reset(struct arena *arena);
/* `size` zeroed bytes (at least 1). Never returns NULL. */
void *arena_alloc(struct arena *arena, size_t size);
/* `count * size` zeroed bytes, overflow checked. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/* A larger copy of `old` (or a new array where `old` is NULL); extends in place where it can. */
void *arena_grow(struct arena *arena, void *old, size_t old_count, size_t new_count, size_t size);
/* Where to jump when memory runs out. */
jmp_buf *arena_oom(struct arena *arena);
/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *arena);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_array((arena), (count), sizeof(type)))

#endif
