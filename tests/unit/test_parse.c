/* The driver: what it gives back, its limits on both sides, places, doc comments, and that no input makes it slow. The
 * trees themselves are in tests/golden/parse. */
#include "lang/syntax/parse.h"

#include <string.h>
#include <time.h>

#include "lang/base/limits.h"
#include "tests/unit/tap.h"

static struct arena *arena;
static struct source_set *sources;
static struct diag_sink sink;

static uint32_t add(struct text source) {
    sources = source_set_new(arena);
    diag_sink_init(&sink, arena, sources);
    return source_add(sources, TEXT("t.zn"), source);
}

static struct node *file(struct text source) { return parse_file(arena, &sink, add(source)); }
static struct node *expression(struct text source) { return parse_expression(arena, &sink, add(source)); }

/* before, middle as often as said, after */
static struct text repeated(const char *before, const char *middle, size_t times, const char *after) {
    struct buffer b;
    buffer_init(&b, arena);
    buffer_str(&b, before);
    buffer_repeat(&b, text_of(middle), times);
    buffer_str(&b, after);
    return buffer_done(&b);
}

static enum diag_code first_code(void) { return sink.list.count ? sink.list.items[0].code : DIAG_COUNT; }

static void test_results(void) {
    tap_is_int(file(TEXT(""))->n_kids, 0, "an empty file has no declaration");
    tap_is_int(sink.errors, 0, "and no error");
    tap_is_int(file(TEXT("# nothing\n## nothing"))->n_kids, 0, "nor has one of comments");
    tap_is_int(file(TEXT("设 a = 1\n设 = 2\n设 c = (3\n集合 d = {}\n"))->n_kids, 2,
               "what is wrong is left out of the tree");
    tap_ok(expression(TEXT("a 为 1")) != NULL, "an expression");
    tap_ok(expression(TEXT("a 当 b")) != NULL, "a filter");
    const char *const wrong[] = {"", "a b", "a +", "规则 甲 必须 a", "\"a", "(a", "2021年", "a\xff"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        tap_ok(!expression(text_of(wrong[i])), "no expression: %s", wrong[i]);
        tap_is_int(sink.list.count, 1, "one message for it");
    }
}

static void test_places(void) {
    struct node *list = file(TEXT("\n设 a = b\n\n## one\n##  two \n规则 甲 必须 c\n记录 乙 {\n ## of d\n d: 文本 }"));
    if (!tap_is_int(list->n_kids, 3, "three declarations")) return;
    tap_is_int(list->kids[0]->span.start, 1, "a declaration begins with its keyword");
    tap_is_int(list->kids[0]->span.end, 10, "and ends with its last token");
    tap_is_text(list->kids[0]->doc, "", "no doc comment");
    tap_is_text(list->kids[1]->doc, "one\ntwo ", "lines of a doc comment are joined");
    tap_is_text(list->kids[2]->doc, "", "a doc comment belongs to one declaration");
    tap_is_text(list->kids[2]->kids[RECORD_FIELDS]->kids[0]->doc, "of d", "a field's doc comment");
    struct node *e = expression(TEXT("  a + (b)"));
    if (!tap_ok(e != NULL, "an expression")) return;
    tap_is_int(e->span.start, 2, "an expression's start");
    tap_is_int(e->kids[ARITHMETIC_RIGHT]->flags, NODE_PARENTHESES, "parentheses are remembered");
}

static void test_limit(const char *what, struct text below, struct text above, enum diag_code code) {
    tap_ok(expression(below) != NULL, "%s: at the limit", what);
    tap_is_int(sink.list.count, 0, "%s: no message at the limit", what);
    tap_ok(!expression(above), "%s: beyond the limit", what);
    tap_is_int(sink.list.count, 1, "%s: one message beyond the limit", what);
    tap_is_int(first_code(), code, "%s: the message", what);
}

static struct text nested(size_t depth) {
    struct text open = repeated("", "(", depth, "a");
    return repeated(text_cstr(arena, open), ")", depth, "");
}

static void test_limits(void) {
    test_limit("brackets", nested(LIMIT_NESTING), nested(LIMIT_NESTING + 1), DIAG_NESTING);
    test_limit("a chain", repeated("a", " + a", LIMIT_TREE_DEPTH - 1, ""), repeated("a", " + a", LIMIT_TREE_DEPTH, ""),
               DIAG_TREE_DEPTH);
    tap_ok(!expression(repeated("", "非 ", 100000, "a")), "100000 times 非");
    tap_is_int(first_code(), DIAG_NESTING, "is nested too deeply");
    tap_ok(!expression(repeated("", "存在 x 于 l 满足 ", 100000, "a")), "100000 quantifiers");
    tap_is_int(first_code(), DIAG_NESTING, "are nested too deeply");
    tap_is_int(file(repeated("设 a = ", "(", 300, "\n设 b = 1"))->n_kids, 0,
               "beyond the limit of nesting nothing is read");
    size_t tail = sizeof "\n设 a = 1" - 1;
    file(repeated("", "#", LIMIT_SOURCE_BYTES - tail, "\n设 a = 1"));
    tap_is_int(sink.errors, 0, "a file at the limit of bytes");
    tap_is_int(file(repeated("", "#", LIMIT_SOURCE_BYTES - tail + 1, "\n设 a = 1"))->n_kids, 0, "a file beyond it");
    tap_is_int(first_code(), DIAG_SOURCE_TOO_LARGE, "is refused");
}

/* Whatever is repeated, the time grows with the length only. */
static void test_speed(void) {
    static const char *const pieces[] = {
        "（",
        "(",
        "\"",
        "\"{",
        "“",
        "匹配 /",
        "匹配 /{a",
        "1",
        "1 ",
        "1,111",
        "中",
        "a",
        "é",
        "\xe2\x80\x8b",
        "@",
        "。",
        "。@",
        "#",
        "##\n",
        "至少 ",
        "at ",
        "at\n",
        "is not ",
        "2年",
        "2019年",
        "2019年1月",
        "2019-01-",
        "设 a = 1\n",
        "规则 ",
        "规则 甲\n",
        "规则 甲 必须 (\n",
        "{",
        "}",
        ")",
        ".",
        "不超过1",
        "a不超过1",
        "选项 a {",
        "1 万 ",
        "2 people ",
        "2 people\n",
        "\\",
        "\"\\p{",
        "匹配 /\\p{",
        "以下全部 {",
        "；",
        "以下全部 { a；",
        "非 ",
        "\n",
        "记录 a { b: c ",
        "“”",
        "「{",
        "\r",
        "＃",
        "０",
        "Ａ",
    };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct arena *outer = arena;
        arena = arena_new(NULL);
        clock_t before = clock();
        size_t times = 500000 / strlen(pieces[i]);
        file(repeated("", pieces[i], times, ""));
        expression(repeated("a 为 ", pieces[i], times, ""));
        double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
        tap_ok(seconds < 20, "half a megabyte of %s takes %.1f s",
               pieces[i][0] == '\n' || pieces[i][0] == '\r'
                   ? "line ends"
                   : text_cstr(arena, text_slice(text_of(pieces[i]), 0, strcspn(pieces[i], "\n"))),
               seconds);
        arena_free(arena);
        arena = outer;
    }
}

int main(void) {
    arena = arena_new(NULL);
    test_results();
    test_places();
    test_limits();
    test_speed();
    arena_free(arena);
    return tap_done();
}
