/* What the scanner keeps between tokens, and what its parts (lexer.l, texts.c, literals.c), the driver (parse.c) and
 * the wording of syntax errors (syntax_error.c) know of it. Inside lang/syntax only.
 *
 * flex finds where a token begins and what kind it is; names, numbers and texts are then followed by hand in the
 * source itself, because their ends depend on Unicode, on the units of units.def and on what is open. The whole file
 * is in flex's buffer, so a token may be longer than what flex matched. */
#ifndef ZN_SYNTAX_LEXER_H
#define ZN_SYNTAX_LEXER_H

#include "lang/base/map.h"
#include "lang/base/vec.h"
#include "lang/syntax/parse_context.h"
#include "lang/syntax/parser.h"
#include "lang/syntax/remarks.h"

/* A bracket, or the `{` of a hole in a text, that is still open. */
struct open_bracket {
    int token; /* TOKEN_LPAREN, TOKEN_LBRACE, TOKEN_LBRACKET, TOKEN_TEXT_OPEN for a hole */
    struct span span;
};

/* A text or pattern that is being read; more than one where texts stand in holes of texts. */
struct open_text {
    int token;          /* TOKEN_TEXT or TOKEN_PATTERN */
    unsigned char kind; /* '"', 'c' for “…”, 'k' for 「…」, '/' */
    unsigned nested;    /* quotes of its own kind open inside it */
    bool reported;      /* that it is not closed */
    struct span opener;
};

struct doc_comment {
    uint32_t at; /* where the token after it begins */
    struct text text;
};

/* A declaration at hand, by its keyword. */
struct declared {
    int token;           /* 0 before the first */
    struct span span;    /* its name, or the keyword where it has none */
    unsigned statements; /* read since then */
};

struct token_seen {
    int token;
    struct span span;
};

struct lexer {
    struct text source;
    size_t run_from, run_end; /* the run of name characters looked at last */
    struct map words;         /* first word of a keyword → struct word_chain */
    bool started;
    struct token_seen last, previous; /* tokens given to the parser; 0 at the start */
    VEC(struct open_bracket) brackets;
    VEC(struct open_text) texts;
    VEC(struct doc_comment) docs;
    struct comments comments;
    struct buffer doc; /* `##` lines read, for the next token */
    bool has_doc;
    /* A declaration's keyword at the start of a line closes whatever is open, and ends a broken declaration: END is
     * returned there, the parser gives up, and parse.c starts it again. */
    bool broke_off;
    /* Something was reported since the last declaration began; what is left open there needs no message. */
    bool quiet;
    enum language vocabulary; /* of the keyword read last */
    bool stopped;             /* a limit was reached; END from here on */
    bool has_error;           /* a diagnostic of the lexer, that ended at … */
    uint32_t last_error;      /* … a syntax error on its line is a consequence */
    struct declared declared, declared_before;
    bool misused;       /* a keyword was taken for a name, and begins nothing */
    bool skipping;      /* what a broken declaration left open is passed over to its end */
    size_t open_before; /* brackets open before the token read last, a theme's left out */
    size_t in_theme;    /* 1 inside the braces of a theme, where declarations stand as they do outside */
    bool theme_broken;  /* the braces of a theme were given up; the one that ends it closes nothing */
    /* Of that token: a closing bracket that closes nothing, and what stayed open inside the one it closed. */
    bool unmatched;
    struct open_bracket forgotten;
    struct open_bracket left_in_hole; /* the same of a hole that was just left */
};

int zn_lex(ZN_STYPE *value, struct span *at, struct parse_context *ctx, void *scanner);

/* The scanner for ctx->file, whose text is UTF-8 of at most LIMIT_SOURCE_BYTES; everything is in ctx->arena, so
 * nothing has to be freed. Sets ctx->lexer. */
void *lexer_new(struct parse_context *ctx);
/* Ready to go on where a declaration broke off the parse before it. */
void lexer_resume(struct parse_context *ctx);

