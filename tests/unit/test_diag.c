#include <string.h>

#include "lang/base/json.h"
#include "lang/base/utf8.h"
#include "lang/source/catalogue.h"
#include "lang/source/diag_render.h"
#include "tests/unit/tap.h"

static struct arena *arena;
static struct source_set *sources;
static struct diag_sink sink;

static void start(void) {
    sources = source_set_new(arena);
    diag_sink_init(&sink, arena, sources);
}

static struct text render(enum language language, bool colour) {
    struct buffer b;
    buffer_init(&b, arena);
    diag_render_text(&b, &sink, language, colour);
    return buffer_done(&b);
}

static struct span span_of(uint32_t file, const char *piece) {
    struct text text = source_get(sources, file)->text;
    const char *found = strstr(text.ptr, piece);
    uint32_t at = (uint32_t)(found - text.ptr);
    return (struct span){file, at, at + (uint32_t)strlen(piece)};
}

/* ---- diag.def ---- */

static unsigned holes_of(const char *message) {
    unsigned holes = 0;
    for (const char *p = message; *p; p++) {
        if (p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}') holes |= 1u << (p[1] - '0');
    }
    return holes;
}

static void test_rows(void) {
    bool codes = true, severities = true, holes = true, hints = true, lines = true;
    for (int i = 0; i < DIAG_COUNT; i++) {
        const struct diag_info *info = diag_info((enum diag_code)i);
        static const char letters[] = {[SEVERITY_ERROR] = 'E', [SEVERITY_WARNING] = 'W', [SEVERITY_NOTE] = 'N'};
        bool lettered = info->code[0] == letters[info->severity];
        bool good = strlen(info->code) == 5 && strspn(info->code + 1, "0123456789") == 4;
        for (int j = 0; j < i; j++) good = good && strcmp(diag_info((enum diag_code)j)->code, info->code) != 0;
        unsigned zh = holes_of(info->message[LANGUAGE_ZH]), en = holes_of(info->message[LANGUAGE_EN]);
        unsigned hint = holes_of(info->hint[LANGUAGE_ZH]) | holes_of(info->hint[LANGUAGE_EN]);
        bool fit = zh == en && !((zh | hint) & ~0x3Fu) && !(zh & (zh + 1));
        bool worded = (info->hint[LANGUAGE_ZH][0] == 0) == (info->hint[LANGUAGE_EN][0] == 0);
        bool one_line = !strchr(info->message[LANGUAGE_ZH], '\n') && !strchr(info->message[LANGUAGE_EN], '\n') &&
                        info->message[LANGUAGE_ZH][0] && info->message[LANGUAGE_EN][0];
        if (!good || !fit || !worded || !one_line || !lettered)
            tap_note("row %s %s", info->code, info->name);
        codes = codes && good;
        severities = severities && lettered;
        holes = holes && fit;
        hints = hints && worded;
        lines = lines && one_line;
    }
    tap_ok(codes, "every code is a letter and four digits, and stands once");
    tap_ok(severities, "E is an error, W a warning, N a note");
    tap_ok(holes, "both languages have the same holes, {0} first, {5} last");
    tap_ok(hints, "a hint is in both languages or in none");
    tap_ok(lines, "a message is one line and not empty");
}

/* ---- the sink ---- */

static void test_sink(void) {
    start();
    uint32_t file = source_add(sources, TEXT("a.zn"), TEXT("abcdefgh"));
    struct text argument = TEXT("x");
    diag_report(&sink, DIAG_UNKNOWN_CHARACTER, ((struct span){file, 5, 6}), argument);
    diag_report0(&sink, DIAG_UNCLOSED_TEXT, ((struct span){file, 2, 3}));
    diag_report(&sink, DIAG_UNKNOWN_CHARACTER, ((struct span){file, 5, 6}), TEXT("y"));
    diag_report(&sink, DIAG_UNKNOWN_CHARACTER, ((struct span){file, 5, 6}), TEXT("x"));
    diag_report0(&sink, DIAG_INVALID_UTF8, SPAN_NONE);
    tap_is_int(sink.errors, 5, "errors are counted");
    diag_sort(&sink);
    tap_is_int(sink.list.count, 4, "a repetition is dropped, and only that");
    tap_is_int(sink.errors, 4, "and not counted");
    tap_ok(!sink.list.items[0].has_span && sink.list.items[0].code == DIAG_INVALID_UTF8,
           "what has no place comes first");
    tap_ok(sink.list.items[1].span.start == 2 && sink.list.items[2].span.start == 5, "then by place");
    tap_is_text(sink.list.items[2].args[0], "x", "at one place in order of reporting (1)");
    tap_is_text(sink.list.items[3].args[0], "y", "at one place in order of reporting (2)");
    tap_is_text(diag_message(arena, &sink.list.items[2], LANGUAGE_EN), "the character “x” means nothing here",
                "holes are filled");
    struct diag *d = diag_report(&sink, DIAG_UNKNOWN_CHARACTER, SPAN_NONE, TEXT("a\n\033[31m\xFF{0}\xE2\x80\xAE"));
    tap_is_text(diag_message(arena, d, LANGUAGE_EN), "the character “a��[31m�{0}�” means nothing here",
                "controls and bad bytes are made visible");
}

