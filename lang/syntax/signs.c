/* Signs that mean nothing: what only looks like a sign of the language is named together with the one that is meant,
 * and read as that one, so that nothing else is said about the line. Rows of lookalikes.def. */
#include "lang/syntax/signs.h"

#include "lang/base/utf8.h"
#include "lang/syntax/keywords.h"
#include "lang/syntax/lexer.h"

#define ROW(s) \
    { "" s, sizeof(s) - 1 }

static const struct lookalike {
    struct text written, meant;
} lookalikes[] = {
#define LOOKALIKE(written, meant) {ROW(written), ROW(meant)},
#include "lang/syntax/lookalikes.def"
#undef LOOKALIKE
};

static const struct lookalike letters[] = {
#define LETTER(written, latin) {ROW(written), ROW(latin)},
#include "lang/syntax/lookalikes.def"
#undef LETTER
};

static const struct foreign {
    struct text written, meant[LANGUAGES];
} foreign[] = {
#define FOREIGN(written, zh, en) {ROW(written), {ROW(zh), ROW(en)}},
#include "lang/syntax/lookalikes.def"
#undef FOREIGN
};

static const struct foreign words[] = {
#define FOREIGN_WORD(written, zh, en) {ROW(written), {ROW(zh), ROW(en)}},
#include "lang/syntax/lookalikes.def"
#undef FOREIGN_WORD
};

static const struct sign {
    struct text ascii;
    int token;
    uint16_t op;
} signs[] = {
    {ROW("("), TOKEN_LPAREN, 0},
    {ROW(")"), TOKEN_RPAREN, 0},
    {ROW("["), TOKEN_LBRACKET, 0},
    {ROW("]"), TOKEN_RBRACKET, 0},
    {ROW("{"), TOKEN_LBRACE, 0},
    {ROW("}"), TOKEN_RBRACE, 0},
    {ROW(","), TOKEN_COMMA, 0},
    {ROW("、"), TOKEN_COMMA, 0},
    {ROW(";"), TOKEN_SEMICOLON, 0},
    {ROW(":"), TOKEN_COLON, 0},
    {ROW("."), TOKEN_DOT, 0},
    {ROW("~"), TOKEN_TO, 0},
    {ROW("+"), TOKEN_PLUS, ARITHMETIC_ADD},
    {ROW("-"), TOKEN_MINUS, ARITHMETIC_SUBTRACT},
    {ROW("*"), TOKEN_TIMES, ARITHMETIC_MULTIPLY},
    {ROW("/"), TOKEN_DIVIDE, ARITHMETIC_DIVIDE},
    {ROW("="), TOKEN_EQUAL, COMPARE_EQUAL},
    {ROW("<"), TOKEN_RELATION, COMPARE_LESS},
    {ROW(">"), TOKEN_RELATION, COMPARE_MORE},
    {ROW("≤"), TOKEN_AT_MOST, COMPARE_AT_MOST},
    {ROW("<="), TOKEN_AT_MOST, COMPARE_AT_MOST},
    {ROW("≥"), TOKEN_AT_LEAST, COMPARE_AT_LEAST},
    {ROW(">="), TOKEN_AT_LEAST, COMPARE_AT_LEAST},
};

static bool stands_at(struct text source, size_t at, struct text what) {
    return text_equal(text_slice(source, at, at + what.len), what);
}

static size_t line_end(struct text source, size_t at) {
    while (at < source.len && source.ptr[at] != '\n' && source.ptr[at] != '\r') at++;
    return at;
}

/* The token for a sign or keyword that is meant; what it is called in the source is `from` to `end`. */
static int token_meant(struct parse_context *ctx, struct text meant, size_t from, size_t end, ZN_STYPE *value) {
    unsigned row = keyword_find(meant);
    int token = 0;
    uint16_t op = 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!text_equal(signs[i].ascii, meant)) continue;
        token = signs[i].token;
        op = signs[i].op;
    }
    if (!token && row == KEYWORD_NONE) return 0;
    bool is_sign = token != 0;
    if (!is_sign) {
        token = keyword_row(row)->token;
        op = keyword_row(row)->op;
    }
    value->word = (struct word){.op = op, .word = is_sign ? WORD_SIGN : (uint16_t)row, .text = meant};
    value->word.span = lexer_span(ctx, from, end);
    return token;
}

/* ---- signs of programming languages ---- */

static size_t refuse_foreign(struct parse_context *ctx, size_t from, ZN_STYPE *value, int *token) {
    struct text source = ctx->lexer->source, written = {0};
    const struct foreign *found = NULL;
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        if (foreign[i].written.len <= written.len || !stands_at(source, from, foreign[i].written)) continue;
        found = &foreign[i];
        written = found->written;
    }
    if (!found) return from;
    size_t end = from + written.len;
    struct text meant = found->meant[ctx->lexer->vocabulary];
    lexer_report(ctx, DIAG_FOREIGN_SIGN, lexer_span(ctx, from, end), written, meant)->suggestion = meant;
    *token = token_meant(ctx, meant, from, end, value);
    /* A comment goes to the end of its line. */
    return text_equal(meant, TEXT("#")) ? line_end(source, end) : end;
}

