/* Reference tables: rows that stand in the policy become cells that refer to constants, each with its place, so that an
 * explanation can name it. What only values can tell is said here: a key that is unknown or stands there twice. */
#include "lang/compile/internal.h"

static int key_column(const struct symbol *table) {
    for (size_t i = 0; i < table->owner->members.count; i++)
        if (table->owner->members.items[i]->node->flags & NODE_KEY) return (int)i;
    return -1;
}

static void add_cell(struct compiler *k, struct node *cell, struct type type) {
    struct image_cell row;
    uint32_t file;
    row.constant = compile_constant(k, cell, type);
    place_of(k, cell->span, &file, &row.line, &row.column);
    if (row.constant == IMAGE_NONE) diag_report0(k->program->sink, DIAG_TABLE_CELL, cell->span);
    VEC_PUSH(k->arena, &k->build.cells, row);
}

/* Constants that are equal share a row of the image, so a key is known by its row. `seen` holds the cell of each. */
static void check_key(struct compiler *k, struct map *seen, struct node *cell, uint32_t constant) {
    if (constant == IMAGE_NONE) return;
    if (k->build.constants.items[constant].state != STATE_KNOWN) {
        diag_report0(k->program->sink, DIAG_TABLE_KEY_UNKNOWN, cell->span);
        return;
    }
    struct text id = text_format(k->arena, "%u", constant);
    struct node *before = map_put(seen, id, cell);
    if (before == NULL) return;
    struct text words =
        text_slice(source_get(k->program->sources, cell->span.file)->text, cell->span.start, cell->span.end);
    struct diag *d = diag_report(k->program->sink, DIAG_TABLE_KEY_TWICE, cell->span, words);
    diag_mark(k->program->sink, d, before->span, TEXT("第一次在这里"), TEXT("first stated here"));
}

static void add_rows(struct compiler *k, const struct symbol *table, struct node *rows) {
    struct builder *b = &k->build;
    struct map seen;
    int key = key_column(table);
    map_init(&seen, k->arena);
    for (uint32_t r = 0; r < rows->n_kids; r++) {
        struct node *n = rows->kids[r];
        struct image_row row = {.cells_first = (uint32_t)b->cells.count, .cells_count = n->n_kids};
        place_of(k, n->span, &row.file, &row.line, &row.column);
        for (uint32_t i = 0; i < n->n_kids; i++) {
            add_cell(k, n->kids[i], table->owner->members.items[i]->type);
            if ((int)i == key) check_key(k, &seen, n->kids[i], b->cells.items[b->cells.count - 1].constant);
        }
        VEC_PUSH(k->arena, &b->rows, row);
    }
}

void compile_tables(struct compiler *k) {
    struct builder *b = &k->build;
    for (size_t l = 0; l < k->program->lets.count; l++) {
        const struct symbol *table = k->program->lets.items[l];
        if (table->kind != SYMBOL_TABLE) continue;
        struct node *rows = table->node->kids[TABLE_ROWS];
        struct image_table row = {.record = table->owner->index,
                                  .field = table->index,
                                  .has_rows = rows != NULL,
                                  .rows_first = (uint32_t)b->rows.count};
        place_of(k, table->node->span, &row.file, &row.line, &row.column);
        if (rows != NULL) add_rows(k, table, rows);
        row.rows_count = (uint32_t)b->rows.count - row.rows_first;
        VEC_PUSH(k->arena, &b->tables, row);
    }
}

uint32_t compile_index(struct compiler *k, const struct symbol *table, uint32_t column) {
    struct builder *b = &k->build;
    uint32_t t = 0;
    while (b->tables.items[t].field != table->index) t++;
    for (uint32_t i = 0; i < b->indexs.count; i++)
        if (b->indexs.items[i].table == t && b->indexs.items[i].column == column) return i;
    VEC_PUSH(k->arena, &b->indexs, ((struct image_index){t, column}));
    return (uint32_t)b->indexs.count - 1;
}
