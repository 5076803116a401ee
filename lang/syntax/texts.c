/* Texts and patterns: what stands between quotes or slashes, in pieces between holes.
 *
 *   "中{国}联合{x}室"    TEXT_OPEN 中, expression, TEXT_MIDDLE 联合, expression, TEXT_CLOSE 室
 *
 * A text without escapes is a slice of the source; only one with escapes is copied. A text ends with its line at the
 * latest, so that a forgotten quote spoils one line and not the rest of the file. */
#include "lang/base/utf8.h"
#include "lang/syntax/lexer.h"

/* A piece as it is read: a slice of the source until the first escape. */
struct piece {
    struct text source;
    size_t from, at;
    bool copied;
    struct buffer copy;
};

static void piece_take(struct piece *p, size_t n) {
    if (p->copied) buffer_text(&p->copy, text_slice(p->source, p->at, p->at + n));
    p->at += n;
}

/* Puts `instead` for the `n` bytes at hand. */
static void piece_replace(struct parse_context *ctx, struct piece *p, size_t n, struct text instead) {
    if (!p->copied) {
        buffer_init(&p->copy, ctx->arena);
        buffer_text(&p->copy, text_slice(p->source, p->from, p->at));
        p->copied = true;
    }
    buffer_text(&p->copy, instead);
    p->at += n;
}

static struct text piece_done(struct piece *p) {
    return p->copied ? buffer_done(&p->copy) : text_slice(p->source, p->from, p->at);
}

static bool stands_at(struct text source, size_t at, struct text what) {
    return text_equal(text_slice(source, at, at + what.len), what);
}

static struct open_text *innermost(struct parse_context *ctx) {
    return &ctx->lexer->texts.items[ctx->lexer->texts.count - 1];
}

static bool holds(struct text t, struct text piece) {
    for (size_t i = 0; i < t.len; i++) {
        if (stands_at(t, i, piece)) return true;
    }
    return false;
}

/* Quotes that end a text, and the one that it then has to begin with. */
static const struct pair {
    struct text open, close;
} pairs[] = {{{"“", 3}, {"”", 3}}, {{"「", 3}, {"」", 3}}, {{"\"", 1}, {"\"", 1}}};

/* “…" and "…”: the last quote on the line that closes nothing there, if it is of another kind than the opener. */
static const struct pair *other_quote(struct text source, size_t at, size_t *place) {
    const struct pair *found = NULL;
    for (; at < source.len && source.ptr[at] != '\n' && source.ptr[at] != '\r'; at++) {
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
            if (!stands_at(source, at, pairs[i].close)) continue;
            found = &pairs[i];
            *place = at;
        }
    }
    return found;
}

/* Gives where the text is taken to end: at the quote that was meant to close it, else with its line at `at`. */
static size_t report_unclosed_text(struct parse_context *ctx, struct open_text *text, size_t at) {
    struct text source = ctx->lexer->source;
    size_t place = 0;
    const struct pair *pair = other_quote(source, text->opener.end, &place);
    struct diag *d = lexer_report0(ctx, DIAG_UNCLOSED_TEXT, text->opener);
    if (!pair) return at;
    size_t end = place + pair->close.len;
    bool paired = pair->close.len > 1 && holds(text_slice(source, text->opener.end, end), pair->open);
    if (paired) return at;
    d->suggestion = pair->open;
    diag_mark(ctx->sink, d, lexer_span(ctx, place, end), TEXT("这里的引号与开头的不相配"),
              TEXT("this quote does not match the first one"));
    return end;
}

/* The same for whatever is not closed. */
static size_t report_unclosed(struct parse_context *ctx, struct open_text *text, size_t at) {
    struct lexer *lexer = ctx->lexer;
    if (text->reported) return at;
    text->reported = true;
    /* A hole that was forgotten makes the closing quote open another text; the hole is then the culprit. */
    for (size_t i = lexer->brackets.count; i-- > 0;) {
        struct open_bracket *hole = &lexer->brackets.items[i];
        if (hole->token != TOKEN_TEXT_OPEN) continue;
        struct open_text *outer = lexer->texts.count > 1 ? text - 1 : text;
        outer->reported = true;
        lexer_report0(ctx, DIAG_UNCLOSED_HOLE, hole->span);
        return at;
    }
    if (text->token != TOKEN_PATTERN) return report_unclosed_text(ctx, text, at);
    lexer_report0(ctx, DIAG_UNCLOSED_PATTERN, text->opener);
    return at;
}

