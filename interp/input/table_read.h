/* Rows of a reference table from a file of --table: CSV, NDJSON or SQLite, told by what the file holds.
 *
 * Values are read as an application's are: dates 2023-05-31, money with its unit, items and labels by either name. An
 * empty cell, null and a column that is missing are unknown. In CSV and SQLite the values of a list or set stand in one
 * cell, parted by ; or ；, in NDJSON in an array. Rows take the place of those that stand in the policy.
 * Lifetime: program; what is read stays in the arena. */
#ifndef ZN_INPUT_TABLE_READ_H
#define ZN_INPUT_TABLE_READ_H

#include "interp/input/input.h"
#include "interp/vm/table.h"
#include "lang/base/io.h"

struct table_problem {
    struct problem problem;
    uint32_t line, column; /* of a text file, from 1; 0 where there is none */
    uint32_t row;          /* of the table, from 1; 0: not of a row */
};

struct table_reading {
    VEC(struct table_problem) problems;
    size_t errors;
    bool reached_limit;
    uint32_t rows;
    struct text digest; /* of the file's bytes */
    enum io_status io;  /* not IO_OK: the file could not be read, `reason` says why */
    struct text reason;
};

/* Reads `path` ("FILE", or "FILE#TABLE" of a SQLite file) into row `table` of the image's tables. False where anything is
 * wrong; then the table is left as it was. */
bool table_read(const struct input_plan *plan, struct arena *arena, struct tables *tables, uint32_t table,
                const char *path, struct table_reading *out);

#endif
