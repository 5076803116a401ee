/* Syntax errors in the policy writer's words. The parser says what it met and which tokens could stand there (exactly,
 * thanks to LAC); here that becomes one message: a known mistake by its name where it is one, else what was found and a
 * handful of things that were expected, in which whole classes of tokens stand under one word.
 *
 * One mistake gives one message: nothing is said on a line where the scanner has complained, nor about what a forgotten
 * bracket leads to. */
#include "lang/base/limits.h"
#include "lang/base/utf8.h"
#include "lang/syntax/glued.h"
#include "lang/syntax/keywords.h"
#include "lang/syntax/lexer.h"
#include "lang/syntax/nearest.h"

#define MOST_EXPECTED 5
#define MOST_SHOWN 24 /* code points of a token in a message */
#define TOKENS_END 1024

struct expectation {
    struct parse_context *ctx;
    const int *tokens;
    int count;
    bool named[TOKENS_END]; /* said already, by a word for the class */
};

static bool expects(const struct expectation *e, int token) {
    for (int i = 0; i < e->count; i++) {
        if (e->tokens[i] == token) return true;
    }
    return false;
}

/* Whether the next declaration could stand here. */
static bool between_declarations(const struct expectation *e) {
    return expects(e, TOKEN_APPLY) && expects(e, TOKEN_WAIVE);
}

static bool expects_only(const struct expectation *e, int token) { return e->count == 1 && e->tokens[0] == token; }

/* ---- words for tokens ---- */

static const struct {
    int token;
    struct text word[LANGUAGES];
} sign_words[] = {
#define WORDS(zh, en)                                \
    {                                                \
        {zh, sizeof(zh) - 1}, { en, sizeof(en) - 1 } \
    }
    {TOKEN_END, WORDS("文件结尾", "the end of the file")},
    {TOKEN_NAME, WORDS("名称", "a name")},
    {TOKEN_NUMBER, WORDS("数", "a number")},
    {TOKEN_MONEY, WORDS("金额", "an amount of money")},
    {TOKEN_LITERAL, WORDS("日期、期限或百分比", "a date, duration or percentage")},
    {TOKEN_TEXT, WORDS("文本", "a text")},
    {TOKEN_PATTERN, WORDS("“/格式/”", "a “/pattern/”")},
    {TOKEN_TEXT_MIDDLE, WORDS("“}”", "“}”")},
    {TOKEN_TEXT_CLOSE, WORDS("“}”", "“}”")},
    {TOKEN_PATTERN_MIDDLE, WORDS("“}”", "“}”")},
    {TOKEN_PATTERN_CLOSE, WORDS("“}”", "“}”")},
    {TOKEN_PLUS, WORDS("“+”", "“+”")},
    {TOKEN_MINUS, WORDS("“-”", "“-”")},
    {TOKEN_TIMES, WORDS("“*”", "“*”")},
    {TOKEN_DIVIDE, WORDS("“/”", "“/”")},
    {TOKEN_LPAREN, WORDS("“(”", "“(”")},
    {TOKEN_RPAREN, WORDS("“)”", "“)”")},
    {TOKEN_LBRACE, WORDS("“{”", "“{”")},
    {TOKEN_RBRACE, WORDS("“}”", "“}”")},
    {TOKEN_LBRACKET, WORDS("“[”", "“[”")},
    {TOKEN_RBRACKET, WORDS("“]”", "“]”")},
    {TOKEN_COMMA, WORDS("“，”", "“,”")},
    {TOKEN_SEMICOLON, WORDS("“；”", "“;”")},
    {TOKEN_COLON, WORDS("“：”", "“:”")},
    {TOKEN_DOT, WORDS("“.”", "“.”")},
};

/* A keyword of the token in `language`, else in the other; empty for what is no keyword. */
static struct text token_spelling(int token, enum language language) {
    enum language other = language == LANGUAGE_ZH ? LANGUAGE_EN : LANGUAGE_ZH;
    unsigned row = keyword_of_token(token, language);
    if (row == KEYWORD_NONE) row = keyword_of_token(token, other);
    if (row == KEYWORD_NONE) return TEXT("");
    struct text spelling = keyword_row(row)->spelling[language];
    return spelling.len ? spelling : keyword_row(row)->spelling[other];
}

