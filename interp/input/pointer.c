/* JSON pointers (RFC 6901) of records, from their parents: kept nowhere, since few are ever asked for. */
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

void record_pointer(struct buffer *out, const struct image *image, const struct record *record) {
    const struct record *parent = record->parent;
    if (!parent) return;
    record_pointer(out, image, parent);
    const struct image_field *field = &image->fields[image->records[parent->type].fields_first + record->field];
    bool zh = parent->slots[record->field].flags & VALUE_ZH_KEY;
    struct text key = image_text(image, zh ? field->zh : field->en);
    pointer_add_key(out, key.len ? key : image_text(image, zh ? field->en : field->zh));
    if (record->index >= 0) pointer_add_index(out, (uint32_t)record->index);
}
