#include "lang/base/arena.h"

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include "lang/base/vec.h"
#include "tests/unit/tap.h"

static bool all_zero(const void *ptr, size_t size) {
    const unsigned char *p = ptr;
    for (size_t i = 0; i < size; i++) {
        if (p[i]) return false;
    }
    return true;
}

static void test_alloc(void) {
    struct arena *arena = arena_new(NULL);
    tap_is_int(arena_used(arena), 0, "a new arena has handed out nothing");
    bool aligned = true, zeroed = true, apart = true;
    unsigned char *before = NULL;
    size_t before_size = 0;
    for (size_t size = 0; size < 2000; size++) {
        unsigned char *p = arena_alloc(arena, size);
        aligned = aligned && (uintptr_t)p % 16 == 0;
        zeroed = zeroed && all_zero(p, size);
        apart = apart && !(before && p >= before && p < before + before_size);
        memset(p, 0xAA, size);
        before = p;
        before_size = size;
    }
    tap_ok(aligned, "allocations are 16-byte aligned");
    tap_ok(zeroed, "allocations are zeroed");
    tap_ok(apart, "allocations do not overlap");
    tap_ok(arena_alloc(arena, 0) != arena_alloc(arena, 0), "no bytes are still a place of their own");
    char *big = arena_alloc(arena, 5u << 20);
    tap_ok(all_zero(big, 5u << 20), "more than a block at once");
    arena_free(arena);
    arena_free(NULL);
}

static void test_reset(void) {
    struct arena *arena = arena_new(NULL);
    arena_reset(arena);
    tap_is_int(arena_used(arena), 0, "a reset of an empty arena");
    for (int i = 0; i < 1000; i++) memset(arena_alloc(arena, 1000), 0xFF, 1000);
    tap_ok(arena_used(arena) >= 1000000, "what was handed out is counted");
    arena_reset(arena);
    tap_is_int(arena_used(arena), 0, "a reset forgets everything");
    bool zeroed = true;
    for (int i = 0; i < 1000; i++) {
        char *p = arena_alloc(arena, 1000);
        zeroed = zeroed && all_zero(p, 1000);
        memset(p, 0xFF, 1000);
    }
    tap_ok(zeroed, "memory is zeroed again after a reset");
    arena_reset(arena);
    char *first = arena_alloc(arena, 100000);
    arena_reset(arena);
    tap_ok(arena_alloc(arena, 100000) == first, "the largest block is used again");
    arena_free(arena);
}

static void test_grow(void) {
    struct arena *arena = arena_new(NULL);
    int *p = arena_grow(arena, NULL, 0, 4, sizeof *p);
    for (int i = 0; i < 4; i++) p[i] = i;
    int *q = arena_grow(arena, p, 4, 40, sizeof *q);
    tap_ok(q == p, "the last allocation grows in place");
    tap_ok(q[3] == 3 && all_zero(q + 4, 36 * sizeof *q), "growing keeps the old and zeroes the new");
    arena_alloc(arena, 1);
    int *r = arena_grow(arena, q, 40, 80, sizeof *r);
    tap_ok(r != q && r[3] == 3 && all_zero(r + 40, 40 * sizeof *r), "another one is copied");
    tap_ok(arena_grow(arena, r, 80, 10, sizeof *r) == r, "growing to less gives the same");
    char *none = arena_alloc(arena, 0);
    tap_ok(arena_grow(arena, none, 0, 16, 1) == none, "an empty allocation grows into its own room");
    arena_alloc(arena, 1);
    VEC(size_t) numbers = {0};
    for (size_t i = 0; i < 100000; i++) VEC_PUSH(arena, &numbers, i);
    bool kept = numbers.count == 100000;
    for (size_t i = 0; i < numbers.count; i++) kept = kept && numbers.items[i] == i;
    tap_ok(kept, "a VEC of 100000 numbers");
    arena_free(arena);
}

static void test_out_of_memory(void) {
    static const size_t counts[] = {SIZE_MAX, SIZE_MAX / 2, SIZE_MAX / 16 + 1, SIZE_MAX / 64 + 1};
    for (volatile size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        jmp_buf oom;
        struct arena *volatile arena = arena_new(&oom);
        tap_ok(arena_oom(arena) == &oom, "the arena knows where to jump");
        if (setjmp(oom)) {
            tap_ok(true, "%zu times 16 bytes jump", counts[i]);
        } else {
            arena_array(arena, counts[i], 16);
            tap_ok(false, "%zu times 16 bytes jump", counts[i]);
        }
        arena_free(arena);
    }
}

int main(void) {
    test_alloc();
    test_reset();
    test_grow();
    test_out_of_memory();
    return tap_done();
}
