/* Lines of a width a reader can take in: breaks text by the columns a terminal gives it, Chinese between characters
 * (but not before closing or after opening punctuation), other scripts at blanks. */
#ifndef ZN_EXPLAIN_WRAP_H
#define ZN_EXPLAIN_WRAP_H

#include "lang/base/text.h"

/* Appends `t` to a line that already holds `column` columns; further lines begin with `indent` blanks and none is wider
 * than `columns`, unless a word is. */
void wrap_text(struct buffer *out, struct text t, size_t column, size_t indent, size_t columns);
/* Appends `t` and blanks up to `columns` columns. */
void wrap_pad(struct buffer *out, struct text t, size_t columns);

#endif