static struct text token_word(struct parse_context *ctx, int token, enum language language) {
    for (size_t i = 0; i < sizeof sign_words / sizeof *sign_words; i++) {
        if (sign_words[i].token == token) return sign_words[i].word[language];
    }
    struct text spelling = token_spelling(token, language);
    return spelling.len ? text_format(ctx->arena, "“%.*s”", TEXT_ARG(spelling)) : TEXT("");
}

/* Classes of tokens with one word; in the order in which they are looked for and said. All of `marks` must be expected;
 * the class then stands for `marks` and `members`. Lists end with 0. */
static const struct class {
    int marks[5];
    struct text word[LANGUAGES];
    int members[40];
} classes[] = {
    {{TOKEN_APPLY, TOKEN_WAIVE},
     WORDS("下一条规则或声明", "the next rule or declaration"),
     {TOKEN_USE,  TOKEN_RECORD,   TOKEN_RULE,         TOKEN_INPUT,     TOKEN_CHOICE,    TOKEN_ORDERED,  TOKEN_DERIVE,
      TOKEN_SET,  TOKEN_LABELS,   TOKEN_LET,          TOKEN_FUNCTION,  TOKEN_TEMPLATE,  TOKEN_GUIDE,    TOKEN_DIRECTION,
      TOKEN_YEAR, TOKEN_DOCUMENT, TOKEN_CLAUSES,      TOKEN_PARTNERS,  TOKEN_FIELDS,    TOKEN_SUPPORTS, TOKEN_TOTALS,
      TOKEN_MUST, TOKEN_MUST_NOT, TOKEN_IN_PRINCIPLE, TOKEN_GENERALLY, TOKEN_ENCOURAGE, TOKEN_JUDGE,    TOKEN_INFORM,
      TOKEN_OMIT, TOKEN_TABLE,    TOKEN_THEME,        TOKEN_CONTENTS,  TOKEN_INDICATORS}},
    /* A field may be called by a keyword. */
    {{TOKEN_NAME, TOKEN_GUIDE, TOKEN_CITE},
     WORDS("字段名", "the name of a field"),
     {TOKEN_USE,      TOKEN_RECORD,   TOKEN_INPUT,     TOKEN_CHOICE,  TOKEN_DERIVE,   TOKEN_SET,       TOKEN_LET,
      TOKEN_FUNCTION, TOKEN_TEMPLATE, TOKEN_DIRECTION, TOKEN_YEAR,    TOKEN_DOCUMENT, TOKEN_CLAUSES,   TOKEN_PARTNERS,
      TOKEN_FIELDS,   TOKEN_SUPPORTS, TOKEN_TOTALS,    TOKEN_TOTAL,   TOKEN_RULE,     TOKEN_READING,   TOKEN_MESSAGE,
      TOKEN_JUDGE,    TOKEN_INFORM,   TOKEN_OMIT,      TOKEN_BECAUSE, TOKEN_LATEST,   TOKEN_SINCE,     TOKEN_PER,
      TOKEN_REPLACES, TOKEN_LIMITED,  TOKEN_TABLE,     TOKEN_THEME,   TOKEN_CONTENTS, TOKEN_INDICATORS}},
    {{TOKEN_MUST, TOKEN_INFORM},
     WORDS("要求（如“必须”）", "a statement such as “must”"),
     {TOKEN_MUST_NOT, TOKEN_IN_PRINCIPLE, TOKEN_GENERALLY, TOKEN_ENCOURAGE, TOKEN_PREFER, TOKEN_JUDGE, TOKEN_OMIT,
      TOKEN_LIMIT_EACH, TOKEN_EVERY}},
    {{TOKEN_CITE, TOKEN_READING, TOKEN_WHEN, TOKEN_UNLESS},
     WORDS("“依据”“若”等部分", "a part such as “cite” or “when”"),
     {TOKEN_LET, TOKEN_FOR_EACH, TOKEN_FOR, TOKEN_CALLED, TOKEN_MESSAGE, TOKEN_REPLACES}},
    {{TOKEN_NUMBER, TOKEN_NAME, TOKEN_UNKNOWN, TOKEN_NOT, TOKEN_IF},
     WORDS("条件或值", "a condition or value"),
     {TOKEN_MONEY,  TOKEN_LITERAL, TOKEN_TEXT,           TOKEN_TEXT_OPEN,  TOKEN_IT,       TOKEN_YES,   TOKEN_NO,
      TOKEN_NO_ONE, TOKEN_LPAREN,  TOKEN_LBRACKET,       TOKEN_LBRACE,     TOKEN_MINUS,    TOKEN_HAS,   TOKEN_ALL_OF,
      TOKEN_ANY_OF, TOKEN_NONE_OF, TOKEN_GROUP_AT_LEAST, TOKEN_AT_LEAST,   TOKEN_SOME,     TOKEN_EVERY, TOKEN_COVERS,
      TOKEN_TABLE,  TOKEN_THEME,   TOKEN_CONTENTS,       TOKEN_INDICATORS, TOKEN_PARTNERS, TOKEN_FIELDS}},
    {{TOKEN_NUMBER, TOKEN_NAME, TOKEN_UNKNOWN, TOKEN_LPAREN},
     WORDS("值", "a value"),
     {TOKEN_MONEY, TOKEN_LITERAL, TOKEN_TEXT, TOKEN_TEXT_OPEN, TOKEN_IT, TOKEN_YES, TOKEN_NO, TOKEN_NO_ONE,
      TOKEN_LBRACKET, TOKEN_LBRACE, TOKEN_MINUS, TOKEN_TABLE, TOKEN_THEME, TOKEN_CONTENTS, TOKEN_INDICATORS,
      TOKEN_PARTNERS, TOKEN_FIELDS}},
    {{TOKEN_TEXT, TOKEN_TEXT_OPEN}, WORDS("文本", "a text"), {0}},
    {{TOKEN_PATTERN, TOKEN_PATTERN_OPEN}, WORDS("“/格式/”", "a “/pattern/”"), {0}},
    {{TOKEN_TEXT_MIDDLE, TOKEN_TEXT_CLOSE}, WORDS("“}”", "“}”"), {0}},
    {{TOKEN_PATTERN_MIDDLE, TOKEN_PATTERN_CLOSE}, WORDS("“}”", "“}”"), {0}},
    {{TOKEN_EQUAL, TOKEN_RELATION, TOKEN_IN},
     WORDS("比较（如“不少于”）", "a comparison such as “at least”"),
     {TOKEN_AT_LEAST, TOKEN_AT_MOST, TOKEN_BETWEEN, TOKEN_NOT_IN, TOKEN_INCLUDES, TOKEN_NOT_INCLUDES, TOKEN_MATCHES,
      TOKEN_FILLED, TOKEN_MISSING}},
    {{TOKEN_PLUS, TOKEN_TIMES},
     WORDS("计算符号（如“+”）", "a sign such as “+”"),
     {TOKEN_MINUS, TOKEN_DIVIDE, TOKEN_LATER, TOKEN_EARLIER, TOKEN_UNION, TOKEN_INTERSECT, TOKEN_EXCEPT, TOKEN_DOT,
      TOKEN_AMONG, TOKEN_LPAREN, TOKEN_LBRACKET}},
    {{TOKEN_AND, TOKEN_OR}, WORDS("“且”“或”", "“and”, “or”"), {0}},
    {{TOKEN_SOME, TOKEN_EVERY, TOKEN_NO_ONE},
     WORDS("“有”“每个”“没有”或“至少”", "“some”, “every”, “no” or “at least”"),
     {TOKEN_AT_LEAST}},
};
#undef WORDS

