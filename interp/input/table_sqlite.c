/* Tables of an SQLite database. The file's bytes are opened from memory and read-only: what is read is what the digest was
 * taken of, nothing beside the file is touched, and nobody is locked out. Changes that a program at work has put into a
 * write-ahead log beside the file are not in it; that is said and not passed over. Only ordinary tables are read: a view
 * or a virtual table could run what it likes. */
#include <sqlite3.h>
#include <string.h>

#include "interp/input/table_reader.h"
#include "lang/base/utf8.h"

/* Bytes 18 and 19 of the head: 1 for a rollback journal, 2 for a write-ahead log, which memory cannot have. */
#define JOURNAL_AT 18
#define JOURNAL_LEGACY 1

static struct text none(void) { return TEXT(""); }

static void complain(struct table_reader *r, enum problem_code code, struct text a0, struct text a1, struct text a2) {
    table_complain(r, code, 0, a0, a1, a2);
}

static void complain_failed(struct table_reader *r, sqlite3 *db) {
    const char *reason = db == NULL ? sqlite3_errstr(SQLITE_NOMEM) : sqlite3_errmsg(db);
    complain(r, PROBLEM_SQLITE, text_copy(r->arena, text_of(reason)), none(), none());
}

static sqlite3 *open_bytes(struct table_reader *r, struct text bytes) {
    sqlite3 *db = NULL;
    char *copy = arena_alloc(r->arena, bytes.len);
    memcpy(copy, bytes.ptr, bytes.len);
    if (bytes.len > JOURNAL_AT + 1) copy[JOURNAL_AT] = copy[JOURNAL_AT + 1] = JOURNAL_LEGACY;
    int status = sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (status == SQLITE_OK) {
        sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
        status = sqlite3_deserialize(db, "main", (unsigned char *)copy, (sqlite3_int64)bytes.len,
                                     (sqlite3_int64)bytes.len, SQLITE_DESERIALIZE_READONLY);
    }
    if (status == SQLITE_OK) return db;
    complain_failed(r, db);
    sqlite3_close(db);
    return NULL;
}

static struct text column_text(struct table_reader *r, sqlite3_stmt *row, int column) {
    const char *bytes = (const char *)sqlite3_column_text(row, column);
    return text_copy(r->arena, (struct text){bytes == NULL ? "" : bytes, (size_t)sqlite3_column_bytes(row, column)});
}

/* The name of the one table meant; empty (and said) where there is none. */
static struct text choose_table(struct table_reader *r, sqlite3 *db, struct text wanted) {
    const struct image *image = r->plan->image;
    const struct image_record *record = &image->records[r->shape->type];
    struct text en = image_text(image, record->en), zh = image_text(image, record->zh), chosen = none();
    struct buffer all;
    size_t fitting = 0;
    sqlite3_stmt *rows;
    buffer_init(&all, r->arena);
    if (sqlite3_prepare_v2(
            db,
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' "
            "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
            -1, &rows, NULL) != SQLITE_OK) {
        complain_failed(r, db);
        return none();
    }
    int step;
    while ((step = sqlite3_step(rows)) == SQLITE_ROW) {
        struct text name = column_text(r, rows, 0);
        if (all.len) buffer_str(&all, ", ");
        buffer_text(&all, name);
        bool fits = wanted.len ? text_equal(name, wanted) : text_equal(name, en) || text_equal(name, zh);
        fitting += fits;
        if (fits) chosen = name;
    }
    if (step != SQLITE_DONE) complain_failed(r, db);
    sqlite3_finalize(rows);
    if (fitting == 1 || step != SQLITE_DONE) return step == SQLITE_DONE ? chosen : none();
    complain(r, fitting == 0 ? PROBLEM_SQLITE_TABLE : PROBLEM_SQLITE_TABLES,
             wanted.len ? wanted
             : en.len   ? en
                        : zh,
             none(), buffer_done(&all));
    return none();
}

/* What a column of SQLite holds is told by each value: numbers may stand in a column of texts. */
static void read_cell(struct table_reader *r, sqlite3_stmt *rows, int place, struct record *row, uint32_t column) {
    struct type type = r->shape->fields[column].type;
    bool text = type_is(type, TYPE_TEXT) || type_is(type, TYPE_LABEL);
    int held = sqlite3_column_type(rows, place);
    if (held == SQLITE_NULL) return;
    struct text cell = column_text(r, rows, place);
    struct text name = text_copy(r->arena, text_of(sqlite3_column_name(rows, place)));
    if (held == SQLITE_BLOB)
        complain(r, PROBLEM_SQLITE_BLOB, name, none(), none());
    else if (held == SQLITE_FLOAT && text) /* a long number kept so has lost its last digits */
        complain(r, PROBLEM_SQLITE_NUMBER, name, cell, none());
    else if (utf8_valid_prefix(cell) < cell.len)
        complain(r, PROBLEM_SYNTAX_UTF8, none(), none(), none());
    else
        table_cell(r, row, column, cell, 0, held == SQLITE_INTEGER);
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
    if (step != SQLITE_DONE) complain_failed(r, db);
}

static void read_table(struct table_reader *r, sqlite3 *db, struct text wanted) {
    struct text table = choose_table(r, db, wanted);
    sqlite3_stmt *rows = NULL;
    if (table.len == 0) return;
    char *query = sqlite3_mprintf("SELECT * FROM \"%w\"", text_cstr(r->arena, table));
    if (query != NULL && sqlite3_prepare_v2(db, query, -1, &rows, NULL) == SQLITE_OK)
        read_rows(r, db, rows);
    else
        complain_failed(r, db);
    sqlite3_finalize(rows);
    sqlite3_free(query);
}

void table_read_sqlite(struct table_reader *r, const char *path, struct text bytes, struct text name) {
    struct text log = text_format(r->arena, "%s-wal", path), ignored;
    if (io_read(r->arena, log.ptr, 0, &ignored, NULL) == IO_TOO_LARGE) {
        complain(r, PROBLEM_SQLITE_OPEN, log, none(), none());
        return;
    }
    sqlite3 *db = open_bytes(r, bytes);
    if (db == NULL) return;
    read_table(r, db, name);
    sqlite3_close(db);
}
