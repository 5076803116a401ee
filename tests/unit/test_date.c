#include "lang/value/date.h"

#include "tests/unit/tap.h"

static struct arena *arena;

static int32_t day(const char *text) {
    int32_t d = 0;
    if (!date_parse(text_of(text), &d)) tap_ok(false, "the test's own date %s", text);
    return d;
}

static struct text shown(bool good, int32_t d) {
    struct buffer b;
    buffer_init(&b, arena);
    if (good) {
        date_print(&b, d);
    } else {
        buffer_str(&b, "no");
    }
    return buffer_done(&b);
}

/* Counts the days by the calendar's rules alone and compares each with the algorithm. */
static void test_every_day(void) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t expected = DATE_MIN;
    bool forth = true, back = true, text = true, refused = true;
    for (int y = 1; y <= 9999; y++) {
        bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
        for (int m = 1; m <= 12; m++) {
            int last = lengths[m - 1] + (m == 2 && leap);
            for (int d = 1; d <= last; d++, expected++) {
                int32_t seen = 0, parsed = 0;
                int y2, m2, d2;
                forth = forth && date_from_civil(y, m, d, &seen) && seen == expected;
                date_to_civil(expected, &y2, &m2, &d2);
                back = back && y2 == y && m2 == m && d2 == d;
                text = text && date_parse(shown(true, expected), &parsed) && parsed == expected;
            }
            int32_t none;
            refused = refused && !date_from_civil(y, m, 0, &none) && !date_from_civil(y, m, last + 1, &none);
        }
        arena_reset(arena);
    }
    tap_is_int(expected, DATE_MAX + 1, "the years 0001 to 9999 have all their days");
    tap_ok(forth, "every day has its number");
    tap_ok(back, "every number has its day");
    tap_ok(text, "every day is printed and read back");
    tap_ok(refused, "no month has a day 0 or one more than its last");
    tap_is_int(day("1970-01-01"), 0, "1970-01-01 is day 0");
    tap_is_int(day("2000-03-01"), 11017, "2000-03-01 is day 11017");
    int32_t none;
    tap_ok(!date_from_civil(0, 12, 31, &none) && !date_from_civil(10000, 1, 1, &none) &&
               !date_from_civil(2000, 0, 1, &none) && !date_from_civil(2000, 13, 1, &none) &&
               !date_from_civil(INT64_MAX, INT64_MAX, INT64_MAX, &none) && !date_from_civil(INT64_MIN, 1, 1, &none),
           "nothing outside");
}

static void test_parse(void) {
    static const char *const bad[] = {"",
                                      "2023",
                                      "2023-5-31",
                                      "2023-05-1",
                                      "2023-05-32",
                                      "2023-13-01",
                                      "2023-00-01",
                                      "2023-02-29",
                                      "1900-02-29",
                                      "0000-01-01",
                                      "10000-01-01",
                                      "2023/05/31",
                                      "2023-05-31 ",
                                      " 2023-05-31",
                                      "2023-05-31T00:00",
                                      "20230531",
                                      "-001-01-01",
                                      "２０２３-05-31",
                                      "2023-05-3a"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int32_t d;
        tap_ok(!date_parse(text_of(bad[i]), &d), "no date: \"%s\"", bad[i]);
    }
    tap_is_text(shown(true, day("2024-02-29")), "2024-02-29", "a leap day");
    tap_is_int(day("0001-01-01"), DATE_MIN, "the first day");
    tap_is_int(day("9999-12-31"), DATE_MAX, "the last day");
}

