/* Test Anything Protocol for the unit tests: one line for each check, the plan at the end, and for a check that
 * fails the place, what was wanted and what was seen. Each test is a program; `return tap_done();` ends it. */
#ifndef ZN_TESTS_TAP_H
#define ZN_TESTS_TAP_H

#include <stdbool.h>
#include <stdint.h>

#include "lang/base/text.h"

#define tap_ok(condition, ...) tap_ok_at(__FILE__, __LINE__, (condition), __VA_ARGS__)
#define tap_is_text(seen, wanted, ...) tap_is_text_at(__FILE__, __LINE__, (seen), (wanted), __VA_ARGS__)
#define tap_is_int(seen, wanted, ...) tap_is_int_at(__FILE__, __LINE__, (int64_t)(seen), (int64_t)(wanted), __VA_ARGS__)

/* The name is a printf format and its arguments. Each gives whether the check held. */
bool tap_ok_at(const char *file, int line, bool condition, const char *name, ...) __attribute__((format(printf, 4, 5)));
bool tap_is_text_at(const char *file, int line, struct text seen, const char *wanted, const char *name, ...)
    __attribute__((format(printf, 5, 6)));
bool tap_is_int_at(const char *file, int line, int64_t seen, int64_t wanted, const char *name, ...)
    __attribute__((format(printf, 5, 6)));
/* A line for whoever reads the output. */
void tap_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Prints the plan; the exit status of the program: 0 where everything held. */
int tap_done(void);

#endif
