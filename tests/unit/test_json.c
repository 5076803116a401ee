/* The reader is shown everything RFC 8259 accepts and refuses that we could think of, each as a whole input, as an
 * element of a larger text and behind 0 to 40 blanks, so that every case also meets the 16-byte steps. */
#include "lang/base/json.h"

#include <stdio.h>
#include <string.h>

#include "lang/base/limits.h"
#include "tests/unit/tap.h"

static struct arena *arena;

static const char *const event_names[] = {"ERROR", "END",    "{",      "KEY",  "}",     "[",
                                          "]",     "STRING", "NUMBER", "true", "false", "null"};

/* The events of an input as text: `{ KEY:a NUMBER:1 } END` or `… ERROR:problem@offset`. */
static struct text events(struct json_reader *r, size_t shift) {
    struct buffer b;
    buffer_init(&b, arena);
    for (;;) {
        enum json_event event = json_next(r);
        if (b.len) buffer_byte(&b, ' ');
        buffer_str(&b, event_names[event]);
        if (event == JSON_KEY || event == JSON_STRING || event == JSON_NUMBER) {
            buffer_byte(&b, ':');
            buffer_text(&b, r->text);
        }
        if (event == JSON_ERROR) buffer_printf(&b, ":%d@%zu", (int)r->problem, r->problem_at - shift);
        if (event == JSON_ERROR || event == JSON_END) {
            if (json_next(r) != event) buffer_str(&b, " (not final)");
            return buffer_done(&b);
        }
    }
}

static struct text read_text(struct text input) {
    struct json_reader r;
    json_reader_init(&r, arena, input);
    return events(&r, 0);
}

/* The same input behind blanks of every length must give the same events, shifted. */
static bool same_behind_blanks(struct text input, struct text wanted) {
    for (size_t blanks = 1; blanks <= 40; blanks++) {
        struct buffer b;
        buffer_init(&b, arena);
        buffer_repeat(&b, TEXT(" "), blanks);
        buffer_text(&b, input);
        /* exactly as long as it is, so that AddressSanitizer sees a read beyond the end */
        struct text shifted = buffer_done(&b);
        char *exact = arena_alloc(arena, shifted.len);
        memcpy(exact, shifted.ptr, shifted.len);
        struct json_reader r;
        json_reader_init(&r, arena, (struct text){exact, shifted.len});
        struct text seen = events(&r, blanks);
        if (!text_equal(seen, wanted)) {
            tap_note("behind %zu blanks: %.*s", blanks, TEXT_ARG(seen));
            return false;
        }
        json_reader_prefix(&r, arena, shifted, blanks);
        seen = events(&r, blanks);
        bool extra =
            strstr(wanted.ptr, text_format(arena, "ERROR:%d@", JSON_EXTRA).ptr) && text_ends(seen, TEXT(" END"));
        if (!text_equal(seen, wanted) && !extra) {
            tap_note("as an element behind %zu blanks: %.*s", blanks, TEXT_ARG(seen));
            return false;
        }
    }
    return true;
}

static void check(struct text input, const char *wanted) {
    struct text seen = read_text(input);
    if (tap_is_text(seen, wanted, "%.*s", TEXT_ARG(input))) {
        if (!same_behind_blanks(input, seen)) tap_ok(false, "behind blanks: %.*s", TEXT_ARG(input));
    }
    arena_reset(arena);
}

struct json_case {
    struct text input;
    const char *wanted;
};
#define CASE(input, wanted) \
    { {"" input, sizeof(input) - 1}, wanted }

