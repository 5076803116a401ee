/* Dates by H. Hinnant's day algorithms: years begin in March, so the leap day ends one, and 400 years are an era. */
#include "lang/value/date.h"

#define DAYS_PER_ERA 146097
#define ERA_TO_1970 719468 /* days from 0000-03-01 to 1970-01-01 */
#define MS_PER_SECOND INT64_C(1000)
#define MS_PER_MINUTE (60 * MS_PER_SECOND)
#define MS_PER_HOUR (60 * MS_PER_MINUTE)
#define MS_PER_DAY (24 * MS_PER_HOUR)
#define CHINA_OFFSET (8 * MS_PER_HOUR)

/* ---- the calendar ---- */

static bool is_leap(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int64_t days_of_month(int64_t year, int64_t month) {
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool date_from_civil(int64_t year, int64_t month, int64_t day, int32_t *out) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_of_month(year, month)) return false;
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = y / 400, year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    *out = (int32_t)(era * DAYS_PER_ERA + day_of_era - ERA_TO_1970);
    return true;
}

void date_to_civil(int32_t date, int *year, int *month, int *day) {
    int64_t z = (int64_t)date + ERA_TO_1970;
    int64_t era = (z >= 0 ? z : z - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA, day_of_era = z - era * DAYS_PER_ERA;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (DAYS_PER_ERA - 1)) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t march = (5 * day_of_year + 2) / 153; /* 0 = March */
    *day = (int)(day_of_year - (153 * march + 2) / 5 + 1);
    *month = (int)(march < 10 ? march + 3 : march - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

bool date_add_days(int32_t date, int64_t days, int32_t *out) {
    if (days > DATE_MAX - DATE_MIN || days < DATE_MIN - DATE_MAX) return false;
    int64_t result = date + days;
    if (result < DATE_MIN || result > DATE_MAX) return false;
    *out = (int32_t)result;
    return true;
}

bool date_add_months(int32_t date, int64_t months, int32_t *out) {
    if (months > 12 * 10000 || months < -12 * 10000) return false;
    int year, month, day;
    date_to_civil(date, &year, &month, &day);
    int64_t total = (int64_t)year * 12 + month - 1 + months;
    if (total < 12) return false;
    int64_t new_year = total / 12, new_month = total % 12 + 1, last = days_of_month(new_year, new_month);
    return date_from_civil(new_year, new_month, day < last ? day : last, out);
}

bool date_whole_months(int32_t from, int32_t to, int64_t *months) {
    int y1, m1, d1, y2, m2, d2;
    date_to_civil(from, &y1, &m1, &d1);
    date_to_civil(to, &y2, &m2, &d2);
    if (d1 != d2) return false;
    *months = ((int64_t)y2 - y1) * 12 + m2 - m1;
    return true;
}

/* ---- text ---- */

/* Takes exactly `n` digits from the front of `t`. */
static bool take_number(struct text *t, size_t n, int64_t *out) {
    if (t->len < n) return false;
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        char c = t->ptr[i];
        if (c < '0' || c > '9') return false;
        *out = *out * 10 + (c - '0');
    }
    *t = text_slice(*t, n, t->len);
    return true;
}

static bool take(struct text *t, char c) {
    if (!t->len || t->ptr[0] != c) return false;
    *t = text_slice(*t, 1, t->len);
    return true;
}

static bool take_date(struct text *t, int32_t *out) {
    int64_t year, month, day;
    return take_number(t, 4, &year) && take(t, '-') && take_number(t, 2, &month) && take(t, '-') &&
           take_number(t, 2, &day) && date_from_civil(year, month, day, out);
}

bool date_parse(struct text t, int32_t *out) {
    int32_t date;
    if (!take_date(&t, &date) || t.len) return false;
    *out = date;
    return true;
}

static bool take_clock(struct text *t, int64_t *ms) {
    int64_t hour, minute, second = 0;
    if (!take_number(t, 2, &hour) || !take(t, ':') || !take_number(t, 2, &minute) || hour > 23 || minute > 59)
        return false;
    *ms = hour * MS_PER_HOUR + minute * MS_PER_MINUTE;
    if (!take(t, ':')) return true;
    if (!take_number(t, 2, &second) || second > 59) return false;
    *ms += second * MS_PER_SECOND;
    if (!take(t, '.')) return true;
    int64_t unit = 100, digit, digits = 0;
    for (; digits < 3 && take_number(t, 1, &digit); digits++, unit /= 10) *ms += digit * unit;
    return digits > 0;
}

static bool take_offset(struct text *t, int64_t *ms) {
    *ms = CHINA_OFFSET;
    if (!t->len) return true;
    *ms = 0;
    if (take(t, 'Z') || take(t, 'z')) return true;
    bool west = take(t, '-');
    int64_t hour, minute;
    if ((!west && !take(t, '+')) || !take_number(t, 2, &hour) || !take(t, ':') || !take_number(t, 2, &minute))
        return false;
    if (hour > 23 || minute > 59) return false;
    *ms = (west ? -1 : 1) * (hour * MS_PER_HOUR + minute * MS_PER_MINUTE);
    return true;
}

static int64_t china_day(int64_t moment) {
    int64_t local = moment + CHINA_OFFSET;
    return (local >= 0 ? local : local - (MS_PER_DAY - 1)) / MS_PER_DAY;
}

bool moment_parse(struct text t, int64_t *out) {
    int32_t date;
    int64_t clock, offset;
    if (!take_date(&t, &date) || (!take(&t, 'T') && !take(&t, 't')) || !take_clock(&t, &clock) ||
        !take_offset(&t, &offset) || t.len)
        return false;
    int64_t moment = date * MS_PER_DAY + clock - offset;
    if (!moment_is_valid(moment)) return false;
    *out = moment;
    return true;
}

bool moment_is_valid(int64_t moment) {
    return moment >= DATE_MIN * MS_PER_DAY - CHINA_OFFSET &&
           moment < (DATE_MAX + INT64_C(1)) * MS_PER_DAY - CHINA_OFFSET;
}

int32_t moment_day(int64_t moment) { return (int32_t)china_day(moment); }

int64_t moment_at(int32_t date, int hour, int minute, int second) {
    return date * MS_PER_DAY + hour * MS_PER_HOUR + minute * MS_PER_MINUTE + second * MS_PER_SECOND - CHINA_OFFSET;
}

void date_print(struct buffer *out, int32_t date) {
    int year, month, day;
    date_to_civil(date, &year, &month, &day);
    buffer_printf(out, "%04d-%02d-%02d", year, month, day);
}

void moment_print(struct buffer *out, int64_t moment) {
    int32_t date = moment_day(moment);
    int64_t ms = moment + CHINA_OFFSET - date * MS_PER_DAY;
    date_print(out, date);
    buffer_printf(out, "T%02d:%02d:%02d", (int)(ms / MS_PER_HOUR), (int)(ms / MS_PER_MINUTE % 60),
                  (int)(ms / MS_PER_SECOND % 60));
    if (ms % MS_PER_SECOND) buffer_printf(out, ".%03d", (int)(ms % MS_PER_SECOND));
    buffer_str(out, "+08:00");
}
