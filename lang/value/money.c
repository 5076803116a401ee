/* Money. The unit words are the product of MONEY_SCALE and CURRENCY in units.def; a unit is looked up by trying each
 * pair, which is short enough and leaves no list to keep. */
#include "lang/value/money.h"

#include <assert.h>

__extension__ typedef __int128 wide;

#define MINOR_PER_UNIT 100

static const struct {
    const char *code;
    const char *unit[LANGUAGES];
} currencies[] = {
#define CURRENCY(code, zh, en) {#code, {zh, en}},
#include "lang/value/units.def"
#undef CURRENCY
};

static const struct {
    const char *prefix[LANGUAGES];
    int64_t factor;
} scales[] = {
#define MONEY_SCALE(zh, en, factor) {{zh, en}, factor},
#include "lang/value/units.def"
#undef MONEY_SCALE
};
#define SCALES (sizeof scales / sizeof *scales)

const char *currency_code(enum currency currency) {
    assert(currency < CURRENCY_COUNT);
    return currencies[currency].code;
}

/* ---- reading ---- */

static const struct text blanks[] = {{" ", 1}, {"\t", 1}, {"\xE3\x80\x80", 3}};
#define BLANKS (sizeof blanks / sizeof *blanks)

static struct text trim(struct text t) {
    for (size_t i = 0; i < BLANKS; i++) {
        if (text_starts(t, blanks[i])) return trim(text_slice(t, blanks[i].len, t.len));
        if (text_ends(t, blanks[i])) return trim(text_slice(t, 0, t.len - blanks[i].len));
    }
    return t;
}

static bool is_currency(struct text word, int currency, enum language language) {
    if (text_equal(word, text_of(currencies[currency].unit[language]))) return true;
    return language == LANGUAGE_EN && text_equal(word, text_of(currencies[currency].code));
}

bool money_unit(struct text unit, enum currency *currency, int64_t *minor_per_unit) {
    for (size_t s = 0; s < SCALES; s++) {
        for (enum language language = LANGUAGE_ZH; language <= LANGUAGE_EN; language++) {
            struct text prefix = text_of(scales[s].prefix[language]);
            if (!text_starts(unit, prefix)) continue;
            struct text word = trim(text_slice(unit, prefix.len, unit.len));
            for (int c = 0; c < CURRENCY_COUNT; c++) {
                if (!is_currency(word, c, language)) continue;
                *currency = (enum currency)c;
                *minor_per_unit = scales[s].factor * MINOR_PER_UNIT;
                return true;
            }
        }
    }
    return false;
}

static enum decimal_status exactly(wide n, wide d, int64_t *out) {
    if (n % d != 0) return DECIMAL_INEXACT;
    n /= d;
    if (n > INT64_MAX || n < -INT64_MAX) return DECIMAL_OVERFLOW;
    *out = (int64_t)n;
    return DECIMAL_OK;
}

static wide power_of_ten(unsigned n) {
    wide p = 1;
    while (n--) p *= 10;
    return p;
}

enum decimal_status money_parse(struct text t, struct money *out) {
    t = trim(t);
    size_t end = 0;
    while (end < t.len && ((t.ptr[end] >= '0' && t.ptr[end] <= '9') || t.ptr[end] == '.' || t.ptr[end] == '-')) end++;
    struct decimal number;
    enum currency currency;
    int64_t per_unit, minor;
    if (!money_unit(trim(text_slice(t, end, t.len)), &currency, &per_unit)) return DECIMAL_SYNTAX;
    enum decimal_status status = decimal_parse(text_slice(t, 0, end), &number);
    if (status == DECIMAL_OK) status = exactly((wide)number.coefficient * per_unit, power_of_ten(number.scale), &minor);
    if (status == DECIMAL_OK) *out = (struct money){minor, currency};
    return status;
}

/* ---- arithmetic ---- */

/* n / d rounded half to even. */
static enum decimal_status rounded(wide n, wide d, int64_t *out) {
    if (d < 0) {
        n = -n;
        d = -d;
    }
    wide q = n / d, r = n % d, twice = 2 * (r < 0 ? -r : r);
    if (twice > d || (twice == d && q % 2 != 0)) q += n < 0 ? -1 : 1;
    return exactly(q, 1, out);
}

enum decimal_status money_scale(struct money a, struct decimal factor, struct money *out) {
    out->currency = a.currency;
    return rounded((wide)a.minor * factor.coefficient, power_of_ten(factor.scale), &out->minor);
}

enum decimal_status money_divide(struct money a, struct decimal by, struct money *out) {
    if (by.coefficient == 0) return DECIMAL_DIVIDED_BY_ZERO;
    out->currency = a.currency;
    return rounded((wide)a.minor * power_of_ten(by.scale), by.coefficient, &out->minor);
}

enum decimal_status money_ratio(struct money a, struct money b, struct decimal *out) {
    assert(a.currency == b.currency);
    return decimal_divide((struct decimal){a.minor, 0}, (struct decimal){b.minor, 0}, out);
}

/* Exact to the last digit: what the quotient leaves over is carried through the places that the rates add. */
enum decimal_status money_convert(struct money a, struct decimal rate, struct decimal per, enum currency to,
                                  struct money *out) {
    assert(rate.coefficient > 0 && per.coefficient > 0);
    wide n = (wide)a.minor * rate.coefficient, d = per.coefficient;
    bool negative = n < 0;
    if (negative) n = -n;
    unsigned more = per.scale > rate.scale ? per.scale - rate.scale : 0;
    if (rate.scale > per.scale) d *= power_of_ten((unsigned)(rate.scale - per.scale));
    wide q = n / d, r = n % d;
    for (unsigned i = 0; i < more && q <= INT64_MAX; i++) {
        q = q * 10 + r * 10 / d;
        r = r * 10 % d;
    }
    if (q > INT64_MAX) return DECIMAL_OVERFLOW;
    if (2 * r > d || (2 * r == d && q % 2 != 0)) q++;
    out->currency = to;
    return exactly(negative ? -q : q, 1, &out->minor);
}

/* ---- printing ---- */

#define WAN_PLACES 6 /* minor units to 万: four for 万, two for the minor unit */

void money_print(struct buffer *out, struct money a, enum language language) {
    assert(a.currency < CURRENCY_COUNT);
    struct decimal wan = {a.minor, WAN_PLACES};
    while (wan.scale > 0 && wan.coefficient % 10 == 0) {
        wan.coefficient /= 10;
        wan.scale--;
    }
    decimal_print(out, wan);
    buffer_printf(out, language == LANGUAGE_ZH ? " 万%s" : " wan %s", currencies[a.currency].unit[language]);
}
