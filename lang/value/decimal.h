/* Exact decimal numbers: coefficient * 10^-scale.
 *
 * Kept reduced (no trailing zero in the fraction; zero has scale 0), so equal numbers are equal bytes.
 * |coefficient| <= INT64_MAX, 0 <= scale <= DECIMAL_SCALE_MAX. Sums, differences and products are exact or
 * DECIMAL_OVERFLOW; only division rounds (half to even, at most DECIMAL_QUOTIENT_PLACES places and as many
 * digits as the coefficient holds). */
#ifndef ZN_VALUE_DECIMAL_H
#define ZN_VALUE_DECIMAL_H

#include "lang/base/text.h"

#define DECIMAL_SCALE_MAX 18
#define DECIMAL_QUOTIENT_PLACES 12

struct decimal {
    int64_t coefficient;
    uint8_t scale;
};

enum decimal_status { DECIMAL_OK, DECIMAL_OVERFLOW, DECIMAL_DIVIDED_BY_ZERO, DECIMAL_SYNTAX, DECIMAL_INEXACT };

/* JSON number syntax, so no leading + and no leading zero. The value must fit exactly: DECIMAL_INEXACT where there are too
 * many digits behind the point, DECIMAL_OVERFLOW where it is too large. */
enum decimal_status decimal_parse(struct text t, struct decimal *out);
struct decimal decimal_from_int(int64_t n); /* n > INT64_MIN */
enum decimal_status decimal_add(struct decimal a, struct decimal b, struct decimal *out);
enum decimal_status decimal_subtract(struct decimal a, struct decimal b, struct decimal *out);
enum decimal_status decimal_multiply(struct decimal a, struct decimal b, struct decimal *out);
enum decimal_status decimal_divide(struct decimal a, struct decimal b, struct decimal *out);
int decimal_compare(struct decimal a, struct decimal b); /* -1 0 1 */
/* The integer it is; DECIMAL_INEXACT where it is none. */
enum decimal_status decimal_to_int(struct decimal a, int64_t *out);
/* a * 10^places as an integer: exact (DECIMAL_INEXACT otherwise) or rounded half to even. */
enum decimal_status decimal_scaled(struct decimal a, unsigned places, bool round, int64_t *out);
/* Without trailing zeros: "2", "-0.5". */
void decimal_print(struct buffer *out, struct decimal a);

#endif
