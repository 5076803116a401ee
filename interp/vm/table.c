/* An index: rows grouped by their cell, the groups found by open addressing.
 *
 *   places   0 | group 2 | 0 | group 1 | …        by the hash of the cell; 0 is free
 *   groups   first row and number of rows, in the order in which their cells first stand in the table
 *   rows     group 1: row row row | group 2: row | …   each in the order of the table
 *   unknown  rows whose cell is unknown: they may have any value
 *
 * Equality is that of bytes: no column of money, whose amounts may be equal in two currencies, has an index. */
#include "interp/vm/table.h"

#include "interp/vm/ops.h"

struct group {
    uint32_t first, count;
};

struct table_index {
    uint32_t table, column;
    uint64_t mask;
    uint32_t *places; /* group + 1 */
    struct group *groups;
    struct value *rows, *unknown;
    uint32_t n_groups, n_unknown;
};

static const struct image_record *row_record(const struct image *image, uint32_t table) {
    return &image->records[image->tables[table].record];
}

static struct value *table_slot(const struct tables *tables, uint32_t table) {
    return &tables->holder->slots[tables->image->tables[table].field];
}

struct record *tables_new_row(struct arena *arena, const struct tables *tables, uint32_t table, uint32_t index) {
    uint32_t columns = row_record(tables->image, table)->fields_count;
    struct record *row = arena_alloc(arena, sizeof *row + columns * sizeof(struct value));
    row->parent = tables->holder;
    row->type = tables->image->tables[table].record;
    row->field = (uint16_t)tables->image->tables[table].field;
    row->index = (int32_t)index;
    return row;
}

static void add_rows(struct arena *arena, struct tables *tables, uint32_t t) {
    const struct image *image = tables->image;
    const struct image_table *table = &image->tables[t];
    struct value *rows = ARENA_ARRAY(arena, (size_t)table->rows_count + 1, struct value);
    for (uint32_t r = 0; r < table->rows_count; r++) {
        const struct image_row *row = &image->rows[table->rows_first + r];
        struct record *record = tables_new_row(arena, tables, t, r);
        for (uint32_t i = 0; i < row->cells_count; i++)
            record->slots[i] = image->constant_values[image->cells[row->cells_first + i].constant];
        rows[r] = (struct value){.record = record, .state = STATE_KNOWN};
    }
    tables_set(tables, t, rows, table->rows_count);
    table_slot(tables, t)->flags = 0;
}

struct tables *tables_new(struct arena *arena, const struct image *image) {
    struct tables *tables = ARENA_NEW(arena, struct tables);
    const struct image_record *globals = &image->records[image->globals_record];
    tables->image = image;
    tables->holder = arena_alloc(arena, sizeof(struct record) + globals->fields_count * sizeof(struct value));
    tables->holder->type = image->globals_record;
    tables->holder->index = -1;
    for (uint32_t t = 0; t < IMAGE_COUNT(image, table); t++) {
        *table_slot(tables, t) = value_unknown(REASON_TABLE_NOT_LOADED);
        if (image->tables[t].has_rows) add_rows(arena, tables, t);
    }
    return tables;
}

void tables_set(struct tables *tables, uint32_t table, const struct value *rows, uint32_t count) {
    *table_slot(tables, table) = (struct value){.list = rows, .aux = count, .state = STATE_KNOWN, .flags = VALUE_GIVEN};
}

bool tables_is_read(const struct tables *tables, uint32_t table) {
    return (table_slot(tables, table)->flags & VALUE_GIVEN) != 0;
}

bool tables_hold(const struct tables *tables, struct value list) {
    for (uint32_t t = 0; t < IMAGE_COUNT(tables->image, table); t++) {
        struct value table = *table_slot(tables, t);
        if (table.state == STATE_KNOWN && table.list == list.list && table.aux == list.aux) return true;
    }
    return false;
}

/* ---- indexes ---- */

static bool is_text(uint8_t kind) { return kind == TYPE_TEXT || kind == TYPE_LABEL; }

static uint64_t hash(uint8_t kind, struct value v) {
    if (is_text(kind)) return text_hash(value_as_text(v));
    uint64_t h = ((uint64_t)v.i + v.aux) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 32;
}

static bool same(uint8_t kind, struct value a, struct value b) {
    return is_text(kind) ? text_equal(value_as_text(a), value_as_text(b)) : a.i == b.i && a.aux == b.aux;
}

static uint8_t kind_of(const struct tables *tables, uint32_t table, uint32_t column) {
    return type_unpack(tables->image->fields[row_record(tables->image, table)->fields_first + column].type).kind;
}

/* The place where the group of a value stands, or would. `of` is a row of each group. */
static uint32_t *place_of(const struct table_index *index, uint8_t kind, struct value key, const struct value *of) {
    uint64_t at = hash(kind, key) & index->mask;
    while (index->places[at] != 0 && !same(kind, of[index->places[at] - 1].record->slots[index->column], key))
        at = (at + 1) & index->mask;
    return &index->places[at];
}

static void init_places(struct arena *arena, struct table_index *index, uint32_t rows) {
    uint64_t places = 2;
    while (places < 2 * (uint64_t)rows) places *= 2;
    index->places = ARENA_ARRAY(arena, places, uint32_t);
    index->mask = places - 1;
}

#define NO_GROUP UINT32_MAX

