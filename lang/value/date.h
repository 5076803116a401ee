/* Dates of the proleptic Gregorian calendar, 0001-01-01 to 9999-12-31; moments; durations.
 *
 * A date is a day number, 0 = 1970-01-01 (days-from-civil: H. Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms"). A moment is milliseconds since 1970-01-01T00:00Z. China's calendar day of a moment is taken at
 * UTC+8, which has held without summer time since 1992. */
#ifndef ZN_VALUE_DATE_H
#define ZN_VALUE_DATE_H

#include "lang/base/text.h"

#define DATE_MIN (-719162) /* 0001-01-01 */
#define DATE_MAX 2932896   /* 9999-12-31 */

bool date_from_civil(int64_t year, int64_t month, int64_t day, int32_t *out); /* false: no such day */
void date_to_civil(int32_t date, int *year, int *month, int *day);
/* "2023-05-31", exactly. */
bool date_parse(struct text t, int32_t *out);
/* RFC 3339 with offset or Z ("2022-12-20T16:00:00+08:00", seconds may be left out), up to milliseconds; without
 * an offset China's time is meant. 24:00 is refused, second 60 too, and what is no day of 0001 to 9999 in China. */
bool moment_parse(struct text t, int64_t *out);
bool moment_is_valid(int64_t moment);                              /* a day of 0001 to 9999 in China */
int32_t moment_day(int64_t moment);                                /* China's calendar day */
int64_t moment_at(int32_t date, int hour, int minute, int second); /* China's time */
/* Adds calendar months; a day the month does not have becomes its last. False: out of range. */
bool date_add_months(int32_t date, int64_t months, int32_t *out);
bool date_add_days(int32_t date, int64_t days, int32_t *out);
/* Whole months from `from` to `to`, only where exact: to = from + months (end-of-month clipping not used). */
bool date_whole_months(int32_t from, int32_t to, int64_t *months);
void date_print(struct buffer *out, int32_t date);     /* 2024-02-29 */
void moment_print(struct buffer *out, int64_t moment); /* 2022-12-20T16:00:00+08:00, China's time */

#endif
