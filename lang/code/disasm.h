/* A compiled policy as text: constants, chunks with their instructions and the words of the expressions they work out. */
#ifndef ZN_CODE_DISASM_H
#define ZN_CODE_DISASM_H

#include "lang/base/language.h"
#include "lang/code/image.h"

/* All of it, or the chunks of the rules called `rule` (either name). False where there is no such rule. */
bool disasm_print(struct buffer *out, const struct image *image, struct text rule, enum language language);

#endif
