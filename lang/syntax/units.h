/* The units of units.def as tables: what may stand behind a number, in both languages. */
#ifndef ZN_SYNTAX_UNITS_H
#define ZN_SYNTAX_UNITS_H

#include "lang/base/language.h"
#include "lang/value/money.h"

struct unit_scale { /* 万, wan */
    struct text word[LANGUAGES];
    int64_t factor;
};
struct unit_currency { /* 元, yuan; at its enum currency */
    struct text code;
    struct text word[LANGUAGES];
};
struct unit_duration { /* one of months and days is 0 */
    struct text word[LANGUAGES];
    int64_t months, days;
};
struct unit_measure {
    struct text word[LANGUAGES];
};

#define UNIT_MINOR 100 /* minor units of one unit of any currency, as money.h has it */

const struct unit_scale *unit_scales(size_t *count);
const struct unit_currency *unit_currencies(size_t *count);
const struct unit_duration *unit_durations(size_t *count);
const struct unit_measure *unit_measures(size_t *count);

#endif
