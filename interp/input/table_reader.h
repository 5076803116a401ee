/* What the readers of the three forms of tables share. */
#ifndef ZN_INPUT_TABLE_READER_H
#define ZN_INPUT_TABLE_READER_H

#include "interp/input/plan.h"
#include "interp/input/table_read.h"

#define NO_COLUMN UINT32_MAX
#define NO_PLACE SIZE_MAX /* of a problem that concerns more than one place */

struct table_reader {
    const struct input_plan *plan;
    struct arena *arena;
    struct tables *tables;
    uint32_t table;
    const struct plan_record *shape; /* of a row */
    struct text bytes;               /* of a text file */
    size_t placed;                   /* the place of this byte is line, column */
    uint32_t line, column;
    size_t warnings; /* kept or not */
    VEC(struct value) rows;
    struct table_reading *out;
};

/* Adds a problem: at a byte of a text file, or of a row (from 1). Beyond LIMIT_PROBLEMS they are only counted. */
struct problem *table_complain(struct table_reader *r, enum problem_code code, size_t offset, struct text a0,
                               struct text a1, struct text a2);
/* The same as a warning: it does not spoil the table. */
void table_warn(struct table_reader *r, enum problem_code code, size_t offset, struct text a0, struct text a1,
                struct text a2);
/* A row to be filled in; NULL, after saying so, where there are too many. */
struct record *table_add_row(struct table_reader *r, size_t offset);
/* The column that a heading names; NO_COLUMN, with a warning, where it names none. `given` has one mark for each column. */
uint32_t table_column(struct table_reader *r, struct text heading, size_t offset, bool *given);
/* One cell from its text; an empty one stays unknown. `digits`: 1 and 0 stand for yes and no. */
void table_cell(struct table_reader *r, struct record *row, uint32_t column, struct text t, size_t offset, bool digits);

/* The forms; each adds rows and problems. */
void table_read_csv(struct table_reader *r);
void table_read_ndjson(struct table_reader *r);
/* `bytes`: of the file. */
void table_read_sqlite(struct table_reader *r, const char *path, struct text bytes, struct text name);

#endif
