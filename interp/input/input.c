/* Reading an application: one pass of the JSON reader, each member looked up by its key and decoded into its slot.
 *
 * A complaint never stops the reading; only broken JSON does, and an application beyond its size. The functions that
 * read give false there, and nothing else is done with what was read so far. */
#include "interp/input/elements.h"
#include "interp/input/reading.h"
#include "interp/input/scalar.h"
#include "lang/base/limits.h"

#define FEW_FIELDS 256 /* so many are marked as seen without asking for memory */
#define FEW_ELEMENTS 16
#define LONGEST_ESCAPE 12 /* bytes of a surrogate pair, the longest thing that bytes cut off may be reported as */

static bool read_element(struct reading *r, const struct plan_field *field, struct record *parent, uint32_t index,
                         int32_t place, enum json_event event, struct value *out);

static struct text none(void) { return TEXT(""); }

/* What a bracket just opened holds is checked and skipped, its closing bracket included. */
static bool skip_bracket(struct reading *r) {
    unsigned outside = r->json.depth - 1;
    while (r->json.depth > outside) {
        if (!json_skip(&r->json)) return false;
    }
    return true;
}

static bool opens(enum json_event event) { return event == JSON_OBJECT_BEGIN || event == JSON_ARRAY_BEGIN; }

static struct step *enter(struct reading *r, int64_t index) {
    struct step *step = &r->path[r->depth++];
    step->key_at = NO_KEY;
    step->index = index;
    return step;
}

static bool is_too_large(const struct reading *r) { return r->json.at - r->from > LIMIT_APPLICATION_BYTES; }

/* ---- values ---- */

/* The names of a choice's items as the key is spelled, or in English. */
static struct text item_names(struct reading *r, const struct plan_field *field) {
    struct text key = reading_key(r);
    return plan_item_names(r->plan->image, r->arena, field->type.index, key.len && (unsigned char)key.ptr[0] >= 0x80);
}

/* Something else than a value of the field's type stands at `start`; a bracket is skipped. */
static bool unfit(struct reading *r, const struct plan_field *field, enum json_event event, size_t start) {
    struct text items = field->type.kind == TYPE_CHOICE ? item_names(r, field) : none();
    reading_complain(r, scalar_expected(field->type.kind), false, start, reading_key(r), reading_found(r, start),
                     items);
    return !opens(event) || skip_bracket(r);
}

static void read_item(struct reading *r, const struct plan_field *field, struct value *out) {
    const struct names *items = &r->plan->choices[field->type.index];
    struct text t = r->json.text;
    const struct name *name = names_find_nfc(items, r->arena, t);
    if (name) {
        *out = (struct value){.i = name->index, .state = STATE_KNOWN};
        return;
    }
    struct text nearest = names_nearest(items, t);
    enum problem_code code = !t.len        ? PROBLEM_EMPTY_TEXT
                             : nearest.len ? PROBLEM_UNKNOWN_ITEM_NEAR
                                           : PROBLEM_UNKNOWN_ITEM;
    reading_complain(r, code, false, r->json.start, reading_key(r), t, nearest.len ? nearest : item_names(r, field));
}

static void read_scalar(struct reading *r, const struct plan_field *field, enum json_event event, struct value *out) {
    enum type_kind kind = field->type.kind;
    enum problem_code problem =
        event == JSON_STRING ? scalar_from_text(kind, r->json.text, out) : scalar_from_number(kind, r->json.text, out);
    if (problem == SCALAR_FITS) return;
    bool quotes = problem == scalar_expected(kind) && !(event == JSON_STRING && scalar_takes_text(kind));
    struct text found = quotes ? reading_found(r, r->json.start) : r->json.text;
    reading_complain(r, problem, false, r->json.start, reading_key(r), found, none());
}

