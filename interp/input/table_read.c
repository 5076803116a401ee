/* Which form a file has, and what its forms share: columns, cells, keys, places. */
#include "interp/input/table_read.h"

#include <string.h>

#include "interp/input/cell.h"
#include "interp/input/scalar.h"
#include "interp/input/table_reader.h"
#include "lang/base/digest.h"
#include "lang/base/limits.h"
#include "lang/base/message.h"
#include "lang/base/utf8.h"

#define SQLITE_MAGIC "SQLite format 3"
#define QUOTED_MOST 60 /* characters of a cell in a message */

/* ---- problems ---- */

/* Places are asked for in the order of the file, so a file is walked once. */
static void place(struct table_reader *r, size_t offset, uint32_t *line, uint32_t *column) {
    if (offset < r->placed) {
        r->placed = 0;
        r->line = r->column = 1;
    }
    for (; r->placed < offset && r->placed < r->bytes.len; r->placed++) {
        unsigned char c = (unsigned char)r->bytes.ptr[r->placed];
        if (c == '\n') {
            r->line++;
            r->column = 1;
        } else if ((c & 0xC0) != 0x80) {
            r->column++;
        }
    }
    *line = r->line;
    *column = r->column;
}

static struct problem *add_problem(struct table_reader *r, enum problem_code code, size_t offset, struct text a0,
                                   struct text a1, struct text a2) {
    struct table_problem *p = VEC_ADD(r->arena, &r->out->problems);
    p->problem = (struct problem){.code = code, .args = {a0, a1, a2}, .offset = offset};
    p->row = offset == NO_PLACE ? 0 : (uint32_t)r->rows.count;
    if (r->bytes.len > 0 && offset != NO_PLACE) place(r, offset, &p->line, &p->column);
    return &p->problem;
}

struct problem *table_complain(struct table_reader *r, enum problem_code code, size_t offset, struct text a0,
                               struct text a1, struct text a2) {
    static struct problem beyond; /* what is said of problems that are only counted */
    return ++r->out->errors > LIMIT_PROBLEMS ? &beyond : add_problem(r, code, offset, a0, a1, a2);
}

void table_warn(struct table_reader *r, enum problem_code code, size_t offset, struct text a0, struct text a1,
                struct text a2) {
    if (++r->warnings <= LIMIT_PROBLEMS) add_problem(r, code, offset, a0, a1, a2)->warning = true;
}

/* ---- rows, columns, cells ---- */

struct record *table_add_row(struct table_reader *r, size_t offset) {
    if (r->rows.count == LIMIT_TABLE_ROWS) {
        table_complain(r, PROBLEM_TABLE_TOO_LONG, offset, text_format(r->arena, "%u", LIMIT_TABLE_ROWS), TEXT(""),
                       TEXT(""));
        r->out->reached_limit = true;
        return NULL;
    }
    struct record *row = tables_new_row(r->arena, r->tables, r->table, (uint32_t)r->rows.count);
    VEC_PUSH(r->arena, &r->rows, ((struct value){.record = row, .state = STATE_KNOWN}));
    return row;
}

uint32_t table_column(struct table_reader *r, struct text heading, size_t offset, bool *given) {
    const struct name *name = names_find_nfc(&r->shape->names, r->arena, heading);
    if (name == NULL) {
        struct text near = names_nearest(&r->shape->readable, heading);
        table_warn(r, near.len > 0 ? PROBLEM_UNKNOWN_COLUMN_NEAR : PROBLEM_UNKNOWN_COLUMN, offset, heading, TEXT(""),
                   near);
        return NO_COLUMN;
    }
    if (given[name->index]) table_complain(r, PROBLEM_COLUMN_TWICE, offset, heading, TEXT(""), TEXT(""));
    given[name->index] = true;
    return name->index;
}

static struct text column_name(const struct table_reader *r, uint32_t column) {
    const struct image *image = r->plan->image;
    const struct image_field *field = &image->fields[image->records[r->shape->type].fields_first + column];
    return image_text(image, image->texts[field->en].len > 0 ? field->en : field->zh);
}