#define CLASSES (sizeof classes / sizeof *classes)
#define CLASS_DECLARATION 0

static bool takes_class(struct expectation *e, const struct class *class) {
    for (const int *mark = class->marks; *mark; mark++) {
        if (!expects(e, *mark) || e->named[*mark]) return false;
    }
    for (const int *mark = class->marks; *mark; mark++) e->named[*mark] = true;
    for (const int *member = class->members; *member; member++) e->named[*member] = true;
    return true;
}

static void add_word(struct text *words, size_t *n, struct text word) {
    for (size_t i = 0; i < *n; i++) {
        if (text_equal(words[i], word)) return;
    }
    if (word.len && *n < MOST_EXPECTED) words[(*n)++] = word;
}

static bool is_bracket(int token) { return token == TOKEN_RPAREN || token == TOKEN_RBRACE || token == TOKEN_RBRACKET; }

/* Brackets that would close what is open, then classes, then single words, at the end the next declaration. */
static size_t choose_words(struct expectation *e, struct text words[MOST_EXPECTED], enum language language) {
    bool taken[CLASSES];
    size_t n = 0;
    for (size_t i = 0; i < CLASSES; i++) taken[i] = takes_class(e, &classes[i]);
    for (int i = 0; i < e->count; i++) {
        if (is_bracket(e->tokens[i])) add_word(words, &n, token_word(e->ctx, e->tokens[i], language));
    }
    for (size_t i = 1; i < CLASSES; i++) {
        if (taken[i]) add_word(words, &n, classes[i].word[language]);
    }
    for (int i = 0; i < e->count; i++) {
        bool spoken = e->named[e->tokens[i]] || is_bracket(e->tokens[i]) || (e->tokens[i] == TOKEN_END && e->count > 1);
        if (!spoken && n + taken[CLASS_DECLARATION] < MOST_EXPECTED)
            add_word(words, &n, token_word(e->ctx, e->tokens[i], language));
    }
    if (taken[CLASS_DECLARATION]) add_word(words, &n, classes[CLASS_DECLARATION].word[language]);
    return n;
}

