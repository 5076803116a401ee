/* Did you mean: the name that an unknown one was probably meant to be. Names are compared with traditional characters and
 * capital letters settled. */
#ifndef ZN_SEMA_GUESS_H
#define ZN_SEMA_GUESS_H

#include "lang/sema/program.h"

struct guess {
    struct text name, folded;
    struct text best; /* empty while nothing comes near */
    size_t distance;
};

struct guess guess_begin(struct arena *arena, struct text name);
void guess_spelling(struct guess *guess, struct text spelling);
void guess_names(struct guess *guess, const struct names *names);
/* Where the word stands in what `span` covers, so that a suggestion takes the place of the word alone. */
struct span guess_place(const struct diag_sink *sink, struct span span, struct text word);

#endif
