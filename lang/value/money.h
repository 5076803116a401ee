/* Money: an amount in minor units (0.01 of the currency) and a currency. */
#ifndef ZN_VALUE_MONEY_H
#define ZN_VALUE_MONEY_H

#include "lang/base/language.h"
#include "lang/value/decimal.h"

enum currency {
#define CURRENCY(code, zh, en) CURRENCY_##code,
#include "lang/value/units.def"
#undef CURRENCY
    CURRENCY_COUNT
};

struct money {
    int64_t minor; /* 分 for CNY */
    enum currency currency;
};

const char *currency_code(enum currency currency); /* ISO 4217 */
/* "2500000 元", "1.05 亿元", "80 万欧元", "250 wan yuan", "3 million euros", "100 EUR"; blanks may stand between number,
 * prefix and unit or not. DECIMAL_SYNTAX, _OVERFLOW or _INEXACT (less than a minor unit). */
enum decimal_status money_parse(struct text t, struct money *out);
/* What one `unit` is worth, for the lexer: a prefix and a unit of one language as listed in units.def, or an ISO code for
 * the English unit; false where it names no money. */
bool money_unit(struct text unit, enum currency *currency, int64_t *minor_per_unit);
/* amount * factor, rounded half to even to the minor unit. */
enum decimal_status money_scale(struct money a, struct decimal factor, struct money *out);
enum decimal_status money_divide(struct money a, struct decimal by, struct money *out);
/* a * rate / per in another currency, rounded half to even once; both rates are positive. */
enum decimal_status money_convert(struct money a, struct decimal rate, struct decimal per, enum currency to,
                                  struct money *out);
enum decimal_status money_ratio(struct money a, struct money b, struct decimal *out); /* one currency */
/* One space, CNY in 万元 / wan yuan ("50 万元", "0.5 wan yuan"), others in 万 of their own unit: "80 万欧元" / "80 wan euros". */
void money_print(struct buffer *out, struct money a, enum language language);

#endif
