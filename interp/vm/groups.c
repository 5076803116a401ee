/* Lists in groups of one key.
 *
 * An element whose key is not known may belong to any group or to one of its own, and one that is perhaps there may be
 * missing; a group that either may touch has an unknown value. A group is perhaps there where all its elements are, and
 * for every element without a key there is perhaps one group more. So nothing that is known here changes once more is. */
#include <string.h>

#include "interp/vm/ops.h"
#include "lang/base/limits.h"
#include "lang/value/decimal.h"

enum { NO_GROUP = -1 };

struct groups {
    int32_t *of;       /* by element: its group, or NO_GROUP where its key is not known */
    uint32_t *first;   /* by group: its first element */
    uint32_t *members; /* by group: elements, those perhaps there included */
    uint32_t *certain; /* by group: elements surely there */
    uint32_t count, elements, keyless, keyless_certain;
    struct value unknown; /* why a group that a keyless element may belong to is not known */
};

static bool is_maybe(struct value v) { return (v.flags & VALUE_MAYBE) != 0; }

/* False where a key could not be worked out; the error is in `unknown`. */
static bool find_groups(struct arena *arena, uint8_t kind, struct value keys, struct groups *g) {
    *g = (struct groups){.of = ARENA_ARRAY(arena, keys.aux + 1u, int32_t),
                         .first = ARENA_ARRAY(arena, keys.aux + 1u, uint32_t),
                         .members = ARENA_ARRAY(arena, keys.aux + 1u, uint32_t),
                         .certain = ARENA_ARRAY(arena, keys.aux + 1u, uint32_t),
                         .elements = keys.aux,
                         .unknown = value_unknown(REASON_ABSENT)};
    for (uint32_t i = 0; i < keys.aux; i++) {
        struct value key = keys.list[i];
        if (key.state != STATE_KNOWN) {
            if (key.state == STATE_ERROR || g->keyless == 0) g->unknown = ops_not_known(key, key);
            if (key.state == STATE_ERROR) return false;
            g->of[i] = NO_GROUP;
            g->keyless++;
            g->keyless_certain += !is_maybe(key);
            continue;
        }
        uint32_t at = 0;
        while (at < g->count && !value_is_true(ops_equal(kind, keys.list[g->first[at]], key))) at++;
        if (at == g->count) g->first[g->count++] = i;
        g->of[i] = (int32_t)at;
        g->members[at]++;
        g->certain[at] += !is_maybe(key);
    }
    return true;
}

/* The steps that grouping takes, for the limit. */
uint64_t ops_group_steps(struct value keys) { return keys.state == STATE_KNOWN ? (uint64_t)keys.aux * keys.aux : 0; }

static struct value number_of(uint32_t n) {
    struct decimal d = decimal_from_int(n);
    return (struct value){.i = d.coefficient, .aux = d.scale, .state = STATE_KNOWN};
}

static struct value fold(enum opcode op, uint8_t kind, struct value part) {
    switch (op) {
    case OP_GROUP_COUNT: return number_of(part.aux);
    case OP_GROUP_LEAST: return ops_extreme(kind, part, false);
    case OP_GROUP_GREATEST: return ops_extreme(kind, part, true);
    default:
        return ops_sum(kind == TYPE_MONEY                            ? OP_SUM_MONEY
                       : kind == TYPE_NUMBER || kind == TYPE_PERCENT ? OP_SUM_NUM
                                                                     : OP_SUM_INT,
                       part);
    }
}

/* One group's value: of the elements `part`, all there are where `whole`. */
static struct value group_value(enum opcode op, uint8_t kind, struct value part, uint32_t certain, bool whole,
                                struct value unknown) {
    struct value v = unknown;
    if (whole && (certain == part.aux || part.aux == 1)) v = fold(op, kind, part);
    v.flags = certain == 0 ? VALUE_MAYBE : 0;
    return v;
}

