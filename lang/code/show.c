/* Values in words: see show.h. */
#include "lang/code/show.h"

#include <assert.h>
#include <inttypes.h>

#include "lang/base/limits.h"
#include "lang/value/date.h"
#include "lang/value/money.h"

static const char *const reasons[REASON_COUNT][LANGUAGES] = {
#define REASON(name, zh, en) {zh, en},
#include "lang/value/reasons.def"
#undef REASON
};

const char *show_reason(unsigned reason, enum language language) {
    assert(reason < REASON_COUNT);
    return reasons[reason][language];
}

struct showing {
    struct buffer *out;
    const struct image *image;
    enum language language;
    bool quoted;
};

static void show(const struct showing *s, struct type type, struct value value);

static void words(const struct showing *s, const char *zh, const char *en) {
    buffer_str(s->out, s->language == LANGUAGE_ZH ? zh : en);
}

/* Either name where the other language has none. */
static struct text name_of(const struct showing *s, uint32_t zh, uint32_t en) {
    struct text name = image_text(s->image, s->language == LANGUAGE_ZH ? zh : en);
    return name.len ? name : image_text(s->image, s->language == LANGUAGE_ZH ? en : zh);
}

/* As the literal of a text is written, so that it can be read back. */
static void show_text(const struct showing *s, struct text t) {
    if (!s->quoted) {
        buffer_text(s->out, t);
        return;
    }
    buffer_byte(s->out, '"');
    for (size_t i = 0; i < t.len; i++) {
        char c = t.ptr[i];
        if (c == '"' || c == '\\' || c == '{' || c == '}') buffer_byte(s->out, '\\');
        if (c == '\n')
            buffer_str(s->out, "\\n");
        else
            buffer_byte(s->out, c);
    }
    buffer_byte(s->out, '"');
}

static struct decimal decimal_of(struct value value) { return (struct decimal){value.i, (uint8_t)value.aux}; }

/* Hundredfold without a product that could overflow: the point moves, or zeros follow. */
static void show_percent(const struct showing *s, struct decimal d) {
    unsigned zeros = d.coefficient == 0 || d.scale >= 2 ? 0 : 2u - d.scale;
    d.scale = d.scale >= 2 ? (uint8_t)(d.scale - 2) : 0;
    decimal_print(s->out, d);
    buffer_repeat(s->out, TEXT("0"), zeros);
    buffer_byte(s->out, '%');
}

static void show_count(const struct showing *s, int64_t n, const char *zh, const char *one, const char *many) {
    buffer_printf(s->out, "%" PRId64 " ", n);
    words(s, zh, n == 1 || n == -1 ? one : many);
}

#define MONTHS_PER_YEAR 12

static void show_months(const struct showing *s, int64_t months) {
    if (months != 0 && months % MONTHS_PER_YEAR == 0)
        show_count(s, months / MONTHS_PER_YEAR, "年", "year", "years");
    else
        show_count(s, months, "个月", "month", "months");
}

static void show_choice(const struct showing *s, struct type type, int64_t index) {
    const struct image_choice *choice = &s->image->choices[type.index];
    assert(index >= 0 && index < choice->items_count);
    const struct image_item *item = &s->image->items[choice->items_first + (uint32_t)index];
    buffer_text(s->out, name_of(s, item->zh, item->en));
}

/* The field that names an instance, where it is known: its key, else what is called a name. NULL where there is none. */
static const struct image_field *naming_field(const struct image *image, const struct record *record, uint32_t *slot) {
    const struct image_record *row = &image->records[record->type];
    const struct image_field *named = NULL;
    for (uint32_t i = 0; i < row->fields_count; i++) {
        const struct image_field *field = &image->fields[row->fields_first + i];
        struct type type = type_unpack(field->type);
        if (record->slots[i].state != STATE_KNOWN || type.shape != SHAPE_ONE || type.kind == TYPE_RECORD) continue;
        bool key = field->flags & FIELD_KEY;
        if (!key && (named || !text_equal(image_text(image, field->en), TEXT("name")))) continue;
        named = field;
        *slot = i;
        if (key) break;
    }
    return named;
}

