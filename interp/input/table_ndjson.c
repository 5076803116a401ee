/* Tables in JSON: an object a line, or an array of them, read as an application is. */
#include "interp/input/cell.h"
#include "interp/input/table_reader.h"
#include "lang/base/map.h"

static size_t skip_blanks(struct text bytes, size_t at) {
    while (at < bytes.len &&
           (bytes.ptr[at] == ' ' || bytes.ptr[at] == '\n' || bytes.ptr[at] == '\r' || bytes.ptr[at] == '\t'))
        at++;
    return at;
}

static bool is_unknown_key(enum problem_code code) {
    return code == PROBLEM_UNKNOWN_KEY || code == PROBLEM_UNKNOWN_KEY_NEAR;
}

static enum problem_code of_table(enum problem_code code) {
    if (code == PROBLEM_UNKNOWN_KEY) return PROBLEM_UNKNOWN_COLUMN;
    if (code == PROBLEM_UNKNOWN_KEY_NEAR) return PROBLEM_UNKNOWN_COLUMN_NEAR;
    return code == PROBLEM_NOT_OBJECT || code == PROBLEM_NO_APPLICATION ? PROBLEM_ROW_NOT_OBJECT : code;
}

/* Takes over what was said of one row; a column that the table does not have is said once, not in every row. */
static void take_problems(struct table_reader *r, struct map *said, const struct problems *problems) {
    for (size_t i = 0; i < problems->list.count; i++) {
        const struct problem *p = &problems->list.items[i];
        if (p->warning) {
            if (is_unknown_key(p->code) && map_put(said, p->args[0], r) != NULL) continue;
            table_warn(r, of_table(p->code), p->offset, p->args[0], p->args[1], p->args[2]);
            continue;
        }
        struct problem *mine = table_complain(r, of_table(p->code), p->offset, p->args[0], p->args[1], p->args[2]);
        mine->at = p->at;
    }
}

/* Cells as the other forms have them: without blanks around, and with places that do not show how the file spells a key. */
static void take_cells(const struct table_reader *r, struct record *row, const struct record *read) {
    for (uint32_t c = 0; c < r->shape->n_fields; c++) {
        struct type type = r->shape->fields[c].type;
        struct value cell = read->slots[c];
        if ((type_is(type, TYPE_TEXT) || type_is(type, TYPE_LABEL)) && cell.state == STATE_KNOWN)
            cell = value_text(cell_trimmed(value_as_text(cell)));
        cell.flags = 0;
        row->slots[c] = cell;
    }
}

/* Between the elements of an array stands one comma, and none behind the last. */
static size_t take_comma(struct table_reader *r, size_t at) {
    struct text rest = text_slice(r->bytes, at, r->bytes.len);
    if (rest.len == 0 || rest.ptr[0] == ']') return at;
    if (rest.ptr[0] != ',') {
        table_complain(r, PROBLEM_SYNTAX_COMMA, at, text_slice(rest, 0, 1), TEXT("]"), TEXT(""));
        return at;
    }
    size_t next = skip_blanks(r->bytes, at + 1);
    if (next < r->bytes.len && r->bytes.ptr[next] == ']')
        table_complain(r, PROBLEM_SYNTAX_TRAILING_COMMA, at, TEXT(""), TEXT(""), TEXT(""));
    return next;
}

void table_read_ndjson(struct table_reader *r) {
    struct input_plan plan = *r->plan;
    struct map said;
    plan.root = r->shape;
    map_init(&said, r->arena);
    size_t at = text_starts(r->bytes, TEXT("\xef\xbb\xbf")) ? 3 : 0;
    at = skip_blanks(r->bytes, at);
    bool array = at < r->bytes.len && r->bytes.ptr[at] == '[';
    if (array) at++;
    for (;;) {
        at = skip_blanks(r->bytes, at);
        if (array && r->rows.count > 0) at = take_comma(r, at);
        if (at == r->bytes.len || (array && r->bytes.ptr[at] == ']')) break;
        struct record *row = table_add_row(r, at);
        if (row == NULL) return;
        struct problems problems = {0};
        size_t end;
        bool syntax;
        struct record *read;
        input_read(&plan, r->arena, r->bytes, at, &(struct input_options){.read = &read}, &problems, &end, &syntax);
        take_problems(r, &said, &problems);
        take_cells(r, row, read);
        if (syntax || end <= at) return;
        at = end;
    }
    size_t behind = array ? skip_blanks(r->bytes, at + 1) : r->bytes.len;
    if (behind < r->bytes.len) table_complain(r, PROBLEM_BEHIND_ARRAY, behind, TEXT(""), TEXT(""), TEXT(""));
}
