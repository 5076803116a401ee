/* Loading a compiled policy. The layout is drawn in image.h; writing is lang/compile's business (build.c), which uses
 * the same tables.def. */
#include "lang/code/image.h"

#include <string.h>

#include "lang/base/digest.h"
#include "lang/base/limits.h"
#include "lang/base/utf8.h"
#include "lang/code/image_layout.h"
#include "lang/code/verify.h"

static uint32_t word_at(const unsigned char *bytes, size_t index) {
    const unsigned char *p = bytes + index * 4;
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

bool image_is(struct text bytes) { return bytes.len >= 4 && memcmp(bytes.ptr, IMAGE_MAGIC, 4) == 0; }

uint64_t image_checksum(struct text bytes) {
    /* FNV-1a over 32-bit words, the checksum's own two words left out. */
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < bytes.len / 4; i++) {
        if (i == IMAGE_WORD_CHECKSUM || i == IMAGE_WORD_CHECKSUM + 1) continue;
        hash = (hash ^ word_at(p, i)) * 1099511628211u;
    }
    return hash;
}

/* The tables as native words: the bytes themselves where the machine allows it, else a copy. */
static const uint32_t *native_words(struct arena *arena, struct text bytes) {
    const uint32_t probe = 1;
    if (*(const unsigned char *)&probe == 1 && (uintptr_t)bytes.ptr % _Alignof(uint32_t) == 0)
        return (const uint32_t *)(const void *)bytes.ptr;
    uint32_t *copy = ARENA_ARRAY(arena, bytes.len / 4 + 1, uint32_t);
    for (size_t i = 0; i < bytes.len / 4; i++) copy[i] = word_at((const unsigned char *)bytes.ptr, i);
    return copy;
}

static size_t row_words(enum image_table_id table) {
    static const size_t words[IMAGE_TABLES] = {
#define TABLE(name, columns) [IMAGE_TABLE_##name] = sizeof(struct image_##name) / 4,
#include "lang/code/tables.def"
#undef TABLE
    };
    return words[table];
}

/* Sets the table pointers. False where the counts do not fit the bytes. */
static bool lay_out(struct arena *arena, struct image *image, const uint32_t *words, size_t n_words) {
    size_t at = IMAGE_HEADER_WORDS;
    const uint32_t *starts[IMAGE_TABLES];
    for (unsigned t = 0; t < IMAGE_TABLES; t++) {
        uint32_t count = words[IMAGE_WORD_COUNTS + t];
        if (count > (n_words - at) / row_words((enum image_table_id)t)) return false;
        image->counts[t] = count;
        starts[t] = words + at;
        at += count * row_words((enum image_table_id)t);
    }
#define TABLE(name, columns) image->name##s = (const struct image_##name *)(const void *)starts[IMAGE_TABLE_##name];
#include "lang/code/tables.def"
#undef TABLE
    uint32_t n_texts = words[IMAGE_WORD_N_TEXTS], text_bytes = words[IMAGE_WORD_TEXT_BYTES];
    if (n_texts > (n_words - at) / 2) return false;
    const uint32_t *index = words + at;
    at += (size_t)n_texts * 2;
    if (text_bytes > (n_words - at) * 4 || (n_words - at) * 4 - text_bytes > 3) return false;
    struct text blob = {image->bytes.ptr + at * 4, text_bytes};
    if (n_texts == 0 || index[1] != 0 || utf8_valid_prefix(blob) != blob.len) return false;
    image->texts = ARENA_ARRAY(arena, n_texts, struct text);
    image->n_texts = n_texts;
    for (uint32_t i = 0; i < n_texts; i++) {
        uint32_t from = index[2 * i], len = index[2 * i + 1];
        if (from > text_bytes || len > text_bytes - from) return false;
        /* A text may not begin or end inside a character. */
        if ((from < text_bytes && ((unsigned char)blob.ptr[from] & 0xc0) == 0x80) ||
            (from + len < text_bytes && ((unsigned char)blob.ptr[from + len] & 0xc0) == 0x80))
            return false;
        image->texts[i] = (struct text){blob.ptr + from, len};
    }
    return true;
}

/* Values of constants; verified before, element constants stand before their lists. */
static void make_constants(struct arena *arena, struct image *image) {
    image->constant_values = ARENA_ARRAY(arena, IMAGE_COUNT(image, constant) + 1, struct value);
    for (uint32_t i = 0; i < IMAGE_COUNT(image, constant); i++) {
        const struct image_constant *c = &image->constants[i];
        struct type type = type_unpack(c->type);
        struct value *v = &image->constant_values[i];
        v->state = (uint8_t)c->state;
        v->reason = c->state == STATE_KNOWN ? 0 : (uint16_t)c->aux;
        if (c->state != STATE_KNOWN) continue;
        if (type.shape != SHAPE_ONE) {
            v->list = image->constant_values + c->low;
            v->aux = c->aux;
        } else if (type.kind == TYPE_TEXT || type.kind == TYPE_LABEL) {
            *v = value_text(image->texts[c->low]);
        } else {
            v->i = (int64_t)((uint64_t)c->low | (uint64_t)c->high << 32);
            v->aux = c->aux;
        }
    }
}

