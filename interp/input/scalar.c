/* Scalars: see scalar.h. */
#include "interp/input/scalar.h"

#include "lang/value/date.h"
#include "lang/value/decimal.h"
#include "lang/value/money.h"

#define MINOR_PLACES_OF_WAN 6 /* 1 万元 = 10^6 分 */
#define PERCENT_PLACES 2

static struct value known(int64_t i) { return (struct value){.i = i, .state = STATE_KNOWN}; }

static struct value known_decimal(struct decimal d) {
    return (struct value){.i = d.coefficient, .aux = d.scale, .state = STATE_KNOWN};
}

static struct value known_money(struct money m) {
    return (struct value){.i = m.minor, .aux = (uint32_t)m.currency, .state = STATE_KNOWN};
}

enum problem_code scalar_expected(enum type_kind kind) {
    switch (kind) {
    case TYPE_TEXT:
    case TYPE_LABEL: return PROBLEM_EXPECTED_TEXT;
    case TYPE_TRUTH: return PROBLEM_EXPECTED_TRUTH;
    case TYPE_NUMBER: return PROBLEM_EXPECTED_NUMBER;
    case TYPE_PERCENT: return PROBLEM_EXPECTED_PERCENT;
    case TYPE_MONEY: return PROBLEM_EXPECTED_MONEY;
    case TYPE_DATE: return PROBLEM_EXPECTED_DATE;
    case TYPE_MOMENT: return PROBLEM_EXPECTED_MOMENT;
    case TYPE_MONTHS: return PROBLEM_EXPECTED_MONTHS;
    case TYPE_DAYS: return PROBLEM_EXPECTED_DAYS;
    case TYPE_CHOICE: return PROBLEM_EXPECTED_CHOICE;
    case TYPE_RECORD: return PROBLEM_EXPECTED_RECORD;
    case TYPE_NONE:
    case TYPE_TALLY:
    case TYPE_CURSOR:
    case TYPE_COUNT: break;
    }
    return PROBLEM_EXPECTED_TEXT;
}

static enum problem_code whole_number(struct decimal d, enum problem_code otherwise, struct value *out) {
    int64_t n;
    if (decimal_to_int(d, &n) != DECIMAL_OK) return otherwise;
    *out = known(n);
    return SCALAR_FITS;
}

static enum problem_code wan_yuan(struct decimal d, struct value *out) {
    int64_t minor;
    enum decimal_status status = decimal_scaled(d, MINOR_PLACES_OF_WAN, false, &minor);
    if (status == DECIMAL_INEXACT) return PROBLEM_MONEY_TOO_FINE;
    if (status != DECIMAL_OK) return PROBLEM_NUMBER_TOO_LONG;
    *out = known_money((struct money){minor, CURRENCY_CNY});
    return SCALAR_FITS;
}

/* Most numbers are short and whole; what is longer goes through the decimals. */
static bool small_whole(struct text t, int64_t *out) {
    int64_t n = 0;
    if (t.len == 0 || t.len > 9) return false;
    for (size_t i = 0; i < t.len; i++) {
        unsigned digit = (unsigned)(unsigned char)t.ptr[i] - '0';
        if (digit > 9) return false;
        n = n * 10 + digit;
    }
    *out = n;
    return true;
}

static enum problem_code from_decimal(enum type_kind kind, struct decimal d, struct value *out) {
    switch (kind) {
    case TYPE_NUMBER:
    case TYPE_PERCENT: *out = known_decimal(d); return SCALAR_FITS;
    case TYPE_MONEY: return wan_yuan(d, out);
    case TYPE_MONTHS: return whole_number(d, PROBLEM_FRACTION_MONTHS, out);
    case TYPE_DAYS: return whole_number(d, PROBLEM_FRACTION_DAYS, out);
    case TYPE_NONE:
    case TYPE_TEXT:
    case TYPE_LABEL:
    case TYPE_TRUTH:
    case TYPE_DATE:
    case TYPE_MOMENT:
    case TYPE_CHOICE:
    case TYPE_RECORD:
    case TYPE_TALLY:
    case TYPE_CURSOR:
    case TYPE_COUNT: break;
    }
    return scalar_expected(kind);
}

enum problem_code scalar_from_number(enum type_kind kind, struct text t, struct value *out) {
    int64_t n;
    struct decimal d;
    if (small_whole(t, &n)) {
        d = (struct decimal){n, 0};
    } else if (decimal_parse(t, &d) != DECIMAL_OK) {
        d = (struct decimal){0, 0};
        struct value ignored;
        enum problem_code problem = from_decimal(kind, d, &ignored);
        return problem == SCALAR_FITS ? PROBLEM_NUMBER_TOO_LONG : problem;
    }
    return from_decimal(kind, d, out);
}

static enum problem_code percent(struct text t, struct value *out) {
    struct decimal d;
    if (!text_ends(t, TEXT("%"))) return PROBLEM_EXPECTED_PERCENT;
    enum decimal_status status = decimal_parse(text_slice(t, 0, t.len - 1), &d);
    if (status == DECIMAL_OK) status = decimal_multiply(d, (struct decimal){1, PERCENT_PLACES}, &d);
    if (status == DECIMAL_SYNTAX) return PROBLEM_EXPECTED_PERCENT;
    if (status != DECIMAL_OK) return PROBLEM_NUMBER_TOO_LONG;
    *out = known_decimal(d);
    return SCALAR_FITS;
}