static void test_limits(void) {
    start();
    uint32_t file = source_add(sources, TEXT("a.zn"), TEXT("x"));
    for (uint32_t i = 0; i < LIMIT_DIAGNOSTICS; i++)
        diag_report(&sink, DIAG_UNKNOWN_CHARACTER, ((struct span){file, 0, 1}), text_format(arena, "%u", i));
    tap_ok(!strstr(render(LANGUAGE_EN, false).ptr, "more not shown"), "at the limit all are shown");
    diag_report(&sink, DIAG_UNKNOWN_CHARACTER, ((struct span){file, 0, 1}), TEXT("more"));
    tap_ok(text_ends(render(LANGUAGE_EN, false), TEXT("\n1 more not shown\n")), "one more is counted");
    tap_ok(text_ends(render(LANGUAGE_ZH, false), TEXT("\n另有 1 条没有显示\n")), "in Chinese too");
    start();
    file = source_add(sources, TEXT("a.zn"), TEXT("x"));
    for (uint32_t i = 0; i < DIAG_KEPT; i++)
        diag_report(&sink, DIAG_UNKNOWN_CHARACTER, ((struct span){file, 0, 1}), text_format(arena, "%u", i));
    tap_ok(sink.dropped == 0 && sink.list.count == DIAG_KEPT, "so many are kept");
    struct diag *d = diag_report(&sink, DIAG_UNKNOWN_CHARACTER, ((struct span){file, 0, 1}), TEXT("more"));
    diag_mark(&sink, d, ((struct span){file, 0, 1}), TEXT("甲"), TEXT("a"));
    tap_ok(sink.dropped == 1 && sink.list.count == DIAG_KEPT && sink.errors == DIAG_KEPT + 1,
           "one more is counted, not kept");
    tap_ok(text_ends(render(LANGUAGE_EN, false), TEXT("\n1801 more not shown\n")), "all of them are told");
}

/* ---- text ---- */

