/* A pairwise condition as it was replayed: its members, and what every two of them gave. */
#ifndef ZN_EXPLAIN_PAIRWISE_H
#define ZN_EXPLAIN_PAIRWISE_H

#include "interp/explain/replay.h"

struct pairwise {
    const struct result *source;           /* the list; NULL where it left no trace */
    VEC(const struct result *) conditions; /* one for each element of the list, where there is a condition */
    struct result *const *bodies;          /* members.aux times as many; those of the first member first */
    struct value members, pairs;           /* as lists */
};

struct pairwise pairwise_of(struct arena *arena, const struct result *result);
/* Whether two members agree both ways. */
struct value pairwise_agree(const struct pairwise *p, uint32_t a, uint32_t b);
/* The body that keeps two members from agreeing, or leaves it open. */
const struct result *pairwise_body(const struct pairwise *p, uint32_t a, uint32_t b);
/* The largest part of which every two agree, as a list; `possible`: perhaps agree. */
struct value pairwise_largest(struct arena *arena, const struct pairwise *p, bool possible);

#endif