static enum problem_code money(struct text t, struct value *out) {
    struct money m;
    switch (money_parse(t, &m)) {
    case DECIMAL_OK: *out = known_money(m); return SCALAR_FITS;
    case DECIMAL_OVERFLOW: return PROBLEM_NUMBER_TOO_LONG;
    case DECIMAL_INEXACT: return PROBLEM_MONEY_TOO_FINE;
    case DECIMAL_DIVIDED_BY_ZERO:
    case DECIMAL_SYNTAX: break;
    }
    return PROBLEM_EXPECTED_MONEY;
}

/* Whether it is written as a day, so that only the calendar can be against it. */
static bool looks_like_day(struct text t) {
    static const char form[] = "dddd-dd-dd";
    if (t.len != sizeof form - 1) return false;
    for (size_t i = 0; i < t.len; i++) {
        if (form[i] == 'd' ? t.ptr[i] < '0' || t.ptr[i] > '9' : t.ptr[i] != form[i]) return false;
    }
    return true;
}

static enum problem_code date(struct text t, struct value *out) {
    int32_t day;
    if (!date_parse(t, &day)) return looks_like_day(t) ? PROBLEM_NO_SUCH_DAY : PROBLEM_EXPECTED_DATE;
    *out = known(day);
    return SCALAR_FITS;
}

static enum problem_code moment(struct text t, struct value *out) {
    int64_t ms;
    if (!moment_parse(t, &ms)) return PROBLEM_EXPECTED_MOMENT;
    *out = known(ms);
    return SCALAR_FITS;
}

enum problem_code scalar_from_text(enum type_kind kind, struct text t, struct value *out) {
    if (kind == TYPE_TEXT || kind == TYPE_LABEL) {
        *out = value_text(t);
        return SCALAR_FITS;
    }
    if (t.len == 0) return PROBLEM_EMPTY_TEXT;
    switch (kind) {
    case TYPE_PERCENT: return percent(t, out);
    case TYPE_MONEY: return money(t, out);
    case TYPE_DATE: return date(t, out);
    case TYPE_MOMENT: return moment(t, out);
    case TYPE_NONE:
    case TYPE_TEXT:
    case TYPE_LABEL:
    case TYPE_TRUTH:
    case TYPE_NUMBER:
    case TYPE_MONTHS:
    case TYPE_DAYS:
    case TYPE_CHOICE:
    case TYPE_RECORD:
    case TYPE_TALLY:
    case TYPE_CURSOR:
    case TYPE_COUNT: break;
    }
    return scalar_expected(kind);
}

bool scalar_takes_text(enum type_kind kind) {
    return kind == TYPE_TEXT || kind == TYPE_LABEL || kind == TYPE_PERCENT || kind == TYPE_MONEY || kind == TYPE_DATE ||
           kind == TYPE_MOMENT || kind == TYPE_CHOICE;
}

bool scalar_is_number(struct text t) {
    struct decimal d;
    return decimal_parse(t, &d) != DECIMAL_SYNTAX;
}

/* ---- words ---- */

static const struct word {
    const char *text;
    enum value_state state;
    int truth;
} words[] = {
    {"true", STATE_KNOWN, 1},   {"yes", STATE_KNOWN, 1},       {"是", STATE_KNOWN, 1},
    {"false", STATE_KNOWN, 0},  {"no", STATE_KNOWN, 0},        {"否", STATE_KNOWN, 0},
    {"null", STATE_UNKNOWN, 0}, {"unknown", STATE_UNKNOWN, 0}, {"未知", STATE_UNKNOWN, 0},
};

bool scalar_word(struct text t, struct value *out) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!text_equal(t, text_of(words[i].text))) continue;
        *out = words[i].state == STATE_KNOWN ? value_truth(words[i].truth) : (struct value){.i = 0};
        return true;
    }
    return false;
}

/* ---- durations in words ---- */

static const struct {
    struct text zh, en;
    int64_t months, days;
} durations[] = {
#define DURATION(zh, en, months, days) {{zh, sizeof zh - 1}, {en, sizeof en - 1}, months, days},
#include "lang/value/units.def"
#undef DURATION
};

bool scalar_duration(enum type_kind kind, struct text t, struct value *out) {
    size_t at = t.len && t.ptr[0] == '-';
    while (at < t.len && t.ptr[at] >= '0' && t.ptr[at] <= '9') at++;
    struct decimal d;
    int64_t n, total;
    if (decimal_parse(text_slice(t, 0, at), &d) != DECIMAL_OK || decimal_to_int(d, &n) != DECIMAL_OK) return false;
    while (at < t.len && t.ptr[at] == ' ') at++;
    struct text unit = text_slice(t, at, t.len);
    for (size_t i = 0; i < sizeof durations / sizeof *durations; i++) {
        int64_t each = kind == TYPE_MONTHS ? durations[i].months : durations[i].days;
        if (!each || (!text_equal(unit, durations[i].zh) && !text_equal(unit, durations[i].en))) continue;
        if (__builtin_mul_overflow(n, each, &total)) return false;
        *out = known(total);
        return true;
    }
    return false;
}