/* "A、B 或 C", "A, B or C" */
static struct text expected_in(struct expectation e, enum language language) {
    struct text words[MOST_EXPECTED];
    bool zh = language == LANGUAGE_ZH;
    size_t n = choose_words(&e, words, language);
    struct buffer out;
    buffer_init(&out, e.ctx->arena);
    for (size_t i = 0; i < n; i++) {
        if (i && i + 1 == n) buffer_str(&out, zh ? "或" : " or ");
        if (i && i + 1 < n) buffer_str(&out, zh ? "、" : ", ");
        buffer_text(&out, words[i]);
    }
    return buffer_done(&out);
}

static struct text expected_words(const struct expectation *e) {
    return diag_both(e->ctx->arena, expected_in(*e, LANGUAGE_ZH), expected_in(*e, LANGUAGE_EN));
}

/* A token's text, cut where it is long. */
static struct text shown(struct text token, struct arena *arena) {
    size_t at = 0;
    for (size_t n = 0; at < token.len && n < MOST_SHOWN; n++) {
        uint32_t cp;
        size_t step = utf8_decode(token, at, &cp);
        at += step ? step : 1;
    }
    return at == token.len ? token : text_format(arena, "%.*s…", (int)at, token.ptr);
}

static struct text found_word(struct parse_context *ctx, int token) {
    if (token == TOKEN_END) {
        if (ctx->want_expression) return diag_both(ctx->arena, TEXT("结尾"), TEXT("the end"));
        return diag_both(ctx->arena, token_word(ctx, token, LANGUAGE_ZH), token_word(ctx, token, LANGUAGE_EN));
    }
    return text_format(ctx->arena, "“%.*s”", TEXT_ARG(shown(ctx->last_text, ctx->arena)));
}

/* ---- known mistakes ---- */

static struct text source_of(const struct parse_context *ctx, struct span span) {
    return text_slice(ctx->lexer->source, span.start, span.end);
}

static bool on_one_line(const struct lexer *lexer, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        if (lexer->source.ptr[i] == '\n' || lexer->source.ptr[i] == '\r') return false;
    }
    return true;
}

static bool is_modality(int token) {
    return token == TOKEN_MUST || token == TOKEN_MUST_NOT || token == TOKEN_IN_PRINCIPLE || token == TOKEN_GENERALLY ||
           token == TOKEN_ENCOURAGE;
}

