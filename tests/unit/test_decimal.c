#include "lang/value/decimal.h"

#include <inttypes.h>

#include "tests/unit/tap.h"

static struct arena *arena;

static const char *const status_names[] = {"ok", "overflow", "divided by zero", "syntax", "inexact"};

static struct text shown(enum decimal_status status, struct decimal d) {
    struct buffer b;
    buffer_init(&b, arena);
    if (status == DECIMAL_OK) {
        decimal_print(&b, d);
    } else {
        buffer_str(&b, status_names[status]);
    }
    return buffer_done(&b);
}

static struct decimal of(const char *text) {
    struct decimal d = {0, 0};
    if (decimal_parse(text_of(text), &d) != DECIMAL_OK) tap_ok(false, "the test's own number %s", text);
    return d;
}

static void test_parse(void) {
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {"0", "0"},
        {"-0", "0"},
        {"0.0", "0"},
        {"-0.000e5", "0"},
        {"0e999999999999999999999", "0"},
        {"1", "1"},
        {"-1", "-1"},
        {"1.50", "1.5"},
        {"100", "100"},
        {"1e2", "100"},
        {"1E+2", "100"},
        {"1.5e-3", "0.0015"},
        {"120e-1", "12"},
        {"0.1e1", "1"},
        {"-0.5", "-0.5"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775807", "-9223372036854775807"},
        {"9223372036854775808", "overflow"},
        {"-9223372036854775808", "overflow"},
        {"92233720368547758070", "overflow"},
        {"9.223372036854775807", "9.223372036854775807"},
        {"9.223372036854775808", "inexact"},
        {"0.000000000000000001", "0.000000000000000001"},
        {"0.0000000000000000001", "inexact"},
        {"1e-18", "0.000000000000000001"},
        {"1e-19", "inexact"},
        {"10e-19", "0.000000000000000001"},
        {"1e18", "1000000000000000000"},
        {"1e19", "overflow"},
        {"9e18", "9000000000000000000"},
        {"0.0001e22", "1000000000000000000"},
        {"1.000000000000000000000000000000", "1"},
        {"1000000000000000000000000000000e-30", "1"},
        {"1e999999999999999999999", "overflow"},
        {"1e-999999999999999999999", "inexact"},
        {"123456789012345678901234567890", "overflow"},
        {"0.123456789012345678901234567890", "inexact"},
        {"", "syntax"},
        {"-", "syntax"},
        {"+1", "syntax"},
        {"01", "syntax"},
        {"-01", "syntax"},
        {"1.", "syntax"},
        {".5", "syntax"},
        {"1e", "syntax"},
        {"1e+", "syntax"},
        {"1 ", "syntax"},
        {" 1", "syntax"},
        {"1,000", "syntax"},
        {"1.2.3", "syntax"},
        {"0x10", "syntax"},
        {"NaN", "syntax"},
        {"1e1.5", "syntax"},
        {"--1", "syntax"},
        {"１", "syntax"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct decimal d = {0, 0};
        enum decimal_status status = decimal_parse(text_of(cases[i].text), &d);
        tap_is_text(shown(status, d), cases[i].wanted, "parse %s", cases[i].text);
    }
    struct decimal d = of("1.0");
    tap_ok(d.coefficient == 1 && d.scale == 0, "equal numbers are equal bytes");
    struct buffer b;
    buffer_init(&b, arena);
    buffer_str(&b, "0.");
    buffer_repeat(&b, TEXT("0"), 100000);
    buffer_str(&b, "5e100001");
    enum decimal_status status = decimal_parse(buffer_done(&b), &d);
    tap_is_text(shown(status, d), "5", "a hundred thousand zeros and an exponent that makes up for them");
}

struct operation {
    const char *a, *b, *wanted;
};

static void test_operation(const char *sign,
                           enum decimal_status (*operation)(struct decimal, struct decimal, struct decimal *),
                           const struct operation *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct decimal d = {0, 0};
        enum decimal_status status = operation(of(cases[i].a), of(cases[i].b), &d);
        tap_is_text(shown(status, d), cases[i].wanted, "%s %s %s", cases[i].a, sign, cases[i].b);
    }
}

#define OPERATION(sign, function, cases) test_operation(sign, function, cases, sizeof cases / sizeof *cases)