/* Adds an error of the lexer, and remembers its place. */
#define lexer_report(ctx, code, span, ...) lexer_reported((ctx), diag_report((ctx)->sink, (code), (span), __VA_ARGS__))
#define lexer_report0(ctx, code, span) lexer_reported((ctx), diag_report0((ctx)->sink, (code), (span)))
void lexer_has_error(struct lexer *lexer, size_t end);
struct diag *lexer_reported(struct parse_context *ctx, struct diag *d);

/* Brackets open here, a theme's left out. */
size_t lexer_depth(const struct lexer *lexer);
/* Whether the keyword stands in no bracket of the grammar, but begins a declaration. */
bool lexer_begins_declaration(int token);
/* Whether it states what a rule asks: must, judge, … */
bool lexer_is_statement(int token);
/* Whether the line, or a list's item, ends at `at`: behind blanks a comma, colon, closing bracket, dot or line end. */
bool lexer_ends_item(struct text source, size_t at);
/* Whether nothing but blanks stands before `at` on its line. */
bool lexer_begins_line(struct text source, size_t at);
/* Whether the token, met after an error, begins no declaration and is passed over. */
bool lexer_skips(struct parse_context *ctx, int token);
bool lexer_skips_in_theme(struct parse_context *ctx, int token); /* where the braces of a theme are open */
/* The bracket that opens what `token` closes; 0 for any other token. */
int lexer_opener_of(int token);
/* The innermost bracket is not closed at `where`. */
void lexer_report_unclosed_bracket(struct parse_context *ctx, struct span where);

struct span lexer_span(const struct parse_context *ctx, size_t from, size_t to);
/* End of the name that begins at `at`; `at` where none does. */
size_t lexer_name_end(struct text source, size_t at);
/* The same in the source. A run of name characters is looked through once, however many tokens are cut from it. */
size_t lexer_run_end(struct lexer *lexer, size_t at);
/* Behind the blanks (spaces, no line ends) at `at`. */
size_t lexer_skip_blanks(struct text source, size_t at);
size_t lexer_skip_space(struct text source, size_t at); /* line ends too */
/* Whether a digit, ASCII or full-width, stands at `at`; its length in bytes, 0 where none does. */
size_t lexer_digit(struct text source, size_t at, char *digit);
/* The Chinese keyword that `word`, up to its first digit, is; KEYWORD_NONE. `*length` is the keyword's. */
unsigned lexer_keyword_before_digit(struct text word, size_t *length);

/* signs.c: what begins at `from` and means nothing. Gives its end, and the token that it is taken for; 0 for none. */
size_t sign_refuse(struct parse_context *ctx, size_t from, ZN_STYPE *value, int *token);
bool sign_is_radical(uint32_t code_point);
/* The Latin letter that a Cyrillic or Greek one is drawn like; empty for any other character. */
struct text sign_latin_letter(struct text character);

/* literals.c: the literal that begins with the digit at `at`. Gives its end, and the token with its node. */
size_t literal_scan(struct parse_context *ctx, size_t at, int *token, struct node **node);
/* A number's digits as they were written (ASCII), without its measure word: "1.10", "2". */
struct text lexer_number_text(const struct parse_context *ctx, const struct node *number);

/* texts.c: reads on in the innermost open text from `at`, its content. Gives the end of the token. */
size_t text_open(struct parse_context *ctx, size_t at, size_t content, int token, unsigned char kind, int *out,
                 struct node **node);
size_t text_continue(struct parse_context *ctx, size_t at, size_t content, int *out, struct node **node);
/* Whether the innermost hole is not closed on its line, behind the token read last; that is reported then. */
bool text_hole_is_open(struct parse_context *ctx);
/* Ends the innermost text where a line or the file ends inside its hole. */
size_t text_abandon(struct parse_context *ctx, size_t at, int *out, struct node **node);

/* The doc comment before the declaration that begins where `n` does, if any. Gives n. */
struct node *lexer_document(struct parse_context *ctx, struct node *n);

#endif