static void test_accepted(void) {
    static const struct json_case cases[] = {
        CASE("null", "null END"),
        CASE("true", "true END"),
        CASE("false", "false END"),
        CASE(" \t\r\n true \t\r\n ", "true END"),
        CASE("\"\"", "STRING: END"),
        CASE("\"abc\"", "STRING:abc END"),
        CASE("\"指南\"", "STRING:指南 END"),
        CASE("\"0123456789abcdef0123456789abcdef\"", "STRING:0123456789abcdef0123456789abcdef END"),
        CASE("\"\x7f\"", "STRING:\x7f END"),
        CASE("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "STRING:\"\\/\b\f\n\r\t END"),
        CASE("\"\\u0041\\u00e9\\u6307\\uFFFF\"", "STRING:Aé指\xEF\xBF\xBF END"),
        CASE("\"\\uD83D\\uDE00\"", "STRING:\xF0\x9F\x98\x80 END"),
        CASE("\"\\uDBFF\\udfff\"", "STRING:\xF4\x8F\xBF\xBF END"),
        CASE("\"中\\n国\"", "STRING:中\n国 END"),
        CASE("\"\xE2\x80\xA8\"", "STRING:\xE2\x80\xA8 END"),
        CASE("0", "NUMBER:0 END"),
        CASE("-0", "NUMBER:-0 END"),
        CASE("12", "NUMBER:12 END"),
        CASE("-1.50", "NUMBER:-1.50 END"),
        CASE("0.1", "NUMBER:0.1 END"),
        CASE("1e5", "NUMBER:1e5 END"),
        CASE("1E+05", "NUMBER:1E+05 END"),
        CASE("1.0e-12", "NUMBER:1.0e-12 END"),
        CASE("123456789012345678901234567890.123456789", "NUMBER:123456789012345678901234567890.123456789 END"),
        CASE("[]", "[ ] END"),
        CASE("{}", "{ } END"),
        CASE("[ ]", "[ ] END"),
        CASE("{ }", "{ } END"),
        CASE("[1,2]", "[ NUMBER:1 NUMBER:2 ] END"),
        CASE("[ 1 , 2 ]", "[ NUMBER:1 NUMBER:2 ] END"),
        CASE("[[],{},[[]]]", "[ [ ] { } [ [ ] ] ] END"),
        CASE("{\"a\":1}", "{ KEY:a NUMBER:1 } END"),
        CASE("{ \"a\" : 1 , \"b\" : [ ] }", "{ KEY:a NUMBER:1 KEY:b [ ] } END"),
        CASE("{\"\":{\"\":{}}}", "{ KEY: { KEY: { } } } END"),
        CASE("{\"a\":1,\"a\":2}", "{ KEY:a NUMBER:1 KEY:a NUMBER:2 } END"),
        CASE("{\"\\u4f01\":\"\\u4e1a\"}", "{ KEY:企 STRING:业 } END"),
        CASE("[true,false,null]", "[ true false null ] END"),
        CASE("{\"a\":[{\"b\":null}]}", "{ KEY:a [ { KEY:b null } ] } END"),
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(cases[i].input, cases[i].wanted);
    struct json_reader r;
    json_reader_init(&r, arena, TEXT("\"a\\u0000b\""));
    tap_ok(json_next(&r) == JSON_STRING && r.text.len == 3 && memcmp(r.text.ptr, "a\0b", 3) == 0,
           "an escaped zero is a character");
}

static void test_refused(void) {
    enum {
        VALUE = JSON_BAD_VALUE,
        COMMA = JSON_BAD_COMMA,
        TRAILING = JSON_TRAILING_COMMA,
        KEY = JSON_BAD_KEY,
        COLON = JSON_BAD_COLON,
        STRING = JSON_BAD_STRING,
        ESCAPE = JSON_BAD_ESCAPE,
        UTF8 = JSON_BAD_UTF8,
        NUMBER = JSON_BAD_NUMBER,
        DEEP = JSON_TOO_DEEP,
        UNCLOSED = JSON_UNCLOSED,
        EXTRA = JSON_EXTRA
    };
    static const struct {
        struct text input;
        int problem;
        size_t at;
    } cases[] = {
#define BAD(input, problem, at) {{"" input, sizeof(input) - 1}, problem, at}
        BAD("", VALUE, 0),
        BAD(" ", VALUE, 1),
        BAD("nul", VALUE, 0),
        BAD("nulll", VALUE, 0),
        BAD("True", VALUE, 0),
        BAD("truefalse", VALUE, 0),
        BAD("undefined", VALUE, 0),
        BAD("'a'", VALUE, 0),
        BAD("\xE6\x8C\x87", VALUE, 0),
        BAD("]", VALUE, 0),
        BAD("}", VALUE, 0),
        BAD(",", VALUE, 0),
        BAD(":", VALUE, 0),
        BAD("/* */1", VALUE, 0),
        BAD("// x\n1", VALUE, 0),
        BAD("\0", VALUE, 0),
        BAD("\x0b"
            "1",
            VALUE, 0),
        BAD("\xC2\xA0"
            "1",
            VALUE, 0),
        BAD("[,1]", VALUE, 1),
        BAD("[1,,2]", VALUE, 3),
        BAD("[}", VALUE, 1),
        BAD("{\"a\":}", VALUE, 5),
        BAD("{\"a\":,}", VALUE, 5),
        BAD("[1,}", VALUE, 3),
        BAD("1 \xEF\xBB\xBF", EXTRA, 2),
        BAD("\xEF\xBB\xBF\xEF\xBB\xBF"
            "1",
            VALUE, 3),
        BAD("\xEF\xBB"
            "1",
            VALUE, 0),
        BAD("\xFE\xFF", VALUE, 0),
        BAD("[1 2]", COMMA, 3),
        BAD("[1}", COMMA, 2),
        BAD("{\"a\":1 \"b\":2}", COMMA, 7),
        BAD("{\"a\":1]", COMMA, 6),
        BAD("[1;2]", COMMA, 2),
        BAD("{\"a\":\"b\":1}", COMMA, 8),
        BAD("[\"a\":1]", COMMA, 4),
        BAD("[1,]", TRAILING, 2),
        BAD("[1 , ]", TRAILING, 3),
        BAD("{\"a\":1,}", TRAILING, 6),
        BAD("{\"a\":1 ,\n }", TRAILING, 7),
        BAD("{a:1}", KEY, 1),
        BAD("{1:1}", KEY, 1),
        BAD("{,}", KEY, 1),
        BAD("{]", KEY, 1),
        BAD("{'a':1}", KEY, 1),
        BAD("{\"a\":1,,\"b\":2}", KEY, 7),
        BAD("{\"a\":1,b}", KEY, 7),
        BAD("{null:1}", KEY, 1),
        BAD("{\"a\"}", COLON, 4),
        BAD("{\"a\" 1}", COLON, 5),
        BAD("{\"a\",1}", COLON, 4),
        BAD("{\"a\"=1}", COLON, 4),
        BAD("{\"a\"::1}", VALUE, 5),
        BAD("\"abc", STRING, 0),
        BAD("\"", STRING, 0),
        BAD("[\"abc]", STRING, 1),
        BAD("\"a\nb\"", STRING, 2),
        BAD("\"a\tb\"", STRING, 2),
        BAD("\"a\0b\"", STRING, 2),
        BAD("\"0123456789abcdef\x1f\"", STRING, 17),
        BAD("\"0123456789abcdef0123456789\x1f\"", STRING, 27),
        BAD("\"abc\\\"", STRING, 0),
        BAD("{\"a", STRING, 1),
        BAD("\"\\", ESCAPE, 1),
        BAD("\"\\x41\"", ESCAPE, 1),
        BAD("\"\\'\"", ESCAPE, 1),
        BAD("\"ab\\u12\"", ESCAPE, 3),
        BAD("\"\\u12g4\"", ESCAPE, 1),
        BAD("\"\\u", ESCAPE, 1),
        BAD("\"\\u123", ESCAPE, 1),
        BAD("\"\\U0041\"", ESCAPE, 1),
        BAD("\"\\uD800\"", ESCAPE, 1),
        BAD("\"\\uDC00\"", ESCAPE, 1),
        BAD("\"\\uD800\\uD800\"", ESCAPE, 1),
        BAD("\"\\uD800x\"", ESCAPE, 1),
        BAD("\"\\uD800\\n\"", ESCAPE, 1),
        BAD("\"\\uDE00\\uD83D\"", ESCAPE, 1),
        BAD("\"\\uD83D\\u0041\"", ESCAPE, 1),
        BAD("\"\\uD83D\\uDE0", ESCAPE, 1),
        BAD("\"\\\n\"", ESCAPE, 1),
        BAD("\"\\0\"", ESCAPE, 1),
        BAD("{\"\\a\":1}", ESCAPE, 2),
        BAD("\"\x80\"", UTF8, 1),
        BAD("\"a\xFF\"", UTF8, 2),
        BAD("\"\xC0\x80\"", UTF8, 1),
        BAD("\"\xE4\xB8\"", UTF8, 1),
        BAD("\"\xED\xA0\x80\"", UTF8, 1),
        BAD("\"\xF4\x90\x80\x80\"", UTF8, 1),
        BAD("\"中\xE5\x9B\"", UTF8, 4),
        BAD("\"0123456789abcdef\xC3\"", UTF8, 17),
        BAD("\"中\xE5", UTF8, 4),
        BAD("\"\xFF\\x\"", UTF8, 1),
        BAD("\"\xFF\n\"", UTF8, 1),
        BAD("\"\xE4\\u4f01\xB8\"", UTF8, 1),
        BAD("{\"\xFF\":1}", UTF8, 2),
        BAD("01", NUMBER, 1),
        BAD("-01", NUMBER, 2),
        BAD("00", NUMBER, 1),
        BAD("1.", NUMBER, 2),
        BAD("1.e5", NUMBER, 2),
        BAD("-", NUMBER, 1),
        BAD("--1", NUMBER, 1),
        BAD("+1", NUMBER, 0),
        BAD(".5", NUMBER, 0),
        BAD("-.5", NUMBER, 1),
        BAD("1e", NUMBER, 2),
        BAD("1e+", NUMBER, 3),
        BAD("1e5.5", NUMBER, 3),
        BAD("1.2.3", NUMBER, 3),
        BAD("0x1F", NUMBER, 1),
        BAD("1a", NUMBER, 1),
        BAD("1_000", NUMBER, 1),
        BAD("NaN", NUMBER, 0),
        BAD("Infinity", NUMBER, 0),
        BAD("-Infinity", NUMBER, 1),
        BAD("1+1", NUMBER, 1),
        BAD("[-]", NUMBER, 2),
        BAD("1,000", EXTRA, 1),
        BAD("１", VALUE, 0),
        BAD("[", UNCLOSED, 1),
        BAD("{", UNCLOSED, 1),
        BAD("[1", UNCLOSED, 2),
        BAD("[1,", UNCLOSED, 3),
        BAD("{\"a\"", UNCLOSED, 4),
        BAD("{\"a\":", UNCLOSED, 5),
        BAD("{\"a\":1", UNCLOSED, 6),
        BAD("{\"a\":1,", UNCLOSED, 7),
        BAD("[[]", UNCLOSED, 3),
        BAD("[{}", UNCLOSED, 3),
        BAD("[ \n", UNCLOSED, 3),
        BAD("1 2", EXTRA, 2),
        BAD("{}{}", EXTRA, 2),
        BAD("[]]", EXTRA, 2),
        BAD("{}}", EXTRA, 2),
        BAD("null,", EXTRA, 4),
        BAD("\"a\"b", EXTRA, 3),
        BAD("1\0", EXTRA, 1),
        BAD("[] #", EXTRA, 3),
        BAD("\"a\" \"b\"", EXTRA, 4),
#undef BAD
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text seen = read_text(cases[i].input);
        char wanted[32];
        snprintf(wanted, sizeof wanted, "ERROR:%d@%zu", cases[i].problem, cases[i].at);
        if (!tap_ok(text_ends(seen, text_of(wanted)), "refused: %.*s", TEXT_ARG(cases[i].input))) {
            tap_note("wanted %s, seen %.*s", wanted, TEXT_ARG(seen));
        } else if (!text_starts(cases[i].input, TEXT("\xEF\xBB\xBF")) && !same_behind_blanks(cases[i].input, seen)) {
            tap_ok(false, "behind blanks: %.*s", TEXT_ARG(cases[i].input));
        }
        arena_reset(arena);
    }
}

static struct text nested(size_t depth, const char *open, const char *middle, const char *close) {
    struct buffer b;
    buffer_init(&b, arena);
    buffer_repeat(&b, text_of(open), depth);
    buffer_str(&b, middle);
    buffer_repeat(&b, text_of(close), depth);
    return buffer_done(&b);
}

static void test_depth(void) {
    tap_ok(text_ends(read_text(nested(LIMIT_JSON_DEPTH, "[", "1", "]")), TEXT("] END")), "arrays as deep as the limit");
    tap_ok(text_ends(read_text(nested(LIMIT_JSON_DEPTH, "{\"a\":", "1", "}")), TEXT("} END")),
           "objects as deep as the limit");
    char wanted[32];
    snprintf(wanted, sizeof wanted, "ERROR:%d@%u", JSON_TOO_DEEP, LIMIT_JSON_DEPTH);
    tap_ok(text_ends(read_text(nested(LIMIT_JSON_DEPTH + 1, "[", "1", "]")), text_of(wanted)),
           "one deeper is refused at its bracket");
    snprintf(wanted, sizeof wanted, "ERROR:%d@%u", JSON_TOO_DEEP, LIMIT_JSON_DEPTH * 5);
    tap_ok(text_ends(read_text(nested(LIMIT_JSON_DEPTH + 1, "{\"a\":", "1", "}")), text_of(wanted)), "objects too");
    tap_ok(text_ends(read_text(nested(100000, "[", "", "]")), TEXT("@64")), "100000 brackets are refused early");
}

static void test_mark(void) {
    tap_is_text(read_text(TEXT("\xEF\xBB\xBF[1]")), "[ NUMBER:1 ] END", "a byte order mark is skipped");
    struct json_reader r;
    json_reader_prefix(&r, arena, TEXT("\xEF\xBB\xBF[1]"), 0);
    tap_is_text(events(&r, 0), "[ NUMBER:1 ] END", "also at the start of a larger text");
    json_reader_init(&r, arena, TEXT("\xEF\xBB\xBF]"));
    json_next(&r);
    tap_is_int(r.problem_at, 3, "offsets count it");
}

static void test_prefix(void) {
    struct text lines = TEXT("{\"a\":1}\n[2]\n3\n\"x\" \n null");
    struct json_reader r;
    size_t at = 0;
    static const char *const wanted[] = {"{ KEY:a NUMBER:1 } END", "[ NUMBER:2 ] END", "NUMBER:3 END", "STRING:x END",
                                         "null END"};
    static const size_t ends[] = {7, 11, 13, 17, 24};
    for (size_t i = 0; i < 5; i++) {
        json_reader_prefix(&r, arena, lines, at);
        tap_is_text(events(&r, 0), wanted[i], "value %zu of a text", i);
        tap_is_int(r.at, ends[i], "stands behind it");
        at = r.at;
    }
    json_reader_prefix(&r, arena, lines, at);
    tap_is_text(events(&r, 0), "ERROR:1@24", "then there is none");
    json_reader_prefix(&r, arena, lines, 1000);
    tap_is_text(events(&r, 0), "ERROR:1@24", "nor beyond the end");
    json_reader_prefix(&r, arena, TEXT("[1,2]"), 1);
    tap_is_text(events(&r, 0), "NUMBER:1 END", "an element of an array");
    tap_is_int(r.at, 2, "leaves its comma");
}

static void test_skip(void) {
    struct json_reader r;
    json_reader_init(&r, arena, TEXT("{\"a\":[1,{\"b\":[]},\"\\n\"],\"c\":\"x\",\"d\":2}"));
    json_next(&r);
    tap_ok(json_next(&r) == JSON_KEY && json_skip(&r), "an array is skipped");
    tap_ok(json_next(&r) == JSON_KEY && text_equal(r.text, TEXT("c")) && json_skip(&r), "then a text");
    tap_ok(json_next(&r) == JSON_KEY && json_next(&r) == JSON_NUMBER, "and the rest is read");
    tap_is_int(r.start, 35, "start is where the event began");
    tap_ok(json_next(&r) == JSON_OBJECT_END && json_next(&r) == JSON_END, "to the end");
    json_reader_init(&r, arena, TEXT("[[1],{},3]"));
    json_next(&r);
    tap_ok(json_skip(&r) && json_skip(&r) && json_next(&r) == JSON_NUMBER, "elements are skipped");
    json_reader_init(&r, arena, TEXT("[1,[2,"));
    tap_ok(!json_skip(&r) && r.problem == JSON_UNCLOSED && r.problem_at == 6, "what is skipped is checked");
    size_t before = arena_used(arena);
    json_reader_init(&r, arena, TEXT("{\"\\n\":\"\\n\\u4f01\"}"));
    tap_ok(json_skip(&r) && json_next(&r) == JSON_END && arena_used(arena) == before, "skipping allocates nothing");
    json_reader_init(&r, arena, TEXT("\"\\uD800\""));
    tap_ok(!json_skip(&r) && r.problem == JSON_BAD_ESCAPE, "but looks at escapes");
}

static void test_slices(void) {
    struct text input = TEXT("[\"abc\",12]");
    struct json_reader r;
    size_t before = arena_used(arena);
    json_reader_init(&r, arena, input);
    json_next(&r);
    tap_ok(json_next(&r) == JSON_STRING && r.text.ptr == input.ptr + 2,
           "a text without escapes is a slice of the input");
    tap_ok(json_next(&r) == JSON_NUMBER && r.text.ptr == input.ptr + 7, "a number too");
    tap_ok(arena_used(arena) == before, "and nothing was allocated");
}

static void write_all(struct json_writer *w) {
    json_object_begin(w);
    json_key(w, "空");
    json_object_begin(w);
    json_object_end(w);
    json_key(w, "list");
    json_array_begin(w);
    json_int(w, INT64_MIN);
    json_bool(w, true);
    json_bool(w, false);
    json_null(w);
    json_raw(w, TEXT("1.50"));
    json_array_begin(w);
    json_array_end(w);
    json_object_begin(w);
    json_key(w, "a");
    json_string(w, TEXT("b"));
    json_object_end(w);
    json_array_end(w);
    json_key(w, "last");
    json_int(w, 0);
    json_object_end(w);
}

static void test_writer(void) {
    struct buffer b;
    struct json_writer w;
    buffer_init(&b, arena);
    json_writer_init(&w, &b, false);
    write_all(&w);
    tap_is_text(buffer_done(&b),
                "{\"空\":{},\"list\":[-9223372036854775808,true,false,null,1.50,[],{\"a\":\"b\"}],\"last\":0}",
                "one line");
    buffer_init(&b, arena);
    json_writer_init(&w, &b, true);
    write_all(&w);
    tap_is_text(buffer_done(&b),
                "{\n  \"空\": {},\n  \"list\": [\n    -9223372036854775808,\n    true,\n    false,\n    null,\n    "
                "1.50,\n    [],\n"
                "    {\n      \"a\": \"b\"\n    }\n  ],\n  \"last\": 0\n}",
                "indented");
    tap_ok(text_ends(read_text(buffer_done(&b)), TEXT("} END")), "and the reader takes it");
    buffer_init(&b, arena);
    json_writer_init(&w, &b, false);
    for (int i = 0; i < JSON_MAX_DEPTH; i++) json_array_begin(&w);
    for (int i = 0; i < JSON_MAX_DEPTH; i++) json_array_end(&w);
    tap_ok(text_ends(read_text(buffer_done(&b)), TEXT("] END")), "as deep as the limit");
}

static struct text quoted(struct text t) {
    struct buffer b;
    buffer_init(&b, arena);
    json_quote(&b, t);
    return buffer_done(&b);
}

static void test_quote(void) {
    tap_is_text(quoted((struct text){0}), "\"\"", "nothing");
    tap_is_text(quoted(TEXT("a\"b\\c/d")), "\"a\\\"b\\\\c/d\"", "quotes and backslashes");
    tap_is_text(quoted(TEXT("\b\f\n\r\t\x01\x1f\x7f")), "\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"", "controls");
    tap_is_text(quoted(TEXT("a\0b")), "\"a\\u0000b\"", "a zero byte");
    tap_is_text(quoted(TEXT("指南0123456789abcdef\"指南")), "\"指南0123456789abcdef\\\"指南\"", "Chinese");
    tap_is_text(quoted(TEXT("a\xFF\xE4\xB8z")), "\"a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\"",
                "what is not UTF-8 becomes U+FFFD");
    bool back = true;
    for (unsigned c = 0; c < 0x3000; c++) {
        char bytes[4] = {0};
        size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        if (len == 1) bytes[0] = (char)c;
        if (len == 2) bytes[0] = (char)(0xC0 | c >> 6), bytes[1] = (char)(0x80 | (c & 0x3F));
        if (len == 3)
            bytes[0] = (char)(0xE0 | c >> 12), bytes[1] = (char)(0x80 | (c >> 6 & 0x3F)),
            bytes[2] = (char)(0x80 | (c & 0x3F));
        struct text t = {bytes, len};
        struct json_reader r;
        json_reader_init(&r, arena, quoted(t));
        back = back && json_next(&r) == JSON_STRING && text_equal(r.text, t);
    }
    tap_ok(back, "whatever is quoted reads back as it was");
}

/* No prefix of a valid text is valid, and every byte of it replaced by another is met without a fault. */
static void test_damage(void) {
    struct text whole = TEXT("{\"编号\":\"A-17\",\"n\":[1,-2.5e3,true,null,\"\\u4f01\\n\"],\"o\":{\"k\":false}}");
    bool refused = true;
    for (size_t n = 0; n < whole.len; n++) {
        char *exact = arena_alloc(arena, n);
        memcpy(exact, whole.ptr, n);
        refused = refused && !text_ends(read_text((struct text){exact, n}), TEXT("END"));
        arena_reset(arena);
    }
    tap_ok(refused, "no beginning of a text is one");
    static char copy[256];
    memcpy(copy, whole.ptr, whole.len);
    unsigned accepted = 0;
    bool within = true;
    for (size_t i = 0; i < whole.len; i++) {
        for (int c = 0; c < 256; c++) {
            copy[i] = (char)c;
            struct json_reader r;
            json_reader_init(&r, arena, (struct text){copy, whole.len});
            enum json_event event;
            while ((event = json_next(&r)) != JSON_END && event != JSON_ERROR) within = within && r.at <= whole.len;
            if (event == JSON_END) accepted++;
            within = within && r.problem_at <= whole.len;
            arena_reset(arena);
        }
        copy[i] = whole.ptr[i];
    }
    tap_ok(within, "no byte leads the reader beyond the end");
    tap_ok(accepted > whole.len, "each place takes at least its own byte");
}

int main(void) {
    arena = arena_new(NULL);
    test_accepted();
    test_refused();
    test_depth();
    test_mark();
    test_prefix();
    test_skip();
    test_slices();
    test_writer();
    test_quote();
    test_damage();
    arena_free(arena);
    return tap_done();
}
