/* The words of the language as a table; keywords.def is the list. */
#ifndef ZN_SYNTAX_KEYWORDS_H
#define ZN_SYNTAX_KEYWORDS_H

#include "lang/base/language.h"
#include "lang/base/text.h"

struct keyword {
    int token;                       /* TOKEN_RULE, … of the grammar */
    uint16_t op;                     /* as the token's nodes use it */
    struct text spelling[LANGUAGES]; /* empty where the row exists in the other vocabulary only */
    struct text doc[LANGUAGES];
};

#define KEYWORD_NONE 0xffffu

size_t keyword_count(void);
const struct keyword *keyword_row(size_t row);
/* The first row with this spelling in either vocabulary, single blanks between its parts; KEYWORD_NONE. */
unsigned keyword_find(struct text spelling);
/* The first row of a token, or of a token and op, that has a spelling in `language`; KEYWORD_NONE. */
unsigned keyword_of_token(int token, enum language language);
unsigned keyword_canonical(int token, uint16_t op, enum language language);
/* How a row is written in `language`: its own spelling, else that of the canonical row of its token and op;
 * empty where that vocabulary has no such word. */
struct text keyword_spelling(unsigned row, enum language language);

#endif
