/* Of several members the largest part of which every two agree, by what is known of each pair.
 *
 * Members are bits; a member's row has the bits of those it agrees with. The search grows a part by candidates that agree
 * with all of it and gives up where even all candidates would make no larger one; with LIMIT_PAIRWISE members that ends
 * soon, and every step is counted. It is made twice: with the pairs and members that are certain, and with those that are
 * possible, which gives the bounds of the count. */
#include "interp/vm/pairs.h"

#include "lang/base/limits.h"

#define MEMBERS_MOST LIMIT_PAIRWISE

struct search {
    uint32_t rows[MEMBERS_MOST];
    uint32_t best;
    uint64_t steps;
};

static unsigned bits_of(uint32_t set) { return (unsigned)__builtin_popcount(set); }

static void grow(struct search *s, uint32_t part, uint32_t candidates) {
    s->steps++;
    if (bits_of(part) > bits_of(s->best)) s->best = part;
    while (candidates != 0 && bits_of(part) + bits_of(candidates) > bits_of(s->best)) {
        uint32_t one = candidates & -candidates;
        candidates &= ~one;
        grow(s, part | one, candidates & s->rows[__builtin_ctz(one)]);
    }
}

struct value pairs_agree(struct value pairs, uint32_t members, uint32_t a, uint32_t b) {
    return ops_and(pairs.list[a * members + b], pairs.list[b * members + a]);
}

bool pairs_fit(struct value members, struct value pairs) {
    return members.aux <= MEMBERS_MOST && pairs.aux == members.aux * members.aux;
}

uint32_t pairs_largest(struct value members, struct value pairs, bool is_set, bool possible, uint64_t *steps) {
    struct search s = {.best = 0};
    uint32_t all = 0;
    for (uint32_t a = 0; a < members.aux; a++) {
        struct value member = members.list[a];
        bool may_repeat = is_set && member.state != STATE_KNOWN; /* as another element of the set */
        bool sure = (member.flags & VALUE_MAYBE) == 0 && !may_repeat;
        if (sure || possible) all |= 1u << a;
        for (uint32_t b = 0; b < members.aux; b++) {
            struct value agree = pairs_agree(pairs, members.aux, a, b);
            if (a != b && (possible ? !value_is_false(agree) : value_is_true(agree))) s.rows[a] |= 1u << b;
        }
    }
    grow(&s, 0, all);
    *steps += s.steps;
    return s.best;
}

struct value ops_pair_group(struct value members, struct value pairs, bool is_set, uint64_t *steps) {
    if (members.state != STATE_KNOWN || pairs.state != STATE_KNOWN) return ops_not_known(members, pairs);
    if (!pairs_fit(members, pairs)) return value_error(REASON_LIMIT_PAIRWISE);
    for (uint32_t a = 0; a < members.aux; a++)
        for (uint32_t b = 0; b < a; b++) {
            struct value agree = pairs_agree(pairs, members.aux, a, b);
            if (agree.state == STATE_ERROR) return agree;
        }
    uint32_t certain = pairs_largest(members, pairs, is_set, false, steps);
    uint32_t possible = pairs_largest(members, pairs, is_set, true, steps);
    /* A set that has an element not stated has one, whatever it is. */
    uint32_t least = bits_of(certain);
    for (uint32_t a = 0; least == 0 && a < members.aux; a++) least = (members.list[a].flags & VALUE_MAYBE) == 0;
    return value_tally(least, bits_of(possible));
}

struct value ops_pair_members(struct value list) {
    return list.state == STATE_KNOWN && list.aux > MEMBERS_MOST ? value_error(REASON_LIMIT_PAIRWISE) : list;
}

struct value ops_pair_start(struct arena *arena, struct value members) {
    if (members.state != STATE_KNOWN) return ops_not_known(members, members);
    return (struct value){.list = ARENA_ARRAY(arena, PAIRS_MOST, struct value), .state = STATE_KNOWN};
}

void ops_pair(struct value *pairs, struct value agrees) {
    if (pairs->state != STATE_KNOWN || pairs->aux == PAIRS_MOST) return;
    struct value *slot = (struct value *)(uintptr_t)&pairs->list[pairs->aux++];
    *slot = agrees;
    slot->flags = 0;
}
