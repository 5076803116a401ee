/* Arena memory. Blocks double in size and form a list, the one in use first:
 *
 *   arena → block n (in use) → block n-1 → … → block 1
 *           [header | handed out … | zero … ]
 *
 * The bytes behind `used` are always zero: fresh blocks come from calloc, and a reset clears what was handed
 * out in one go, so `arena_alloc` need not clear anything. A reset keeps the largest block; because sizes
 * double, an arena that is reset again and again soon stops asking the system for memory.
 * Under AddressSanitizer the part not handed out is poisoned, so that running over an allocation is seen. */
#include "lang/base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISON 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISON 1
#endif
#endif
#ifdef ARENA_POISON
#include <sanitizer/asan_interface.h>
#define POISON(ptr, size) ASAN_POISON_MEMORY_REGION((ptr), (size))
#define UNPOISON(ptr, size) ASAN_UNPOISON_MEMORY_REGION((ptr), (size))
#else
#define POISON(ptr, size) ((void)(ptr), (void)(size))
#define UNPOISON(ptr, size) ((void)(ptr), (void)(size))
#endif

#define ALIGNMENT ((size_t)16)
#define FIRST_BLOCK ((size_t)16 << 10)
#define LARGEST_DOUBLING ((size_t)64 << 20)
#define LARGEST_REQUEST (SIZE_MAX / 4)

struct block {
    struct block *next;
    size_t size; /* of data */
    size_t used;
    _Alignas(16) unsigned char data[];
};

struct arena {
    struct block *blocks;
    size_t used;
    jmp_buf *oom;
};

static _Noreturn void out_of_memory(struct arena *arena) {
    if (arena->oom) longjmp(*arena->oom, 1);
    fputs("zhinan: 内存不足 / out of memory\n", stderr);
    exit(70);
}

static size_t round_up(size_t size) { return (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1); }

struct arena *arena_new(jmp_buf *oom) {
    struct arena *arena = calloc(1, sizeof *arena);
    if (arena) arena->oom = oom;
    return arena;
}

static void free_blocks(struct block *block) {
    while (block) {
        struct block *next = block->next;
        UNPOISON(block->data, block->size);
        free(block);
        block = next;
    }
}

void arena_free(struct arena *arena) {
    if (!arena) return;
    free_blocks(arena->blocks);
    free(arena);
}

void arena_reset(struct arena *arena) {
    struct block *largest = arena->blocks;
    arena->used = 0;
    if (!largest) return;
    for (struct block *b = largest->next; b; b = b->next) {
        if (b->size > largest->size) largest = b;
    }
    for (struct block **link = &arena->blocks; *link; link = &(*link)->next) {
        if (*link == largest) {
            *link = largest->next;
            break;
        }
    }
    free_blocks(arena->blocks);
    UNPOISON(largest->data, largest->used);
    memset(largest->data, 0, largest->used);
    POISON(largest->data, largest->size);
    largest->used = 0;
    largest->next = NULL;
    arena->blocks = largest;
}

static void add_block(struct arena *arena, size_t at_least) {
    size_t size = FIRST_BLOCK;
    if (arena->blocks) {
        size = arena->blocks->size;
        size = size < LARGEST_DOUBLING ? size * 2 : LARGEST_DOUBLING;
    }
    if (size < at_least) size = at_least;
    struct block *block = calloc(1, sizeof *block + size);
    if (!block) out_of_memory(arena);
    block->size = size;
    block->next = arena->blocks;
    POISON(block->data, size);
    arena->blocks = block;
}

void *arena_alloc(struct arena *arena, size_t size) {
    if (size > LARGEST_REQUEST) out_of_memory(arena);
    size_t rounded = round_up(size ? size : 1);
    struct block *block = arena->blocks;
    if (!block || block->size - block->used < rounded) {
        add_block(arena, rounded);
        block = arena->blocks;
    }
    void *result = block->data + block->used;
    block->used += rounded;
    arena->used += rounded;
    UNPOISON(result, size ? size : 1);
    return result;
}

static size_t array_bytes(struct arena *arena, size_t count, size_t size) {
    if (size && count > LARGEST_REQUEST / size) out_of_memory(arena);
    return count * size;
}

void *arena_array(struct arena *arena, size_t count, size_t size) {
    return arena_alloc(arena, array_bytes(arena, count, size));
}

void *arena_grow(struct arena *arena, void *old, size_t old_count, size_t new_count, size_t size) {
    size_t new_bytes = array_bytes(arena, new_count, size);
    if (!old) return arena_alloc(arena, new_bytes);
    if (new_count <= old_count) return old;
    size_t old_bytes = old_count * size;
    size_t old_room = round_up(old_bytes ? old_bytes : 1), new_room = round_up(new_bytes);
    struct block *block = arena->blocks;
    if (block && (unsigned char *)old + old_room == block->data + block->used &&
        block->size - block->used >= new_room - old_room) {
        block->used += new_room - old_room;
        arena->used += new_room - old_room;
        UNPOISON(old, new_bytes);
        return old;
    }
    void *result = arena_alloc(arena, new_bytes);
    if (old_bytes) memcpy(result, old, old_bytes);
    return result;
}

jmp_buf *arena_oom(struct arena *arena) { return arena->oom; }

size_t arena_used(const struct arena *arena) { return arena->used; }
