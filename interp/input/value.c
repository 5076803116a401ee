/* One value from a word of the command line or of a case: JSON, or bare as a person writes it. */
#include "interp/input/elements.h"
#include "interp/input/scalar.h"
#include "lang/base/limits.h"

static bool item(const struct image *image, uint32_t choice, struct text t, struct value *out) {
    for (uint32_t i = 0; i < image->choices[choice].items_count; i++) {
        const struct image_item *row = &image->items[image->choices[choice].items_first + i];
        if (!t.len || (!text_equal(t, image_text(image, row->zh)) && !text_equal(t, image_text(image, row->en))))
            continue;
        *out = (struct value){.i = i, .state = STATE_KNOWN};
        return true;
    }
    return false;
}

/* Bare, or what stood between the quotes of a JSON text. Of a text without quotes every word is a text. */
static bool bare(const struct image *image, struct type type, struct text t, bool quoted, struct value *out) {
    enum type_kind kind = type.kind;
    if (kind == TYPE_RECORD) return false;
    bool text = kind == TYPE_TEXT || kind == TYPE_LABEL;
    struct value word;
    bool is_word = !text && !quoted && scalar_word(t, &word);
    if (is_word && (kind == TYPE_TRUTH || word.state == STATE_UNKNOWN)) {
        *out = word;
        return true;
    }
    if (kind == TYPE_TRUTH) return false;
    if (kind == TYPE_CHOICE) return item(image, type.index, t, out);
    if (scalar_from_text(kind, t, out) == SCALAR_FITS) return true;
    if (quoted) return false;
    if (scalar_from_number(kind, t, out) == SCALAR_FITS) return true;
    return (kind == TYPE_MONTHS || kind == TYPE_DAYS) && scalar_duration(kind, t, out);
}

/* From one event of the JSON reader. */
static bool element(const struct image *image, struct type type, const struct json_reader *json, enum json_event event,
                    struct value *out) {
    bool text = type.kind == TYPE_TEXT || type.kind == TYPE_LABEL;
    switch (event) {
    case JSON_STRING: return bare(image, type, json->text, true, out);
    case JSON_NULL: *out = (struct value){.i = 0}; return true;
    case JSON_NUMBER:
    case JSON_TRUE:
    case JSON_FALSE: return !text && bare(image, type, json->text, false, out);
    case JSON_ERROR:
    case JSON_END:
    case JSON_OBJECT_BEGIN:
    case JSON_KEY:
    case JSON_OBJECT_END:
    case JSON_ARRAY_BEGIN:
    case JSON_ARRAY_END: break;
    }
    return false;
}

static bool list(const struct image *image, struct arena *arena, struct type type, struct text t, struct value *out) {
    struct json_reader json;
    VEC(struct value) elements = {0};
    json_reader_init(&json, arena, t);
    if (json_next(&json) != JSON_ARRAY_BEGIN) return false;
    for (enum json_event event; (event = json_next(&json)) != JSON_ARRAY_END;) {
        struct value value;
        if (elements.count == LIMIT_LIST_ITEMS || !element(image, type_element(type), &json, event, &value))
            return false;
        VEC_PUSH(arena, &elements, value);
    }
    if (json_next(&json) != JSON_END) return false;
    size_t count = elements.count;
    if (type.shape == SHAPE_SET) count = elements_distinct(arena, type.kind, elements.items, count);
    *out = (struct value){.list = elements.items, .aux = (uint32_t)count, .state = STATE_KNOWN};
    return true;
}

bool input_value(const struct image *image, struct arena *arena, struct type type, struct text t, struct value *out) {
    if (t.len > LIMIT_APPLICATION_BYTES) return false;
    if (type.shape != SHAPE_ONE) {
        if (!scalar_word(t, out) || out->state != STATE_UNKNOWN) return list(image, arena, type, t, out);
        return true;
    }
    struct json_reader json;
    json_reader_init(&json, arena, t);
    if (text_starts(t, TEXT("\"")) && json_next(&json) == JSON_STRING) {
        struct text inside = json.text;
        if (json_next(&json) == JSON_END) return bare(image, type, inside, true, out);
    }
    return bare(image, type, t, false, out);
}
