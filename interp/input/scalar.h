/* One value that is no container, from what stands in JSON. */
#ifndef ZN_INPUT_SCALAR_H
#define ZN_INPUT_SCALAR_H

#include "interp/input/input.h"

/* What these give where the value fits. */
#define SCALAR_FITS PROBLEM_COUNT

/* From the characters of a JSON text (TYPE_TEXT and TYPE_LABEL too), or of a JSON number. Choices and records are read
 * elsewhere. `out` is written only where the value fits. */
enum problem_code scalar_from_text(enum type_kind kind, struct text t, struct value *out);
enum problem_code scalar_from_number(enum type_kind kind, struct text t, struct value *out);
/* The complaint that something else than a value of this kind stands there. */
enum problem_code scalar_expected(enum type_kind kind);
/* Whether a JSON text may hold a value of this kind. */
bool scalar_takes_text(enum type_kind kind);
/* Whether it is written as a number, however long. */
bool scalar_is_number(struct text t);
/* "yes", "否", "true" …: a truth, or "unknown", "未知", "null": what is not known. False for other words. */
bool scalar_word(struct text t, struct value *out);
/* "2 年", "18 个月", "7 days": in months or in days, as `kind` says. */
bool scalar_duration(enum type_kind kind, struct text t, struct value *out);

#endif
