/* The scanner, token by token: what one source becomes, with the spans that the parser gets. */
#include "lang/syntax/lexer.h"

#include <string.h>

#include "lang/syntax/keywords.h"
#include "tests/unit/tap.h"

static struct arena *arena;
static struct diag_sink sink;

static const char *const names[] = {
    [TOKEN_NAME - TOKEN_START_FILE] = "name",
    [TOKEN_NUMBER - TOKEN_START_FILE] = "number",
    [TOKEN_MONEY - TOKEN_START_FILE] = "money",
    [TOKEN_LITERAL - TOKEN_START_FILE] = "literal",
    [TOKEN_TEXT - TOKEN_START_FILE] = "text",
    [TOKEN_TEXT_OPEN - TOKEN_START_FILE] = "open",
    [TOKEN_TEXT_MIDDLE - TOKEN_START_FILE] = "middle",
    [TOKEN_TEXT_CLOSE - TOKEN_START_FILE] = "close",
    [TOKEN_PATTERN - TOKEN_START_FILE] = "pattern",
    [TOKEN_PATTERN_OPEN - TOKEN_START_FILE] = "popen",
    [TOKEN_PATTERN_MIDDLE - TOKEN_START_FILE] = "pmiddle",
    [TOKEN_PATTERN_CLOSE - TOKEN_START_FILE] = "pclose",
    [TOKEN_PLUS - TOKEN_START_FILE] = "+",
    [TOKEN_MINUS - TOKEN_START_FILE] = "-",
    [TOKEN_TIMES - TOKEN_START_FILE] = "*",
    [TOKEN_DIVIDE - TOKEN_START_FILE] = "/",
    [TOKEN_LPAREN - TOKEN_START_FILE] = "(",
    [TOKEN_RPAREN - TOKEN_START_FILE] = ")",
    [TOKEN_LBRACE - TOKEN_START_FILE] = "{",
    [TOKEN_RBRACE - TOKEN_START_FILE] = "}",
    [TOKEN_LBRACKET - TOKEN_START_FILE] = "[",
    [TOKEN_RBRACKET - TOKEN_START_FILE] = "]",
    [TOKEN_COMMA - TOKEN_START_FILE] = ",",
    [TOKEN_SEMICOLON - TOKEN_START_FILE] = ";",
    [TOKEN_COLON - TOKEN_START_FILE] = ":",
    [TOKEN_DOT - TOKEN_START_FILE] = ".",
};

static void put_keyword(struct buffer *out, int token, uint16_t op) {
    unsigned row = keyword_canonical(token, op, LANGUAGE_EN);
    enum language language = row == KEYWORD_NONE ? LANGUAGE_ZH : LANGUAGE_EN;
    if (row == KEYWORD_NONE) row = keyword_canonical(token, op, LANGUAGE_ZH);
    buffer_text(out, keyword_spelling(row, language));
}

static void put_token(struct buffer *out, int token, const ZN_STYPE *value, struct span at) {
    size_t index = (size_t)(token - TOKEN_START_FILE);
    const char *name = index < sizeof names / sizeof *names ? names[index] : NULL;
    if (out->len) buffer_byte(out, ' ');
    if (name)
        buffer_str(out, name);
    else
        put_keyword(out, token, value->word.op);
    if (token == TOKEN_NAME) buffer_printf(out, "(%.*s)", TEXT_ARG(value->text));
    if (token >= TOKEN_NUMBER && token <= TOKEN_PATTERN_CLOSE) {
        struct buffer dump;
        buffer_init(&dump, arena);
        ast_dump(&dump, value->node);
        struct text line = buffer_done(&dump);
        size_t first = 0;
        while (line.ptr[first] != ' ' && line.ptr[first] != '\n') first++;
        buffer_printf(out, "(%.*s)", TEXT_ARG(text_slice(line, first + 1, line.len - 1)));
        tap_ok(value->node->span.start == at.start && value->node->span.end == at.end, "a node spans its token");
    }
}

static struct text tokens_of(const char *source) {
    struct source_set *sources = source_set_new(arena);
    diag_sink_init(&sink, arena, sources);
    struct parse_context ctx = {.arena = arena, .sink = &sink, .sources = sources};
    ctx.file = source_add(sources, TEXT("t.zn"), text_of(source));
    void *scanner = lexer_new(&ctx);
    struct buffer out;
    buffer_init(&out, arena);
    uint32_t behind = 0;
    for (;;) {
        ZN_STYPE value;
        struct span at;
        memset(&value, 0, sizeof value);
        int token = zn_lex(&value, &at, &ctx, scanner);
        tap_ok(at.start >= behind && at.end >= at.start && at.end <= strlen(source), "spans go forward in %s", source);
        behind = at.end;
        if (token == TOKEN_START_FILE) continue;
        if (token == TOKEN_END) break;
        put_token(&out, token, &value, at);
    }
    return buffer_done(&out);
}