static bool compile_patterns(struct arena *arena, struct image *image, struct text *reason) {
    image->compiled = ARENA_ARRAY(arena, IMAGE_COUNT(image, regex) + 1, struct regex *);
    for (uint32_t i = 0; i < IMAGE_COUNT(image, regex); i++) {
        const struct image_regex *r = &image->regexs[i];
        struct text why;
        size_t offset;
        struct regex *regex = image->texts[r->pattern].len > LIMIT_PATTERN_BYTES
                                  ? NULL
                                  : regex_new(arena, image->texts[r->pattern], &why, &offset);
        image->compiled[i] = regex;
        bool same = regex != NULL && regex_groups(regex) == r->groups_count;
        for (uint32_t g = 0; same && g < r->groups_count; g++)
            same = text_equal(regex_group_name(regex, g), image->texts[image->groups[r->groups_first + g].name]);
        if (!same) {
            *reason = text_format(arena, "pattern %u is wrong or its groups are not those named", i);
            return false;
        }
    }
    return true;
}

enum image_status image_load(struct arena *arena, struct text bytes, struct image **out, struct text *reason) {
    *reason = TEXT("");
    if (!image_is(bytes)) return IMAGE_NOT_ONE;
    if (bytes.len < IMAGE_HEADER_WORDS * 4 || bytes.len % 4 != 0 || bytes.len > LIMIT_IMAGE_BYTES)
        return IMAGE_TRUNCATED;
    const uint32_t *words = native_words(arena, bytes);
    if (words[IMAGE_WORD_VERSION] != IMAGE_VERSION) return IMAGE_VERSION_BAD;
    if (words[IMAGE_WORD_BYTES] != bytes.len) return IMAGE_TRUNCATED;
    uint64_t checksum = (uint64_t)words[IMAGE_WORD_CHECKSUM] | (uint64_t)words[IMAGE_WORD_CHECKSUM + 1] << 32;
    if (checksum != image_checksum(bytes)) return IMAGE_CHECKSUM;

    struct image *image = ARENA_NEW(arena, struct image);
    image->bytes = bytes;
    image->input_record = words[IMAGE_WORD_INPUT];
    image->globals_record = words[IMAGE_WORD_GLOBALS];
    if (!lay_out(arena, image, words, bytes.len / 4)) {
        *reason = TEXT("the tables do not fit the file");
        return IMAGE_UNSAFE;
    }
    if (!verify_tables(arena, image, reason)) return IMAGE_UNSAFE;
    uint32_t n_code = IMAGE_COUNT(image, code), n_regs = IMAGE_COUNT(image, reg), n_chunks = IMAGE_COUNT(image, chunk);
    image->instructions = ARENA_ARRAY(arena, n_code + 1, struct instruction);
    for (uint32_t i = 0; i < n_code; i++)
        image->instructions[i] =
            (struct instruction){(uint16_t)image->codes[i].op_a, (uint16_t)(image->codes[i].op_a >> 16),
                                 (uint16_t)image->codes[i].b_c, (uint16_t)(image->codes[i].b_c >> 16)};
    image->register_types = ARENA_ARRAY(arena, n_regs + 1, struct type);
    for (uint32_t i = 0; i < n_regs; i++) image->register_types[i] = type_unpack(image->regs[i].type);
    image->chunk_depth = ARENA_ARRAY(arena, n_chunks + 1, uint8_t);
    image->chunk_stack = ARENA_ARRAY(arena, n_chunks + 1, uint32_t);
    if (!verify_code(arena, image, reason) || !compile_patterns(arena, image, reason)) {
        image_release(image);
        return IMAGE_UNSAFE;
    }
    make_constants(arena, image);
    *out = image;
    return IMAGE_OK;
}

uint32_t image_text_key(const struct image *image, uint32_t record) {
    const struct image_record *row = &image->records[record];
    uint32_t key = IMAGE_NONE;
    for (uint32_t i = 0; i < row->fields_count; i++) {
        const struct image_field *field = &image->fields[row->fields_first + i];
        if ((field->flags & FIELD_KEY) == 0) continue;
        struct type type = type_unpack(field->type);
        bool text = type_is(type, TYPE_TEXT) || type_is(type, TYPE_LABEL);
        if (key != IMAGE_NONE || !text || field->chunk != IMAGE_NONE) return IMAGE_NONE;
        key = i;
    }
    return key;
}

const struct image_table *image_table_of(const struct image *image, uint32_t field) {
    for (uint32_t t = 0; t < IMAGE_COUNT(image, table); t++)
        if (image->tables[t].field == field) return &image->tables[t];
    return NULL;
}

void image_release(struct image *image) {
    for (uint32_t i = 0; image != NULL && image->compiled != NULL && i < IMAGE_COUNT(image, regex); i++)
        if (image->compiled[i] != NULL) {
            regex_free(image->compiled[i]);
            image->compiled[i] = NULL;
        }
}

struct text image_digest(struct arena *arena, const struct image *image) {
    return digest_of(arena, image->bytes);
}
