#include "lang/value/money.h"

#include <inttypes.h>
#include <string.h>

#include "tests/unit/tap.h"

static struct arena *arena;

static const char *const status_names[] = {"ok", "overflow", "divided by zero", "syntax", "inexact"};

static struct text shown(enum decimal_status status, struct money m) {
    if (status != DECIMAL_OK) return text_of(status_names[status]);
    return text_format(arena, "%" PRId64 " %s", m.minor, currency_code(m.currency));
}

static void test_parse(void) {
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {"2500000 元", "250000000 CNY"},
        {"1.05 亿元", "10500000000 CNY"},
        {"80 万欧元", "80000000 EUR"},
        {"250 wan yuan", "250000000 CNY"},
        {"3 million euros", "300000000 EUR"},
        {"3 thousand euros", "300000 EUR"},
        {"105 million yuan", "10500000000 CNY"},
        {"100 EUR", "10000 EUR"},
        {"6000 wan yuan", "6000000000 CNY"},
        {"6000万元", "6000000000 CNY"},
        {"6000 万 元", "6000000000 CNY"},
        {" 300元 ", "30000 CNY"},
        {"300　元", "30000 CNY"},
        {"-5 万元", "-5000000 CNY"},
        {"-0.01 元", "-1 CNY"},
        {"0 元", "0 CNY"},
        {"0.01元", "1 CNY"},
        {"0.001 元", "inexact"},
        {"0.00000001 万元", "inexact"},
        {"0.000001 万元", "1 CNY"},
        {"1 million EUR", "100000000 EUR"},
        {"1wan CNY", "1000000 CNY"},
        {"2 十亿日元", "200000000000 JPY"},
        {"7 澳门元", "700 MOP"},
        {"7 万澳门元", "7000000 MOP"},
        {"1 瑞士法郎", "100 CHF"},
        {"5 won", "500 KRW"},
        {"5 wan won", "5000000 KRW"},
        {"92233720368547758.07 元", "9223372036854775807 CNY"},
        {"92233720368547758.08 元", "inexact"},
        {"92233720368547759 元", "overflow"},
        {"-92233720368547758.07 元", "-9223372036854775807 CNY"},
        {"9223372036854775807 十亿元", "overflow"},
        {"9223372036854775808 元", "overflow"},
        {"", "syntax"},
        {"元", "syntax"},
        {"万元", "syntax"},
        {"100", "syntax"},
        {"100 万", "syntax"},
        {"100 wan", "syntax"},
        {"1,000 元", "syntax"},
        {"1e3 元", "syntax"},
        {"100 元元", "syntax"},
        {"100 元 x", "syntax"},
        {"100 万 yuan", "syntax"},
        {"100 wan 元", "syntax"},
        {"- 5 元", "syntax"},
        {"--5 元", "syntax"},
        {"1.2.3 元", "syntax"},
        {"5-3 元", "syntax"},
        {"100 XYZ", "syntax"},
        {"100 eur", "syntax"},
        {"人民币 5 元", "syntax"},
        {"05 元", "syntax"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct money m = {0, CURRENCY_CNY};
        enum decimal_status status = money_parse(text_of(cases[i].text), &m);
        tap_is_text(shown(status, m), cases[i].wanted, "parse \"%s\"", cases[i].text);
    }
}

static const struct {
    const char *zh, *en;
    int64_t factor;
} scales[] = {
#define MONEY_SCALE(zh, en, factor) {zh, en, factor},
#include "lang/value/units.def"
#undef MONEY_SCALE
};
static const struct {
    const char *code, *zh, *en;
} currencies[] = {
#define CURRENCY(code, zh, en) {#code, zh, en},
#include "lang/value/units.def"
#undef CURRENCY
};

static bool reads_as(struct text unit, size_t currency, int64_t factor) {
    enum currency seen = CURRENCY_CNY;
    int64_t per_unit = 0;
    struct money m = {0, CURRENCY_CNY};
    bool right = money_unit(unit, &seen, &per_unit) && seen == (enum currency)currency && per_unit == factor * 100;
    struct text amount = text_format(arena, "3 %.*s", TEXT_ARG(unit)),
                tight = text_format(arena, "-3%.*s", TEXT_ARG(unit));
    right = right && money_parse(amount, &m) == DECIMAL_OK && m.minor == 300 * factor &&
            m.currency == (enum currency)currency;
    right = right && money_parse(tight, &m) == DECIMAL_OK && m.minor == -300 * factor;
    if (!right) tap_note("%.*s", TEXT_ARG(unit));
    return right;
}