static bool read_list(struct reading *r, const struct plan_field *field, struct record *parent, uint32_t index,
                      struct value *out) {
    struct value few[FEW_ELEMENTS], *elements = few;
    size_t count = 0, cap = FEW_ELEMENTS;
    bool complained = false;
    struct step *step = enter(r, 0);
    for (;;) {
        enum json_event event = json_next(&r->json);
        if (event == JSON_ARRAY_END) break;
        if (event == JSON_ERROR) return false;
        if (is_too_large(r)) return r->stopped = true, false;
        step->index = (int64_t)count;
        if (count == LIMIT_LIST_ITEMS) {
            if (!complained) {
                reading_complain(r, PROBLEM_LIST_TOO_LONG, false, r->json.start, reading_key(r),
                                 text_format(r->arena, "%u", LIMIT_LIST_ITEMS), none());
            }
            complained = true;
            if (opens(event) && !skip_bracket(r)) return false;
            continue;
        }
        if (count == cap) {
            struct value *grown =
                arena_grow(r->arena, elements == few ? NULL : elements, cap, cap * 2, sizeof *elements);
            if (elements == few) memcpy(grown, few, sizeof few);
            elements = grown;
            cap *= 2;
        }
        elements[count] = (struct value){.i = 0};
        if (!read_element(r, field, parent, index, (int32_t)count, event, &elements[count])) return false;
        count++;
    }
    r->depth--;
    if (field->type.shape == SHAPE_SET) count = elements_distinct(r->arena, field->type.kind, elements, count);
    if (elements == few && count) {
        elements = ARENA_ARRAY(r->arena, count, struct value);
        memcpy(elements, few, count * sizeof *elements);
    }
    *out = (struct value){.list = count ? elements : NULL, .aux = (uint32_t)count, .state = STATE_KNOWN};
    return true;
}

/* ---- members ---- */

/* The key at hand is none of the record's. */
static bool skip_unknown(struct reading *r, const struct plan_record *shape, size_t start) {
    struct text key = r->json.text, nearest = names_nearest(&shape->readable, key);
    reading_complain(r, nearest.len ? PROBLEM_UNKNOWN_KEY_NEAR : PROBLEM_UNKNOWN_KEY, !r->strict, start, key, none(),
                     nearest);
    return json_skip(&r->json);
}

/* The field was stated before: under `both` names, or twice under this one. */
static void complain_repeated(struct reading *r, const struct record *record, const struct name *name, bool both,
                              size_t start) {
    const struct image *image = r->plan->image;
    const struct image_field *field = &image->fields[image->records[record->type].fields_first + name->index];
    struct text other = image_text(image, name->zh ? field->en : field->zh);
    reading_complain(r, both ? PROBLEM_BOTH_NAMES : PROBLEM_DUPLICATE_KEY, false, start, r->json.text, other, none());
}

struct seen {
    uint64_t en[FEW_FIELDS / 64], zh[FEW_FIELDS / 64];
    uint64_t *marks[2]; /* by English and by Chinese name */
};

static void seen_init(struct seen *seen, struct reading *r, const struct plan_record *shape) {
    size_t words = (shape->n_fields + 63) / 64;
    if (shape->n_fields > FEW_FIELDS) {
        seen->marks[0] = ARENA_ARRAY(r->arena, words, uint64_t);
        seen->marks[1] = ARENA_ARRAY(r->arena, words, uint64_t);
        return;
    }
    for (size_t i = 0; i < words; i++) seen->en[i] = seen->zh[i] = 0;
    seen->marks[0] = seen->en;
    seen->marks[1] = seen->zh;
}

static bool read_member(struct reading *r, const struct plan_record *shape, struct record *record, struct seen *seen) {
    size_t start = r->json.start;
    const struct name *name = names_find(&shape->names, r->json.text);
    if (!name) name = names_find_nfc(&shape->names, r->arena, r->json.text);
    if (!name) return skip_unknown(r, shape, start);
    const struct plan_field *field = &shape->fields[name->index];
    if (field->computed) {
        reading_complain(r, PROBLEM_COMPUTED_KEY, true, start, r->json.text, none(), none());
        return json_skip(&r->json);
    }
    uint64_t bit = (uint64_t)1 << name->index % 64, *mine = &seen->marks[name->zh][name->index / 64];
    uint64_t other = seen->marks[!name->zh][name->index / 64] & bit;
    if ((*mine & bit) || other) complain_repeated(r, record, name, other && !(*mine & bit), start);
    *mine |= bit;
    struct value *slot = &record->slots[name->index]; /* written in place: a copy would wait for its parts */
    enum json_event event = json_next(&r->json);
    if (event == JSON_ERROR) return false;
    if (event == JSON_NULL) return true;
    start = r->json.start;
    if (field->type.shape == SHAPE_ONE) {
        if (!read_element(r, field, record, name->index, -1, event, slot)) return false;
    } else if (event == JSON_ARRAY_BEGIN) {
        if (!read_list(r, field, record, name->index, slot)) return false;
    } else {
        reading_complain(r, PROBLEM_EXPECTED_LIST, false, start, reading_key(r), reading_found(r, start), none());
        return event != JSON_OBJECT_BEGIN || skip_bracket(r);
    }
    slot->flags = name->zh ? VALUE_GIVEN | VALUE_ZH_KEY : VALUE_GIVEN;
    return true;
}