static const struct quotes {
    unsigned char kind;
    struct text open, close;
} quotes[] = {
    {'"', {"", 0}, {"\"", 1}},
    {'c', {"“", sizeof "“" - 1}, {"”", sizeof "”" - 1}},
    {'k', {"「", sizeof "「" - 1}, {"」", sizeof "」" - 1}},
    {'/', {"", 0}, {"/", 1}},
};

static const struct quotes *quotes_of(unsigned char kind) {
    size_t i = 0;
    while (quotes[i].kind != kind) i++;
    return &quotes[i];
}

static void escape_in_text(struct parse_context *ctx, struct piece *p) {
    char c = p->at + 1 < p->source.len ? p->source.ptr[p->at + 1] : '\n';
    if (c == 'n') {
        piece_replace(ctx, p, 2, TEXT("\n"));
    } else if (c == '"' || c == '\\' || c == '{' || c == '}') {
        piece_replace(ctx, p, 2, text_slice(p->source, p->at + 1, p->at + 2));
    } else {
        uint32_t cp;
        size_t n = c == '\n' || c == '\r' ? 0 : utf8_decode(p->source, p->at + 1, &cp);
        lexer_report(ctx, DIAG_UNKNOWN_ESCAPE, lexer_span(ctx, p->at, p->at + 1 + n),
                     text_slice(p->source, p->at, p->at + 1 + n));
        piece_take(p, 1 + n);
    }
}

/* In a pattern every escape stays, but \/ is a slash; what stands in braces behind \p \x \k … is no hole. */
static void escape_in_pattern(struct parse_context *ctx, struct piece *p) {
    char c = p->at + 1 < p->source.len ? p->source.ptr[p->at + 1] : '\n';
    if (c == '/') {
        piece_replace(ctx, p, 2, TEXT("/"));
        return;
    }
    piece_take(p, 1);
    if (c == '\n' || c == '\r') return;
    uint32_t cp;
    piece_take(p, utf8_decode(p->source, p->at, &cp));
    bool braced = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!braced || !stands_at(p->source, p->at, TEXT("{"))) return;
    size_t end = p->at;
    while (end < p->source.len && p->source.ptr[end] != '}' && p->source.ptr[end] != '/' && p->source.ptr[end] != '\n')
        end++;
    piece_take(p, end - p->at);
}

static bool begins_hole(const struct open_text *text, const struct piece *p) {
    if (p->source.ptr[p->at] != '{') return false;
    if (text->token == TOKEN_TEXT) return true;
    return lexer_name_end(p->source, p->at + 1) > p->at + 1;
}

