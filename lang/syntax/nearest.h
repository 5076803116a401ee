/* The keyword that a word was probably meant to be. */
#ifndef ZN_SYNTAX_NEAREST_H
#define ZN_SYNTAX_NEAREST_H

#include "lang/base/text.h"

/* Which keywords are looked at, by their tokens; `with` is handed on. */
typedef bool keyword_filter(int token, const void *with);

/* The keyword that is one edit away (two, where it is long); empty where none is, or several are as near. */
struct text keyword_nearest(struct text word, keyword_filter *wanted, const void *with);
/* The English keyword that the word is but for case, blanks and underlines: Must, NOTBEFORE, not_after; empty. */
struct text keyword_by_letters(struct text word, keyword_filter *wanted, const void *with);

#endif
