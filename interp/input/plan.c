/* The plan: see plan.h. */
#include "interp/input/plan.h"

static bool is_readable_kind(enum type_kind kind) {
    switch (kind) {
    case TYPE_TEXT:
    case TYPE_LABEL:
    case TYPE_TRUTH:
    case TYPE_NUMBER:
    case TYPE_PERCENT:
    case TYPE_MONEY:
    case TYPE_DATE:
    case TYPE_MOMENT:
    case TYPE_MONTHS:
    case TYPE_DAYS:
    case TYPE_CHOICE:
    case TYPE_RECORD: return true;
    case TYPE_NONE:
    case TYPE_TALLY:
    case TYPE_CURSOR:
    case TYPE_COUNT: break;
    }
    return false;
}

static bool is_computed(const struct image_field *field) {
    return (field->chunk != IMAGE_NONE && !(field->flags & FIELD_FALLBACK)) ||
           !is_readable_kind(type_unpack(field->type).kind);
}

static void add_both(struct names *names, const struct image *image, uint32_t zh, uint32_t en, uint32_t index) {
    names_add(names, image_text(image, en), index, false);
    names_add(names, image_text(image, zh), index, true);
}

static void plan_record(struct plan_record *out, struct arena *arena, const struct image *image, uint32_t row) {
    const struct image_record *record = &image->records[row];
    struct plan_field *fields = ARENA_ARRAY(arena, record->fields_count, struct plan_field);
    names_init(&out->names, arena, 2 * (size_t)record->fields_count);
    names_init(&out->readable, arena, 2 * (size_t)record->fields_count);
    for (uint32_t i = 0; i < record->fields_count; i++) {
        const struct image_field *field = &image->fields[record->fields_first + i];
        fields[i] = (struct plan_field){type_unpack(field->type), is_computed(field)};
        add_both(&out->names, image, field->zh, field->en, i);
        if (!fields[i].computed) add_both(&out->readable, image, field->zh, field->en, i);
    }
    out->fields = fields;
    out->n_fields = record->fields_count;
    out->type = row;
    out->size = sizeof(struct record) + record->fields_count * sizeof(struct value);
}

#define ITEMS_NAMED 12

struct text plan_item_names(const struct image *image, struct arena *arena, uint32_t choice, bool zh) {
    const struct image_choice *row = &image->choices[choice];
    struct buffer b;
    buffer_init(&b, arena);
    for (uint32_t i = 0; i < row->items_count; i++) {
        if (i == ITEMS_NAMED) {
            buffer_str(&b, ", …");
            break;
        }
        const struct image_item *item = &image->items[row->items_first + i];
        struct text name = image_text(image, zh ? item->zh : item->en);
        if (i) buffer_str(&b, ", ");
        buffer_text(&b, name.len ? name : image_text(image, zh ? item->en : item->zh));
    }
    return buffer_done(&b);
}

/* Records may hold one another, so labels are looked for until no record changes. */
static void find_labels(struct plan_record *records, uint32_t count) {
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < count; i++) {
            for (uint32_t f = 0; f < records[i].n_fields && !records[i].has_labels; f++) {
                struct plan_field field = records[i].fields[f];
                bool found = field.type.kind == TYPE_LABEL ||
                             (field.type.kind == TYPE_RECORD && records[field.type.index].has_labels);
                if (found && !field.computed) records[i].has_labels = changed = true;
            }
        }
    }
}

static const struct names *plan_choices(struct arena *arena, const struct image *image) {
    uint32_t count = IMAGE_COUNT(image, choice);
    struct names *out = ARENA_ARRAY(arena, count, struct names);
    for (uint32_t i = 0; i < count; i++) {
        const struct image_choice *choice = &image->choices[i];
        names_init(&out[i], arena, 2 * (size_t)choice->items_count);
        for (uint32_t k = 0; k < choice->items_count; k++) {
            const struct image_item *item = &image->items[choice->items_first + k];
            add_both(&out[i], image, item->zh, item->en, k);
        }
    }
    return out;
}

static void add_labels(struct names *names, const struct image *image, uint32_t first, uint32_t count) {
    for (uint32_t k = first; k < first + count; k++)
        add_both(names, image, image->labels[k].zh, image->labels[k].en, k);
}

static const struct names *plan_directions(struct arena *arena, const struct image *image) {
    uint32_t count = IMAGE_COUNT(image, direction);
    struct names *out = ARENA_ARRAY(arena, count, struct names);
    for (uint32_t i = 0; i < count; i++) {
        const struct image_direction *direction = &image->directions[i];
        names_init(&out[i], arena, 2 * (size_t)direction->labels_count);
        add_labels(&out[i], image, direction->labels_first, direction->labels_count);
    }
    return out;
}

/* Apart from the other labels: an indicator or a content may be called as a theme is (“1”). */
static const struct names *plan_themes(struct arena *arena, const struct image *image) {
    uint32_t count = IMAGE_COUNT(image, direction);
    struct names *out = ARENA_ARRAY(arena, count, struct names);
    for (uint32_t i = 0; i < count; i++) {
        const struct image_direction *direction = &image->directions[i];
        const struct image_theme *themes = image->themes + direction->themes_first;
        size_t room = 0;
        for (uint32_t t = 0; t < direction->themes_count; t++) room += themes[t].labels_count;
        names_init(&out[i], arena, 2 * room);
        for (uint32_t t = 0; t < direction->themes_count; t++)
            add_labels(&out[i], image, themes[t].labels_first, themes[t].labels_count);
    }
    return out;
}

/* The labels of the whole policy stand before those of its directions. */
static const struct names *plan_shared_labels(struct arena *arena, const struct image *image) {
    uint32_t end = IMAGE_COUNT(image, label);
    for (uint32_t i = 0; i < IMAGE_COUNT(image, direction); i++)
        if (image->directions[i].labels_first < end) end = image->directions[i].labels_first;
    struct names *out = ARENA_NEW(arena, struct names);
    names_init(out, arena, 2 * (size_t)end);
    for (uint32_t k = 0; k < end; k++) add_both(out, image, image->labels[k].zh, image->labels[k].en, k);
    return out;
}

struct input_plan *input_plan_new(struct arena *arena, const struct image *image) {
    struct input_plan *plan = ARENA_NEW(arena, struct input_plan);
    uint32_t count = IMAGE_COUNT(image, record);
    struct plan_record *records = ARENA_ARRAY(arena, (size_t)count + 1, struct plan_record);
    for (uint32_t i = 0; i < count; i++) plan_record(&records[i], arena, image, i);
    find_labels(records, count);
    struct plan_record *none = &records[count];
    none->type = IMAGE_NONE;
    none->size = sizeof(struct record);
    names_init(&none->names, arena, 0);
    names_init(&none->readable, arena, 0);
    plan->image = image;
    plan->records = records;
    plan->root = image->input_record == IMAGE_NONE ? none : &records[image->input_record];
    plan->choices = plan_choices(arena, image);
    plan->directions = plan_directions(arena, image);
    plan->themes = plan_themes(arena, image);
    plan->theme_slot = input_slot(plan, "theme");
    plan->shared_labels = plan_shared_labels(arena, image);
    return plan;
}

int input_slot(const struct input_plan *plan, const char *english_name) {
    const struct name *name = names_find(&plan->root->names, text_of(english_name));
    return name && !name->zh ? (int)name->index : -1;
}

struct record *plan_new_record(struct arena *arena, const struct plan_record *shape) {
    struct record *record = arena_alloc(arena, shape->size);
    record->type = shape->type;
    record->index = -1;
    return record;
}
