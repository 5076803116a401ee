/* Exact decimals. Two coefficients at 18 places each need at most 37 digits, so every intermediate fits 128 bits:
 * |coefficient| * 10^18 < 10^37, and a product of two coefficients is below 8.6 * 10^37. */
#include "lang/value/decimal.h"

#include <assert.h>
#include <inttypes.h>

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

#define PLACES_IN_INT64 18 /* the largest power of ten that fits is 10^18 */

static int64_t power_of_ten(unsigned n) {
    assert(n <= PLACES_IN_INT64);
    int64_t p = 1;
    while (n--) p *= 10;
    return p;
}

/* The reduced form of coefficient * 10^-scale, scale at most 36. */
static enum decimal_status reduce(wide coefficient, unsigned scale, struct decimal *out) {
    while (scale > 0 && coefficient % 10 == 0) {
        coefficient /= 10;
        scale--;
    }
    if (scale > DECIMAL_SCALE_MAX || coefficient > INT64_MAX || coefficient < -INT64_MAX) return DECIMAL_OVERFLOW;
    *out = (struct decimal){(int64_t)coefficient, (uint8_t)scale};
    return DECIMAL_OK;
}

/* ---- text ---- */

static bool is_digit(struct text t, size_t at) { return at < t.len && t.ptr[at] >= '0' && t.ptr[at] <= '9'; }

#define EXPONENT_MOST 1000000000000000 /* beyond what any text of digits could make up for */

/* The digits read so far up to the last that is not 0: coefficient * 10^-(scale - zeros). */
struct digits {
    uint64_t coefficient;
    int64_t scale, zeros; /* digits behind the point; zeros since the last digit that is none */
    bool too_many;        /* the coefficient does not hold them */
};

static void add_digit(struct digits *d, unsigned digit, bool fraction) {
    if (fraction) d->scale++;
    d->zeros++;
    if (!digit) return;
    for (; d->zeros > 0; d->zeros--) {
        if (d->coefficient > (uint64_t)INT64_MAX / 10) d->too_many = true;
        if (!d->too_many) d->coefficient *= 10;
    }
    if (!d->too_many) d->coefficient += digit;
    if (d->coefficient > INT64_MAX) d->too_many = true;
}

static int64_t read_exponent(struct text t, size_t *at) {
    int64_t exponent = 0;
    bool negative = *at < t.len && t.ptr[*at] == '-';
    if (*at < t.len && (t.ptr[*at] == '-' || t.ptr[*at] == '+')) ++*at;
    for (; is_digit(t, *at); ++*at) {
        if (exponent < EXPONENT_MOST) exponent = exponent * 10 + (t.ptr[*at] - '0');
    }
    return negative ? -exponent : exponent;
}

enum decimal_status decimal_parse(struct text t, struct decimal *out) {
    size_t at = 0;
    bool negative = t.len && t.ptr[0] == '-';
    if (negative) at++;
    if (!is_digit(t, at) || (t.ptr[at] == '0' && is_digit(t, at + 1))) return DECIMAL_SYNTAX;
    struct digits d = {0};
    for (; is_digit(t, at); at++) add_digit(&d, (unsigned)(t.ptr[at] - '0'), false);
    if (at < t.len && t.ptr[at] == '.') {
        if (!is_digit(t, ++at)) return DECIMAL_SYNTAX;
        for (; is_digit(t, at); at++) add_digit(&d, (unsigned)(t.ptr[at] - '0'), true);
    }
    int64_t scale = d.scale - d.zeros;
    if (at < t.len && (t.ptr[at] == 'e' || t.ptr[at] == 'E')) {
        size_t sign = at + 1;
        if (sign < t.len && (t.ptr[sign] == '-' || t.ptr[sign] == '+')) sign++;
        if (!is_digit(t, sign)) return DECIMAL_SYNTAX;
        at++;
        scale -= read_exponent(t, &at);
    }
    if (at != t.len) return DECIMAL_SYNTAX;
    if (d.coefficient == 0) {
        *out = (struct decimal){0, 0};
        return DECIMAL_OK;
    }
    if (d.too_many) return scale > 0 ? DECIMAL_INEXACT : DECIMAL_OVERFLOW;
    if (scale > DECIMAL_SCALE_MAX) return DECIMAL_INEXACT;
    if (scale < -PLACES_IN_INT64) return DECIMAL_OVERFLOW;
    wide coefficient = negative ? -(wide)d.coefficient : (wide)d.coefficient;
    if (scale < 0) return reduce(coefficient * power_of_ten((unsigned)-scale), 0, out);
    return reduce(coefficient, (unsigned)scale, out);
}