static void show_record(const struct showing *s, const struct record *record) {
    uint32_t slot = 0;
    const struct image_field *field = naming_field(s->image, record, &slot);
    if (field) {
        show(s, type_unpack(field->type), record->slots[slot]);
        return;
    }
    const struct image_record *row = &s->image->records[record->type];
    struct text name = name_of(s, row->zh, row->en);
    if (record->index < 0) {
        buffer_text(s->out, name);
    } else if (s->language == LANGUAGE_ZH) {
        buffer_printf(s->out, "第 %" PRId64 " 项%.*s", (int64_t)record->index + 1, TEXT_ARG(name));
    } else {
        buffer_printf(s->out, "%.*s %" PRId64, TEXT_ARG(name), (int64_t)record->index + 1);
    }
}

static void show_list(const struct showing *s, struct type type, struct value value) {
    bool set = type.shape == SHAPE_SET;
    buffer_byte(s->out, set ? '{' : '[');
    for (uint32_t i = 0; i < value.aux; i++) {
        if (i) buffer_str(s->out, ", ");
        if (i == LIMIT_EXPLAIN_GROUP) {
            if (s->language == LANGUAGE_ZH)
                buffer_printf(s->out, "… 共 %u 项", (unsigned)value.aux);
            else
                buffer_printf(s->out, "… %u in all", (unsigned)value.aux);
            break;
        }
        show(s, type_element(type), value.list[i]);
        if ((value.list[i].flags & VALUE_MAYBE) != 0) words(s, "（未定）", " (perhaps)");
    }
    buffer_byte(s->out, set ? '}' : ']');
}

static bool is_ascii(struct text t) {
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.ptr[i] >= 0x80) return false;
    return true;
}

/* A label is kept by its Chinese name; a reader of English sees the other one that the policy gives, but a number or an
 * official name in Latin letters (“2a”, “5G”) as it is. */
static struct text label_in(const struct showing *s, struct text label) {
    for (uint32_t i = 0; s->language == LANGUAGE_EN && !is_ascii(label) && i < IMAGE_COUNT(s->image, label); i++) {
        const struct image_label *row = &s->image->labels[i];
        if (s->image->texts[row->en].len > 0 && text_equal(image_text(s->image, row->zh), label))
            return image_text(s->image, row->en);
    }
    return label;
}

static void show_tally(const struct showing *s, struct value tally) {
    uint32_t certain = value_certain(tally), possible = value_possible(tally);
    buffer_printf(s->out, "%u", certain);
    if (possible == certain) return;
    words(s, " 至 ", " to ");
    buffer_printf(s->out, "%u", possible);
}

static void show_known(const struct showing *s, struct type type, struct value value) {
    if (type.shape != SHAPE_ONE) {
        show_list(s, type, value);
        return;
    }
    switch ((enum type_kind)type.kind) {
    case TYPE_TEXT: show_text(s, value_as_text(value)); return;
    case TYPE_LABEL: show_text(s, label_in(s, value_as_text(value))); return;
    case TYPE_TRUTH: words(s, value.i ? "是" : "否", value.i ? "yes" : "no"); return;
    case TYPE_NUMBER: decimal_print(s->out, decimal_of(value)); return;
    case TYPE_PERCENT: show_percent(s, decimal_of(value)); return;
    case TYPE_MONEY: money_print(s->out, (struct money){value.i, (enum currency)value.aux}, s->language); return;
    case TYPE_DATE: date_print(s->out, (int32_t)value.i); return;
    case TYPE_MOMENT: moment_print(s->out, value.i); return;
    case TYPE_MONTHS: show_months(s, value.i); return;
    case TYPE_DAYS: show_count(s, value.i, "天", "day", "days"); return;
    case TYPE_CHOICE: show_choice(s, type, value.i); return;
    case TYPE_RECORD: show_record(s, value.record); return;
    case TYPE_TALLY: show_tally(s, value); return;
    case TYPE_CURSOR: buffer_printf(s->out, "%" PRId64, value.i); return;
    case TYPE_NONE:
    case TYPE_COUNT: return;
    }
}

static void show(const struct showing *s, struct type type, struct value value) {
    switch ((enum value_state)value.state) {
    case STATE_KNOWN: show_known(s, type, value); return;
    case STATE_UNKNOWN: words(s, "未知", "unknown"); return;
    case STATE_ERROR: buffer_str(s->out, show_reason(value.reason, s->language)); return;
    }
}

void show_value(struct buffer *out, const struct image *image, struct type type, struct value value,
                enum language language, bool quoted) {
    struct showing s = {out, image, language, quoted};
    show(&s, type, value);
}
