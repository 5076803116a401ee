/* Members of a list compared pairwise. For interp/vm, and for explanations that name the largest part. */
#ifndef ZN_VM_PAIRS_H
#define ZN_VM_PAIRS_H

#include "interp/vm/ops.h"
#include "lang/base/limits.h"

#define PAIRS_MOST (LIMIT_PAIRWISE * LIMIT_PAIRWISE)

/* Whether `pairs` holds a truth for every two of `members`, those of the first member first. */
bool pairs_fit(struct value members, struct value pairs);
/* Whether two members agree both ways. */
struct value pairs_agree(struct value pairs, uint32_t members, uint32_t a, uint32_t b);
/* The largest part as bits of its members: by the pairs and members that are certain, or by those that are possible too.
 * Steps are added to *steps. `is_set`: elements that are not stated may be the same as others. */
uint32_t pairs_largest(struct value members, struct value pairs, bool is_set, bool possible, uint64_t *steps);

struct value ops_pair_members(struct value list);
struct value ops_pair_start(struct arena *arena, struct value members);
void ops_pair(struct value *pairs, struct value agrees);
struct value ops_pair_group(struct value members, struct value pairs, bool is_set, uint64_t *steps);

#endif
