/* Words of programming languages, for whoever finds that nothing is called so. (What signs.c does for the scanner stands
 * in lexer.h.) */
#ifndef ZN_SYNTAX_SIGNS_H
#define ZN_SYNTAX_SIGNS_H

#include "lang/base/language.h"
#include "lang/base/text.h"

/* The keyword that is meant by true, false, null …; empty for any other word. */
struct text sign_foreign_word(struct text word, enum language language);

#endif