static bool holds_statement(int declaration) { return declaration == TOKEN_RULE || declaration == TOKEN_TEMPLATE; }

/* A modality at the level of declarations begins a judgement (鼓励 人工审查 "…"), so the parser stumbles behind it. */
static bool report_statement(struct expectation *e, struct span at, int found) {
    struct parse_context *ctx = e->ctx;
    struct lexer *lexer = ctx->lexer;
    struct span where = at;
    if (is_modality(lexer->previous.token) && expects_only(e, TOKEN_JUDGE))
        where = lexer->previous.span;
    else if (found != TOKEN_PREFER || !between_declarations(e))
        return false;
    bool second = holds_statement(lexer->declared.token) && lexer->declared.statements > 1;
    diag_report(ctx->sink, second ? DIAG_SECOND_STATEMENT : DIAG_STATEMENT_OUTSIDE, where, source_of(ctx, where));
    return true;
}

static bool report_part(struct expectation *e, struct span at, int found) {
    const struct declared *rule = &e->ctx->lexer->declared;
    bool part = found == TOKEN_CITE || found == TOKEN_READING || found == TOKEN_WHEN || found == TOKEN_UNLESS ||
                found == TOKEN_FOR || found == TOKEN_FOR_EACH;
    if (!part || !holds_statement(rule->token) || !rule->statements || !between_declarations(e)) return false;
    diag_report(e->ctx->sink, DIAG_PART_AFTER_STATEMENT, at, source_of(e->ctx, at));
    return true;
}

static bool report_no_statement(struct expectation *e, int found) {
    struct lexer *lexer = e->ctx->lexer;
    if (!expects(e, TOKEN_MUST) || !expects(e, TOKEN_INFORM) || between_declarations(e)) return false;
    bool next = lexer_begins_declaration(found);
    if (!next && found != TOKEN_END) return false;
    const struct declared *rule = next ? &lexer->declared_before : &lexer->declared;
    if (!holds_statement(rule->token)) return false;
    diag_report(e->ctx->sink, DIAG_NO_STATEMENT, rule->span, source_of(e->ctx, rule->span));
    return true;
}

/* [3, 4): closed by a bracket of another kind. */
static bool report_other_kind(struct expectation *e, struct span at, int found) {
    static const struct {
        int token;
        struct text sign;
    } closers[] = {{TOKEN_RPAREN, {")", 1}}, {TOKEN_RBRACE, {"}", 1}}, {TOKEN_RBRACKET, {"]", 1}}};
    struct lexer *lexer = e->ctx->lexer;
    if (!lexer->unmatched || !lexer->brackets.count || lexer->in_theme == lexer->brackets.count) return false;
    struct open_bracket open = lexer->brackets.items[lexer->brackets.count - 1];
    for (size_t i = 0; i < sizeof closers / sizeof *closers; i++) {
        if (lexer_opener_of(closers[i].token) != open.token || closers[i].token == found) continue;
        struct diag *d = diag_report(e->ctx->sink, DIAG_WRONG_BRACKET, at, source_of(e->ctx, at),
                                     source_of(e->ctx, open.span), closers[i].sign);
        diag_mark(e->ctx->sink, d, open.span, TEXT("括号在这里打开"), TEXT("opened here"));
        d->suggestion = closers[i].sign;
        lexer->brackets.count--;
        return true;
    }
    return false;
}

/* A closing bracket without an opener, or one that leaves another open inside. */
static bool report_bracket(struct expectation *e, struct span at, int found) {
    struct parse_context *ctx = e->ctx;
    struct lexer *lexer = ctx->lexer;
    if (found == TOKEN_END && lexer->brackets.count) {
        lexer_report_unclosed_bracket(ctx, at);
        return true;
    }
    bool leaves_hole = found == TOKEN_TEXT_CLOSE || found == TOKEN_TEXT_MIDDLE || found == TOKEN_PATTERN_CLOSE ||
                       found == TOKEN_PATTERN_MIDDLE;
    if (!is_bracket(found) && !leaves_hole) return false;
    if (report_other_kind(e, at, found)) return true;
    if (lexer->unmatched && !lexer->brackets.count) {
        diag_report(ctx->sink, DIAG_UNMATCHED_BRACKET, at, source_of(ctx, at));
        return true;
    }
    if (!lexer->forgotten.token) return false;
    struct diag *d =
        diag_report(ctx->sink, DIAG_UNCLOSED_BRACKET, lexer->forgotten.span, source_of(ctx, lexer->forgotten.span));
    diag_mark(ctx->sink, d, at, TEXT("到这里仍未合上"), TEXT("still open here"));
    return true;
}