/* Counts the groups; `group_of` gets each row's, `of` a row of each group. */
static void count_groups(struct table_index *index, uint8_t kind, struct value list, uint32_t *group_of,
                         struct value *of) {
    for (uint32_t r = 0; r < list.aux; r++) {
        struct value cell = list.list[r].record->slots[index->column];
        group_of[r] = NO_GROUP;
        if (cell.state != STATE_KNOWN) {
            index->n_unknown++;
            continue;
        }
        uint32_t *place = place_of(index, kind, cell, of);
        if (*place == 0) {
            of[index->n_groups++] = list.list[r];
            *place = index->n_groups;
        }
        group_of[r] = *place - 1;
        index->groups[group_of[r]].count++;
    }
}

static void build(struct arena *arena, const struct tables *tables, struct table_index *index) {
    struct value list = *table_slot(tables, index->table);
    uint8_t kind = kind_of(tables, index->table, index->column);
    uint32_t n = list.state == STATE_KNOWN ? list.aux : 0, next = 0;
    init_places(arena, index, n);
    if (n == 0) return;
    uint32_t *group_of = ARENA_ARRAY(arena, n, uint32_t);
    index->groups = ARENA_ARRAY(arena, n, struct group);
    index->rows = ARENA_ARRAY(arena, n, struct value);
    count_groups(index, kind, list, group_of, index->rows);
    index->unknown = ARENA_ARRAY(arena, (size_t)index->n_unknown + 1, struct value);
    for (uint32_t g = 0; g < index->n_groups; g++) {
        index->groups[g].first = next;
        next += index->groups[g].count;
        index->groups[g].count = 0;
    }
    index->n_unknown = 0;
    for (uint32_t r = 0; r < n; r++) {
        struct group *g = group_of[r] == NO_GROUP ? NULL : &index->groups[group_of[r]];
        if (g == NULL)
            index->unknown[index->n_unknown++] = list.list[r];
        else
            index->rows[g->first + g->count++] = list.list[r];
    }
}

void tables_index(struct arena *arena, struct tables *tables) {
    const struct image *image = tables->image;
    tables->indexes = ARENA_ARRAY(arena, (size_t)IMAGE_COUNT(image, index) + 1, struct table_index);
    for (uint32_t i = 0; i < IMAGE_COUNT(image, index); i++) {
        tables->indexes[i] = (struct table_index){.table = image->indexs[i].table, .column = image->indexs[i].column};
        build(arena, tables, &tables->indexes[i]);
    }
}

bool tables_find_twice(struct arena *arena, const struct tables *tables, uint32_t table, uint32_t column,
                       uint32_t *first, uint32_t *second) {
    struct value list = *table_slot(tables, table);
    struct table_index index = {.table = table, .column = column};
    uint8_t kind = kind_of(tables, table, column);
    init_places(arena, &index, list.aux);
    for (uint32_t r = 0; r < list.aux; r++) {
        struct value cell = list.list[r].record->slots[column];
        uint32_t *place = cell.state == STATE_KNOWN ? place_of(&index, kind, cell, list.list) : NULL;
        if (place != NULL && *place != 0) {
            *first = *place - 1;
            *second = r;
            return true;
        }
        if (place != NULL) *place = r + 1;
    }
    return false;
}

/* The group of a known value, NULL where no row has it. */
static const struct group *find(const struct tables *tables, const struct table_index *index, struct value key) {
    uint8_t kind = kind_of(tables, index->table, index->column);
    for (uint64_t at = hash(kind, key) & index->mask; index->places[at] != 0; at = (at + 1) & index->mask) {
        const struct group *g = &index->groups[index->places[at] - 1];
        if (same(kind, index->rows[g->first].record->slots[index->column], key)) return g;
    }
    return NULL;
}

struct value tables_row(const struct tables *tables, uint32_t index, struct value key) {
    const struct table_index *x = &tables->indexes[index];
    struct value list = *table_slot(tables, x->table);
    if (list.state != STATE_KNOWN || key.state != STATE_KNOWN) return ops_not_known(list, key);
    const struct group *g = find(tables, x, key);
    return g == NULL ? value_unknown(REASON_NO_SUCH_KEY) : x->rows[g->first];
}

struct value tables_lookup(const struct tables *tables, struct arena *arena, uint32_t index, struct value key) {
    const struct table_index *x = &tables->indexes[index];
    struct value list = *table_slot(tables, x->table);
    if (list.state != STATE_KNOWN || key.state != STATE_KNOWN) return list;
    const struct group *g = find(tables, x, key);
    const struct value *same_key = g == NULL ? NULL : x->rows + g->first;
    uint32_t n = g == NULL ? 0 : g->count, a = 0, b = 0;
    if (x->n_unknown == 0) return (struct value){.list = same_key, .aux = n, .state = STATE_KNOWN};
    struct value *rows = ARENA_ARRAY(arena, (size_t)n + x->n_unknown, struct value);
    for (uint32_t i = 0; i < n + x->n_unknown; i++) {
        bool take = a < n && (b == x->n_unknown || same_key[a].record->index < x->unknown[b].record->index);
        rows[i] = take ? same_key[a++] : x->unknown[b++];
    }
    return (struct value){.list = rows, .aux = n + x->n_unknown, .state = STATE_KNOWN};
}
