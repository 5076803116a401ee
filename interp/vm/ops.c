/* Instructions over values: three-valued throughout, errors dominate unknown except where logic decides without them. */
#include "interp/vm/ops.h"

#include <string.h>

#include "lang/base/limits.h"
#include "lang/base/utf8.h"
#include "lang/value/date.h"
#include "lang/value/decimal.h"
#include "lang/value/money.h"

static bool known(struct value v) { return v.state == STATE_KNOWN; }
static struct decimal decimal_of(struct value v) { return (struct decimal){v.i, (uint8_t)v.aux}; }
static struct value of_decimal(enum decimal_status status, struct decimal d) {
    if (status == DECIMAL_OK) return (struct value){.i = d.coefficient, .aux = d.scale, .state = STATE_KNOWN};
    return value_error(status == DECIMAL_DIVIDED_BY_ZERO ? REASON_DIVIDED_BY_ZERO : REASON_OVERFLOW);
}
static struct money money_of(struct value v) { return (struct money){v.i, (enum currency)v.aux}; }
static struct value of_money(enum decimal_status status, struct money m) {
    if (status == DECIMAL_OK) return (struct value){.i = m.minor, .aux = (uint32_t)m.currency, .state = STATE_KNOWN};
    return value_error(status == DECIMAL_DIVIDED_BY_ZERO ? REASON_DIVIDED_BY_ZERO : REASON_OVERFLOW);
}
static bool maybe(struct value v) { return (v.flags & VALUE_MAYBE) != 0; }

struct value ops_not_known(struct value a, struct value b) {
    struct value worse = a.state == STATE_ERROR || (a.state == STATE_UNKNOWN && b.state != STATE_ERROR) ? a : b;
    return (struct value){.i = 0, .state = worse.state, .reason = worse.reason};
}

bool ops_one_currency(struct value a, struct value b) { return a.aux == b.aux || a.i == 0 || b.i == 0; }

struct value ops_and(struct value a, struct value b) {
    if (value_is_false(a) || value_is_false(b)) return value_truth(0);
    return known(a) && known(b) ? value_truth(1) : ops_not_known(a, b);
}

struct value ops_or(struct value a, struct value b) {
    if (value_is_true(a) || value_is_true(b)) return value_truth(1);
    return known(a) && known(b) ? value_truth(0) : ops_not_known(a, b);
}

struct value ops_equal(uint8_t kind, struct value a, struct value b) {
    if (!known(a) || !known(b)) return ops_not_known(a, b);
    switch ((enum type_kind)kind) {
    case TYPE_TEXT:
    case TYPE_LABEL: return value_truth(a.aux == b.aux && memcmp(a.ptr, b.ptr, a.aux) == 0);
    case TYPE_MONEY: return ops_one_currency(a, b) ? value_truth(a.i == b.i) : value_unknown(REASON_CURRENCIES);
    case TYPE_NUMBER:
    case TYPE_PERCENT: return value_truth(a.i == b.i && a.aux == b.aux);
    case TYPE_RECORD: return value_truth(a.record == b.record);
    case TYPE_TRUTH:
    case TYPE_DATE:
    case TYPE_MOMENT:
    case TYPE_MONTHS:
    case TYPE_DAYS:
    case TYPE_CHOICE:
    case TYPE_TALLY:
    case TYPE_CURSOR:
    case TYPE_NONE:
    case TYPE_COUNT: return value_truth(a.i == b.i);
    }
    return value_truth(0);
}

struct value ops_in(uint8_t kind, struct value element, struct value list) {
    if (!known(list)) return ops_not_known(list, list);
    struct value result = value_truth(0);
    for (uint32_t i = 0; i < list.aux && !value_is_true(result); i++) {
        struct value same = ops_equal(kind, element, list.list[i]);
        if (maybe(list.list[i]) && !value_is_false(same) && same.state != STATE_ERROR)
            same = value_unknown(REASON_ABSENT);
        result = ops_or(result, same);
    }
    return result;
}

struct value ops_includes(uint8_t kind, struct value list, struct value part) {
    if (!known(part)) return ops_not_known(part, part);
    struct value result = value_truth(1);
    for (uint32_t i = 0; i < part.aux && !value_is_false(result); i++) {
        struct value in = ops_in(kind, part.list[i], list);
        if (maybe(part.list[i])) in = ops_or(value_unknown(REASON_ABSENT), in);
        result = ops_and(result, in);
    }
    return result;
}