static void test_text(void) {
    start();
    struct buffer b;
    buffer_init(&b, arena);
    diag_render_text(&b, &sink, LANGUAGE_EN, false);
    tap_is_text(buffer_done(&b), "", "nothing wrong, nothing shown");
    uint32_t file = source_add(sources, TEXT("政策/guide.zn"), TEXT("第一行\n  必须 申报.企业 ＠ 是\n\t中\tx\n"));
    struct diag *d = diag_report(&sink, DIAG_UNKNOWN_CHARACTER, span_of(file, "＠"), TEXT("＠"));
    d->suggestion = TEXT("@");
    diag_mark(&sink, d, span_of(file, "第一行"), TEXT("这里"), TEXT("here"));
    tap_is_text(render(LANGUAGE_ZH, false),
                "政策/guide.zn:2:12: 错误 E0103：不认识的字符“＠”\n"
                "    2 |   必须 申报.企业 ＠ 是\n"
                "      |                  ^^\n"
                "政策/guide.zn:1:1: 说明：这里\n"
                "    1 | 第一行\n"
                "      | ------\n"
                "  提示：请删去它；如果它是文字的一部分，请把文字写在引号里。\n"
                "  改为 @\n",
                "carets stand under Chinese text");
    start();
    file = source_add(sources, TEXT("a.zn"), TEXT("\t中\tx\n“abc\ndef”\nz"));
    diag_report(&sink, DIAG_INVISIBLE_CHARACTER, span_of(file, "x"), TEXT("U+200B"));
    diag_report0(&sink, DIAG_UNCLOSED_TEXT, span_of(file, "“abc\ndef”"));
    diag_report0(&sink, DIAG_INVALID_UTF8, ((struct span){file, 100, 200}));
    tap_is_text(render(LANGUAGE_EN, false),
                "a.zn:1:4: error E0102: there is an invisible character U+200B here\n"
                "    1 |         中      x\n"
                "      |                 ^\n"
                "  hint: Delete it; such characters often come with text copied from a page or a document.\n"
                "a.zn:2:1: error E0104: this text has no closing quote\n"
                "    2 | “abc\n"
                "      | ^^^^\n"
                "  hint: Close the text with the quote that matches its first one.\n"
                "a.zn:4:2: error E0101: these bytes are not UTF-8\n"
                "    4 | z\n"
                "      |  ^\n"
                "  hint: Save the file in the encoding UTF-8.\n",
                "tabs, a span over two lines, and one beyond the end");
    start();
    file = source_add(sources, TEXT("a.zn"),
                      TEXT("a\xE2\x80\xAE\x1b\xFF"
                           "b\n"));
    diag_report0(&sink, DIAG_INVALID_UTF8, ((struct span){file, 6, 7}));
    tap_ok(strstr(render(LANGUAGE_EN, false).ptr, "    1 | a���b\n      |     ^\n"),
           "controls of the source do not reach the terminal");
    start();
    diag_report0(&sink, DIAG_INVALID_UTF8, SPAN_NONE);
    tap_is_text(render(LANGUAGE_ZH, false), "错误 E0101：这里的字节不是 UTF-8\n  提示：请把文件另存为 UTF-8 编码。\n",
                "without a place");
    tap_ok(!strchr(render(LANGUAGE_EN, false).ptr, '\033') && strchr(render(LANGUAGE_EN, true).ptr, '\033'),
           "colour only where asked");
    struct diag_sink alone;
    diag_sink_init(&alone, arena, NULL);
    diag_report0(&alone, DIAG_INVALID_UTF8, ((struct span){0, 0, 0}));
    buffer_init(&b, arena);
    diag_render_text(&b, &alone, LANGUAGE_EN, false);
    tap_ok(text_starts(buffer_done(&b), TEXT("error E0101")), "a sink without sources has no places");
}

/* The line and the caret line of a long source line with a mark at `at`. */
static void check_long(size_t before, size_t after, const char *piece) {
    start();
    struct buffer b;
    buffer_init(&b, arena);
    buffer_repeat(&b, text_of(piece), before);
    size_t at = b.len;
    buffer_str(&b, "X");
    buffer_repeat(&b, text_of(piece), after);
    uint32_t file = source_add(sources, TEXT("a.zn"), buffer_done(&b));
    diag_report0(&sink, DIAG_UNCLOSED_TEXT, ((struct span){file, (uint32_t)at, (uint32_t)at + 1}));
    const char *line = strchr(render(LANGUAGE_EN, false).ptr, '\n') + 1, *caret_line = strchr(line, '\n') + 1;
    const char *x = strchr(line, 'X'), *caret = strchr(caret_line, '^');
    struct text upto_x = {line, (size_t)(x - line)}, upto_caret = {caret_line, (size_t)(caret - caret_line)},
                whole = {line, (size_t)(caret_line - 1 - line)};
    tap_is_int(utf8_width(upto_caret), utf8_width(upto_x), "the caret stands under the X behind %zu × %s", before,
               piece);
    tap_ok(utf8_width(whole) <= 8 + 160 + 2, "and the line is cut");
}

static void test_long(void) {
    static const size_t counts[] = {0, 1, 30, 59, 60, 61, 79, 80, 81, 159, 160, 161, 5000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        check_long(counts[i], 5000, "中");
        check_long(counts[i], 0, "a");
        check_long(5000, counts[i], "é");
        check_long(counts[i], counts[i], "\t");
    }
}

/* ---- JSON and SARIF ---- */

static void make_mixed(void) {
    start();
    uint32_t file = source_add(sources, TEXT("政策/a b.zn"), TEXT("第一\n行 \"x\n"));
    struct diag *d = diag_report(&sink, DIAG_UNKNOWN_CHARACTER, span_of(file, "行"), TEXT("\"行\""));
    d->suggestion = TEXT("航");
    diag_mark(&sink, d, span_of(file, "第一"), TEXT("这里"), TEXT("here"));
    diag_report0(&sink, DIAG_UNCLOSED_TEXT, SPAN_NONE);
}