static void test_units(void) {
    bool zh = true, en = true, codes = true;
    for (size_t s = 0; s < sizeof scales / sizeof *scales; s++) {
        for (size_t c = 0; c < CURRENCY_COUNT; c++) {
            zh = zh && reads_as(text_format(arena, "%s%s", scales[s].zh, currencies[c].zh), c, scales[s].factor);
            const char *blank = scales[s].en[0] ? " " : "";
            en = en &&
                 reads_as(text_format(arena, "%s%s%s", scales[s].en, blank, currencies[c].en), c, scales[s].factor);
            codes = codes && reads_as(text_format(arena, "%s%s%s", scales[s].en, blank, currencies[c].code), c,
                                      scales[s].factor);
        }
    }
    tap_ok(zh, "every prefix with every unit in Chinese");
    tap_ok(en, "and in English");
    tap_ok(codes, "and with every code");
    enum currency currency;
    int64_t per_unit;
    tap_ok(!money_unit(TEXT(""), &currency, &per_unit) && !money_unit(TEXT("万"), &currency, &per_unit) &&
               !money_unit(TEXT("年"), &currency, &per_unit),
           "other words are no money");
}

static struct text printed(struct money m, enum language language) {
    struct buffer b;
    buffer_init(&b, arena);
    money_print(&b, m, language);
    return buffer_done(&b);
}

