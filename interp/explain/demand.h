/* What a list is to gain or lose, in the reader's words: "2 项附件（件.类型 为 合作协议；件.有效签章）". */
#ifndef ZN_EXPLAIN_DEMAND_H
#define ZN_EXPLAIN_DEMAND_H

#include "interp/explain/replay.h"

/* So many elements of the list that `count`, a count, counts, and the conditions of the filters it counts through. */
struct text demand_of_count(struct vm *vm, const struct result *count, int64_t number);
/* So many more elements of the list that a quantifier walks, and what they must satisfy. */
struct text demand_of_loop(struct vm *vm, const struct result *loop, const struct result *source, int64_t number);
/* The list that a count counts, behind its filters; NULL where it has no trace. */
const struct result *demand_counted_list(const struct result *count);

#endif
