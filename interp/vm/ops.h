/* What single instructions do where it takes more than a line. For interp/vm, and for explanations that ask the same questions. */
#ifndef ZN_VM_OPS_H
#define ZN_VM_OPS_H

#include "interp/vm/vm.h"

/* The result where an operand is not known: an error if one is, else unknown with the first reason. */
struct value ops_not_known(struct value a, struct value b);
/* Whether two known amounts can be compared and added: nothing of any currency is nothing. */
bool ops_one_currency(struct value a, struct value b);
/* Kleene equality of two values of one kind. */
struct value ops_equal(uint8_t kind, struct value a, struct value b);
struct value ops_compare_num(struct value a, struct value b, int *order); /* known truth where comparable */
struct value ops_in(uint8_t kind, struct value element, struct value list);
struct value ops_includes(uint8_t kind, struct value list, struct value part);
struct value ops_and(struct value a, struct value b);
struct value ops_or(struct value a, struct value b);
struct value ops_arithmetic(enum opcode op, struct value a, struct value b);
struct value ops_dates(enum opcode op, struct value a, struct value b);
struct value ops_text_test(enum opcode op, struct value a, struct value b);
struct value ops_length(struct value text);
/* Lists; new ones are made in the arena. */
/* `type`: of the result. */
struct value ops_union(struct arena *arena, struct type type, struct value a, struct value b);
struct value ops_intersect(struct arena *arena, uint8_t kind, struct value a, struct value b, bool except);
struct value ops_distinct(struct arena *arena, struct type type, struct value list);
/* Known where a value is, and of a list or set every element is, surely there. */
struct value ops_whole(struct type type, struct value v);
struct value ops_sum(enum opcode op, struct value list);
struct value ops_extreme(uint8_t kind, struct value list, bool greatest);
struct value ops_list(struct arena *arena, const struct value *from, uint32_t count);
struct value ops_room(struct arena *arena, struct value list);
void ops_collect(struct value *list, struct value present, struct value element);
/* Groups (groups.c): `kind` and `key_kind` of the elements and of their keys, which stand in the same order. */
uint64_t ops_group_steps(struct value keys);
struct value ops_group(struct arena *arena, enum opcode op, uint8_t kind, uint8_t key_kind, struct value values,
                       struct value keys);
struct value ops_group_most(struct arena *arena, uint8_t key_kind, struct value keys);
struct value ops_group_distinct(struct arena *arena, uint8_t kind, uint8_t key_kind, struct value values,
                                struct value keys);
/* Counts with bounds. */
struct value ops_tally_add(struct value tally, struct value present, struct value holds);
/* Of a set the elements that are not stated may be the same. */
struct value ops_tally_count(struct value list, bool is_set);
struct value ops_tally_compare(enum opcode op, struct value tally, struct value number);
struct value ops_tally_number(struct value tally);
struct value ops_join(struct arena *arena, struct value a, struct value b);

#endif