static void check(const char *source, const char *wanted) {
    tap_is_text(tokens_of(source), wanted, "%s", source);
    tap_is_int(sink.errors, 0, "no error in %s", source);
}

static void refuse(const char *source, enum diag_code code, const char *wanted) {
    struct text seen = tokens_of(source);
    if (tap_ok(sink.list.count > 0, "an error in %s", source))
        tap_is_int(sink.list.items[0].code, code, "the error of %s", source);
    tap_is_text(seen, wanted, "what goes on after the error of %s", source);
}

static void test_words(void) {
    check("", "");
    check("规则 rule 甲", "rule rule name(甲)");
    check("at least", "at least");
    check("at\n　least atleast at", "at least name(atleast) name(at)");
    check("must not must nothing", "must not must name(nothing)");
    check("is not in not in is missing", "is not in not in is missing");
    check("甲.规则.must not", "name(甲) . name(规则) . name(must) not");
    check("x.不超过20", "name(x) . name(不超过20)");
    check("不超过20个", "at most number(20 个)");
    check("为2年至3年", "is literal(24 months, as 年) to literal(36 months, as 年)");
    check("不早于1960年1月1日", "not before literal(1960-01-01)");
    check("附件1 行为2 方案２ _a1", "name(附件1) name(行为2) name(方案2) name(_a1)");
    check("é Δx ナ", "name(é) name(Δx) name(ナ)");
    refuse("出生日期不早于1960", DIAG_SWALLOWED_KEYWORD, "name(出生日期) not before number(1960)");
    refuse("ＡＢ", DIAG_FULL_WIDTH_LETTERS, "name(AB)");
    refuse("pаy", DIAG_LOOKALIKE, "name(pаy)");
}

/* Every spelling of every row is read as its token and op, wherever several rows share it. */
static void test_all_keywords(void) {
    for (size_t row = 0; row < keyword_count(); row++) {
        for (int language = 0; language < LANGUAGES; language++) {
            const struct keyword *keyword = keyword_row(row);
            struct text spelling = keyword->spelling[language];
            if (!spelling.len) continue;
            const struct keyword *found = keyword_row(keyword_find(spelling));
            tap_ok(found->token == keyword->token && found->op == keyword->op, "one meaning of %s",
                   text_cstr(arena, spelling));
            struct buffer wanted;
            buffer_init(&wanted, arena);
            put_keyword(&wanted, keyword->token, keyword->op);
            check(text_cstr(arena, spelling), text_cstr(arena, buffer_done(&wanted)));
        }
    }
}

static void test_signs(void) {
    check("（）｛｝［］，、；：．", "( ) { } [ ] , , ; : .");
    check("()[]{},;:.", "( ) [ ] { } , ; : .");
    check("+ - * / ＋ － × ÷", "+ - * / + - * /");
    check("= == ＝ < > <= >= != <> ＜ ＞ ≤ ≥ ≠ ~ ～", "is is is less than more than at most at least is not is not "
                                                      "less than more than at most at least is not to to");
    check("a # 注 ）\n# 注\nb", "name(a) name(b)");
    refuse("a。", DIAG_UNKNOWN_CHARACTER, "name(a)");
    refuse("@@@", DIAG_UNKNOWN_CHARACTER, "");
    tap_is_int(sink.list.count, 1, "a run of one character is reported once");
}