static struct value money_sum(struct value a, struct value b, bool subtract) {
    if (!ops_one_currency(a, b)) return value_unknown(REASON_CURRENCIES);
    int64_t sum;
    uint32_t currency = a.i != 0 || a.aux == b.aux ? a.aux : b.aux;
    if (subtract ? __builtin_sub_overflow(a.i, b.i, &sum) : __builtin_add_overflow(a.i, b.i, &sum))
        return value_error(REASON_OVERFLOW);
    if (sum == INT64_MIN) return value_error(REASON_OVERFLOW);
    return (struct value){.i = sum, .aux = currency, .state = STATE_KNOWN};
}

struct value ops_arithmetic(enum opcode op, struct value a, struct value b) {
    struct decimal d = {0, 0};
    struct money m = {0, CURRENCY_CNY};
    enum decimal_status status;
    if (!known(a) || !known(b)) return ops_not_known(a, b);
    switch (op) {
    case OP_ADD_NUM: status = decimal_add(decimal_of(a), decimal_of(b), &d); return of_decimal(status, d);
    case OP_SUB_NUM: status = decimal_subtract(decimal_of(a), decimal_of(b), &d); return of_decimal(status, d);
    case OP_MUL_NUM: status = decimal_multiply(decimal_of(a), decimal_of(b), &d); return of_decimal(status, d);
    case OP_DIV_NUM: status = decimal_divide(decimal_of(a), decimal_of(b), &d); return of_decimal(status, d);
    case OP_ADD_MONEY: return money_sum(a, b, false);
    case OP_SUB_MONEY: return money_sum(a, b, true);
    case OP_MUL_MONEY: status = money_scale(money_of(a), decimal_of(b), &m); return of_money(status, m);
    case OP_DIV_MONEY: status = money_divide(money_of(a), decimal_of(b), &m); return of_money(status, m);
    case OP_RATIO_MONEY:
        if (!ops_one_currency(a, b)) return value_unknown(REASON_CURRENCIES);
        a.aux = b.aux;
        status = money_ratio(money_of(a), money_of(b), &d);
        return of_decimal(status, d);
    default: return value_error(REASON_OVERFLOW); /* not an instruction of this group */
    }
}

struct value ops_dates(enum opcode op, struct value a, struct value b) {
    int32_t date = 0;
    int64_t months;
    bool ok = true;
    if (!known(a) || !known(b)) return ops_not_known(a, b);
    switch (op) {
    case OP_ADD_MONTHS: ok = date_add_months((int32_t)a.i, b.i, &date); break;
    case OP_SUB_MONTHS: ok = date_add_months((int32_t)a.i, -b.i, &date); break;
    case OP_ADD_DAYS: ok = date_add_days((int32_t)a.i, b.i, &date); break;
    case OP_SUB_DAYS: ok = date_add_days((int32_t)a.i, -b.i, &date); break;
    case OP_DIFF_DATES: return value_int(a.i - b.i);
    case OP_WHOLE_MONTHS:
        if (!date_add_days((int32_t)b.i, 1, &date)) return value_error(REASON_DATE_RANGE);
        return date_whole_months((int32_t)a.i, date, &months) ? value_int(months)
                                                              : value_unknown(REASON_NOT_WHOLE_MONTHS);
    default: ok = false; break;
    }
    return ok ? value_int(date) : value_error(REASON_DATE_RANGE);
}

struct value ops_text_test(enum opcode op, struct value a, struct value b) {
    if (!known(a) || !known(b)) return ops_not_known(a, b);
    if (op == OP_STARTS_WITH) return value_truth(text_starts(value_as_text(a), value_as_text(b)));
    for (size_t i = 0; i + b.aux <= a.aux; i++)
        if (memcmp(a.ptr + i, b.ptr, b.aux) == 0) return value_truth(1);
    return value_truth(0);
}

struct value ops_length(struct value text) {
    if (!known(text)) return ops_not_known(text, text);
    struct decimal d = decimal_from_int((int64_t)utf8_length(value_as_text(text)));
    return of_decimal(DECIMAL_OK, d);
}

/* ---- lists ---- */

static struct value new_list(struct arena *arena, size_t capacity, struct value **items) {
    *items = ARENA_ARRAY(arena, capacity + 1, struct value);
    return (struct value){.list = *items, .state = STATE_KNOWN};
}

struct value ops_list(struct arena *arena, const struct value *from, uint32_t count) {
    struct value *items, list = new_list(arena, count, &items);
    for (uint32_t i = 0; i < count; i++) {
        items[i] = from[i];
        items[i].flags &= (uint8_t)~VALUE_MAYBE;
    }
    list.aux = count;
    return list;
}

