/* Literals written out as source text: numbers with their measure words, money, durations, dates, texts' escapes. */
#ifndef ZN_SYNTAX_WORDS_LITERAL_H
#define ZN_SYNTAX_WORDS_LITERAL_H

#include "lang/syntax/words.h"

/* What a number counts decides over its measure word where another vocabulary has none for it. */
enum number_place {
    NUMBER_PLAIN,
    NUMBER_OF_ELEMENTS,     /* of a quantifier */
    NUMBER_OF_ITEMS,        /* of a group */
    NUMBER_OF_PROJECTS,     /* of a quota */
    NUMBER_OF_APPLICATIONS, /* of a limit */
};

void words_number(struct buffer *out, const struct node *n, enum number_place place,
                  const struct words_options *options);
/* Money, percent, date, moment, duration. */
void words_literal(struct buffer *out, const struct node *n, const struct words_options *options);
/* A piece of a text, or of a pattern, with its escapes. */
void words_piece(struct buffer *out, struct text piece, bool pattern);
/* Whether the word, behind a number, would be read as its unit. */
bool words_is_unit(struct text word);

#endif
