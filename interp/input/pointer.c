/* JSON pointers (RFC 6901) of records, from their parents: kept nowhere, since few are ever asked for. The parent of a row
 * of a reference table is the record that holds the tables. */
#include "interp/input/pointer.h"

void pointer_add_key(struct buffer *out, struct text key) {
    buffer_byte(out, '/');
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] == '~')
            buffer_str(out, "~0");
        else if (key.ptr[i] == '/')
            buffer_str(out, "~1");
        else
            buffer_byte(out, key.ptr[i]);
    }
}

void pointer_add_index(struct buffer *out, uint32_t index) { buffer_printf(out, "/%u", (unsigned)index); }

static void put_key(struct buffer *out, const struct image *image, const struct image_field *field, bool zh) {
    struct text key = image_text(image, zh ? field->zh : field->en);
    pointer_add_key(out, key.len ? key : image_text(image, zh ? field->en : field->zh));
}

bool record_is_row(const struct image *image, const struct record *record) {
    return record->parent && record->parent->type == image->globals_record;
}

static void put_place(struct buffer *out, const struct image *image, uint32_t file, uint32_t line, uint32_t column) {
    if (file != IMAGE_NONE) buffer_text(out, image_text(image, image->files[file].path));
    buffer_printf(out, ":%u:%u", (unsigned)line, (unsigned)column);
}

static bool is_read(const struct record *row) { return row->parent->slots[row->field].flags & VALUE_GIVEN; }

static const struct image_row *row_in_policy(const struct image *image, const struct record *row) {
    return &image->rows[image_table_of(image, row->field)->rows_first + (uint32_t)row->index];
}

void table_place(struct buffer *out, const struct image *image, const struct image_table *table, bool read) {
    if (!read && table->has_rows) {
        put_place(out, image, table->file, table->line, table->column);
        return;
    }
    const struct image_record *record = &image->records[table->record];
    struct text name = image_text(image, record->en);
    buffer_str(out, "--table ");
    buffer_text(out, name.len ? name : image_text(image, record->zh));
}

void record_pointer(struct buffer *out, const struct image *image, const struct record *record) {
    const struct record *parent = record->parent;
    if (!parent) return;
    if (record_is_row(image, record)) {
        if (!is_read(record)) {
            const struct image_row *row = row_in_policy(image, record);
            put_place(out, image, row->file, row->line, row->column);
            return;
        }
        table_place(out, image, image_table_of(image, record->field), true);
        buffer_str(out, ": ");
        pointer_add_index(out, (uint32_t)record->index);
        return;
    }
    record_pointer(out, image, parent);
    const struct image_field *field = &image->fields[image->records[parent->type].fields_first + record->field];
    put_key(out, image, field, parent->slots[record->field].flags & VALUE_ZH_KEY);
    if (record->index >= 0) pointer_add_index(out, (uint32_t)record->index);
}

void field_pointer(struct buffer *out, const struct image *image, const struct record *record, uint32_t field,
                   bool zh_key) {
    if (record_is_row(image, record) && !is_read(record)) {
        const struct image_row *row = row_in_policy(image, record);
        const struct image_cell *cell = &image->cells[row->cells_first + field];
        put_place(out, image, row->file, cell->line, cell->column);
        return;
    }
    record_pointer(out, image, record);
    put_key(out, image, &image->fields[image->records[record->type].fields_first + field], zh_key);
}