static bool is_keyword(int token) {
    return keyword_of_token(token, LANGUAGE_ZH) != KEYWORD_NONE || keyword_of_token(token, LANGUAGE_EN) != KEYWORD_NONE;
}

/* A keyword where a name must stand: in headings, fields, lists of names, not in expressions. */
static bool report_keyword_as_name(struct expectation *e, struct span at, int found) {
    bool heading =
        expects(e, TOKEN_NAME) && !expects(e, TOKEN_NUMBER) && !expects(e, TOKEN_MUST) && !between_declarations(e);
    struct text word = source_of(e->ctx, at);
    const struct lexer *lexer = e->ctx->lexer;
    bool next = lexer_begins_declaration(found) && !lexer->brackets.count &&
                !on_one_line(lexer, lexer->previous.span.end, at.start);
    if (!heading || next || !is_keyword(found) || lexer_name_end(word, 0) == 0) return false;
    diag_report(e->ctx->sink, DIAG_KEYWORD_AS_NAME, at, word);
    e->ctx->lexer->misused = e->ctx->lexer->quiet = true;
    return true;
}

static bool is_expected(int token, const void *with) { return expects(with, token); }

static void report_suggestion(struct expectation *e, enum diag_code code, struct span at, struct text instead) {
    diag_report(e->ctx->sink, code, at, source_of(e->ctx, at), instead)->suggestion = instead;
}

static bool report_letters(struct expectation *e, struct span at) {
    struct text spelling = keyword_by_letters(source_of(e->ctx, at), is_expected, e);
    if (spelling.len) report_suggestion(e, DIAG_KEYWORD_CASE, at, spelling);
    return spelling.len != 0;
}

/* The longest expected Chinese keyword at one end of a name: its length. */
static size_t keyword_at_end(const struct expectation *e, struct text word, bool front) {
    size_t best = 0;
    for (size_t row = 0; row < keyword_count(); row++) {
        struct text zh = keyword_row(row)->spelling[LANGUAGE_ZH];
        if (!zh.len || zh.len <= best || zh.len >= word.len || !expects(e, keyword_row(row)->token)) continue;
        if (front ? text_starts(word, zh) : text_ends(word, zh)) best = zh.len;
    }
    return best;
}

static bool report_split(struct expectation *e, struct span at, size_t split) {
    struct text word = source_of(e->ctx, at);
    if (!split || split >= word.len) return false;
    struct diag *d = diag_report(e->ctx->sink, DIAG_SWALLOWED_KEYWORD, at, text_slice(word, 0, split),
                                 text_slice(word, split, word.len));
    d->suggestion = glue_apart_at(e->ctx->arena, word, split);
    return true;
}

#define ONE_CHARACTER 3 /* bytes of an ideograph */

/* A single character before others is more likely the beginning of a misspelled word that begins so too (应该, 应当). */
static bool report_swallowed(struct expectation *e, struct span at, bool front) {
    struct text word = source_of(e->ctx, at), like = keyword_nearest(word, is_expected, e);
    size_t length = keyword_at_end(e, word, front);
    if (front && length == ONE_CHARACTER && like.len && text_starts(like, text_slice(word, 0, length))) return false;
    return length && report_split(e, at, front ? length : word.len - length);
}

static bool report_misspelled(struct expectation *e, struct span at) {
    struct text spelling = keyword_nearest(source_of(e->ctx, at), is_expected, e);
    if (spelling.len) report_suggestion(e, DIAG_UNKNOWN_WORD, at, spelling);
    return spelling.len != 0;
}

