/* Values as a reader writes them: the literal of the language (DESIGN 2.4), for `eval`, messages and explanations. */
#ifndef ZN_CODE_SHOW_H
#define ZN_CODE_SHOW_H

#include "lang/base/language.h"
#include "lang/code/image.h"

/* Texts and labels without quotes where `quoted` is false (messages), with them otherwise. Choices by their name in the
 * language; lists `[a, b]`, sets `{a, b}`, cut after LIMIT_EXPLAIN_GROUP with the count; records by their key or name
 * field (else their place in the list); months as years where whole ("2 年", "18 个月"); unknown `未知`/`unknown`; an
 * error by its reason. */
void show_value(struct buffer *out, const struct image *image, struct type type, struct value value,
                enum language language, bool quoted);
/* The words of a reason (reasons.def). */
const char *show_reason(unsigned reason, enum language language);

#endif