/* Reads the piece at `content`; the token begins at `at`. */
static size_t read_piece(struct parse_context *ctx, size_t at, size_t content, bool first, int *out,
                         struct node **node) {
    struct lexer *lexer = ctx->lexer;
    struct open_text *text = innermost(ctx);
    const struct quotes *q = quotes_of(text->kind);
    bool pattern = text->token == TOKEN_PATTERN, hole = false;
    struct piece p = {.source = lexer->source, .from = content, .at = content};
    size_t end;
    for (;;) {
        if (p.at >= p.source.len || p.source.ptr[p.at] == '\n' || p.source.ptr[p.at] == '\r') {
            end = report_unclosed(ctx, text, p.at);
            if (end < content) end = p.at;
            break;
        }
        if (stands_at(p.source, p.at, q->close)) {
            if (!text->nested) {
                end = p.at + q->close.len;
                break;
            }
            text->nested--;
            piece_take(&p, q->close.len);
        } else if (q->open.len && stands_at(p.source, p.at, q->open)) {
            text->nested++;
            piece_take(&p, q->open.len);
        } else if (p.source.ptr[p.at] == '\\') {
            if (pattern)
                escape_in_pattern(ctx, &p);
            else
                escape_in_text(ctx, &p);
        } else if (begins_hole(text, &p)) {
            end = p.at + 1;
            hole = true;
            break;
        } else {
            if (!pattern && p.source.ptr[p.at] == '}')
                lexer_report0(ctx, DIAG_UNOPENED_HOLE, lexer_span(ctx, p.at, p.at + 1));
            piece_take(&p, 1);
        }
    }
    *node = ast_new(ctx->arena, pattern ? NODE_PATTERN : NODE_TEXT, lexer_span(ctx, at, end));
    (*node)->text = piece_done(&p);
    if (hole) {
        struct open_bracket opener = {TOKEN_TEXT_OPEN, lexer_span(ctx, end - 1, end)};
        VEC_PUSH(ctx->arena, &lexer->brackets, opener);
        *out = pattern ? (first ? TOKEN_PATTERN_OPEN : TOKEN_PATTERN_MIDDLE)
                       : (first ? TOKEN_TEXT_OPEN : TOKEN_TEXT_MIDDLE);
    } else {
        lexer->texts.count--;
        *out = pattern ? (first ? TOKEN_PATTERN : TOKEN_PATTERN_CLOSE) : (first ? TOKEN_TEXT : TOKEN_TEXT_CLOSE);
    }
    return end;
}

size_t text_open(struct parse_context *ctx, size_t at, size_t content, int token, unsigned char kind, int *out,
                 struct node **node) {
    struct open_text text = {.token = token, .kind = kind, .opener = lexer_span(ctx, at, content)};
    VEC_PUSH(ctx->arena, &ctx->lexer->texts, text);
    return read_piece(ctx, at, content, true, out, node);
}

/* Braces that must still be closed before the innermost hole is. */
static size_t braces_open(const struct lexer *lexer) {
    size_t n = 1;
    for (size_t i = lexer->brackets.count; i-- > 0 && lexer->brackets.items[i].token != TOKEN_TEXT_OPEN;)
        n += lexer->brackets.items[i].token == TOKEN_LBRACE;
    return n;
}

bool text_hole_is_open(struct parse_context *ctx) {
    struct lexer *lexer = ctx->lexer;
    if (!lexer->texts.count) return false;
    size_t open = braces_open(lexer), at = lexer->last.span.end;
    for (; at < lexer->source.len && lexer->source.ptr[at] != '\n' && lexer->source.ptr[at] != '\r'; at++) {
        if (lexer->source.ptr[at] == '{') open++;
        if (lexer->source.ptr[at] == '}' && --open == 0) return false;
    }
    report_unclosed(ctx, innermost(ctx), at);
    return true;
}

/* Drops the hole's brackets, and remembers what was left open in it. */
static void leave_hole(struct lexer *lexer) {
    size_t n = lexer->brackets.count;
    struct open_bracket innermost_one = n ? lexer->brackets.items[n - 1] : (struct open_bracket){0};
    if (innermost_one.token != TOKEN_TEXT_OPEN) lexer->left_in_hole = innermost_one;
    while (lexer->brackets.count && lexer->brackets.items[--lexer->brackets.count].token != TOKEN_TEXT_OPEN) {
    }
}

size_t text_continue(struct parse_context *ctx, size_t at, size_t content, int *out, struct node **node) {
    leave_hole(ctx->lexer);
    return read_piece(ctx, at, content, false, out, node);
}

size_t text_abandon(struct parse_context *ctx, size_t at, int *out, struct node **node) {
    struct lexer *lexer = ctx->lexer;
    struct open_text *text = innermost(ctx);
    report_unclosed(ctx, text, at);
    bool pattern = text->token == TOKEN_PATTERN;
    leave_hole(lexer);
    lexer->texts.count--;
    *node = ast_new(ctx->arena, pattern ? NODE_PATTERN : NODE_TEXT, lexer_span(ctx, at, at));
    *out = pattern ? TOKEN_PATTERN_CLOSE : TOKEN_TEXT_CLOSE;
    return at;
}