/* at mots, Not Before: two words that are nearly a keyword of two. */
static bool report_second_word(struct expectation *e, struct span at) {
    struct text source = e->ctx->lexer->source, first = source_of(e->ctx, at);
    size_t next = lexer_skip_blanks(source, at.end), end = lexer_run_end(e->ctx->lexer, next);
    if (end == next || next == at.end) return false;
    struct text second = text_slice(source, next, end);
    struct text both = text_format(e->ctx->arena, "%.*s %.*s", TEXT_ARG(first), TEXT_ARG(second));
    struct text letters = keyword_by_letters(both, is_expected, e);
    struct span whole = {at.file, at.start, (uint32_t)end};
    if (letters.len) {
        report_suggestion(e, DIAG_KEYWORD_CASE, whole, letters);
        return true;
    }
    struct text like = keyword_nearest(both, is_expected, e);
    if (!text_starts(like, text_format(e->ctx->arena, "%.*s ", TEXT_ARG(first)))) return false;
    report_suggestion(e, DIAG_UNKNOWN_WORD, whole, like);
    return true;
}

/* 申报 的 项目名称: the 的 and the blanks round it become a dot. */
static bool report_of(struct expectation *e, struct span before, struct span at, int found) {
    struct parse_context *ctx = e->ctx;
    bool is_of = found == TOKEN_NAME && text_equal(source_of(ctx, at), TEXT("的"));
    if (!is_of || ctx->lexer->previous.token != TOKEN_NAME) return false;
    struct text source = ctx->lexer->source;
    size_t next = lexer_skip_blanks(source, at.end), end = lexer_run_end(ctx->lexer, next);
    struct span whole = {at.file, before.start, (uint32_t)end};
    if (end == next) return false;
    struct text path =
        text_format(ctx->arena, "%.*s.%.*s", TEXT_ARG(source_of(ctx, before)), TEXT_ARG(text_slice(source, next, end)));
    report_suggestion(e, DIAG_FIELD_WITHOUT_DOT, whole, path);
    return true;
}

/* A name where none may stand, or behind one that was read as a name but looks like the keyword wanted. */
static bool report_name(struct expectation *e, struct span at, int found) {
    const struct lexer *lexer = e->ctx->lexer;
    struct span before = lexer->previous.span;
    bool behind_name = lexer->previous.token == TOKEN_NAME;
    if (report_of(e, before, at, found)) return true;
    if (found == TOKEN_NAME && report_second_word(e, at)) return true;
    if (found == TOKEN_NAME && (report_letters(e, at) || report_swallowed(e, at, true))) return true;
    if (found == TOKEN_NAME && report_misspelled(e, at)) return true;
    if (behind_name && report_letters(e, before)) return true;
    if (behind_name && report_split(e, before, glue_find(source_of(e->ctx, before)))) return true;
    if (behind_name && (report_swallowed(e, before, false) || report_misspelled(e, before))) return true;
    return found == TOKEN_NAME && report_split(e, at, glue_find(source_of(e->ctx, at)));
}

/* `if` where a rule's condition is meant, and what other languages put behind it. */
static bool report_if(struct expectation *e, struct span at, int found) {
    if (found == TOKEN_IF && expects(e, TOKEN_WHEN)) {
        report_suggestion(
            e, DIAG_IF_FOR_WHEN, at,
            token_spelling(TOKEN_WHEN, (unsigned char)source_of(e->ctx, at).ptr[0] & 0x80 ? LANGUAGE_ZH : LANGUAGE_EN));
        return true;
    }
    if (found != TOKEN_LBRACE || !expects(e, TOKEN_THEN)) return false;
    diag_report(e->ctx->sink, DIAG_BRACE_AFTER_IF, at, source_of(e->ctx, at));
    return true;
}

/* ---- */

/* The scanner has complained on this line: most likely this is what it leads to. */
static bool follows_from_lexer(const struct lexer *lexer, struct span at) {
    return lexer->has_error && on_one_line(lexer, lexer->last_error, at.start);
}

