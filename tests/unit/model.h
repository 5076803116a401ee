/* A hand-made image with a data model and nothing else, for tests of what reads only that. Records, choices and
 * directions are added in the order of their indices; fields, items and labels go to the one added last. */
#ifndef ZN_TESTS_MODEL_H
#define ZN_TESTS_MODEL_H

#include "lang/base/vec.h"
#include "lang/code/image.h"

struct model {
    struct arena *arena;
    struct image image;
    VEC(struct text) texts;
    VEC(struct image_record) records;
    VEC(struct image_field) fields;
    VEC(struct image_choice) choices;
    VEC(struct image_item) items;
    VEC(struct image_direction) directions;
    VEC(struct image_label) labels;
};

static inline uint32_t model_text(struct model *m, const char *t) {
    if (!m->texts.count) VEC_PUSH(m->arena, &m->texts, TEXT(""));
    if (!*t) return 0;
    VEC_PUSH(m->arena, &m->texts, text_of(t));
    return (uint32_t)m->texts.count - 1;
}

static inline void model_record(struct model *m, const char *zh, const char *en) {
    struct image_record row = {
        .zh = model_text(m, zh), .en = model_text(m, en), .fields_first = (uint32_t)m->fields.count};
    VEC_PUSH(m->arena, &m->records, row);
}

static inline void model_field(struct model *m, const char *zh, const char *en, struct type type, uint32_t flags,
                               uint32_t chunk) {
    struct image_field row = {model_text(m, zh), model_text(m, en), type_pack(type), flags, chunk};
    VEC_PUSH(m->arena, &m->fields, row);
    m->records.items[m->records.count - 1].fields_count++;
}

static inline void model_choice(struct model *m, const char *zh, const char *en) {
    struct image_choice row = {
        .zh = model_text(m, zh), .en = model_text(m, en), .items_first = (uint32_t)m->items.count};
    VEC_PUSH(m->arena, &m->choices, row);
}

static inline void model_item(struct model *m, const char *zh, const char *en) {
    struct image_item row = {model_text(m, zh), model_text(m, en)};
    VEC_PUSH(m->arena, &m->items, row);
    m->choices.items[m->choices.count - 1].items_count++;
}

static inline void model_direction(struct model *m, const char *code) {
    struct image_direction row = {.code = model_text(m, code), .labels_first = (uint32_t)m->labels.count};
    VEC_PUSH(m->arena, &m->directions, row);
}

static inline void model_label(struct model *m, const char *zh, const char *en) {
    struct image_label row = {model_text(m, zh), model_text(m, en)};
    VEC_PUSH(m->arena, &m->labels, row);
    m->directions.items[m->directions.count - 1].labels_count++;
}

static inline const struct image *model_image(struct model *m, uint32_t input_record) {
    struct image *image = &m->image;
    model_text(m, "");
    image->texts = m->texts.items;
    image->n_texts = (uint32_t)m->texts.count;
    image->input_record = input_record;
    image->globals_record = IMAGE_NONE;
#define MODEL_TABLE(name)              \
    image->name##s = m->name##s.items; \
    image->counts[IMAGE_TABLE_##name] = (uint32_t)m->name##s.count;
    MODEL_TABLE(record)
    MODEL_TABLE(field)
    MODEL_TABLE(choice)
    MODEL_TABLE(item)
    MODEL_TABLE(direction)
    MODEL_TABLE(label)
#undef MODEL_TABLE
    return image;
}

#endif
