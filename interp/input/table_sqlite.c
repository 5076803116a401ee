/* Tables in SQLite, opened for reading only. */
#include <sqlite3.h>

#include "interp/input/table_reader.h"

static void refuse(struct table_reader *r, sqlite3 *db) {
    struct text reason = text_copy(r->arena, text_of(db != NULL ? sqlite3_errmsg(db) : sqlite3_errstr(SQLITE_NOMEM)));
    table_complain(r, PROBLEM_SQLITE, 0, reason, TEXT(""), TEXT(""));
}

/* SQLITE_ROW where the file has the table, SQLITE_DONE where it has not, else what is wrong with the file. */
static int find_table(sqlite3 *db, struct text name) {
    sqlite3_stmt *ask = NULL;
    int status = sqlite3_prepare_v2(db, "SELECT 1 FROM sqlite_master WHERE type IN ('table','view') AND name = ?1", -1,
                                    &ask, NULL);
    if (status == SQLITE_OK) status = sqlite3_bind_text(ask, 1, name.ptr, (int)name.len, SQLITE_STATIC);
    if (status == SQLITE_OK) status = sqlite3_step(ask);
    sqlite3_finalize(ask);
    return status;
}

/* The table named, else one called as in the policy. */
static bool choose(struct table_reader *r, sqlite3 *db, struct text *name) {
    const struct image *image = r->plan->image;
    const struct image_record *record = &image->records[r->shape->type];
    const struct text names[] = {*name, image_text(image, record->en), image_text(image, record->zh)};
    for (unsigned i = 0; i < (name->len > 0 ? 1 : sizeof names / sizeof *names); i++) {
        int found = names[i].len > 0 ? find_table(db, names[i]) : SQLITE_DONE;
        if (found == SQLITE_DONE) continue;
        *name = names[i];
        if (found != SQLITE_ROW) refuse(r, db);
        return found == SQLITE_ROW;
    }
    table_complain(r, PROBLEM_SQLITE_TABLE, 0,
                   name->len > 0      ? *name
                   : names[1].len > 0 ? names[1]
                                      : names[2],
                   TEXT(""), TEXT(""));
    return false;
}

static struct text quoted(struct arena *arena, struct text name) {
    struct buffer b;
    buffer_init(&b, arena);
    buffer_str(&b, "SELECT * FROM \"");
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '"') buffer_byte(&b, '"');
        buffer_byte(&b, name.ptr[i]);
    }
    buffer_str(&b, "\"");
    return buffer_done(&b);
}

static void read_cell(struct table_reader *r, sqlite3_stmt *rows, int place, struct record *row, uint32_t column) {
    int type = sqlite3_column_type(rows, place);
    if (type == SQLITE_NULL) return;
    if (type == SQLITE_BLOB) {
        table_complain(r, PROBLEM_SQLITE_BLOB, 0, text_copy(r->arena, text_of(sqlite3_column_name(rows, place))),
                       TEXT(""), TEXT(""));
        return;
    }
    struct text t = {(const char *)sqlite3_column_text(rows, place), (size_t)sqlite3_column_bytes(rows, place)};
    table_cell(r, row, column, text_copy(r->arena, t), 0, type == SQLITE_INTEGER);
}

static void read_rows(struct table_reader *r, sqlite3 *db, sqlite3_stmt *rows) {
    int places = sqlite3_column_count(rows), step;
    uint32_t *column = ARENA_ARRAY(r->arena, (size_t)places + 1, uint32_t);
    bool *given = ARENA_ARRAY(r->arena, r->shape->n_fields + 1, bool);
    for (int i = 0; i < places; i++)
        column[i] = table_column(r, text_copy(r->arena, text_of(sqlite3_column_name(rows, i))), 0, given);
    while ((step = sqlite3_step(rows)) == SQLITE_ROW) {
        struct record *row = table_add_row(r, 0);
        if (row == NULL) return;
        for (int i = 0; i < places; i++)
            if (column[i] != NO_COLUMN) read_cell(r, rows, i, row, column[i]);
    }
    if (step != SQLITE_DONE) refuse(r, db);
}

void table_read_sqlite(struct table_reader *r, const char *path, struct text name) {
    sqlite3 *db = NULL;
    sqlite3_stmt *rows = NULL;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
        refuse(r, db);
    } else if (choose(r, db, &name)) {
        struct text query = quoted(r->arena, name);
        if (sqlite3_prepare_v2(db, query.ptr, (int)query.len, &rows, NULL) == SQLITE_OK)
            read_rows(r, db, rows);
        else
            refuse(r, db);
    }
    sqlite3_finalize(rows);
    sqlite3_close(db);
}
