/* The search for the largest part is the machine's own (interp/vm/pairs.h), so what is named cannot disagree with what was
 * decided. */
#include "interp/explain/pairwise.h"

#include "interp/vm/pairs.h"

struct pairwise pairwise_of(struct arena *arena, const struct result *result) {
    struct pairwise p = {0};
    size_t count = 0;
    uint32_t members = 0;
    struct result **bodies = ARENA_ARRAY(arena, result->kids.count + 1, struct result *);
    for (size_t i = 0; i < result->kids.count; i++) {
        struct result *kid = result->kids.items[i];
        if (kid->in_loop && (kid->node->flags & TRACE_WHERE) != 0)
            VEC_PUSH(arena, &p.conditions, kid);
        else if (kid->in_loop)
            bodies[count++] = kid;
        else if (kid->type.shape != SHAPE_ONE && p.source == NULL)
            p.source = kid;
    }
    while (members < LIMIT_PAIRWISE && (size_t)members * members < count) members++;
    if ((size_t)members * members != count) return p; /* parts of the trace were left out */
    struct value *list = ARENA_ARRAY(arena, members + 1, struct value);
    struct value *pairs = ARENA_ARRAY(arena, count + 1, struct value);
    for (uint32_t i = 0; i < members; i++) list[i] = bodies[i * members]->element;
    for (size_t i = 0; i < count; i++) pairs[i] = bodies[i]->value;
    p.bodies = bodies;
    p.members = (struct value){.list = list, .aux = members, .state = STATE_KNOWN};
    p.pairs = (struct value){.list = pairs, .aux = (uint32_t)count, .state = STATE_KNOWN};
    return p;
}

struct value pairwise_agree(const struct pairwise *p, uint32_t a, uint32_t b) {
    return pairs_agree(p->pairs, p->members.aux, a, b);
}

const struct result *pairwise_body(const struct pairwise *p, uint32_t a, uint32_t b) {
    const struct result *one = p->bodies[a * p->members.aux + b], *other = p->bodies[b * p->members.aux + a];
    if (value_is_false(one->value) || value_is_false(other->value)) return value_is_false(one->value) ? one : other;
    return one->value.state != STATE_KNOWN ? one : other;
}

struct value pairwise_largest(struct arena *arena, const struct pairwise *p, bool possible) {
    struct value part = {.state = STATE_KNOWN};
    uint64_t steps = 0;
    bool is_set = p->source != NULL && p->source->type.shape == SHAPE_SET;
    uint32_t bits = p->members.aux == 0 ? 0 : pairs_largest(p->members, p->pairs, is_set, possible, &steps);
    struct value *items = ARENA_ARRAY(arena, p->members.aux + 1u, struct value);
    for (uint32_t i = 0; i < p->members.aux; i++)
        if (bits >> i & 1u) items[part.aux++] = p->members.list[i];
    part.list = items;
    return part;
}
