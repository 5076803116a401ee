#include "lang/value/regex.h"

#include <string.h>

#include "lang/base/limits.h"
#include "tests/unit/tap.h"

static struct arena *arena;

static enum regex_status matches(const char *pattern, const char *subject) {
    struct text reason;
    size_t offset;
    struct regex *regex = regex_new(arena, text_of(pattern), &reason, &offset);
    if (!regex) {
        tap_note("%s: %.*s at %zu", pattern, TEXT_ARG(reason), offset);
        return REGEX_FAILED;
    }
    enum regex_status status = regex_match(regex, text_of(subject), NULL);
    regex_free(regex);
    return status;
}

static void test_match(void) {
    static const struct {
        const char *pattern, *subject;
        enum regex_status wanted;
    } cases[] = {
        {"", "", REGEX_YES},
        {"", "abc", REGEX_YES},
        {"b", "abc", REGEX_YES},
        {"^b", "abc", REGEX_NO},
        {"^.$", "中", REGEX_YES},
        {"^..$", "中", REGEX_NO},
        {"\\d", "７", REGEX_NO},
        {"\\d", "7", REGEX_YES},
        {"\\w", "中", REGEX_NO},
        {"\\s", "　", REGEX_NO},
        {"^\\p{Han}+$", "联合实验室", REGEX_YES},
        {"^\\p{Han}+$", "a室", REGEX_NO},
        {"[中国]", "国", REGEX_YES},
        {"[一-龥]", "中", REGEX_YES},
        {"(?i)abc", "ABC", REGEX_YES},
        {"^中.+联合实验室$", "中西清洁能源联合实验室", REGEX_YES},
        {"\\x{4e2d}", "中", REGEX_YES},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tap_is_int(matches(cases[i].pattern, cases[i].subject), cases[i].wanted, "/%s/ on \"%s\"", cases[i].pattern,
                   cases[i].subject);
    }
}

static void test_groups(void) {
    struct regex *regex =
        regex_new(arena, TEXT("^中(?<国>西|埃)(x)?(?<研究>.+?)(?<b>y)?(?<a>联合)实验室$"), NULL, NULL);
    struct text captures[4];
    if (!tap_ok(regex != NULL, "a pattern with named groups")) return;
    tap_is_int(regex_groups(regex), 4, "named groups are counted, others are not");
    static const char *const names[] = {"国", "研究", "b", "a"};
    for (unsigned i = 0; i < 4; i++)
        tap_is_text(regex_group_name(regex, i), names[i], "group %u by number, not by name", i);
    tap_is_text(regex_group_name(regex, 4), "", "there is no fifth");
    struct text subject = TEXT("中西清洁能源联合实验室");
    tap_is_int(regex_match(regex, subject, captures), REGEX_YES, "it matches");
    tap_is_text(captures[0], "西", "first group");
    tap_ok(captures[0].ptr == subject.ptr + 3, "is a slice of the subject");
    tap_is_text(captures[1], "清洁能源", "second group");
    tap_ok(captures[2].ptr == NULL && captures[2].len == 0, "a group that took no part is unset");
    tap_is_text(captures[3], "联合", "last group");
    tap_is_int(regex_match(regex, TEXT("中法联合实验室"), captures), REGEX_NO, "another text does not match");
    tap_is_int(regex_match(regex, (struct text){0}, captures), REGEX_NO, "nor does none");
    regex_free(regex);
    regex = regex_new(arena, TEXT("^(?<a>)(?<z>z)?$"), NULL, NULL);
    tap_ok(regex_match(regex, (struct text){0}, captures) == REGEX_YES && captures[0].ptr && !captures[1].ptr,
           "an empty capture is set");
    regex_free(regex);
    regex_free(NULL);
}

static void test_wrong(void) {
    static const struct {
        const char *pattern;
        size_t offset;
    } cases[] = {{"(", 1},
                 {"a)", 1},
                 {"[", 1},
                 {"*", 0},
                 {"(?<a>x)(?<a>y)", 12},
                 {"\\C", 2},
                 {"(*UCP)\\w", 6},
                 {"\\p{Nonsense}", 12},
                 {"中(", 4},
                 {"a{2,1}", 5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text reason = {0};
        size_t offset = 999;
        struct regex *regex = regex_new(arena, text_of(cases[i].pattern), &reason, &offset);
        if (tap_ok(regex == NULL && reason.len > 0, "wrong: /%s/", cases[i].pattern))
            tap_is_int(offset, cases[i].offset, "%.*s", TEXT_ARG(reason));
        regex_free(regex);
    }
    tap_ok(regex_new(arena, TEXT("\xFF"), NULL, NULL) == NULL, "a pattern that is not UTF-8");
}

static void test_limits(void) {
    struct buffer b;
    buffer_init(&b, arena);
    buffer_repeat(&b, TEXT("a"), LIMIT_PATTERN_BYTES);
    struct regex *regex = regex_new(arena, buffer_done(&b), NULL, NULL);
    tap_ok(regex != NULL, "a pattern as long as the limit");
    regex_free(regex);
    buffer_str(&b, "a");
    tap_ok(regex_new(arena, buffer_done(&b), NULL, NULL) == NULL, "one byte more is refused");
    buffer_init(&b, arena);
    buffer_repeat(&b, TEXT("a"), 40);
    buffer_str(&b, "!");
    tap_is_int(matches("^(a+)+$", buffer_done(&b).ptr), REGEX_LIMIT, "effort beyond the limit");
    tap_is_int(matches("^(a|b|ab)*c$", buffer_done(&b).ptr), REGEX_NO, "effort below it");
    buffer_init(&b, arena);
    buffer_repeat(&b, TEXT("ab"), 2000000);
    tap_is_int(matches("^((a)(b))*c$", buffer_done(&b).ptr), REGEX_LIMIT, "nor the stack");
    tap_is_int(matches("b$", buffer_done(&b).ptr), REGEX_YES, "a long subject is no effort of itself");
}

static void test_quote(void) {
    struct buffer all;
    buffer_init(&all, arena);
    for (int c = 1; c < 0x80; c++) buffer_byte(&all, (char)c);
    buffer_str(&all, "中国（）·é");
    struct text literal = buffer_done(&all);
    static const char *const around[][2] = {{"^", "$"}, {"^(?:x|", ")$"}, {"(?x)^", "$"}};
    for (size_t i = 0; i < 3; i++) {
        struct buffer b;
        buffer_init(&b, arena);
        buffer_str(&b, around[i][0]);
        regex_quote(&b, literal);
        buffer_str(&b, around[i][1]);
        tap_is_int(matches(buffer_done(&b).ptr, literal.ptr), REGEX_YES,
                   "every character quoted matches itself in %s…%s", around[i][0], around[i][1]);
    }
    struct buffer b;
    buffer_init(&b, arena);
    regex_quote(&b, TEXT("a.b"));
    tap_is_text(buffer_done(&b), "a\\.b", "a point");
    tap_is_int(matches(buffer_done(&b).ptr, "axb"), REGEX_NO, "and nothing else");
    buffer_init(&b, arena);
    regex_quote(&b, TEXT("a\0b"));
    struct regex *regex = regex_new(arena, buffer_done(&b), NULL, NULL);
    tap_ok(regex && regex_match(regex, TEXT("a\0b"), NULL) == REGEX_YES, "a zero byte too");
    regex_free(regex);
}

int main(void) {
    arena = arena_new(NULL);
    test_match();
    test_groups();
    test_wrong();
    test_limits();
    test_quote();
    arena_free(arena);
    return tap_done();
}
