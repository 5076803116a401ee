/* The largest part of a list of which every two agree, against trying every part; the steps stay few at the limit. */
#include "interp/vm/pairs.h"

#include <string.h>

#include "tests/unit/tap.h"

static struct value members[LIMIT_PAIRWISE], pairs[PAIRS_MOST];
static uint32_t state = 20230630;
static uint32_t next_random(uint32_t below) {
    state = state * 1103515245u + 12345u;
    return (state >> 16) % below;
}

static struct value list_of(const struct value *items, uint32_t count) {
    return (struct value){.list = items, .aux = count, .state = STATE_KNOWN};
}

/* The size of the largest part, every one tried; what is open counts where `open` does. */
static uint32_t largest_by_trial(uint32_t n, bool open) {
    uint32_t best = 0;
    for (uint32_t part = 0; part < 1u << n; part++) {
        bool agrees = true;
        for (uint32_t a = 0; agrees && a < n; a++) {
            if ((part >> a & 1u) == 0) continue;
            agrees = open || (members[a].flags & VALUE_MAYBE) == 0;
            for (uint32_t b = 0; agrees && b < n; b++)
                if (a != b && (part >> b & 1u) != 0)
                    agrees = value_is_true(pairs[a * n + b]) || (open && pairs[a * n + b].state == STATE_UNKNOWN);
        }
        uint32_t size = (uint32_t)__builtin_popcount(part);
        if (agrees && size > best) best = size;
    }
    return best;
}

static void test_against_trial(void) {
    for (int round = 0; round < 400; round++) {
        uint32_t n = next_random(9);
        memset(members, 0, sizeof members);
        for (uint32_t a = 0; a < n; a++) {
            members[a] = value_int(a);
            if (next_random(5) == 0) members[a].flags = VALUE_MAYBE;
            for (uint32_t b = 0; b < n; b++)
                pairs[a * n + b] =
                    next_random(6) == 0 ? value_unknown(REASON_ABSENT) : value_truth(next_random(3) != 0);
        }
        uint64_t steps = 0;
        struct value seen = ops_pair_group(list_of(members, n), list_of(pairs, n * n), false, &steps);
        if (!tap_is_int(value_certain(seen), largest_by_trial(n, false), "certain, %u members", n) ||
            !tap_is_int(value_possible(seen), largest_by_trial(n, true), "possible, %u members", n))
            return;
    }
}

/* Threes that do not agree within themselves: the most maximal parts that so many members can have. */
static void test_hardest(void) {
    uint32_t n = LIMIT_PAIRWISE;
    for (uint32_t a = 0; a < n; a++) {
        members[a] = value_int(a);
        for (uint32_t b = 0; b < n; b++) pairs[a * n + b] = value_truth(a / 3 != b / 3);
    }
    uint64_t steps = 0;
    struct value seen = ops_pair_group(list_of(members, n), list_of(pairs, n * n), false, &steps);
    tap_is_int(value_certain(seen), n / 3, "one of each three");
    tap_ok(steps < 100000, "the search ends soon (%llu steps)", (unsigned long long)steps);
    for (uint32_t i = 0; i < n * n; i++) pairs[i] = value_truth(next_random(2) != 0);
    steps = 0;
    ops_pair_group(list_of(members, n), list_of(pairs, n * n), false, &steps);
    tap_ok(steps < 100000, "and among random pairs (%llu steps)", (unsigned long long)steps);
}

/* What no compiled policy makes, but an altered one may. */
static void test_odd(void) {
    uint64_t steps = 0;
    struct value many = list_of(members, LIMIT_PAIRWISE + 1), none = list_of(NULL, 0), four = list_of(pairs, 4);
    tap_is_int(ops_pair_members(many).reason, REASON_LIMIT_PAIRWISE, "one member more than the limit");
    tap_ok(ops_pair_members(list_of(members, LIMIT_PAIRWISE)).state == STATE_KNOWN, "as many as the limit");
    tap_is_int(ops_pair_group(many, four, false, &steps).state, STATE_ERROR, "too many members");
    tap_is_int(ops_pair_group(list_of(members, 3), four, false, &steps).state, STATE_ERROR, "pairs of another list");
    tap_is_int(ops_pair_group(none, none, false, &steps).i, 0, "nobody");
    pairs[1] = value_error(REASON_OVERFLOW);
    pairs[2] = value_truth(1);
    tap_is_int(ops_pair_group(list_of(members, 2), four, false, &steps).reason, REASON_OVERFLOW, "an error of a pair");
    pairs[2] = value_truth(0);
    tap_is_int(ops_pair_group(list_of(members, 2), four, false, &steps).i, value_tally(1, 1).i,
               "a pair that clashes one way clashes, whatever the other gives");
    struct arena *arena = arena_new(NULL);
    struct value grown = ops_pair_start(arena, list_of(members, 1));
    for (uint32_t i = 0; i < 2 * PAIRS_MOST; i++) ops_pair(&grown, value_truth(1));
    tap_is_int(grown.aux, PAIRS_MOST, "no more pairs than there is room for");
    arena_free(arena);
}

int main(void) {
    test_against_trial();
    test_hardest();
    test_odd();
    return tap_done();
}