struct value ops_room(struct arena *arena, struct value list) {
    struct value *items;
    return known(list) ? new_list(arena, list.aux, &items) : ops_not_known(list, list);
}

void ops_collect(struct value *list, struct value present, struct value element) {
    if (!known(*list) || value_is_false(present)) return;
    if (present.state == STATE_ERROR) {
        *list = ops_not_known(present, present);
        return;
    }
    /* The room was made for every element of the list walked. */
    struct value *slot = (struct value *)(uintptr_t)&list->list[list->aux++];
    *slot = element;
    slot->flags = (uint8_t)(known(present) ? element.flags & ~VALUE_MAYBE : element.flags | VALUE_MAYBE);
}

/* Adds what is not there yet. An element that perhaps was there is there where it is added for sure. In a list, an unknown
 * element that may be the same as another perhaps stands for nothing of its own; what is known is there all the same (of a
 * set, ops_tally_count knows). Records are themselves and nothing else, known or not. */
static void add_element(struct type type, struct value element, struct value *items, uint32_t *count) {
    bool may_repeat = type.shape == SHAPE_LIST && type.kind != TYPE_RECORD;
    for (uint32_t i = 0; i < *count; i++)
        if (value_is_true(ops_equal(type.kind, element, items[i]))) {
            if (!maybe(element)) items[i].flags &= (uint8_t)~VALUE_MAYBE;
            return;
        }
    for (uint32_t i = 0; may_repeat && known(element) && i < *count; i++)
        if (items[i].state == STATE_UNKNOWN) items[i].flags |= VALUE_MAYBE;
    if (may_repeat && element.state == STATE_UNKNOWN && *count > 0) element.flags |= VALUE_MAYBE;
    items[(*count)++] = element;
}

struct value ops_union(struct arena *arena, struct type type, struct value a, struct value b) {
    if (!known(a) || !known(b)) return ops_not_known(a, b);
    if ((uint64_t)a.aux + b.aux > LIMIT_LIST_ITEMS) return value_error(REASON_LIMIT_LIST);
    struct value *items, list = new_list(arena, (size_t)a.aux + b.aux, &items);
    for (uint32_t i = 0; i < a.aux; i++) items[list.aux++] = a.list[i];
    for (uint32_t i = 0; i < b.aux; i++) add_element(type, b.list[i], items, &list.aux);
    return list;
}

struct value ops_intersect(struct arena *arena, uint8_t kind, struct value a, struct value b, bool except) {
    if (!known(a) || !known(b)) return ops_not_known(a, b);
    struct value *items, list = new_list(arena, a.aux, &items);
    for (uint32_t i = 0; i < a.aux; i++) {
        struct value in = ops_in(kind, a.list[i], b);
        if (in.state == STATE_ERROR) return in;
        if (known(in) && (in.i != 0) == except) continue;
        items[list.aux] = a.list[i];
        if (!known(in)) items[list.aux].flags |= VALUE_MAYBE;
        list.aux++;
    }
    return list;
}

struct value ops_distinct(struct arena *arena, struct type type, struct value list) {
    struct value none = {.list = NULL, .state = STATE_KNOWN};
    return known(list) ? ops_union(arena, type, none, list) : ops_not_known(list, list);
}

static struct value first_not_known(struct value list) {
    struct value worst = value_truth(1);
    for (uint32_t i = 0; i < list.aux; i++) {
        struct value v = list.list[i];
        if (!known(v))
            worst = known(worst) ? ops_not_known(v, v) : ops_not_known(worst, v);
        else if (maybe(v) && known(worst))
            worst = value_unknown(REASON_ABSENT);
    }
    return worst;
}

struct value ops_whole(struct type type, struct value v) {
    if (!known(v)) return ops_not_known(v, v);
    return type.shape == SHAPE_ONE ? value_truth(1) : first_not_known(v);
}

/* Whether all amounts of a list can be compared and added, in whatever order they stand. */
static bool list_has_one_currency(struct value list) {
    struct value first = value_int(0);
    for (uint32_t i = 0; i < list.aux; i++) {
        if (!ops_one_currency(first, list.list[i])) return false;
        if (list.list[i].i != 0) first = list.list[i];
    }
    return true;
}