static void test_moments(void) {
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {"2022-12-20T16:00:00+08:00", "2022-12-20T16:00:00+08:00"},
        {"2022-12-20T16:00+08:00", "2022-12-20T16:00:00+08:00"},
        {"2022-12-20T16:00", "2022-12-20T16:00:00+08:00"},
        {"2022-12-20T08:00:00Z", "2022-12-20T16:00:00+08:00"},
        {"2022-12-20t08:00:00z", "2022-12-20T16:00:00+08:00"},
        {"2022-12-20T16:00:00Z", "2022-12-21T00:00:00+08:00"},
        {"2022-12-20T15:59:59.999Z", "2022-12-20T23:59:59.999+08:00"},
        {"2022-12-20T03:00:00-05:00", "2022-12-20T16:00:00+08:00"},
        {"2022-12-20T16:00:00.5+08:00", "2022-12-20T16:00:00.500+08:00"},
        {"2022-12-20T16:00:00.050", "2022-12-20T16:00:00.050+08:00"},
        {"2022-12-20T23:59:59+23:59", "2022-12-20T08:00:59+08:00"},
        {"0001-01-01T00:00:00+08:00", "0001-01-01T00:00:00+08:00"},
        {"9999-12-31T23:59:59.999+08:00", "9999-12-31T23:59:59.999+08:00"},
        {"0001-01-01T00:00:00+08:01", "no"},
        {"9999-12-31T16:00:00Z", "no"},
        {"9999-12-31T15:59:59Z", "9999-12-31T23:59:59+08:00"},
        {"2022-12-20T24:00:00+08:00", "no"},
        {"2022-12-20T23:60:00", "no"},
        {"2022-12-20T23:59:60Z", "no"},
        {"2022-12-20", "no"},
        {"2022-12-20T16", "no"},
        {"2022-12-20 16:00", "no"},
        {"2022-12-20T16:00:00.", "no"},
        {"2022-12-20T16:00:00.1234", "no"},
        {"2022-12-20T16:00.5", "no"},
        {"2022-12-20T16:00:00+8:00", "no"},
        {"2022-12-20T16:00:00+0800", "no"},
        {"2022-12-20T16:00:00+24:00", "no"},
        {"2022-12-20T16:00:00+08:60", "no"},
        {"2022-12-20T16:00:00 +08:00", "no"},
        {"2022-12-20T16:00:00Zx", "no"},
        {"2022-02-30T16:00:00Z", "no"},
        {"2022-12-20T6:00", "no"},
        {"", "no"},
        {"16:00", "no"},
        {"2022-12-20T16:00:00+", "no"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t moment = 0, again = 1;
        struct buffer b;
        buffer_init(&b, arena);
        bool good = moment_parse(text_of(cases[i].text), &moment);
        if (good) {
            moment_print(&b, moment);
        } else {
            buffer_str(&b, "no");
        }
        tap_is_text(buffer_done(&b), cases[i].wanted, "moment %s", cases[i].text);
        if (good) tap_ok(moment_parse(buffer_done(&b), &again) && again == moment, "and it reads back");
    }
    tap_is_int(moment_at(0, 8, 0, 0), 0, "eight in the morning in China is midnight UTC");
    tap_is_text(shown(true, moment_day(moment_at(day("2020-11-27"), 16, 0, 0))), "2020-11-27", "a moment's day");
    tap_is_text(shown(true, moment_day(moment_at(day("2020-11-27"), 0, 0, 0) - 1)), "2020-11-26",
                "a millisecond before midnight is the day before");
    tap_is_text(shown(true, moment_day(moment_at(day("1960-01-01"), 0, 0, 0) - 1)), "1959-12-31", "before 1970 too");
}

static void test_arithmetic(void) {
    static const struct {
        const char *date;
        int64_t months;
        const char *wanted;
    } cases[] = {
        {"2023-01-31", 1, "2023-02-28"},
        {"2024-01-31", 1, "2024-02-29"},
        {"2024-02-29", 12, "2025-02-28"},
        {"2024-02-29", 48, "2028-02-29"},
        {"2023-03-31", -1, "2023-02-28"},
        {"2023-01-15", -1, "2022-12-15"},
        {"2023-12-15", 1, "2024-01-15"},
        {"2023-05-31", 0, "2023-05-31"},
        {"0001-01-01", -1, "no"},
        {"9999-12-31", 1, "no"},
        {"9999-11-30", 1, "9999-12-30"},
        {"0001-02-28", -1, "0001-01-28"},
        {"0001-01-01", 119987, "9999-12-01"},
        {"0001-01-01", 119988, "no"},
        {"9999-12-31", -119987, "0001-01-31"},
        {"9999-12-31", -119988, "no"},
        {"2023-01-01", INT64_MAX, "no"},
        {"2023-01-01", INT64_MIN, "no"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t d = 0;
        bool good = date_add_months(day(cases[i].date), cases[i].months, &d);
        tap_is_text(shown(good, d), cases[i].wanted, "%s and %lld months", cases[i].date, (long long)cases[i].months);
    }
    int32_t d;
    tap_ok(date_add_days(day("2024-02-28"), 2, &d) && d == day("2024-03-01"), "two days over a leap day");
    tap_ok(date_add_days(DATE_MIN, DATE_MAX - (int64_t)DATE_MIN, &d) && d == DATE_MAX,
           "from the first day to the last");
    tap_ok(!date_add_days(DATE_MAX, 1, &d) && !date_add_days(DATE_MIN, -1, &d), "no day beyond");
    tap_ok(!date_add_days(0, INT64_MAX, &d) && !date_add_days(0, INT64_MIN, &d), "nor far beyond");
    int64_t n = 0;
    tap_ok(date_whole_months(day("2023-01-15"), day("2024-03-15"), &n) && n == 14, "fourteen whole months");
    tap_ok(date_whole_months(day("2024-03-15"), day("2023-01-15"), &n) && n == -14, "and back");
    tap_ok(date_whole_months(day("2023-01-31"), day("2023-01-31"), &n) && n == 0, "none");
    tap_ok(!date_whole_months(day("2023-01-31"), day("2023-02-28"), &n), "a clipped month is not whole");
    tap_ok(!date_whole_months(day("2023-01-15"), day("2023-02-14"), &n), "a day short is not");
    bool inverse = true;
    for (int32_t date = day("1999-01-01"); date < day("2005-01-01"); date++) {
        for (int64_t months = -30; months <= 30; months++) {
            int year, month, before, after;
            date_to_civil(date, &year, &month, &before);
            inverse = inverse && date_add_months(date, months, &d);
            date_to_civil(d, &year, &month, &after);
            inverse = inverse &&
                      (after == before ? date_whole_months(date, d, &n) && n == months : after < before && after >= 28);
        }
    }
    tap_ok(inverse, "adding months and counting them agree wherever nothing is clipped");
}

int main(void) {
    arena = arena_new(NULL);
    test_every_day();
    test_parse();
    test_moments();
    test_arithmetic();
    arena_free(arena);
    return tap_done();
}
