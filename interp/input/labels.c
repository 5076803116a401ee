/* Labels: what a direction or the policy names twice is known by its Chinese name from here on, so that rules compare texts. */
#include "interp/input/elements.h"
#include "interp/input/plan.h"

struct settling {
    const struct input_plan *plan;
    const struct names *labels; /* the direction's; they go before the policy's */
    const struct names *themes; /* go before them, in the one field that states the theme */
    struct arena *arena;
};

static void settle_record(const struct settling *s, struct record *record);

static void settle_value(const struct settling *s, enum type_kind kind, bool of_theme, struct value *value) {
    if (value->state != STATE_KNOWN) return;
    if (kind == TYPE_RECORD) {
        settle_record(s, value->record);
        return;
    }
    const struct name *name = of_theme ? names_find_nfc(s->themes, s->arena, value_as_text(*value)) : NULL;
    if (!name) name = names_find_nfc(s->labels, s->arena, value_as_text(*value));
    if (!name) name = names_find_nfc(s->plan->shared_labels, s->arena, value_as_text(*value));
    if (!name) return;
    struct text zh = image_text(s->plan->image, s->plan->image->labels[name->index].zh);
    if (!zh.len) return;
    value->ptr = zh.ptr;
    value->aux = (uint32_t)zh.len;
}

/* The elements are ours: input_read put them into the application's arena. */
static void settle_list(const struct settling *s, struct type type, struct value *list) {
    if (list->state != STATE_KNOWN) return;
    struct value *elements = (struct value *)(uintptr_t)list->list;
    for (uint32_t i = 0; i < list->aux; i++) settle_value(s, type.kind, false, &elements[i]);
    if (type.shape == SHAPE_SET) list->aux = (uint32_t)elements_distinct(s->arena, type.kind, elements, list->aux);
}

static void settle_record(const struct settling *s, struct record *record) {
    const struct plan_record *shape = &s->plan->records[record->type];
    for (uint32_t i = 0; i < shape->n_fields && shape->has_labels; i++) {
        struct plan_field field = shape->fields[i];
        if (field.computed || (field.type.kind != TYPE_LABEL && field.type.kind != TYPE_RECORD)) continue;
        bool of_theme = record->type == s->plan->root->type && (int)i == s->plan->theme_slot;
        if (field.type.shape == SHAPE_ONE)
            settle_value(s, field.type.kind, of_theme, &record->slots[i]);
        else
            settle_list(s, field.type, &record->slots[i]);
    }
}

void input_settle_rows(const struct input_plan *plan, struct arena *arena, struct value *rows, uint32_t count) {
    struct settling s = {plan, plan->shared_labels, plan->shared_labels, arena};
    for (uint32_t i = 0; i < count; i++) settle_value(&s, TYPE_RECORD, false, &rows[i]);
}

void input_settle_labels(const struct input_plan *plan, struct arena *arena, struct record *record,
                         uint32_t direction) {
    struct settling s = {plan, &plan->directions[direction], &plan->themes[direction], arena};
    if (plan->root->has_labels && record->type == plan->root->type) settle_record(&s, record);
}
