/* Writing an image: the mirror of lang/code/image.c. Nothing here depends on addresses or time, so that one program
 * gives one sequence of bytes. */
#include "lang/compile/build.h"

#include <string.h>

#include "lang/code/image_layout.h"

void builder_init(struct builder *b, struct arena *arena) {
    memset(b, 0, sizeof *b);
    b->arena = arena;
    map_init(&b->text_index, arena);
    map_init(&b->constant_index, arena);
    builder_text(b, TEXT("")); /* text 0 */
}

uint32_t builder_text(struct builder *b, struct text t) {
    void *found = map_get(&b->text_index, t);
    if (found != NULL) return (uint32_t)((uintptr_t)found - 1);
    uint32_t index = (uint32_t)b->texts.count;
    struct text copy = text_copy(b->arena, t);
    VEC_PUSH(b->arena, &b->texts, copy);
    map_put(&b->text_index, copy, (void *)((uintptr_t)index + 1));
    return index;
}

static struct image_constant constant_row(struct builder *b, struct type type, struct value value) {
    struct image_constant row = {.type = type_pack(type), .state = value.state};
    if (value.state != STATE_KNOWN) {
        row.aux = value.reason;
        return row;
    }
    if (type.kind == TYPE_TEXT || type.kind == TYPE_LABEL) {
        row.low = builder_text(b, value_as_text(value));
    } else {
        row.low = (uint32_t)(uint64_t)value.i;
        row.high = (uint32_t)((uint64_t)value.i >> 32);
        row.aux = value.aux;
    }
    return row;
}

static uint32_t add_constant(struct builder *b, const struct image_constant *row) {
    struct text key = {(const char *)row, sizeof *row};
    void *found = map_get(&b->constant_index, key);
    if (found != NULL) return (uint32_t)((uintptr_t)found - 1);
    uint32_t index = (uint32_t)b->constants.count;
    VEC_PUSH(b->arena, &b->constants, *row);
    map_put(&b->constant_index, text_copy(b->arena, key), (void *)((uintptr_t)index + 1));
    return index;
}

uint32_t builder_constant(struct builder *b, struct type type, struct value value) {
    struct image_constant row = constant_row(b, type, value);
    return add_constant(b, &row);
}

uint32_t builder_constant_list(struct builder *b, struct type type, const struct value *elements, uint32_t count) {
    /* Elements stand in a row of their own, so that the list can point at them. */
    uint32_t first = (uint32_t)b->constants.count;
    for (uint32_t i = 0; i < count; i++) {
        struct image_constant row = constant_row(b, type_element(type), elements[i]);
        VEC_PUSH(b->arena, &b->constants, row);
    }
    struct image_constant row = {.type = type_pack(type), .low = first, .aux = count, .state = STATE_KNOWN};
    return add_constant(b, &row);
}

uint32_t builder_pattern(struct builder *b, struct text pattern, const struct text *groups, uint32_t count) {
    uint32_t text = builder_text(b, pattern);
    for (uint32_t i = 0; i < b->regexs.count; i++)
        if (b->regexs.items[i].pattern == text) return i;
    struct image_regex row = {.pattern = text, .groups_first = (uint32_t)b->groups.count, .groups_count = count};
    for (uint32_t i = 0; i < count; i++)
        VEC_PUSH(b->arena, &b->groups, ((struct image_group){builder_text(b, groups[i])}));
    VEC_PUSH(b->arena, &b->regexs, row);
    return (uint32_t)b->regexs.count - 1;
}

static void put_word(struct buffer *out, uint32_t word) {
    const char bytes[4] = {(char)(word & 0xff), (char)(word >> 8 & 0xff), (char)(word >> 16 & 0xff),
                           (char)(word >> 24)};
    buffer_text(out, (struct text){bytes, 4});
}

static void put_words(struct buffer *out, const void *rows, size_t bytes) {
    const uint32_t *words = rows;
    for (size_t i = 0; i < bytes / 4; i++) put_word(out, words[i]);
}

struct text builder_bytes(struct builder *b) {
    struct buffer out;
    buffer_init(&out, b->arena);
    size_t text_bytes = 0;
    for (size_t i = 0; i < b->texts.count; i++) text_bytes += b->texts.items[i].len;
    size_t total = IMAGE_HEADER_WORDS * 4 + b->texts.count * 8 + (text_bytes + 3) / 4 * 4;
#define TABLE(name, columns) total += b->name##s.count * sizeof(struct image_##name);
#include "lang/code/tables.def"
#undef TABLE
    buffer_str(&out, IMAGE_MAGIC);
    put_word(&out, IMAGE_VERSION);
    put_word(&out, (uint32_t)total);
    put_word(&out, 0);
    put_word(&out, 0);
    put_word(&out, b->input_record);
    put_word(&out, b->globals_record);
    put_word(&out, (uint32_t)b->texts.count);
    put_word(&out, (uint32_t)text_bytes);
#define TABLE(name, columns) put_word(&out, (uint32_t)b->name##s.count);
#include "lang/code/tables.def"
#undef TABLE
#define TABLE(name, columns) put_words(&out, b->name##s.items, b->name##s.count * sizeof(struct image_##name));
#include "lang/code/tables.def"
#undef TABLE
    uint32_t at = 0;
    for (size_t i = 0; i < b->texts.count; i++) {
        put_word(&out, at);
        put_word(&out, (uint32_t)b->texts.items[i].len);
        at += (uint32_t)b->texts.items[i].len;
    }
    for (size_t i = 0; i < b->texts.count; i++) buffer_text(&out, b->texts.items[i]);
    while (out.len % 4 != 0) buffer_byte(&out, '\0');
    struct text bytes = buffer_done(&out);
    uint64_t checksum = image_checksum(bytes);
    char *header = out.ptr + IMAGE_WORD_CHECKSUM * 4;
    for (unsigned i = 0; i < 8; i++) header[i] = (char)(checksum >> (8 * i) & 0xff);
    return bytes;
}