/* The catalogue's words, as JSON writes them. */
static struct text help_of(enum diag_code code) {
    struct catalogue_entry entry = {0};
    struct buffer b;
    struct json_writer w;
    catalogue_find(code, &entry);
    buffer_init(&b, arena);
    json_writer_init(&w, &b, false);
    json_string(&w, text_trim(entry.meaning[LANGUAGE_EN]));
    return buffer_done(&b);
}

static void test_json(void) {
    make_mixed();
    struct buffer b;
    buffer_init(&b, arena);
    diag_render_json(&b, &sink, LANGUAGE_EN);
    struct text wanted = text_format(
        arena,
        "{\n  \"format\": \"zhinan.diagnostics/1\",\n  \"diagnostics\": [\n    {\n      \"file\": null,\n      "
        "\"line\": null,\n"
        "      \"column\": null,\n      \"end_line\": null,\n      \"end_column\": null,\n      \"code\": \"E0104\",\n"
        "      \"severity\": \"error\",\n      \"message\": \"this text has no closing quote\",\n"
        "      \"hint\": \"Close the text with the quote that matches its first one.\",\n      \"suggestion\": null,\n"
        "      \"help\": %.*s,\n      \"related\": []\n    },\n    {\n      \"file\": \"政策/a b.zn\",\n      "
        "\"line\": 2,\n      \"column\": "
        "1,\n"
        "      \"end_line\": 2,\n      \"end_column\": 2,\n      \"code\": \"E0103\",\n      \"severity\": \"error\",\n"
        "      \"message\": \"the character “\\\"行\\\"” means nothing here\",\n"
        "      \"hint\": \"Delete it; if it belongs to a text, put the text in quotes.\",\n      "
        "\"suggestion\": \"航\",\n"
        "      \"help\": %.*s,\n      \"related\": [\n        {\n          \"file\": \"政策/a b.zn\",\n          "
        "\"line\": 1,\n          "
        "\"column\": 1,\n"
        "          \"end_line\": 1,\n          \"end_column\": 3,\n          \"message\": \"here\"\n        }\n      "
        "]\n    }\n  ]\n}\n",
        TEXT_ARG(help_of(DIAG_UNCLOSED_TEXT)), TEXT_ARG(help_of(DIAG_UNKNOWN_CHARACTER)));
    tap_is_text(buffer_done(&b), text_cstr(arena, wanted), "as JSON");
}

static bool is_json(struct text t) {
    struct json_reader r;
    json_reader_init(&r, arena, t);
    return json_skip(&r) && json_next(&r) == JSON_END;
}

static void test_sarif(void) {
    make_mixed();
    struct buffer b;
    buffer_init(&b, arena);
    diag_render_sarif(&b, &sink, LANGUAGE_ZH);
    struct text seen = buffer_done(&b);
    tap_ok(is_json(seen), "SARIF is JSON");
    static const char *const pieces[] = {
        "\"version\": \"2.1.0\"",
        "\"columnKind\": \"unicodeCodePoints\"",
        "\"ruleId\": \"E0103\"",
        "\"ruleIndex\": 0",
        "\"ruleIndex\": 1",
        "\"fullDescription\": {",
        "\"help\": {",
        "\"uri\": \"%E6%94%BF%E7%AD%96/a%20b.zn\"",
        "\"startLine\": 2",
        "\"endColumn\": 2",
        "\"relatedLocations\"",
        "\"insertedContent\"",
        "\"text\": \"航\"",
        "\"level\": \"error\"",
        "\"text\": \"不认识的字符“…”\"",
    };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        tap_ok(strstr(seen.ptr, pieces[i]), "SARIF has %s", pieces[i]);
    start();
    buffer_init(&b, arena);
    diag_render_sarif(&b, &sink, LANGUAGE_ZH);
    diag_render_json(&b, &sink, LANGUAGE_ZH);
    tap_ok(strstr(buffer_done(&b).ptr, "\"results\": []") && strstr(buffer_done(&b).ptr, "\"diagnostics\": []"),
           "nothing wrong, empty lists");
}

int main(void) {
    arena = arena_new(NULL);
    test_rows();
    test_sink();
    test_limits();
    test_text();
    test_long();
    test_json();
    test_sarif();
    arena_free(arena);
    return tap_done();
}
