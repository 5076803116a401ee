/* Cells: see cell.h. Scalars are read as those of applications are (scalar.h). */
#include "interp/input/cell.h"

#include "interp/input/elements.h"
#include "interp/input/scalar.h"
#include "lang/base/limits.h"
#include "lang/base/vec.h"

static const struct text SEMICOLON = {";", 1}, WIDE_SEMICOLON = {"；", 3}, WIDE_BLANK = {"　", 3};

/* An input method may have made them wide. */
struct text cell_trimmed(struct text t) {
    for (;;) {
        struct text rest = text_slice(t, 0, t.len);
        if (t.len && (t.ptr[0] == ' ' || t.ptr[0] == '\t')) t = text_slice(t, 1, t.len);
        if (text_starts(t, WIDE_BLANK)) t = text_slice(t, WIDE_BLANK.len, t.len);
        if (t.len && (t.ptr[t.len - 1] == ' ' || t.ptr[t.len - 1] == '\t')) t = text_slice(t, 0, t.len - 1);
        if (text_ends(t, WIDE_BLANK)) t = text_slice(t, 0, t.len - WIDE_BLANK.len);
        if (rest.len == t.len) return t;
    }
}

/* What a cell of the kind should have been, in words that speak of no quotes. */
static enum problem_code expected(enum type_kind kind) {
    switch (kind) {
    case TYPE_TRUTH: return PROBLEM_CELL_TRUTH;
    case TYPE_NUMBER: return PROBLEM_CELL_NUMBER;
    case TYPE_PERCENT: return PROBLEM_CELL_PERCENT;
    case TYPE_MONEY: return PROBLEM_CELL_MONEY;
    case TYPE_DATE: return PROBLEM_CELL_DATE;
    case TYPE_MOMENT: return PROBLEM_CELL_MOMENT;
    case TYPE_MONTHS: return PROBLEM_CELL_MONTHS;
    case TYPE_DAYS: return PROBLEM_CELL_DAYS;
    case TYPE_NONE:
    case TYPE_TEXT:
    case TYPE_LABEL:
    case TYPE_CHOICE:
    case TYPE_RECORD:
    case TYPE_TALLY:
    case TYPE_CURSOR:
    case TYPE_COUNT: break;
    }
    return PROBLEM_UNKNOWN_ITEM;
}

static struct cell_fault item(const struct input_plan *plan, struct arena *arena, uint32_t choice, struct text t,
                              bool zh, struct value *out) {
    const struct names *items = &plan->choices[choice];
    const struct name *name = names_find_nfc(items, arena, t);
    if (name) {
        *out = (struct value){.i = name->index, .state = STATE_KNOWN};
        return (struct cell_fault){.code = SCALAR_FITS};
    }
    struct text nearest = names_nearest(items, t);
    if (nearest.len) return (struct cell_fault){PROBLEM_UNKNOWN_ITEM_NEAR, t, nearest};
    return (struct cell_fault){PROBLEM_UNKNOWN_ITEM, t, plan_item_names(plan->image, arena, choice, zh)};
}

static bool is_text(enum type_kind kind) { return kind == TYPE_TEXT || kind == TYPE_LABEL; }

static struct cell_fault one(const struct input_plan *plan, struct arena *arena, struct type type, struct text t,
                             bool zh, struct value *out) {
    enum type_kind kind = type.kind;
    if (is_text(kind)) {
        *out = value_text(t);
        return (struct cell_fault){.code = SCALAR_FITS};
    }
    struct value word;
    bool is_word = scalar_word(t, &word);
    if (t.len == 0 || (is_word && word.state == STATE_UNKNOWN)) {
        *out = (struct value){.i = 0};
        return (struct cell_fault){.code = SCALAR_FITS};
    }
    if (kind == TYPE_CHOICE) return item(plan, arena, type.index, t, zh, out);
    if (kind == TYPE_TRUTH) {
        if (is_word) *out = word;
        return (struct cell_fault){is_word ? SCALAR_FITS : PROBLEM_CELL_TRUTH, t, TEXT("")};
    }
    enum problem_code code = scalar_takes_text(kind) ? scalar_from_text(kind, t, out) : scalar_expected(kind);
    if (code == scalar_expected(kind) && kind != TYPE_DATE && kind != TYPE_MOMENT && scalar_is_number(t))
        code = scalar_from_number(kind, t, out);
    if (code == scalar_expected(kind) && (kind == TYPE_MONTHS || kind == TYPE_DAYS) && scalar_duration(kind, t, out))
        code = SCALAR_FITS;
    return (struct cell_fault){code == scalar_expected(kind) ? expected(kind) : code, t, TEXT("")};
}

/* The bytes of the separator at `at`, 0 where there is none. */
static size_t separator(struct text t, size_t at) {
    struct text rest = text_slice(t, at, t.len);
    return text_starts(rest, SEMICOLON) ? SEMICOLON.len : text_starts(rest, WIDE_SEMICOLON) ? WIDE_SEMICOLON.len : 0;
}

static struct cell_fault list(const struct input_plan *plan, struct arena *arena, struct type type, struct text t,
                              bool zh, struct value *out) {
    VEC(struct value) elements = {0};
    bool empty = text_equal(cell_trimmed(t), TEXT("[]"));
    for (size_t from = 0, next; !empty && from < t.len; from = next) {
        size_t at = from, n;
        while ((n = separator(t, at)) == 0 && at < t.len) at++;
        struct text part = cell_trimmed(text_slice(t, from, at));
        next = at + n;
        if (part.len == 0) continue;
        if (elements.count == LIMIT_LIST_ITEMS)
            return (struct cell_fault){PROBLEM_LIST_TOO_LONG, text_format(arena, "%u", LIMIT_LIST_ITEMS), TEXT("")};
        struct cell_fault fault = one(plan, arena, type_element(type), part, zh, VEC_ADD(arena, &elements));
        if (fault.code != SCALAR_FITS) return fault;
    }
    size_t count = elements.count;
    if (type.shape == SHAPE_SET) count = elements_distinct(arena, type.kind, elements.items, count);
    *out = (struct value){.list = elements.items, .aux = (uint32_t)count, .state = STATE_KNOWN};
    return (struct cell_fault){.code = SCALAR_FITS};
}

struct cell_fault cell_read(const struct input_plan *plan, struct arena *arena, struct type type, struct text cell,
                            bool zh, struct value *out) {
    cell = cell_trimmed(cell);
    *out = (struct value){.i = 0};
    if (cell.len == 0) return (struct cell_fault){.code = SCALAR_FITS};
    return type.shape == SHAPE_ONE ? one(plan, arena, type, cell, zh, out) : list(plan, arena, type, cell, zh, out);
}