static void test_arithmetic(void) {
    static const struct operation sums[] = {
        {"0.1", "0.2", "0.3"},
        {"0.5", "0.5", "1"},
        {"1", "-1", "0"},
        {"9223372036854775807", "0", "9223372036854775807"},
        {"9223372036854775807", "1", "overflow"},
        {"-9223372036854775807", "-1", "overflow"},
        {"9223372036854775807", "0.1", "overflow"},
        {"9223372036854775807", "0.000000000000000001", "overflow"},
        {"0.999999999999999999", "0.000000000000000001", "1"},
    };
    static const struct operation differences[] = {
        {"0.3", "0.1", "0.2"},
        {"1", "1", "0"},
        {"-9223372036854775807", "1", "overflow"},
        {"0", "9223372036854775807", "-9223372036854775807"},
    };
    static const struct operation products[] = {
        {"0.1", "0.1", "0.01"},
        {"2.5", "4", "10"},
        {"-3", "0.5", "-1.5"},
        {"0", "9223372036854775807", "0"},
        {"3037000499", "3037000499", "9223372030926249001"},
        {"3037000500", "3037000500", "overflow"},
        {"9223372036854775807", "9223372036854775807", "overflow"},
        {"0.000000001", "0.000000001", "0.000000000000000001"},
        {"0.000000001", "0.0000000001", "overflow"},
        {"0.000000000000000002", "0.5", "0.000000000000000001"},
        {"0.000000000000000001", "0.000000000000000001", "overflow"},
        {"9223372036854775807", "0.1", "922337203685477580.7"},
    };
    static const struct operation quotients[] = {
        {"1", "0", "divided by zero"},
        {"0", "0", "divided by zero"},
        {"0", "5", "0"},
        {"6", "3", "2"},
        {"1", "3", "0.333333333333"},
        {"2", "3", "0.666666666667"},
        {"-2", "3", "-0.666666666667"},
        {"2", "-3", "-0.666666666667"},
        {"1", "8", "0.125"},
        {"1", "1000000000000", "0.000000000001"},
        {"1", "2000000000000", "0"},
        {"3", "2000000000000", "0.000000000002"},
        {"5", "2000000000000", "0.000000000002"},
        {"7", "2000000000000", "0.000000000004"},
        {"1000000000000", "3", "333333333333.3333333"},
        {"9223372036854775807", "1", "9223372036854775807"},
        {"9223372036854775807", "0.1", "overflow"},
        {"9223372036854775807", "2", "4611686018427387904"},
        {"9223372036854775805", "2", "4611686018427387902"},
        {"9223372036854775807", "10", "922337203685477580.7"},
        {"1", "0.000000000000000001", "1000000000000000000"},
        {"9223372036854775807", "9223372036854775807", "1"},
        {"0.000000000000000001", "9223372036854775807", "0"},
        {"9223372036854775807", "0.999999999999999999", "overflow"},
        {"9.223372036854775807", "9.223372036854775806", "1"},
    };
    OPERATION("+", decimal_add, sums);
    OPERATION("-", decimal_subtract, differences);
    OPERATION("×", decimal_multiply, products);
    OPERATION("÷", decimal_divide, quotients);
}

static void test_compare(void) {
    /* ascending */
    static const char *const order[] = {"-9223372036854775807",
                                        "-2",
                                        "-1.5",
                                        "-0.000000000000000001",
                                        "0",
                                        "0.000000000000000001",
                                        "0.1",
                                        "0.11",
                                        "1",
                                        "1.000000000000000001",
                                        "10",
                                        "922337203685477580.7",
                                        "9223372036854775806",
                                        "9223372036854775807"};
    bool right = true;
    for (int i = 0; i < 14; i++) {
        for (int j = 0; j < 14; j++) right = right && decimal_compare(of(order[i]), of(order[j])) == (i > j) - (i < j);
    }
    tap_ok(right, "comparison orders numbers of all scales");
}

