/* Only where nothing else can be meant: traditional characters everywhere (a keyword is reserved in either spelling),
 * the rest on a new line behind what could end a declaration. Elsewhere the parser finds out (syntax_error.c). */
#include "lang/syntax/mistaken.h"

#include "lang/syntax/glued.h"
#include "lang/syntax/keywords.h"
#include "lang/syntax/nearest.h"
#include "lang/syntax/traditional.h"

/* 規則, 必須, 不超過３: read as the keyword, so that a whole policy in traditional characters gets one message a word. */
static unsigned traditional_keyword(struct parse_context *ctx, size_t from, size_t *end, struct mistake *mistake) {
    struct text word = text_slice(ctx->lexer->source, from, *end);
    if (!((unsigned char)word.ptr[0] & 0x80)) return KEYWORD_NONE;
    struct text folded = traditional_fold(ctx->arena, word);
    if (folded.ptr == word.ptr) return KEYWORD_NONE;
    size_t length = folded.len;
    unsigned row = keyword_find(folded);
    if (row == KEYWORD_NONE) row = lexer_keyword_before_digit(folded, &length);
    if (row == KEYWORD_NONE) return KEYWORD_NONE;
    *end = from + length; /* a character and its twin are three bytes each */
    *mistake = (struct mistake){DIAG_TRADITIONAL, text_slice(word, 0, length)};
    return row;
}

static bool ends_operand(int token) {
    switch (token) {
    case TOKEN_NAME:
    case TOKEN_NUMBER:
    case TOKEN_MONEY:
    case TOKEN_LITERAL:
    case TOKEN_TEXT:
    case TOKEN_TEXT_CLOSE:
    case TOKEN_RPAREN:
    case TOKEN_RBRACE:
    case TOKEN_RBRACKET:
    case TOKEN_FILLED:
    case TOKEN_MISSING:
    case TOKEN_YES:
    case TOKEN_NO: return true;
    default: return false;
    }
}

static bool begins_line_of_rule(int token, const void *with) {
    (void)with;
    switch (token) {
    case TOKEN_CITE:
    case TOKEN_READING:
    case TOKEN_WHEN:
    case TOKEN_UNLESS:
    case TOKEN_FOR:
    case TOKEN_FOR_EACH:
    case TOKEN_MESSAGE:
    case TOKEN_LATEST:
    case TOKEN_LET: return true;
    default: return lexer_begins_declaration(token) || lexer_is_statement(token);
    }
}

/* The keyword that the word runs on from. */
static unsigned keyword_run_on(struct text word) {
    unsigned best = KEYWORD_NONE;
    for (unsigned row = 0; row < keyword_count(); row++) {
        struct text zh = keyword_row(row)->spelling[LANGUAGE_ZH];
        bool longer = best == KEYWORD_NONE || zh.len > keyword_row(best)->spelling[LANGUAGE_ZH].len;
        if (zh.len && longer && zh.len < word.len && text_starts(word, zh) &&
            begins_line_of_rule(keyword_row(row)->token, NULL))
            best = row;
    }
    return best;
}

static unsigned meant_keyword(struct parse_context *ctx, size_t from, size_t *end, struct mistake *mistake) {
    struct lexer *lexer = ctx->lexer;
    struct text word = text_slice(lexer->source, from, *end);
    /* Where an operand has just ended, a name on a new line can be nothing else. */
    if (ctx->want_expression || lexer_depth(lexer) || !ends_operand(lexer->last.token) ||
        !lexer_begins_line(lexer->source, from))
        return KEYWORD_NONE;
    struct text letters = keyword_by_letters(word, begins_line_of_rule, NULL),
                near = keyword_nearest(word, begins_line_of_rule, NULL);
    unsigned run_on = keyword_run_on(word);
    mistake->word = word;
    if (letters.len) {
        mistake->code = DIAG_KEYWORD_CASE;
        return keyword_find(letters);
    }
    bool single = run_on != KEYWORD_NONE && keyword_row(run_on)->spelling[LANGUAGE_ZH].len == 3;
    if (near.len && (run_on == KEYWORD_NONE || (single && text_starts(near, text_slice(word, 0, 3))))) {
        mistake->code = DIAG_UNKNOWN_WORD;
        return keyword_find(near);
    }
    mistake->code = DIAG_SWALLOWED_KEYWORD;
    if (run_on != KEYWORD_NONE)
        *end = from + keyword_row(run_on)->spelling[LANGUAGE_ZH].len;
    else
        mistake->word = TEXT("");
    return run_on;
}

unsigned mistaken_keyword(struct parse_context *ctx, size_t from, size_t *end, struct mistake *mistake) {
    unsigned row = traditional_keyword(ctx, from, end, mistake);
    return row != KEYWORD_NONE ? row : meant_keyword(ctx, from, end, mistake);
}

void mistaken_report(struct parse_context *ctx, const struct mistake *mistake, unsigned row, size_t from) {
    struct text word = mistake->word, zh = keyword_row(row)->spelling[LANGUAGE_ZH];
    struct span span = lexer_span(ctx, from, from + word.len);
    if (mistake->code == DIAG_SWALLOWED_KEYWORD) {
        struct diag *d = lexer_report(ctx, mistake->code, span, zh, text_slice(word, zh.len, word.len));
        d->suggestion = glue_apart_at(ctx->arena, word, zh.len);
        return;
    }
    if (mistake->code == DIAG_TRADITIONAL) {
        struct text keyword = traditional_fold(ctx->arena, word);
        lexer_report(ctx, mistake->code, span, word, keyword)->suggestion = keyword;
        return;
    }
    bool chinese = (unsigned char)word.ptr[0] & 0x80;
    struct text meant = chinese ? zh : keyword_row(row)->spelling[LANGUAGE_EN];
    lexer_report(ctx, mistake->code, span, word, meant)->suggestion = meant;
}