/* 提示 人数不足”: what should be a text lacks its first quote; the scanner will say so where it meets the last one. */
static bool lacks_first_quote(const struct expectation *e, struct span at) {
    static const struct text opening[] = {{"“", 3}, {"「", 3}, {"\"", 1}}, closing[] = {{"”", 3}, {"」", 3}};
    struct text source = e->ctx->lexer->source;
    if (!expects(e, TOKEN_TEXT)) return false;
    for (size_t i = at.start; i < source.len && source.ptr[i] != '\n' && source.ptr[i] != '\r'; i++) {
        struct text rest = text_slice(source, i, source.len);
        for (size_t k = 0; k < 3; k++) {
            if (text_starts(rest, opening[k])) return false;
        }
        if (text_starts(rest, closing[0]) || text_starts(rest, closing[1])) return true;
    }
    return false;
}

static void mark_opener(struct parse_context *ctx, const struct expectation *e, struct diag *d) {
    static const int closers[][2] = {
        {TOKEN_LPAREN, TOKEN_RPAREN}, {TOKEN_LBRACE, TOKEN_RBRACE}, {TOKEN_LBRACKET, TOKEN_RBRACKET}};
    struct lexer *lexer = ctx->lexer;
    size_t n = lexer->brackets.count;
    bool opens = n && (lexer->last.token == TOKEN_LPAREN || lexer->last.token == TOKEN_LBRACE ||
                       lexer->last.token == TOKEN_LBRACKET);
    if (opens) n--; /* the bracket found */
    if (!n) return;
    for (size_t i = 0; i < sizeof closers / sizeof *closers; i++) {
        const struct open_bracket *open = &lexer->brackets.items[n - 1];
        if (open->token == closers[i][0] && expects(e, closers[i][1]))
            diag_mark(ctx->sink, d, open->span, TEXT("括号在这里打开"), TEXT("opened here"));
    }
}

/* Where a line ends too early the place to look at is its end, not the next line's beginning. */
static bool report_missing(struct expectation *e, struct span at) {
    const struct lexer *lexer = e->ctx->lexer;
    struct span before = lexer->previous.span;
    if (!lexer->previous.token || lexer->previous.token == TOKEN_START_FILE || on_one_line(lexer, before.end, at.start))
        return false;
    if (between_declarations(e)) return false;
    struct text words = expected_words(e);
    mark_opener(
        e->ctx, e,
        diag_report(e->ctx->sink, DIAG_MISSING_AFTER, before, shown(source_of(e->ctx, before), e->ctx->arena), words));
    return true;
}

bool syntax_error_follows(const struct parse_context *ctx) {
    const struct lexer *lexer = ctx->lexer;
    return lexer->stopped || lexer->broke_off || (lexer->quiet && !lexer->open_before);
}

void syntax_error_report(struct parse_context *ctx, struct span at, int found, const int *expected, int n_expected) {
    struct lexer *lexer = ctx->lexer;
    struct expectation e = {.ctx = ctx, .tokens = expected, .count = n_expected};
    /* In brackets each item may have an error of its own. */
    bool again = lexer->quiet && between_declarations(&e);
    again |=
        is_bracket(found) && !lexer->unmatched && between_declarations(&e); /* left over from a broken declaration */
    bool silent = again || follows_from_lexer(lexer, at);
    if (lexer->brackets.count || !lexer_begins_declaration(found)) lexer->quiet = true;
    if (silent || text_hole_is_open(ctx) || lacks_first_quote(&e, at)) return;
    if (report_bracket(&e, at, found) || report_statement(&e, at, found) || report_no_statement(&e, found)) return;
    if (report_part(&e, at, found) || report_if(&e, at, found)) return;
    if (report_keyword_as_name(&e, at, found) || report_name(&e, at, found) || report_missing(&e, at)) return;
    struct text words = expected_words(&e);
    mark_opener(ctx, &e, diag_report(ctx->sink, DIAG_UNEXPECTED, at, found_word(ctx, found), words));
}

void syntax_error_nesting(struct parse_context *ctx, struct span at) {
    if (ctx->lexer->stopped) return;
    ctx->lexer->stopped = true;
    diag_report(ctx->sink, DIAG_NESTING, at, text_format(ctx->arena, "%u", LIMIT_NESTING));
}