/* ---- look-alikes ---- */

static const struct lookalike *find_lookalike(struct text character) {
    for (size_t i = 0; i < sizeof lookalikes / sizeof *lookalikes; i++) {
        if (text_equal(lookalikes[i].written, character)) return &lookalikes[i];
    }
    return NULL;
}

/* What the character stands for; empty where it looks like nothing. */
static struct text meant_by(struct parse_context *ctx, struct text character, uint32_t cp) {
    const struct lookalike *row = find_lookalike(character);
    if (row) return row->meant;
    char ascii = (char)(cp - 0xfee0);
    return cp >= 0xff01 && cp <= 0xff5e ? text_copy(ctx->arena, (struct text){&ascii, 1}) : TEXT("");
}

static struct text code_point(struct parse_context *ctx, struct text character) {
    uint32_t cp = 0;
    utf8_decode(character, 0, &cp);
    return text_format(ctx->arena, "U+%04X", (unsigned)cp);
}

static struct diag *report_lookalike(struct parse_context *ctx, struct span at, struct text written,
                                     struct text meant) {
    return lexer_report(ctx, DIAG_SIGN_LOOKALIKE, at, written, code_point(ctx, written), meant, code_point(ctx, meant));
}

/* Where the quote that was opened at `from` is closed on its line, by whatever is drawn like a quote; 0 if nowhere. */
static size_t find_closing(struct text source, size_t at, size_t *content_end) {
    for (size_t end = line_end(source, at); at < end;) {
        uint32_t cp;
        size_t step = utf8_decode(source, at, &cp);
        struct text character = text_slice(source, at, at + (step ? step : 1));
        const struct lookalike *row = find_lookalike(character);
        bool quote = (row && text_equal(row->meant, TEXT("\""))) || text_equal(character, TEXT("\"")) ||
                     text_equal(character, TEXT("”")) || text_equal(character, TEXT("＂"));
        *content_end = at;
        at += character.len;
        if (quote) return at;
    }
    return 0;
}

/* A text in quotes that are none: read to its end, so that its words are not taken for names. The marks of a title
 * belong to it, and only lack the quotes round them. */
static size_t refuse_quotes(struct parse_context *ctx, size_t from, struct text written, ZN_STYPE *value, int *token) {
    struct text source = ctx->lexer->source;
    size_t content = from + written.len, content_end = content, end = find_closing(source, content, &content_end);
    struct diag *d = report_lookalike(ctx, lexer_span(ctx, from, end ? end : content), written, TEXT("\""));
    if (!end) return content;
    struct text whole = text_slice(source, from, end), inner = text_slice(source, content, content_end);
    bool title = text_equal(written, TEXT("《"));
    d->suggestion = text_format(ctx->arena, "\"%.*s\"", TEXT_ARG(title ? whole : inner));
    value->node = ast_new(ctx->arena, NODE_TEXT, lexer_span(ctx, from, end));
    value->node->text = title ? whole : inner;
    *token = TOKEN_TEXT;
    return end;
}

struct text sign_latin_letter(struct text character) {
    if (character.len != 2) return TEXT(""); /* Greek and Cyrillic have two bytes */
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (text_equal(letters[i].written, character)) return letters[i].meant;
    }
    return TEXT("");
}

/* Radicals as signs of their own, which PDF files put for the ideographs. */
bool sign_is_radical(uint32_t cp) { return cp >= 0x2e80 && cp <= 0x2fdf; }

size_t sign_refuse(struct parse_context *ctx, size_t from, ZN_STYPE *value, int *token) {
    struct text source = ctx->lexer->source;
    uint32_t cp;
    size_t step = utf8_decode(source, from, &cp), end = from + step;
    *token = 0;
    if (utf8_is_invisible(cp)) { /* parse.c has reported those of the whole file */
        lexer_has_error(ctx->lexer, end);
        return end;
    }
    size_t behind = refuse_foreign(ctx, from, value, token);
    if (behind > from) return behind;
    struct text written = text_slice(source, from, end), meant = meant_by(ctx, written, cp);
    if (text_equal(meant, TEXT("\""))) return refuse_quotes(ctx, from, written, value, token);
    while (stands_at(source, end, written)) end += step;
    struct span at = lexer_span(ctx, from, end);
    if (sign_is_radical(cp)) {
        lexer_report(ctx, DIAG_LOOKALIKE, at, text_slice(source, from, end));
    } else if (text_equal(written, TEXT("”")) || text_equal(written, TEXT("」"))) {
        lexer_report(ctx, DIAG_UNOPENED_TEXT, at, written);
    } else if (meant.len) {
        report_lookalike(ctx, at, written, meant)->suggestion = meant;
        *token = token_meant(ctx, meant, from, end, value);
    } else {
        lexer_report(ctx, DIAG_UNKNOWN_CHARACTER, at, written);
    }
    return end;
}

static bool same_word(struct text lower, struct text word) {
    if (lower.len != word.len) return false;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (lower.ptr[i] != (c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c)) return false;
    }
    return true;
}

struct text sign_foreign_word(struct text word, enum language language) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (same_word(words[i].written, word)) return words[i].meant[language];
    }
    return TEXT("");
}
