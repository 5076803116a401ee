/* Tables: their columns, the cells of rows that stand in the policy, and T[k]. That keys are stated once, and that cells
 * are constants, is seen where the constants are made (lang/compile/tables.c). */
#include "lang/sema/internal.h"

static struct text name_of(const struct symbol *s) { return s->names.zh.len > 0 ? s->names.zh : s->names.en; }
static bool is_key(const struct symbol *column) { return (column->node->flags & NODE_KEY) != 0; }

static struct symbol *key_of(const struct symbol *table) {
    for (size_t i = 0; i < table->owner->members.count; i++)
        if (is_key(table->owner->members.items[i])) return table->owner->members.items[i];
    return NULL;
}

/* A row is found by one value that is the same or not; amounts of two currencies are neither. */
static bool can_be_key(struct type t) { return t.shape == SHAPE_ONE && t.kind != TYPE_MONEY && t.kind != TYPE_RECORD; }

static void check_columns(struct checker *c, const struct symbol *table) {
    const struct symbol *key = NULL;
    if (table->owner->members.count == 0) diag_report(c->sink, DIAG_TABLE_EMPTY, table->node->span, name_of(table));
    for (size_t i = 0; i < table->owner->members.count; i++) {
        const struct symbol *column = table->owner->members.items[i];
        if (column->type.kind == TYPE_RECORD)
            diag_report(c->sink, DIAG_TABLE_COLUMN, column->node->span, name_of(column), WORDS_OF(c, column->type));
        else if (is_key(column) && key != NULL)
            diag_report(c->sink, DIAG_TABLE_KEYS, column->node->span, name_of(key), name_of(column));
        else if (is_key(column) && !type_is_none(column->type) && !can_be_key(column->type))
            diag_report(c->sink, DIAG_TABLE_KEY_TYPE, column->node->span, name_of(column), WORDS_OF(c, column->type));
        if (is_key(column)) key = column;
    }
}

void check_table(struct checker *c, struct symbol *table) {
    struct node *rows = table->node->kids[TABLE_ROWS];
    size_t n = table->owner->members.count;
    check_columns(c, table);
    for (uint32_t r = 0; rows != NULL && r < rows->n_kids; r++) {
        struct node *row = rows->kids[r];
        if (row->n_kids != n)
            diag_report(c->sink, DIAG_TABLE_CELLS, row->span, text_format(c->arena, "%u", row->n_kids),
                        text_format(c->arena, "%zu", n));
        for (uint32_t i = 0; i < row->n_kids && i < n; i++)
            check_is(c, row->kids[i], table->owner->members.items[i]->type);
    }
}

struct type check_index(struct checker *c, struct node *n) {
    struct node *at = n->kids[INDEX_TABLE];
    struct type list = check_expression(c, at, TYPE_NOTHING);
    struct symbol *table = at->kind == NODE_NAME ? at->decl : NULL;
    if (table == NULL || table->kind != SYMBOL_TABLE) {
        if (!type_is_none(list)) diag_report(c->sink, DIAG_NOT_A_TABLE, at->span, WORDS_OF(c, list));
        check_expression(c, n->kids[INDEX_KEY], TYPE_NOTHING);
        return TYPE_NOTHING;
    }
    struct symbol *key = key_of(table);
    if (key == NULL) {
        struct diag *d = diag_report(c->sink, DIAG_TABLE_WITHOUT_KEY, n->span, name_of(table));
        diag_mark(c->sink, d, table->node->span, TEXT("数据表在这里"), TEXT("the table is here"));
    }
    check_is(c, n->kids[INDEX_KEY], key != NULL ? key->type : TYPE_NOTHING);
    n->decl = table;
    return type_element(list);
}
