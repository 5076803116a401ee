/* What differs between two texts, line by line, as a unified diff. */
#ifndef ZN_BASE_DIFF_H
#define ZN_BASE_DIFF_H

#include "lang/base/text.h"

/* `--- old_name`, `+++ new_name` and the hunks with three lines around; nothing where the texts are equal. */
void diff_unified(struct buffer *out, struct text old_text, struct text new_text, struct text old_name,
                  struct text new_name);

#endif