static void test_print(void) {
    static const struct {
        int64_t minor;
        enum currency currency;
        const char *zh, *en;
    } cases[] = {
        {50000000, CURRENCY_CNY, "50 万元", "50 wan yuan"},
        {10000, CURRENCY_CNY, "0.01 万元", "0.01 wan yuan"},
        {6000000000, CURRENCY_CNY, "6000 万元", "6000 wan yuan"},
        {1, CURRENCY_CNY, "0.000001 万元", "0.000001 wan yuan"},
        {0, CURRENCY_CNY, "0 万元", "0 wan yuan"},
        {-500000, CURRENCY_CNY, "-0.5 万元", "-0.5 wan yuan"},
        {80000000, CURRENCY_EUR, "80 万欧元", "80 wan euros"},
        {INT64_MAX, CURRENCY_CNY, "9223372036854.775807 万元", "9223372036854.775807 wan yuan"},
        {-INT64_MAX, CURRENCY_USD, "-9223372036854.775807 万美元", "-9223372036854.775807 wan dollars"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct money m = {cases[i].minor, cases[i].currency}, back = {0, CURRENCY_CNY};
        tap_is_text(printed(m, LANGUAGE_ZH), cases[i].zh, "print %" PRId64 " in Chinese", cases[i].minor);
        tap_is_text(printed(m, LANGUAGE_EN), cases[i].en, "print %" PRId64 " in English", cases[i].minor);
        for (enum language language = LANGUAGE_ZH; language <= LANGUAGE_EN; language++) {
            tap_ok(money_parse(printed(m, language), &back) == DECIMAL_OK && back.minor == m.minor &&
                       back.currency == m.currency,
                   "and it reads back");
        }
    }
}

static struct decimal number(const char *text) {
    struct decimal d = {0, 0};
    decimal_parse(text_of(text), &d);
    return d;
}

static void test_arithmetic(void) {
    static const struct {
        int64_t minor;
        const char *factor, *scaled, *divided;
    } cases[] = {
        {10000, "0.1", "1000 CNY", "100000 CNY"},
        {5, "0.5", "2 CNY", "10 CNY"},
        {15, "0.5", "8 CNY", "30 CNY"},
        {-5, "0.5", "-2 CNY", "-10 CNY"},
        {-15, "0.5", "-8 CNY", "-30 CNY"},
        {10, "3", "30 CNY", "3 CNY"},
        {20, "3", "60 CNY", "7 CNY"},
        {5, "-2", "-10 CNY", "-2 CNY"},
        {15, "-2", "-30 CNY", "-8 CNY"},
        {7, "0", "0 CNY", "divided by zero"},
        {INT64_MAX, "1", "9223372036854775807 CNY", "9223372036854775807 CNY"},
        {INT64_MAX, "2", "overflow", "4611686018427387904 CNY"},
        {INT64_MAX, "0.1", "922337203685477581 CNY", "overflow"},
        {INT64_MAX, "-1", "-9223372036854775807 CNY", "-9223372036854775807 CNY"},
        {INT64_MAX, "0.000000000000000001", "9 CNY", "overflow"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct money out = {0, CURRENCY_CNY}, m = {cases[i].minor, CURRENCY_CNY};
        enum decimal_status status = money_scale(m, number(cases[i].factor), &out);
        tap_is_text(shown(status, out), cases[i].scaled, "%" PRId64 " × %s", cases[i].minor, cases[i].factor);
        status = money_divide(m, number(cases[i].factor), &out);
        tap_is_text(shown(status, out), cases[i].divided, "%" PRId64 " ÷ %s", cases[i].minor, cases[i].factor);
    }
    struct money a = {100, CURRENCY_EUR}, b = {300, CURRENCY_EUR}, none = {0, CURRENCY_EUR};
    struct decimal ratio;
    tap_ok(money_ratio(a, b, &ratio) == DECIMAL_OK && ratio.coefficient == 333333333333 && ratio.scale == 12,
           "one euro to three");
    tap_ok(money_ratio(b, a, &ratio) == DECIMAL_OK && ratio.coefficient == 3 && ratio.scale == 0, "three to one");
    tap_is_int(money_ratio(a, none, &ratio), DECIMAL_DIVIDED_BY_ZERO, "to nothing");
}

/* Wanted: worked out with fractions of unbounded integers, rounded half to even. */
static void test_convert(void) {
    static const struct {
        int64_t minor;
        const char *rate, *per, *wanted;
    } cases[] = {
        {1000, "7.8", "1", "7800 USD"},
        {-1000, "7.8", "1", "-7800 USD"},
        {10000, "1", "7.8", "1282 USD"}, /* 1282.05… */
        {5, "1", "10", "0 USD"},         /* 0.5 to even */
        {15, "1", "10", "2 USD"},        /* 1.5 to even */
        {25, "1", "10", "2 USD"},        /* 2.5 to even */
        {-25, "1", "10", "-2 USD"},
        {251, "1", "100", "3 USD"}, /* 2.51 */
        {1, "0.000000000000000001", "0.000000000000000001", "1 USD"},
        {3, "0.000000000000000001", "2", "0 USD"},
        {9223372036854775807, "1", "1", "9223372036854775807 USD"},
        {9223372036854775807, "1.000000000000000001", "1", "overflow"},
        {9223372036854775807, "9.223372036854775807", "9.223372036854775807", "9223372036854775807 USD"},
        {9223372036854775807, "9223372036854775807", "9223372036854775807", "9223372036854775807 USD"},
        {9223372036854775807, "9223372036854775806", "9223372036854775807", "9223372036854775806 USD"},
        {1, "9223372036854775807", "0.000000000000000001", "overflow"},
        {100, "0.05", "7.8", "1 USD"},                    /* 0.641… */
        {123456789, "7.8123", "1.0001", "964385034 USD"}, /* 964385034.20… */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct decimal rate = {0, 0}, per = {0, 0};
        struct money out = {0, CURRENCY_CNY};
        tap_ok(decimal_parse(text_of(cases[i].rate), &rate) == DECIMAL_OK &&
                   decimal_parse(text_of(cases[i].per), &per) == DECIMAL_OK,
               "rates are read");
        enum decimal_status status =
            money_convert((struct money){cases[i].minor, CURRENCY_EUR}, rate, per, CURRENCY_USD, &out);
        struct text seen = shown(status, out);
        tap_is_text(seen, cases[i].wanted, "%" PRId64 " * %s / %s", cases[i].minor, cases[i].rate, cases[i].per);
    }
}

int main(void) {
    arena = arena_new(NULL);
    test_parse();
    test_units();
    test_print();
    test_arithmetic();
    test_convert();
    tap_ok(strcmp(currency_code(CURRENCY_CNY), "CNY") == 0 && strcmp(currency_code(CURRENCY_ZAR), "ZAR") == 0, "codes");
    arena_free(arena);
    return tap_done();
}