static void test_literals(void) {
    check("1 1.50 ０．５", "number(1) number(1.5) number(0.5)");
    check("10% １２．５％", "literal(percent 0.1) literal(percent 0.125)");
    check("20 个 3人次 5项 2 公里", "number(20 个) number(3 人次) number(5 项) number(2 公里)");
    check("2\n个", "number(2) name(个)");
    check("3 to 5 items", "number(3) to number(5 items)");
    check("at least 2 people in", "at least number(2) name(people) in");
    check("at least 2 days\nin", "at least number(2) name(days) in");
    check("中 至少 2 人 满足", "中 at least number(2) name(人) satisfies");
    check("中 至少 2 人 甲 满足", "中 at least number(2 人) name(甲) satisfies");
    check("a 至少 2 人 满足", "name(a) at least number(2 人) satisfies");
    check("2 people in 2 days in", "number(2 people) in literal(2 days, as days) in");
    check("6000 万元 1.05亿元 300 元",
          "money(money 6000000000 CNY, as 万元) money(money 10500000000 CNY, as 亿元) money(money 30000 CNY, as 元)");
    check("80 万欧元 6000 wan yuan 105 million  yuan 3 EUR",
          "money(money 80000000 EUR, as 万欧元) money(money 6000000000 CNY, as wan yuan) money(money 10500000000 CNY, "
          "as million  yuan) money(money 300 EUR, as EUR)");
    check("2 年 24个月 7日 7 天 1 year 30 days",
          "literal(24 months, as 年) literal(24 months, as 个月) literal(7 days, as 日) literal(7 days, as 天) "
          "literal(12 months, as year) literal(30 days, as days)");
    check("0.5 年", "literal(6 months, as 年)");
    check("2019-08-31 2019 年 8 月 31 日", "literal(2019-08-31) literal(2019-08-31)");
    check("2019 - 08 - 31", "number(2019) - number(8) - number(31)");
    check("2020年11月27日16:00", "literal(2020-11-27T16:00:00+08:00)");
    check("2020-11-27T16:00:00+08:00 2020-11-27T08:00Z",
          "literal(2020-11-27T16:00:00+08:00) literal(2020-11-27T16:00:00+08:00)");
    check("年度 2023 年", "year number(2023)");
    check("1899 年 2 月", "literal(22788 months, as 年) literal(2 months, as 月)");
    refuse("1,000", DIAG_DIGIT_GROUPS, "number(1000)");
    check("1, 000", "number(1) , number(0)");
    check("1,20", "number(1) , number(20)");
    refuse("5G", DIAG_UNKNOWN_UNIT, "literal()");
    refuse("6000 万", DIAG_MONEY_WITHOUT_CURRENCY, "money(money 6000000000 CNY, as 万)");
    refuse("0.001 元", DIAG_MONEY_INEXACT, "money(money 0 CNY, as 元)");
    refuse("1.5 个月", DIAG_DURATION_INEXACT, "literal(0 months, as 个月)");
    refuse("99999999999999999999", DIAG_NUMBER_TOO_LARGE, "number(0)");
    check("9223372036854775807", "number(9223372036854775807)");
    refuse("9223372036854775808", DIAG_NUMBER_TOO_LARGE, "number(0)");
    refuse("2023年2月29日", DIAG_NO_SUCH_DATE, "literal(1970-01-01)");
    refuse("2021年", DIAG_UNFINISHED_DATE, "literal()");
    refuse("2021年5月", DIAG_UNFINISHED_DATE, "literal()");
    refuse("2023-2-3", DIAG_DATE_DIGITS, "literal(2023-02-03)");
    refuse("2023-02-03前", DIAG_DATE_TAIL, "literal(2023-02-03)");
    refuse("2020年1月1日24:00", DIAG_NO_SUCH_TIME, "literal(1970-01-01T08:00:00+08:00)");
}

static void test_texts(void) {
    check("\"a\" “b” 「c」", "text(\"a\") text(\"b\") text(\"c\")");
    check("“a“b”c” 「a「b」c」 “a\"b”", "text(\"a“b”c\") text(\"a「b」c\") text(\"a\\\"b\")");
    check("\"\\\"\\\\\\{\\}\\n\"", "text(\"\\\"\\\\{}\\n\")");
    check("\"a{b}c{d}e\"", "open(\"a\") name(b) middle(\"c\") name(d) close(\"e\")");
    check("\"{ {a} }\"", "open(\"\") { name(a) } close(\"\")");
    check("\"a{\"b{c}\"}\"", "open(\"a\") open(\"b\") name(c) close(\"\") close(\"\")");
    check("匹配 /a{2,40}\\/{b}\\p{L}/ / c", "matches popen(\"a{2,40}/\") name(b) pclose(\"\\\\p{L}\") / name(c)");
    check("匹配 /{a}b{c}/", "matches popen(\"\") name(a) pmiddle(\"b\") name(c) pclose(\"\")");
    check("a / b", "name(a) / name(b)");
    refuse("\"a\nb", DIAG_UNCLOSED_TEXT, "text(\"a\") name(b)");
    refuse("\"a{b\nc", DIAG_UNCLOSED_HOLE, "open(\"a\") name(b) close(\"\") name(c)");
    refuse("\"a{b", DIAG_UNCLOSED_HOLE, "open(\"a\") name(b) close(\"\")");
    refuse("匹配 /a\nb", DIAG_UNCLOSED_PATTERN, "matches pattern(\"a\") name(b)");
    refuse("\"\\q\"", DIAG_UNKNOWN_ESCAPE, "text(\"\\\\q\")");
    refuse("\"\\", DIAG_UNKNOWN_ESCAPE, "text(\"\\\\\")");
}

int main(void) {
    arena = arena_new(NULL);
    test_words();
    test_all_keywords();
    test_signs();
    test_literals();
    test_texts();
    arena_free(arena);
    return tap_done();
}
