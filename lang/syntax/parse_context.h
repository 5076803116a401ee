/* What lexer and grammar share. Inside lang/syntax only. */
#ifndef ZN_SYNTAX_PARSE_CONTEXT_H
#define ZN_SYNTAX_PARSE_CONTEXT_H

#include "lang/source/diag.h"
#include "lang/syntax/ast.h"

struct lexer; /* lexer.l: what the scanner keeps between tokens */

struct parse_context {
    struct arena *arena;
    struct diag_sink *sink;
    struct source_set *sources;
    uint32_t file;
    struct node *result;
    bool want_expression; /* the first token is START_EXPRESSION */
    struct lexer *lexer;
    unsigned depth; /* nesting of brackets, against LIMIT_NESTING */
    /* text of the token read last, for messages */
    struct text last_text;
};

/* A keyword or sign as the grammar gets it. */
struct word {
    uint16_t op;
    uint16_t word; /* row in keywords.def; WORD_SIGN where a sign was written */
    struct span span;
    struct text text;
};

#define WORD_SIGN 0xffff

/* The grammar's syntax error: the token met and those that could stand there (TOKEN_…), worded in syntax_error.c. */
void syntax_error_report(struct parse_context *context, struct span at, int unexpected, const int *expected,
                         int n_expected);
/* Whether a syntax error at the token read last can only follow from one reported before; then nothing is to be said. */
bool syntax_error_follows(const struct parse_context *context);
/* More is open than the parser's stacks hold. */
void syntax_error_nesting(struct parse_context *context, struct span at);

#endif
