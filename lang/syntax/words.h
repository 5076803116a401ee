/* An expression written out as source text, in either vocabulary: the words of a condition that explanations show,
 * and the ground the formatter stands on. Declared names are translated through `decl`; the writer's choice among
 * words of one meaning is kept within a vocabulary. */
#ifndef ZN_SYNTAX_WORDS_H
#define ZN_SYNTAX_WORDS_H

#include "lang/base/language.h"
#include "lang/syntax/ast.h"

struct words_options {
    enum language language;
    /* What to print instead of a NAME (a template's argument for its parameter), or NULL to print the name. */
    const struct node *(*substitute)(void *context, const struct node *name);
    void *context;
};

void words_print(struct buffer *out, const struct node *expr, const struct words_options *options);

#endif
