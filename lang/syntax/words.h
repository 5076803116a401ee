/* Expressions written out as source text: the words of a condition that explanations show, and the expressions of a
 * file that the formatter lays out. */
#ifndef ZN_SYNTAX_WORDS_H
#define ZN_SYNTAX_WORDS_H

#include "lang/base/language.h"
#include "lang/syntax/remarks.h"

enum words_form {
    /* As an image keeps them: they depend on what is meant and on nothing that a translation loses, so the first word of
     * each meaning, no sign for a word, no unit without a twin, and parentheses by the meaning. */
    WORDS_CANONICAL,
    WORDS_WRITTEN,    /* as the file has them, each in the vocabulary in which it was written */
    WORDS_TRANSLATED, /* in `language`; the writer's choice where that vocabulary has it */
};

struct words_options {
    enum words_form form;
    /* WRITTEN: for what does not tell, such as signs: the vocabulary around it. */
    enum language language;
    struct text source; /* WRITTEN: the file */
    /* What to print instead of a NAME (a template's argument for its parameter), or NULL to print the name. */
    const struct node *(*substitute)(void *context, const struct node *name);
    /* TRANSLATED: how what `decl` means is called; NULL: by its names. */
    struct text (*name)(void *context, const struct node *n);
    void *context;
    struct remarks *remarks; /* or NULL */
    bool behind_must;        /* `must` stands before it, and would take a `not` for its own */
    bool settled;            /* every comment has its place: the second pass (remarks.h) */
};

void words_print(struct buffer *out, const struct node *expr, const struct words_options *options);
/* The same with places where lines may end, for a layout. */
void words_lay_out(struct layout *out, const struct node *expr, const struct words_options *options);

/* What the formatter needs beside whole expressions. The vocabulary is options->language. */
struct text words_keyword(int token, uint16_t op, enum language language);
/* The writer's word for the operator of n, where the vocabulary and the form allow it; else the first. */
struct text words_choice(const struct node *n, int token, uint16_t op, const struct words_options *options);
struct text words_name(const struct node *n, const struct words_options *options);
struct text words_sign(enum compare_op op);
int words_compare_token(const struct node *compare);
/* `, `, or `、` in Chinese, with a place where the line may end behind it. */
void words_comma(struct layout *out, const struct words_options *options);
/* An item of a container that has lines of its own, with its comments. */
struct words_item {
    const struct node *container, *node;
    bool within_line; /* it does not begin one */
};
void words_item_begin(struct layout *out, struct words_item item, const struct words_options *options);
void words_item_end(struct layout *out, struct words_item item, const struct words_options *options);
/* Behind the words that open a container. */
void words_head(struct layout *out, const struct node *container, const struct words_options *options);
/* `(a, b)` of a LIST. */
void words_arguments(struct layout *out, const struct node *arguments, const struct words_options *options);
bool words_has_remarks(const struct node *container, const struct words_options *options);

#endif
