/* Regular expressions: PCRE2, UTF mode, with limits always set (limits.h). `\d \w \s` are ASCII, letters by \p{…}. */
#ifndef ZN_VALUE_REGEX_H
#define ZN_VALUE_REGEX_H

#include "lang/base/text.h"

struct regex; /* lifetime: the program's; freed by regex_free */

enum regex_status { REGEX_NO, REGEX_YES, REGEX_LIMIT, REGEX_FAILED };

/* NULL where the pattern is wrong or longer than LIMIT_PATTERN_BYTES: `reason` (PCRE2's words) and the byte offset say why. */
struct regex *regex_new(struct arena *arena, struct text pattern, struct text *reason, size_t *offset);
void regex_free(struct regex *regex);
unsigned regex_groups(const struct regex *regex);                        /* named groups, in order of their number */
struct text regex_group_name(const struct regex *regex, unsigned group); /* 0-based among the named */
/* A regex serves one thread at a time.
 * Searches `subject` (valid UTF-8). `captures` (may be NULL) gets a slice for each named group; ptr NULL where unset. */
enum regex_status regex_match(struct regex *regex, struct text subject, struct text *captures);
/* Appends `literal` so that it matches itself. */
void regex_quote(struct buffer *out, struct text literal);

#endif