void table_cell(struct table_reader *r, struct record *row, uint32_t column, struct text t, size_t offset,
                bool digits) {
    struct type type = r->shape->fields[column].type;
    struct text name = column_name(r, column);
    if (digits && type_is(type, TYPE_TRUTH) && (text_equal(t, TEXT("1")) || text_equal(t, TEXT("0")))) {
        row->slots[column] = value_truth(t.ptr[0] == '1');
        return;
    }
    struct cell_fault fault = cell_read(r->plan, r->arena, type, t, false, &row->slots[column]);
    if (fault.code != SCALAR_FITS)
        table_complain(r, fault.code, offset, name, message_excerpt(r->arena, fault.found, QUOTED_MOST), fault.other);
}

/* ---- the whole ---- */

static bool looks_like_json(struct text bytes) {
    size_t at = text_starts(bytes, TEXT("\xef\xbb\xbf")) ? 3 : 0;
    while (at < bytes.len &&
           (bytes.ptr[at] == ' ' || bytes.ptr[at] == '\n' || bytes.ptr[at] == '\r' || bytes.ptr[at] == '\t'))
        at++;
    return at < bytes.len && (bytes.ptr[at] == '{' || bytes.ptr[at] == '[');
}

/* The row that the table is looked up by is there once, and known. */
static void check_keys(struct table_reader *r) {
    const struct image *image = r->plan->image;
    const struct image_record *record = &image->records[r->shape->type];
    for (uint32_t c = 0; c < record->fields_count; c++) {
        if ((image->fields[record->fields_first + c].flags & FIELD_KEY) == 0) continue;
        for (size_t i = 0; i < r->rows.count && r->out->errors < LIMIT_PROBLEMS; i++)
            if (r->rows.items[i].record->slots[c].state != STATE_KNOWN)
                table_complain(r, PROBLEM_KEY_MISSING, NO_PLACE, column_name(r, c), text_format(r->arena, "%zu", i + 1),
                               TEXT(""));
        uint32_t first, second;
        if (r->out->errors == 0 && tables_find_twice(r->arena, r->tables, r->table, c, &first, &second))
            table_complain(r, PROBLEM_KEY_TWICE, NO_PLACE, column_name(r, c), text_format(r->arena, "%u", first + 1),
                           text_format(r->arena, "%u", second + 1));
    }
}

/* An encoding that is guessed wrong makes other names and numbers of the same bytes, so there is only one. */
static void read_text(struct table_reader *r, struct text bytes, struct text name) {
    size_t valid = utf8_valid_prefix(bytes);
    r->bytes = bytes;
    if (valid < bytes.len)
        table_complain(r, PROBLEM_SYNTAX_UTF8, valid, TEXT(""), TEXT(""), TEXT(""));
    else if (name.len > 0)
        table_complain(r, PROBLEM_NOT_SQLITE, NO_PLACE, name, TEXT(""), TEXT(""));
    else if (looks_like_json(bytes))
        table_read_ndjson(r);
    else
        table_read_csv(r);
}

bool table_read(const struct input_plan *plan, struct arena *arena, struct tables *tables, uint32_t table,
                const char *path, struct table_reading *out) {
    const struct image *image = plan->image;
    struct table_reader r = {.plan = plan, .arena = arena, .tables = tables, .table = table, .line = 1, .column = 1};
    *out = (struct table_reading){0};
    r.out = out;
    r.shape = &plan->records[image->tables[table].record];
    const char *hash = strrchr(path, '#');
    struct text bytes, name = TEXT("");
    out->io = io_read(arena, path, LIMIT_TABLE_BYTES, &bytes, &out->reason);
    if (out->io == IO_MISSING && hash != NULL) { /* FILE#TABLE */
        name = text_of(hash + 1);
        path = text_cstr(arena, (struct text){path, (size_t)(hash - path)});
        out->io = io_read(arena, path, LIMIT_TABLE_BYTES, &bytes, &out->reason);
    }
    if (out->io != IO_OK) return false;
    out->digest = digest_of(arena, bytes);
    if (text_starts(bytes, TEXT(SQLITE_MAGIC)))
        table_read_sqlite(&r, path, bytes, name);
    else
        read_text(&r, bytes, name);
    if (out->errors == 0) {
        struct value before = tables->holder->slots[image->tables[table].field];
        input_settle_rows(plan, arena, r.rows.items, (uint32_t)r.rows.count);
        tables_set(tables, table, r.rows.items, (uint32_t)r.rows.count);
        check_keys(&r);
        if (out->errors > 0) tables->holder->slots[image->tables[table].field] = before;
    }
    out->rows = (uint32_t)r.rows.count;
    return out->errors == 0;
}
