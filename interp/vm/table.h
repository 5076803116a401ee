/* Reference tables while a policy runs: rows, and the indexes that find them.
 *
 *   tables ─ holder      a record of the globals' type: its slots hold the tables, it is the parent of every row
 *   │         └ slot     list of records in the order of the table; unknown where there are no rows
 *   └ indexes[]          one for each index of the image
 *
 * Made once, then only read, so that any number of machines may share them. Lifetime: program. */
#ifndef ZN_VM_TABLE_H
#define ZN_VM_TABLE_H

#include "lang/code/image.h"

struct table_index;
struct tables {
    const struct image *image;
    struct record *holder;
    struct table_index *indexes;
};

/* The tables of a policy with the rows that stand in it, and no indexes yet. */
struct tables *tables_new(struct arena *arena, const struct image *image);
/* A row to be filled in, all cells unknown; `index` from 0. */
struct record *tables_new_row(struct arena *arena, const struct tables *tables, uint32_t table, uint32_t index);
/* Rows that were read take the place of those that stand in the policy. */
void tables_set(struct tables *tables, uint32_t table, const struct value *rows, uint32_t count);
/* Whether rows that were read stand in the table. */
bool tables_is_read(const struct tables *tables, uint32_t table);
/* Whether a list is one of the tables, whole. */
bool tables_hold(const struct tables *tables, struct value list);
/* Makes the indexes; nothing may be set after. */
void tables_index(struct arena *arena, struct tables *tables);
/* The two rows that have the same known cell in a column, the first such pair; false where there are none. */
bool tables_find_twice(struct arena *arena, const struct tables *tables, uint32_t table, uint32_t column,
                       uint32_t *first, uint32_t *second);

/* The first row that an index finds for a value. */
struct value tables_row(const struct tables *tables, uint32_t index, struct value key);
/* All rows that may have the value in the column, in the order of the table; the whole table where it is not known. */
struct value tables_lookup(const struct tables *tables, struct arena *arena, uint32_t index, struct value key);

#endif