static void test_scaled(void) {
    static const struct {
        const char *number;
        unsigned places;
        bool round;
        const char *wanted;
    } cases[] = {
        {"1.25", 2, false, "125"},
        {"1.25", 1, false, "inexact"},
        {"1.25", 1, true, "12"},
        {"1.35", 1, true, "14"},
        {"1.251", 1, true, "13"},
        {"-1.25", 1, true, "-12"},
        {"-1.35", 1, true, "-14"},
        {"0.5", 0, true, "0"},
        {"1.5", 0, true, "2"},
        {"-0.5", 0, true, "0"},
        {"-1.5", 0, true, "-2"},
        {"0.6", 0, true, "1"},
        {"-0.6", 0, true, "-1"},
        {"7", 0, false, "7"},
        {"7", 3, false, "7000"},
        {"0", 100, false, "0"},
        {"1", 18, false, "1000000000000000000"},
        {"1", 19, false, "overflow"},
        {"10", 18, false, "overflow"},
        {"9223372036854775807", 1, false, "overflow"},
        {"0.000000000000000001", 0, true, "0"},
        {"0.000000000000000001", 18, false, "1"},
        {"0.999999999999999999", 0, true, "1"},
        {"1", 4000000000u, false, "overflow"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t n = 0;
        enum decimal_status status = decimal_scaled(of(cases[i].number), cases[i].places, cases[i].round, &n);
        tap_is_text(shown(status, (struct decimal){n, 0}), cases[i].wanted, "%s × 10^%u", cases[i].number,
                    cases[i].places);
    }
    int64_t n = 0;
    tap_ok(decimal_to_int(of("12"), &n) == DECIMAL_OK && n == 12, "12 is an integer");
    tap_is_int(decimal_to_int(of("1.2"), &n), DECIMAL_INEXACT, "1.2 is none");
    tap_is_text(shown(DECIMAL_OK, decimal_from_int(-5)), "-5", "from an integer");
}

/* Laws on numbers of all sizes, from a fixed sequence. */
static uint64_t state = 1;
static struct decimal some_number(void) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    unsigned bits = (unsigned)(state >> 58), scale = (unsigned)(state >> 40 & 0xFF) % 19;
    int64_t c = (int64_t)(state * 0x9e3779b97f4a7c15u >> 1) >> (bits > 62 ? 62 : bits);
    if (state & 0x100000000) c = -c;
    struct decimal d;
    struct buffer b;
    buffer_init(&b, arena);
    buffer_printf(&b, "%" PRId64 "e-%u", c, scale);
    return decimal_parse(buffer_done(&b), &d) == DECIMAL_OK ? d : (struct decimal){0, 0};
}

static void test_laws(void) {
    bool sums = true, products = true, back = true, sides = true, quotients = true;
    for (int i = 0; i < 100000; i++) {
        struct decimal a = some_number(), b = some_number(), ab, ba, c;
        enum decimal_status x = decimal_add(a, b, &ab), y = decimal_add(b, a, &ba);
        sums = sums && x == y && (x || decimal_compare(ab, ba) == 0);
        if (!x && !decimal_subtract(ab, b, &c)) back = back && c.coefficient == a.coefficient && c.scale == a.scale;
        if (!x) sides = sides && decimal_compare(ab, a) == decimal_compare(b, (struct decimal){0, 0});
        x = decimal_multiply(a, b, &ab);
        y = decimal_multiply(b, a, &ba);
        products = products && x == y && (x || (ab.coefficient == ba.coefficient && ab.scale == ba.scale));
        if (!x && b.coefficient && a.scale <= 6 && !decimal_divide(ab, b, &c))
            quotients = quotients && (decimal_compare(c, a) == 0 || a.scale > 0);
        struct decimal again;
        struct text printed = shown(DECIMAL_OK, a);
        back = back && decimal_parse(printed, &again) == DECIMAL_OK && again.coefficient == a.coefficient &&
               again.scale == a.scale;
        if (i % 1000 == 0) arena_reset(arena);
    }
    tap_ok(sums, "a + b = b + a");
    tap_ok(products, "a × b = b × a");
    tap_ok(quotients, "a × b ÷ b = a for whole a");
    tap_ok(back, "a + b - b = a, and what is printed reads back");
    tap_ok(sides, "a + b > a where b > 0");
}

int main(void) {
    arena = arena_new(NULL);
    test_parse();
    test_arithmetic();
    test_compare();
    test_scaled();
    test_laws();
    arena_free(arena);
    return tap_done();
}
