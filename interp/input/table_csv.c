/* Tables in CSV: a line of headings, then a row a line. */
#include "interp/input/cell.h"
#include "interp/input/table_reader.h"
#include "lang/base/csv.h"

struct columns {
    VEC(uint32_t) of; /* by place in the line: the column, or NO_COLUMN */
};

static void complain_quote(struct table_reader *r, const struct csv_reader *csv, enum csv_event event) {
    table_complain(r, event == CSV_UNCLOSED ? PROBLEM_QUOTE_UNCLOSED : PROBLEM_QUOTE_CLOSED, csv->start, TEXT(""),
                   TEXT(""), TEXT(""));
}

static void read_headings(struct table_reader *r, struct csv_reader *csv, struct columns *columns) {
    bool *given = ARENA_ARRAY(r->arena, r->shape->n_fields + 1, bool);
    for (enum csv_event event; (event = csv_next(csv)) != CSV_RECORD_END && event != CSV_END;)
        if (event == CSV_FIELD)
            VEC_PUSH(r->arena, &columns->of, table_column(r, cell_trimmed(csv->field), csv->start, given));
        else
            complain_quote(r, csv, event);
    /* A file of nothing is no table without rows: who is looked up in it would seem not to be there. */
    if (columns->of.count == 0 && r->out->errors == 0)
        table_complain(r, PROBLEM_TABLE_EMPTY, NO_PLACE, TEXT(""), TEXT(""), TEXT(""));
}

void table_read_csv(struct table_reader *r) {
    struct csv_reader csv;
    struct columns columns = {0};
    csv_reader_init(&csv, r->arena, r->bytes);
    read_headings(r, &csv, &columns);
    struct record *row = NULL;
    for (size_t place = 0;;) {
        enum csv_event event = csv_next(&csv);
        switch (event) {
        case CSV_FIELD:
            if (place == 0 && (row = table_add_row(r, csv.start)) == NULL) return;
            if (place < columns.of.count && columns.of.items[place] != NO_COLUMN)
                table_cell(r, row, columns.of.items[place], csv.field, csv.start, false);
            place++;
            break;
        case CSV_RECORD_END:
            if (place > 0 && place != columns.of.count)
                table_complain(r, PROBLEM_CELLS, csv.start, text_format(r->arena, "%zu", place),
                               text_format(r->arena, "%zu", columns.of.count), TEXT(""));
            place = 0;
            break;
        case CSV_UNCLOSED:
        case CSV_BAD_QUOTE:
            complain_quote(r, &csv, event);
            place = columns.of.count;
            break;
        case CSV_END: return;
        }
    }
}