struct value ops_sum(enum opcode op, struct value list) {
    if (!known(list)) return ops_not_known(list, list);
    struct value sum = value_int(0), worst = first_not_known(list);
    if (!known(worst)) return worst;
    if (op == OP_SUM_MONEY && !list_has_one_currency(list)) return value_unknown(REASON_CURRENCIES);
    for (uint32_t i = 0; i < list.aux; i++) {
        if (op == OP_SUM_INT) {
            int64_t total;
            sum =
                __builtin_add_overflow(sum.i, list.list[i].i, &total) ? value_error(REASON_OVERFLOW) : value_int(total);
        } else {
            sum = ops_arithmetic(op == OP_SUM_NUM ? OP_ADD_NUM : OP_ADD_MONEY, sum, list.list[i]);
        }
        if (!known(sum)) return sum;
    }
    return sum;
}

struct value ops_compare_num(struct value a, struct value b, int *order) {
    if (!known(a) || !known(b)) return ops_not_known(a, b);
    *order = a.aux == b.aux ? (a.i > b.i) - (a.i < b.i) : decimal_compare(decimal_of(a), decimal_of(b));
    return value_truth(1);
}

struct value ops_extreme(uint8_t kind, struct value list, bool greatest) {
    if (!known(list)) return ops_not_known(list, list);
    struct value worst = first_not_known(list);
    if (!known(worst)) return worst;
    if (list.aux == 0) return value_error(REASON_EMPTY);
    if (kind == TYPE_MONEY && !list_has_one_currency(list)) return value_unknown(REASON_CURRENCIES);
    struct value best = list.list[0];
    for (uint32_t i = 1; i < list.aux; i++) {
        struct value v = list.list[i];
        int order = 0;
        if (kind == TYPE_NUMBER || kind == TYPE_PERCENT)
            ops_compare_num(v, best, &order);
        else
            order = (v.i > best.i) - (v.i < best.i);
        if (greatest ? order > 0 : order < 0) best = v;
    }
    return best;
}

/* ---- counts: certain in the low half, possible in the high half ---- */

struct value ops_tally_add(struct value tally, struct value present, struct value holds) {
    if (!known(tally)) return tally;
    struct value both = ops_and(present, holds);
    if (both.state == STATE_ERROR) return both;
    return value_tally(value_certain(tally) + value_is_true(both), value_possible(tally) + !value_is_false(both));
}

struct value ops_tally_count(struct value list, bool is_set) {
    if (!known(list)) return ops_not_known(list, list);
    uint32_t certain = 0, unstated = 0;
    for (uint32_t i = 0; i < list.aux; i++) {
        bool may_repeat = is_set && !known(list.list[i]);
        certain += !maybe(list.list[i]) && !may_repeat;
        unstated += !maybe(list.list[i]) && may_repeat;
    }
    /* The unstated elements of a set may be the same as one another, or as one that is stated. */
    return value_tally(certain == 0 && unstated > 0 ? 1 : certain, list.aux);
}

struct value ops_tally_compare(enum opcode op, struct value tally, struct value number) {
    if (!known(tally) || !known(number)) return ops_not_known(tally, number);
    int low = decimal_compare(decimal_from_int(value_certain(tally)), decimal_of(number));
    int high = decimal_compare(decimal_from_int(value_possible(tally)), decimal_of(number));
    switch (op) {
    case OP_TALLY_AT_LEAST: return low >= 0 ? value_truth(1) : high < 0 ? value_truth(0) : value_unknown(REASON_ABSENT);
    case OP_TALLY_AT_MOST: return high <= 0 ? value_truth(1) : low > 0 ? value_truth(0) : value_unknown(REASON_ABSENT);
    default: /* equal */
        if (low == 0 && high == 0) return value_truth(1);
        return low > 0 || high < 0 || decimal_of(number).scale > 0 ? value_truth(0) : value_unknown(REASON_ABSENT);
    }
}

struct value ops_tally_number(struct value tally) {
    if (!known(tally)) return tally;
    return value_certain(tally) == value_possible(tally)
               ? of_decimal(DECIMAL_OK, decimal_from_int(value_certain(tally)))
               : value_unknown(REASON_ABSENT);
}

struct value ops_join(struct arena *arena, struct value a, struct value b) {
    if (!known(a) || !known(b)) return ops_not_known(a, b);
    size_t len = (size_t)a.aux + b.aux;
    if (len > LIMIT_TEXT_BYTES) return value_error(REASON_LIMIT_TEXT);
    char *bytes = arena_alloc(arena, len + 1);
    memcpy(bytes, a.ptr, a.aux);
    memcpy(bytes + a.aux, b.ptr, b.aux);
    return value_text((struct text){bytes, len});
}