struct value ops_group(struct arena *arena, enum opcode op, uint8_t kind, uint8_t key_kind, struct value values,
                       struct value keys) {
    struct groups g;
    if (values.state != STATE_KNOWN || keys.state != STATE_KNOWN) return ops_not_known(values, keys);
    if (values.aux != keys.aux) return value_unknown(REASON_ABSENT); /* no compiled policy pairs them so */
    if (!find_groups(arena, key_kind, keys, &g)) return g.unknown;
    struct value *items = ARENA_ARRAY(arena, g.count + g.keyless + 1u, struct value);
    struct value *part = ARENA_ARRAY(arena, keys.aux + 1u, struct value);
    uint32_t *at = ARENA_ARRAY(arena, g.count + 1u, uint32_t); /* where each group's elements begin in part, then end */
    for (uint32_t k = 1; k < g.count; k++) at[k] = at[k - 1] + g.members[k - 1];
    for (uint32_t i = 0; i < keys.aux; i++)
        if (g.of[i] != NO_GROUP) {
            struct value *slot = &part[at[g.of[i]]++];
            *slot = values.list[i];
            slot->flags &= (uint8_t)~VALUE_MAYBE;
        }
    for (uint32_t k = 0; k < g.count; k++) {
        struct value of = {.list = part + at[k] - g.members[k], .aux = g.members[k], .state = STATE_KNOWN};
        items[k] = group_value(op, kind, of, g.certain[k], g.keyless == 0, g.unknown);
        if (items[k].state == STATE_ERROR) return ops_not_known(items[k], items[k]);
    }
    for (uint32_t i = 0, k = g.count; i < keys.aux; i++) {
        if (g.of[i] != NO_GROUP) continue;
        items[k] = g.unknown;
        items[k].flags = VALUE_MAYBE;
        /* Alone it is a group; where all are without a key, the first that is there makes one. */
        struct value alone = {.list = &values.list[i], .aux = 1, .state = STATE_KNOWN};
        if (keys.aux == 1) items[k] = group_value(op, kind, alone, g.keyless_certain, true, g.unknown);
        if (g.count == 0 && k == 0 && g.keyless_certain > 0) items[k].flags = 0;
        k++;
    }
    return (struct value){.list = items, .aux = g.count + g.keyless, .state = STATE_KNOWN};
}

struct value ops_group_most(struct arena *arena, uint8_t key_kind, struct value keys) {
    struct groups g;
    if (keys.state != STATE_KNOWN) return ops_not_known(keys, keys);
    if (keys.aux == 0) return value_error(REASON_EMPTY);
    if (!find_groups(arena, key_kind, keys, &g)) return g.unknown;
    uint32_t certain = g.keyless_certain > 0 ? 1 : 0, possible = 0;
    for (uint32_t k = 0; k < g.count; k++) {
        if (g.certain[k] > certain) certain = g.certain[k];
        if (g.members[k] > possible) possible = g.members[k];
    }
    /* Perhaps there is no element at all, and then no largest group. */
    if (certain == 0) return value_unknown(REASON_ABSENT);
    return value_tally(certain, possible + g.keyless);
}

/* Whether two elements, each with its key, are the same: both parts must be. */
static struct value same_in_group(uint8_t kind, uint8_t key_kind, const struct value *a, const struct value *a_key,
                                  const struct value *b, const struct value *b_key) {
    return ops_and(ops_equal(key_kind, *a_key, *b_key), ops_equal(kind, *a, *b));
}

/* An element that may be the same as one before it perhaps stands for nothing of its own; of the two it is the one that is
 * less known that is perhaps not there. */
struct value ops_group_distinct(struct arena *arena, uint8_t kind, uint8_t key_kind, struct value values,
                                struct value keys) {
    if (values.state != STATE_KNOWN || keys.state != STATE_KNOWN) return ops_not_known(values, keys);
    if (values.aux != keys.aux) return value_unknown(REASON_ABSENT);
    struct value *items = ARENA_ARRAY(arena, values.aux + 1u, struct value);
    struct value *item_keys = ARENA_ARRAY(arena, values.aux + 1u, struct value);
    uint32_t count = 0;
    for (uint32_t i = 0; i < values.aux; i++) {
        struct value v = values.list[i], key = keys.list[i];
        bool there = false, whole = v.state == STATE_KNOWN && key.state == STATE_KNOWN;
        if (key.state == STATE_ERROR) return ops_not_known(key, key);
        for (uint32_t k = 0; k < count && !there; k++) {
            struct value same = same_in_group(kind, key_kind, &v, &key, &items[k], &item_keys[k]);
            if (value_is_true(same)) {
                there = true;
                if (!is_maybe(v)) items[k].flags &= (uint8_t)~VALUE_MAYBE;
            }
        }
        if (there) continue;
        for (uint32_t k = 0; k < count; k++) {
            struct value same = same_in_group(kind, key_kind, &v, &key, &items[k], &item_keys[k]);
            if (same.state == STATE_KNOWN) continue;
            if (whole && !is_maybe(v))
                items[k].flags |= VALUE_MAYBE;
            else
                v.flags |= VALUE_MAYBE;
        }
        items[count] = v;
        item_keys[count++] = key;
    }
    return (struct value){.list = items, .aux = count, .state = STATE_KNOWN};
}
