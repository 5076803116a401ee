/* The units of units.def as tables. */
#include "lang/syntax/units.h"

#define WORD(s) \
    { "" s, sizeof(s) - 1 }
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct unit_scale scales[] = {
#define MONEY_SCALE(zh, en, factor) {{WORD(zh), WORD(en)}, factor},
#include "lang/value/units.def"
#undef MONEY_SCALE
};
static const struct unit_currency currencies[] = {
#define CURRENCY(code, zh, en) {WORD(#code), {WORD(zh), WORD(en)}},
#include "lang/value/units.def"
#undef CURRENCY
};
static const struct unit_duration durations[] = {
#define DURATION(zh, en, months, days) {{WORD(zh), WORD(en)}, months, days},
#include "lang/value/units.def"
#undef DURATION
};
static const struct unit_measure measures[] = {
#define MEASURE(zh, en) {{WORD(zh), WORD(en)}},
#include "lang/value/units.def"
#undef MEASURE
};

const struct unit_scale *unit_scales(size_t *count) {
    *count = COUNT(scales);
    return scales;
}
const struct unit_currency *unit_currencies(size_t *count) {
    *count = COUNT(currencies);
    return currencies;
}
const struct unit_duration *unit_durations(size_t *count) {
    *count = COUNT(durations);
    return durations;
}
const struct unit_measure *unit_measures(size_t *count) {
    *count = COUNT(measures);
    return measures;
}