static bool read_record(struct reading *r, const struct plan_record *shape, struct record *record) {
    struct seen seen;
    seen_init(&seen, r, shape);
    struct step *step = enter(r, -1);
    for (;;) {
        enum json_event event = json_next(&r->json);
        if (event == JSON_OBJECT_END) break;
        if (event == JSON_ERROR) {
            step->key_at = NO_KEY;
            return false;
        }
        if (is_too_large(r)) return r->stopped = true, false;
        step->key_at = r->json.start;
        if (!read_member(r, shape, record, &seen)) return false;
    }
    r->depth--;
    return true;
}

/* One value of the field's element type; null stays unknown. */
static bool read_element(struct reading *r, const struct plan_field *field, struct record *parent, uint32_t index,
                         int32_t place, enum json_event event, struct value *out) {
    enum type_kind kind = field->type.kind;
    switch (event) {
    case JSON_STRING:
        if (kind == TYPE_TEXT || kind == TYPE_LABEL) {
            *out = value_text(r->json.text);
            return true;
        }
        if (kind == TYPE_CHOICE) {
            read_item(r, field, out);
            return true;
        }
        read_scalar(r, field, event, out);
        return true;
    case JSON_NUMBER:
        if (kind == TYPE_CHOICE || kind == TYPE_RECORD) break;
        read_scalar(r, field, event, out);
        return true;
    case JSON_TRUE:
    case JSON_FALSE:
        if (kind != TYPE_TRUTH) break;
        *out = value_truth(event == JSON_TRUE);
        return true;
    case JSON_NULL: return true;
    case JSON_OBJECT_BEGIN: {
        if (kind != TYPE_RECORD) break;
        const struct plan_record *shape = &r->plan->records[field->type.index];
        struct record *record = plan_new_record(r->arena, shape);
        record->parent = parent;
        record->field = (uint16_t)index;
        record->index = place;
        *out = (struct value){.record = record, .state = STATE_KNOWN};
        return read_record(r, shape, record);
    }
    case JSON_ARRAY_BEGIN: break;
    case JSON_ERROR:
    case JSON_END:
    case JSON_KEY:
    case JSON_OBJECT_END:
    case JSON_ARRAY_END: return false;
    }
    return unfit(r, field, event, r->json.start);
}

/* ---- applications ---- */

/* Why reading stopped: broken JSON, or an application that is too large, whose rest is skipped. The end of bytes that
 * were cut because they are too many is no fault of their writer. */
static void stop(struct reading *r) {
    const struct json_reader *json = &r->json;
    size_t at = json->problem_at, len = json->input.len;
    bool at_end = at + LONGEST_ESCAPE >= len || (json->problem == JSON_BAD_STRING && json->input.ptr[at] == '"');
    bool cut = json->problem && at_end && len - r->from > LIMIT_APPLICATION_BYTES;
    if (r->stopped || cut) {
        r->depth = 0;
        reading_complain(r, PROBLEM_TOO_LARGE, false, r->from, text_format(r->arena, "%u", LIMIT_APPLICATION_BYTES),
                         none(), none());
    }
    while (!json->problem && json->depth > 0) json_skip(&r->json);
    r->broken = json->problem;
    if (r->broken && !cut) reading_complain_syntax(r);
}

static void read_application(struct reading *r, struct record *record) {
    enum json_event event = json_next(&r->json);
    r->from = r->json.start;
    if (event == JSON_OBJECT_BEGIN) {
        if (!read_record(r, r->plan->root, record) || is_too_large(r)) {
            r->stopped = r->stopped || !r->json.problem;
            stop(r);
        }
        return;
    }
    if (event != JSON_ERROR) {
        struct text found = reading_found(r, r->from);
        reading_complain(r, PROBLEM_NOT_OBJECT, false, r->from, none(), found, none());
        if (!opens(event) || skip_bracket(r)) return;
    }
    stop(r);
}

struct record *input_read(const struct input_plan *plan, struct arena *arena, struct text bytes, size_t from,
                          const struct input_options *options, struct problems *problems, size_t *end, bool *syntax) {
    struct reading r;
    r.plan = plan;
    r.arena = arena;
    r.strict = options && options->strict;
    r.stopped = r.broken = false;
    r.depth = 0;
    r.problems = problems;
    r.errors = r.warnings = 0;
    json_reader_prefix(&r.json, arena, bytes, from);
    struct record *record = plan_new_record(arena, plan->root);
    read_application(&r, record);
    reading_complain_more(&r);
    *end = r.broken ? r.json.problem_at : r.json.at;
    if (syntax) *syntax = r.broken;
    if (options && options->read) *options->read = record;
    return r.errors ? NULL : record;
}
