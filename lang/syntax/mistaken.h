/* Keywords that are written wrongly and read all the same, so that the declaration round them stays whole and what
 * follows is looked at as well: 規則 甲, 规则甲, 规测 甲, Rule a. */
#ifndef ZN_SYNTAX_MISTAKEN_H
#define ZN_SYNTAX_MISTAKEN_H

#include "lang/syntax/lexer.h"

struct mistake {
    enum diag_code code;
    struct text word; /* as it is written; empty where nothing is wrong */
};

/* The row of the keyword that the word from `from` to `*end` is taken for, and what is wrong with it; `*end` is moved
 * where the keyword ends earlier. KEYWORD_NONE where it is a name. */
unsigned mistaken_keyword(struct parse_context *ctx, size_t from, size_t *end, struct mistake *mistake);
void mistaken_report(struct parse_context *ctx, const struct mistake *mistake, unsigned row, size_t from);

#endif