void decimal_print(struct buffer *out, struct decimal a) {
    uint64_t magnitude = a.coefficient < 0 ? 0 - (uint64_t)a.coefficient : (uint64_t)a.coefficient;
    uint64_t unit = (uint64_t)power_of_ten(a.scale);
    buffer_printf(out, "%s%" PRIu64, a.coefficient < 0 ? "-" : "", magnitude / unit);
    if (a.scale) buffer_printf(out, ".%0*" PRIu64, (int)a.scale, magnitude % unit);
}

/* ---- arithmetic ---- */

struct decimal decimal_from_int(int64_t n) {
    assert(n != INT64_MIN);
    return (struct decimal){n, 0};
}

/* Both coefficients at the larger of the two scales. */
static unsigned align(struct decimal a, struct decimal b, wide *x, wide *y) {
    unsigned scale = a.scale > b.scale ? a.scale : b.scale;
    *x = (wide)a.coefficient * power_of_ten(scale - a.scale);
    *y = (wide)b.coefficient * power_of_ten(scale - b.scale);
    return scale;
}

enum decimal_status decimal_add(struct decimal a, struct decimal b, struct decimal *out) {
    wide x, y;
    unsigned scale = align(a, b, &x, &y);
    return reduce(x + y, scale, out);
}

enum decimal_status decimal_subtract(struct decimal a, struct decimal b, struct decimal *out) {
    wide x, y;
    unsigned scale = align(a, b, &x, &y);
    return reduce(x - y, scale, out);
}

enum decimal_status decimal_multiply(struct decimal a, struct decimal b, struct decimal *out) {
    return reduce((wide)a.coefficient * b.coefficient, (unsigned)a.scale + b.scale, out);
}

static uwide magnitude_of(wide n) { return n < 0 ? (uwide)-n : (uwide)n; }

/* n / d to at most `places` places, rounded half to even; how many there are, or -1 where INT64_MAX does not hold it. */
static int long_division(uwide n, uwide d, int places, uint64_t *quotient) {
    uwide q = n / d, r = n % d;
    if (q > INT64_MAX) return -1;
    int given = 0;
    for (; given < places && r != 0; given++) {
        uwide next = q * 10 + r * 10 / d;
        if (next > INT64_MAX) break;
        q = next;
        r = r * 10 % d;
    }
    if (2 * r > d || (2 * r == d && q % 2 == 1)) q++;
    if (q > INT64_MAX) return given > 0 ? long_division(n, d, given - 1, quotient) : -1;
    *quotient = (uint64_t)q;
    return given;
}

enum decimal_status decimal_divide(struct decimal a, struct decimal b, struct decimal *out) {
    if (b.coefficient == 0) return DECIMAL_DIVIDED_BY_ZERO;
    uwide n = magnitude_of((wide)a.coefficient * power_of_ten(b.scale));
    uwide d = magnitude_of((wide)b.coefficient * power_of_ten(a.scale));
    uint64_t quotient = 0;
    int places = long_division(n, d, DECIMAL_QUOTIENT_PLACES, &quotient);
    if (places < 0) return DECIMAL_OVERFLOW;
    bool negative = (a.coefficient < 0) != (b.coefficient < 0);
    return reduce(negative ? -(wide)quotient : (wide)quotient, (unsigned)places, out);
}

int decimal_compare(struct decimal a, struct decimal b) {
    wide x, y;
    align(a, b, &x, &y);
    return (x > y) - (x < y);
}

enum decimal_status decimal_to_int(struct decimal a, int64_t *out) { return decimal_scaled(a, 0, false, out); }

enum decimal_status decimal_scaled(struct decimal a, unsigned places, bool round, int64_t *out) {
    if (a.coefficient == 0) {
        *out = 0;
        return DECIMAL_OK;
    }
    wide n;
    if (places >= a.scale) {
        if (places - a.scale > PLACES_IN_INT64) return DECIMAL_OVERFLOW;
        n = (wide)a.coefficient * power_of_ten(places - a.scale);
    } else {
        int64_t d = power_of_ten(a.scale - places), rest = a.coefficient % d;
        n = a.coefficient / d;
        if (rest && !round) return DECIMAL_INEXACT;
        uwide twice = 2 * magnitude_of(rest);
        if (twice > (uwide)d || (twice == (uwide)d && n % 2 != 0)) n += a.coefficient < 0 ? -1 : 1;
    }
    if (n > INT64_MAX || n < -INT64_MAX) return DECIMAL_OVERFLOW;
    *out = (int64_t)n;
    return DECIMAL_OK;
}
